import { bindComponent } from "./bind-component.ts";
import type { Self } from "./bind-component.ts";
import { toEmittedEvent } from "./emitted-event.ts";
import { asError, SourceTimeoutError } from "./errors.ts";
import type { HttpExchange } from "./http-exchange.ts";
import { componentName, invoke } from "./invoke.ts";
import type { Journal } from "./journal.ts";
import { captureLogs } from "./logs.ts";
import type { ResolvedProp } from "./resolve-prop.ts";
import type { SourceState } from "./source-state.ts";
import type { Component, ComponentFunction, EmittedEvent, LogLine, SourceBinding } from "./types.ts";

/** Pipedream stops a source after 5 minutes. */
const DEFAULT_RUN_TIMEOUT_MS = 300_000;

/** What all runs of one open source share. */
export interface SourceScope {
  readonly component: Component;
  readonly props: readonly ResolvedProp[];
  readonly values: Readonly<Record<string, unknown>>;
  readonly binding: SourceBinding;
  readonly state: SourceState;
  readonly journal: Journal;
  /** For what nobody waits for. Never rejects: it is tried again until it is stored. */
  readonly flushUntilStored: () => void;
  readonly log: (level: LogLine["level"], text: string) => void;
}

/**
 * Runs `run` or a hook once. Rejects with the component's error, or with `SourceTimeoutError`. Whatever it emitted or
 * remembered until then is kept for the next flush, since a part of it may have been stored already.
 *
 * @returns What it emitted
 *
 * Assumption: Pipedream does not say whether `$.service.db` keeps what a failing run has set; we keep it.
 */
export async function runSource(
  scope: SourceScope,
  fn: ComponentFunction,
  args: readonly unknown[],
  exchange: HttpExchange | null,
): Promise<EmittedEvent[]> {
  const { component, binding, log } = scope;
  const events: EmittedEvent[] = [];
  const turn = scope.journal.begin();
  let ended = false;
  // A component may go on after its run's end, for what it did not await. That is stored as well, without an answer.
  const storeLate = (): void => {
    if (ended) scope.flushUntilStored();
  };
  try {
    const self = bindSource(scope, {
      exchange,
      emitted(event) {
        turn.add(event);
        events.push(event);
        storeLate();
      },
      remembered: storeLate,
    });
    await within(
      binding.runTimeoutMs ?? DEFAULT_RUN_TIMEOUT_MS,
      component,
      captureLogs(log, async () => {
        await invoke(fn, self, args);
      }),
    );
    return events;
  } finally {
    ended = true;
    turn.end();
  }
}

interface SourceDoors {
  /** The answer to the request that started the run, if one did. */
  readonly exchange: HttpExchange | null;
  emitted(event: EmittedEvent): void;
  /** A value of `$.service.db` was set. */
  remembered(): void;
}

/** A source's `this` for one run. */
export function bindSource({ component, props, values, binding, state, log }: SourceScope, doors: SourceDoors): Self {
  const self = bindComponent(component, props, values, {
    dataStore: (name) => binding.dataStore(name),
    files: binding.files,
    db: {
      get: (key) => state.get(key),
      set(key, value) {
        state.set(key, value);
        doors.remembered();
      },
    },
    http: {
      endpoint: binding.endpoint,
      respond(response) {
        if (doors.exchange !== null) return doors.exchange.respond(response);
        log("warn", "respond() had no effect: this run was not started by a request.");
        return Promise.resolve();
      },
    },
  });
  self["$emit"] = (event: unknown, meta?: unknown): Promise<void> => {
    doors.emitted(toEmittedEvent(component, event, meta, binding.now()));
    return Promise.resolve();
  };
  return self;
}

async function within(timeoutMs: number, component: Component, work: Promise<unknown>): Promise<void> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new SourceTimeoutError(componentName(component), timeoutMs)), timeoutMs);
  try {
    await Promise.race([work, late.promise]);
  } catch (thrown) {
    throw asError(thrown);
  } finally {
    clearTimeout(timer);
  }
}
