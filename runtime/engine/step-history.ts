import { actionTrace } from "../component-host/errors.ts";
import type { ActionResult } from "../component-host/types.ts";
import type { StepEnd } from "../store/runs/run-progress.ts";
import type { Checkpoint, StoredError } from "../store/runs/run.ts";
import type { ReadError } from "./read-error.ts";

/** Gives JSON text for the history; `alsoFrom` are values whose personal texts are looked for as well. */
export type HistoryWriter = (value: unknown, alsoFrom?: readonly unknown[]) => string;

const NOTHING = { input: null, output: null, summary: null, logs: null, error: null, checkpoint: null };

export function skippedStep(disabled: boolean): StepEnd {
  const summary = disabled ? "Skipped: the step is disabled." : "Skipped: its condition was not met.";
  return { ...NOTHING, status: "skipped", summary, finishedAt: new Date() };
}

export function succeededStep(
  write: HistoryWriter,
  props: unknown,
  result: ActionResult,
): StepEnd & { readonly checkpoint: Checkpoint } {
  const { returnValue, exports, exited, pause, logs } = result;
  const known = [props, returnValue];
  const said = exited === null || exited === "" ? result.summary : exited;
  const summary = said === null ? null : shownText(write, said, known);
  return {
    status: "succeeded",
    input: write(props),
    output: write({ returnValue, exports }),
    summary,
    logs: logs.length === 0 ? null : write(logs, known),
    error: null,
    checkpoint: { returnValue, exports, exited, summary, ...(pause === null ? {} : { pause }) },
    finishedAt: new Date(),
  };
}

export function failedStep(write: HistoryWriter, props: unknown, thrown: unknown, shown: StoredError): StepEnd {
  const { exports = {}, logs = [], summary = null } = actionTrace(thrown) ?? {};
  return {
    status: "failed",
    input: write(props),
    output: Object.keys(exports).length === 0 ? null : write({ returnValue: null, exports }),
    summary: summary === null ? null : shownText(write, summary, [props]),
    logs: logs.length === 0 ? null : write(logs, [props]),
    error: JSON.stringify(shown),
    checkpoint: null,
    finishedAt: new Date(),
  };
}

/** The error as it may be shown: its message passes the same rules as any other value of the history. */
export function shownError(write: HistoryWriter, error: ReadError, known: readonly unknown[]): StoredError {
  const { message, code, retry, effect } = error;
  return { message: shownText(write, message, known), code, retry, effect };
}

function shownText(write: HistoryWriter, text: string, known: readonly unknown[]): string {
  return JSON.parse(write(text, known)) as string;
}
