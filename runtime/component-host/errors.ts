import type { LogLine } from "./types.ts";

/** A prop is missing or has a value it cannot have. Nothing of the component has run. */
export class PropError extends Error {
  override readonly name = "PropError";
  readonly code = "prop-invalid";
  readonly retry = "never";
  readonly effect = "nothing-sent";
  readonly prop: string;

  constructor(component: string, prop: string, problem: string) {
    super(`${component}: prop "${prop}" ${problem}. Nothing was run.`);
    this.prop = prop;
  }
}

/** A component asks for a part of Pipedream that this runtime does not have yet. */
export class NotSupportedError extends Error {
  override readonly name = "NotSupportedError";
  readonly code = "not-supported";
  readonly retry = "never";

  constructor(feature: string, instead: string) {
    super(`${feature} is not supported yet by this runtime. ${instead}`);
  }
}

/** `$.service.db` would grow over its limit. The value was not stored; what was stored before is unchanged. */
export class SourceStateTooLargeError extends Error {
  override readonly name = "SourceStateTooLargeError";
  readonly code = "source-state-too-large";

  constructor(key: string, sizeBytes: number, limitBytes: number) {
    super(
      `$.service.db: setting "${key}" would make the source's state ${sizeBytes} bytes; the limit is ${limitBytes} bytes. ` +
        "The value was not stored and what was stored before is unchanged.",
    );
  }
}

/** A run of a source took longer than it may. Its code may still be going on; what it emits is still stored. */
export class SourceTimeoutError extends Error {
  override readonly name = "SourceTimeoutError";
  readonly code = "source-timeout";

  constructor(component: string, timeoutMs: number) {
    super(`${component}: the run took longer than ${timeoutMs} ms. What it did until then was kept.`);
  }
}

/** What a failed action had done until it failed. */
export interface ActionTrace {
  readonly logs: LogLine[];
  readonly exports: Record<string, unknown>;
  readonly summary: string | null;
}

const traces = new WeakMap<Error, ActionTrace>();

/** Errors belong to the component, so the trace is kept beside them and not written on them. */
export function keepTrace(error: Error, trace: ActionTrace): void {
  traces.set(error, trace);
}

/**
 * Logs and exports of the action that rejected with this error.
 *
 * @returns `null` when the error does not come from `runAction`
 */
export function actionTrace(error: unknown): ActionTrace | null {
  return isError(error) ? (traces.get(error) ?? null) : null;
}

/** Components may throw anything; the host speaks of errors only. */
export function asError(thrown: unknown): Error {
  if (isError(thrown)) return thrown;
  if (typeof thrown === "object" && thrown !== null && "message" in thrown && typeof thrown.message === "string") {
    return new Error(thrown.message, { cause: thrown });
  }
  return new Error(`The component threw ${typeof thrown === "string" ? `"${thrown}"` : typeof thrown}.`, {
    cause: thrown,
  });
}

/** Also for an error of another realm, which `instanceof` does not know. */
function isError(value: unknown): value is Error {
  return Object.prototype.toString.call(value) === "[object Error]";
}
