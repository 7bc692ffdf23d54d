import { runAction } from "../component-host/run-action.ts";
import { secretTexts } from "../component-host/secrets.ts";
import type { ActionResult } from "../component-host/types.ts";
import { recordStepEnd } from "../store/runs/run-progress.ts";
import type { StepStart } from "../store/runs/run-progress.ts";
import type { Checkpoint, StoredError } from "../store/runs/run.ts";
import type { AttemptOptions } from "./attempt-run.ts";
import { beginWritingStep } from "./begin-step.ts";
import { flowDoor } from "./flow/flow-services.ts";
import { answerNow, keepForLater } from "./flow/keep-for-later.ts";
import type { StepOfRun } from "./flow/keep-for-later.ts";
import type { RunOfStep } from "./flow/resumption.ts";
import type { PreparedStep } from "./prepared-recipe.ts";
import { readError } from "./read-error.ts";
import type { ReadError } from "./read-error.ts";
import { failedStep, shownError, skippedStep, succeededStep } from "./step-history.ts";
import type { HistoryWriter } from "./step-history.ts";

export interface StepOptions extends AttemptOptions {
  readonly step: PreparedStep;
  readonly position: number;
  /** The trigger, and the results of the steps before by namespace. */
  readonly steps: Readonly<Record<string, unknown>>;
  readonly context: Readonly<Record<string, unknown>>;
  /** `$.context.run`. */
  readonly run: RunOfStep;
  /** Adds to the run's secrets, which no step's history shows from then on. */
  hide(secrets: readonly string[]): HistoryWriter;
}

/** A step's error as the engine acts on it, and as it may be shown. */
export interface StepError extends ReadError {
  readonly shown: StoredError;
}

export type StepTaken =
  | { readonly kind: "finished"; readonly checkpoint: Checkpoint }
  | { readonly kind: "skipped" }
  | { readonly kind: "failed"; readonly error: StepError };

/** A step took longer than its limit. Its code cannot be stopped and may go on for a while. */
class StepTimeoutError extends Error {
  readonly code = "step-timeout";
  readonly retry = "only-after-checking";
  readonly effect: "unknown" | "not-applied";

  constructor(step: PreparedStep) {
    const effect = step.writes ? "Whether it changed anything is not known." : "It only reads: nothing was changed.";
    super(`The step "${step.namespace}" (${step.uses}) took longer than ${step.timeoutMs / 1000} s. ${effect}`);
    this.effect = step.writes ? "unknown" : "not-applied";
  }
}

/**
 * Takes one step once and stores how it ended.
 *
 * @throws {RunHaltedError} Before a step that writes, when the run is to halt; nothing was run
 * @throws When the end cannot be stored, or the run's signal is aborted: the step then counts as interrupted
 */
export async function takeStep(options: StepOptions): Promise<StepTaken> {
  const { database, vault, step } = options;
  const start: StepStart = {
    runId: options.begun.run.id,
    position: options.position,
    namespace: step.namespace,
    uses: step.uses,
    writes: step.writes,
    attempt: options.begun.run.attempt,
    startedAt: new Date(),
  };
  const wanted = prepare(step, options.steps);
  const write = options.hide(wanted.kind === "go" ? secretTexts(step.component, wanted.props) : []);
  const failed = async (props: unknown, thrown: unknown, read: ReadError, row: number | null): Promise<StepTaken> => {
    const error = { ...read, shown: shownError(write, read, [props, options.steps]) };
    await recordStepEnd(database, vault, start, failedStep(write, props, thrown, error.shown), row);
    return { kind: "failed", error };
  };

  if (wanted.kind === "skip") {
    await recordStepEnd(database, vault, start, skippedStep(step.disabled), null);
    return { kind: "skipped" };
  }
  if (wanted.kind === "broken") return failed({}, wanted.thrown, expressionError(wanted.thrown), null);

  const row = step.writes ? await beginWritingStep(database, start) : null;
  let result: ActionResult;
  try {
    result = await withinTime(options, wanted.props);
  } catch (thrown) {
    options.signal.throwIfAborted();
    return failed(wanted.props, thrown, readError(thrown, step.writes), row);
  }
  await keepForLater(stepOfRun(options), result);
  const end = succeededStep(write, wanted.props, result);
  await recordStepEnd(database, vault, start, end, row);
  return { kind: "finished", checkpoint: end.checkpoint };
}

type Wanted =
  | { readonly kind: "go"; readonly props: Record<string, unknown> }
  | { readonly kind: "skip" }
  | { readonly kind: "broken"; readonly thrown: unknown };

function prepare(step: PreparedStep, steps: Readonly<Record<string, unknown>>): Wanted {
  if (step.disabled) return { kind: "skip" };
  try {
    return step.isWanted({ steps }) ? { kind: "go", props: step.props({ steps }) } : { kind: "skip" };
  } catch (thrown) {
    return { kind: "broken", thrown };
  }
}

/** An expression that cannot be evaluated fails the same way each time, and nothing has run yet. */
function expressionError(thrown: unknown): ReadError {
  return { ...readError(thrown, false), code: "expression-failed", retry: "never", effect: "nothing-sent" };
}

async function withinTime(options: StepOptions, props: Record<string, unknown>): Promise<ActionResult> {
  const { step } = options;
  const limit = new AbortController();
  const timer = setTimeout(() => limit.abort(new StepTimeoutError(step)), step.timeoutMs);
  try {
    return await runAction({
      component: step.component,
      props,
      steps: options.steps,
      context: { ...options.context, run: options.run, deadline: Date.now() + step.timeoutMs },
      dataStore: (name) => options.dataStore(name),
      files: options.flow?.files,
      flow: options.flow === undefined ? null : flowDoor(options.flow, () => void timer.refresh()),
      respondNow: (response) => answerNow(stepOfRun(options), response),
      signal: AbortSignal.any([limit.signal, options.signal]),
    });
  } finally {
    clearTimeout(timer);
  }
}

function stepOfRun({ database, vault, begun, step, run }: StepOptions): StepOfRun {
  return { database, vault, runId: begun.run.id, namespace: step.namespace, runs: run.runs };
}
