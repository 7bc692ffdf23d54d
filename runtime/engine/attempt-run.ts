import type { Pause } from "../component-host/flow-control.ts";
import type { DataStore } from "../component-host/types.ts";
import type { Database } from "../store/database.ts";
import { historyWriter } from "../store/privacy/for-history.ts";
import type { PausedRun, PausedState } from "../store/runs/paused-run.ts";
import type { BegunRun } from "../store/runs/run-progress.ts";
import type { Checkpoint } from "../store/runs/run.ts";
import type { Vault } from "../store/vault.ts";
import { HOST_CONTEXT } from "./flow/host-context.ts";
import type { FlowServices } from "./flow/flow-services.ts";
import { beginningOf, isOfThisBeginning, pauseAfter, pausedState, runOfStep } from "./flow/resumption.ts";
import { RunHaltedError } from "./halt.ts";
import type { Halt } from "./halt.ts";
import type { PreparedRecipe, PreparedStep } from "./prepared-recipe.ts";
import { reusableSteps } from "./reusable-steps.ts";
import type { HistoryWriter } from "./step-history.ts";
import { takeStep } from "./take-step.ts";
import type { StepError } from "./take-step.ts";

export interface AttemptOptions {
  readonly database: Database;
  readonly vault: Vault;
  readonly recipe: PreparedRecipe;
  readonly begun: BegunRun;
  dataStore(name: string): DataStore;
  /** Whether a failure is not to be tried again. */
  isFinal(error: StepError): boolean;
  readonly maskPersonal: boolean;
  /** Aborted when the process stops or no longer holds the run. */
  readonly signal: AbortSignal;
  /** Left out, steps cannot pause the run. */
  readonly flow?: FlowServices | undefined;
  /** The pause that the run came out of; `null` when there was none. */
  readonly paused?: PausedRun | null;
  /** Asked before each step: why the run is to end here, if it is. */
  halt?(): Halt | undefined;
}

/** How an attempt ended. `succeeded`: `key@version` of the steps it took well. `changed`: a step that may change something has finished in this run. */
export type AttemptEnd = { readonly succeeded: readonly string[] } & (
  | { readonly kind: "succeeded"; readonly outcome: string; readonly summary: string | null }
  | { readonly kind: "paused"; readonly pause: Pause; readonly state: PausedState }
  | {
      readonly kind: "failed";
      readonly step: PreparedStep;
      readonly namespace: string;
      readonly error: StepError;
      readonly changed: boolean;
    }
);

/**
 * Runs the recipe's steps in order, taking over what an earlier attempt finished. Each finished step is stored before
 * the next begins. A run that comes out of a pause begins after it, with the results from before.
 *
 * @throws {RunHaltedError} Between two steps
 * @throws The signal's reason, once it is aborted; or what kept a step from being stored
 */
export async function attemptRun(options: AttemptOptions): Promise<AttemptEnd> {
  const { recipe, begun, signal } = options;
  const secrets = new Set(recipe.secrets);
  const hide = (more: readonly string[]): HistoryWriter => {
    for (const secret of more) secrets.add(secret);
    return historyWriter({ secrets, maskPersonal: options.maskPersonal });
  };
  const reusable = reusableSteps(begun.earlierSteps, {
    now: new Date(),
    readsStayFreshMs: recipe.readsStayFreshMs,
    othersEndedAt: begun.othersEndedAt,
  });
  const context = contextOf(recipe, begun);
  const beginning = beginningOf(recipe.steps, options.paused ?? null);
  const steps: Record<string, unknown> = { ...beginning.steps, trigger: { event: begun.event, context } };
  const story = new Story(beginning.story);
  const succeeded: string[] = [];
  let repeating = false;

  for (const [position, step] of recipe.steps.entries()) {
    if (position < beginning.position) continue;
    signal.throwIfAborted();
    const halt = options.halt?.();
    if (halt !== undefined) throw new RunHaltedError(halt);
    const run = runOfStep(beginning, step.namespace);
    const found: Checkpoint | undefined =
      reusable.writes.get(step.namespace) ?? (repeating ? undefined : reusable.reads.get(step.namespace));
    const kept: Checkpoint | null = found !== undefined && isOfThisBeginning(beginning, found) ? found : null;
    repeating ||= kept === null;
    const taken =
      kept === null
        ? await takeStep({ ...options, step, position, steps, context, run, hide })
        : { kind: "finished" as const, checkpoint: kept };
    if (taken.kind === "finished") {
      steps[step.namespace] = { ...taken.checkpoint.exports, $return_value: taken.checkpoint.returnValue };
      story.add(step, taken.checkpoint);
      if (kept === null) succeeded.push(step.uses);
      if (taken.checkpoint.exited !== null) break;
      const pause = pauseAfter(taken.checkpoint, run);
      if (pause !== null) {
        const state = pausedState(pause, { namespace: step.namespace, steps, story: story.told, runs: run.runs });
        return { kind: "paused", succeeded, pause, state };
      }
    }
    if (taken.kind === "failed") {
      const { error } = taken;
      const goesOn = step.onError === "continue" && options.isFinal(error);
      if (!goesOn) return { kind: "failed", succeeded, step, namespace: step.namespace, error, changed: story.changed };
      steps[step.namespace] = { $error: { message: error.message, code: error.code } };
    }
  }
  return { kind: "succeeded", succeeded, outcome: story.outcome, summary: story.summary };
}

/** What a run tells of itself in one word and one sentence, gathered from its steps. */
class Story {
  changed: boolean;
  summary: string | null;
  #outcome: string | undefined;

  constructor(before: PausedState["story"]) {
    this.changed = before.changed;
    this.summary = before.summary;
    this.#outcome = before.outcome ?? undefined;
  }

  get told(): PausedState["story"] {
    return { changed: this.changed, summary: this.summary, outcome: this.#outcome ?? null };
  }

  /** A step whose result has a text `outcome` names the run's outcome; the last one wins. */
  get outcome(): string {
    return this.#outcome ?? (this.changed ? "changed" : "nothing-to-do");
  }

  /** The sentence belongs to the step that named the outcome; before there is one, to the latest step that said any. */
  add(step: PreparedStep, { returnValue, summary, exited }: Checkpoint): void {
    this.changed ||= step.writes;
    const { outcome } = (returnValue ?? {}) as { outcome?: unknown };
    const names = typeof outcome === "string" && outcome !== "";
    if (names || exited !== null || this.#outcome === undefined) this.summary = summary ?? this.summary;
    if (names) this.#outcome = outcome;
  }
}

/** Pipedream's `$.context`, as far as it makes sense here. */
function contextOf(recipe: PreparedRecipe, { run, emittedAt }: BegunRun): Record<string, unknown> {
  return {
    id: String(run.id),
    ts: emittedAt.toISOString(),
    workflow_id: recipe.name,
    workflow_name: recipe.title,
    trace_id: run.orderKey,
    replay: run.replayOf !== null,
    attempt: run.attempt,
    events: run.events,
    ...HOST_CONTEXT,
    deployment_id: recipe.hash,
  };
}
