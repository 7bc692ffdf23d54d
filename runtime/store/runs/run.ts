import type { Pause } from "../../component-host/flow-control.ts";
import type { StepStatus } from "../tables.ts";

/** A failure as history keeps it: what the error said of itself, secrets removed and personal data masked. */
export interface StoredError {
  readonly message: string;
  readonly code: string;
  readonly retry: "never" | "safe" | "only-after-checking";
  readonly effect: "nothing-sent" | "not-applied" | "applied" | "partly-applied" | "unknown";
}

interface RunBase {
  readonly id: number;
  readonly recipe: string;
  /** Hash of the recipe text that the latest attempt ran; `null` before the first. */
  readonly recipeHash: string | null;
  /** `<shop>:<order lineage>`: runs with the same key run one after the other. */
  readonly orderKey: string;
  readonly orderName: string | null;
  readonly orderId: string | null;
  /** Events folded into this run, at least 1. */
  readonly events: number;
  /** Times the run was begun; more than 1 after a retry or a crash. */
  readonly attempt: number;
  /** Times it failed and was put back to try again. */
  readonly failures: number;
  /** Times it was put back because the other side was not ready yet. */
  readonly waits: number;
  readonly replayOf: number | null;
  readonly queuedAt: Date;
}

/** A run by its status. Exactly the failed ones have an error, exactly the ended ones an end. */
export type Run =
  | (RunBase & { readonly status: "waiting"; readonly dueAt: Date; readonly lastError: StoredError | null })
  | (RunBase & { readonly status: "running"; readonly startedAt: Date })
  | (RunBase & {
      readonly status: "succeeded";
      readonly startedAt: Date;
      readonly finishedAt: Date;
      readonly outcome: string;
      readonly summary: string | null;
    })
  | (RunBase & {
      readonly status: "failed";
      readonly startedAt: Date;
      readonly finishedAt: Date;
      readonly error: StoredError;
      readonly summary: string | null;
    })
  | (RunBase & { readonly status: "cancelled"; readonly finishedAt: Date; readonly summary: string | null });

/** One try of one step, as history shows it. */
export interface RunStep {
  readonly position: number;
  readonly namespace: string;
  /** `key@version` of the component that ran. */
  readonly uses: string;
  /** May change something on the other side (the component is not marked read-only). */
  readonly writes: boolean;
  readonly attempt: number;
  readonly status: StepStatus;
  readonly input: unknown;
  /** `{ returnValue, exports }`, or `null`. */
  readonly output: unknown;
  readonly summary: string | null;
  readonly logs: unknown;
  readonly error: StoredError | null;
  readonly startedAt: Date;
  readonly finishedAt: Date | null;
}

/** The result of a finished step as the next steps read it. Kept sealed, and only until the run ends. */
export interface Checkpoint {
  readonly returnValue: unknown;
  readonly exports: Readonly<Record<string, unknown>>;
  readonly exited: string | null;
  /** The run is to pause after this step. */
  readonly pause?: Pause;
  /** What history says of the step, secrets removed and personal data masked; `null` when it said nothing. */
  readonly summary: string | null;
}

/** A step of an earlier attempt, for deciding what a continued run may reuse. */
export interface EarlierStep {
  readonly namespace: string;
  readonly uses: string;
  readonly writes: boolean;
  readonly status: StepStatus;
  readonly startedAt: Date;
  readonly finishedAt: Date | null;
  /** Of a succeeded step; `null` for any other. */
  readonly checkpoint: Checkpoint | null;
}
