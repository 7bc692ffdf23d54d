import { randomBytes } from "node:crypto";
import { toJson } from "./json.ts";

const HOUR_MS = 3_600_000;
/** Pipedream's limits for a delay, and its defaults. */
const LONGEST_PAUSE_MS = 365 * 24 * HOUR_MS;
const SUSPEND_MS = 24 * HOUR_MS;
const MOST_RERUNS = 10;

/**
 * A wish to stop here and go on later, from the end of the step on. `token` opens the two addresses that the component
 * was given; nothing else knows it.
 */
export type Pause = {
  readonly token: string;
  /** Milliseconds since 1970. */
  readonly dueAt: number;
} & (
  | { readonly kind: "delay" | "suspend" }
  | {
      readonly kind: "rerun";
      /** JSON; comes back as `$.context.run.context`. */
      readonly context: unknown;
      /** Times the step may be run again. */
      readonly maxRetries: number;
    }
);

export interface PauseUrls {
  readonly resume_url: string;
  readonly cancel_url: string;
}

/** What the surroundings of an action run do for its `$.flow`. */
export interface FlowDoor {
  /** The addresses that resume and cancel a pause. */
  urls(token: string): PauseUrls;
  /** Starts another recipe. @returns What identifies the new run */
  trigger(workflowId: string, payload: unknown): Promise<unknown>;
  /** Gives the step its whole time limit again. */
  refreshTimeout(): void;
}

export interface FlowControl {
  /** `$.flow`. */
  readonly api: object;
  /** The last wish wins; `null` when there was none. */
  readonly pause: Pause | null;
  /** The reason given to `exit`; `""` without one, `null` when it was not called. */
  readonly exited: string | null;
}

export interface FlowOptions {
  /** `null` in a test of a step: pauses and triggers are then told and not carried out, as in Pipedream's builder. */
  readonly door: FlowDoor | null;
  warn(text: string): void;
}

/** `$.flow` of one action run. */
export function createFlow({ door, warn }: FlowOptions): FlowControl {
  let pause: Pause | null = null;
  let exited: string | null = null;

  function wish(kind: Pause["kind"], waitMs: number, rest: object): PauseUrls {
    const token = randomBytes(32).toString("base64url");
    if (door === null) {
      warn(`$.flow.${kind} is not carried out in a test.`);
      return { resume_url: "https://example.com/resume/in-a-test", cancel_url: "https://example.com/cancel/in-a-test" };
    }
    pause = { kind, token, dueAt: Date.now() + waitMs, ...rest } as Pause;
    return door.urls(token);
  }

  return {
    api: {
      // The rest of the step still runs: components call this without `return`.
      exit: (reason?: unknown): void => {
        exited = reason === undefined ? "" : typeof reason === "string" ? reason : JSON.stringify(reason);
      },
      delay: (ms: unknown) => wish("delay", pauseMs("delay", ms, undefined), {}),
      suspend: (timeoutMs?: unknown) => wish("suspend", pauseMs("suspend", timeoutMs, SUSPEND_MS), {}),
      rerun: (delayMs: unknown, context?: unknown, maxRetries?: unknown) =>
        wish("rerun", pauseMs("rerun", delayMs, undefined), {
          context: toJson(context),
          maxRetries: retries(maxRetries),
        }),
      trigger: async (workflowId: unknown, payload?: unknown): Promise<unknown> => {
        if (typeof workflowId !== "string" || workflowId === "") {
          throw new TypeError(`$.flow.trigger got ${JSON.stringify(workflowId)}; expected the name of a recipe.`);
        }
        if (door !== null) return door.trigger(workflowId, toJson(payload));
        warn(`$.flow.trigger("${workflowId}") is not carried out in a test.`);
        return null;
      },
      refreshTimeout: (): void => door?.refreshTimeout(),
    },
    get pause() {
      return pause;
    },
    get exited() {
      return exited;
    },
  };
}

/** @throws {RangeError} Outside of 1 ms to a year */
function pauseMs(what: string, given: unknown, otherwise: number | undefined): number {
  const ms = given === undefined || given === null ? otherwise : Number(given);
  if (ms !== undefined && Number.isFinite(ms) && ms >= 1 && ms <= LONGEST_PAUSE_MS) return Math.ceil(ms);
  throw new RangeError(
    `$.flow.${what} got ${JSON.stringify(given)}; expected milliseconds from 1 to ${LONGEST_PAUSE_MS} (1 year).`,
  );
}

function retries(given: unknown): number {
  if (given === undefined || given === null) return MOST_RERUNS;
  const count = Number(given);
  if (Number.isInteger(count) && count >= 0) return count;
  throw new RangeError(
    `$.flow.rerun got ${JSON.stringify(given)} as its number of retries; expected a whole number from 0 up.`,
  );
}
