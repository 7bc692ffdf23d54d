import type { Pause } from "../../component-host/flow-control.ts";
import type { PausedRun, PausedState } from "../../store/runs/paused-run.ts";
import type { Checkpoint } from "../../store/runs/run.ts";
import type { PreparedRecipe, PreparedStep } from "../prepared-recipe.ts";
import type { RunFailure } from "../run-failed-exception.ts";

/** Where an attempt begins, and with what. */
export interface Beginning {
  /** First step to take; those before it are not looked at again. */
  readonly position: number;
  /** Results of the steps before, by namespace. */
  readonly steps: Readonly<Record<string, unknown>>;
  readonly story: PausedState["story"];
  /** The step that is run again, and what it is told of it; `null` unless it asked for `$.flow.rerun`. */
  readonly rerun: { readonly namespace: string; readonly run: RunOfStep } | null;
  /** Token of the pause that is over: a result that asked for it has been acted on. */
  readonly token: string | null;
}

/** `$.context.run` of a step. */
export interface RunOfStep {
  /** Counts from 1. */
  readonly runs: number;
  /** Given to the `$.flow.rerun` before; absent on the first run. */
  readonly context?: unknown;
  /** The request that ran the step again, when one did. */
  readonly callback_request?: unknown;
}

/** Why a paused run cannot go on: the recipe no longer has the step it paused at. `null` when it can. */
export function pausedStepGone(recipe: PreparedRecipe, paused: PausedRun | null): RunFailure | null {
  if (paused === null || positionOf(recipe.steps, paused) !== -1) return null;
  const { namespace, story } = paused.state;
  const message = `The run paused at the step "${namespace}", which the recipe no longer has. Nothing more was run.`;
  const error = { message, code: "paused-step-gone", retry: "never", effect: "not-applied" } as const;
  return { recipeTitle: recipe.title, namespace, changed: story.changed, error };
}

function positionOf(steps: readonly PreparedStep[], { state }: PausedRun): number {
  return steps.findIndex(({ namespace }) => namespace === state.namespace);
}

const FROM_THE_START: Beginning = {
  position: 0,
  steps: {},
  story: { changed: false, outcome: null, summary: null },
  rerun: null,
  token: null,
};

/**
 * Where to begin: after a delay or a suspension with the step that follows, after a rerun with the step itself.
 *
 * @param paused - The pause that the run came out of; `null` when there was none. Its step is there: `pausedStepGone`
 */
export function beginningOf(recipeSteps: readonly PreparedStep[], paused: PausedRun | null): Beginning {
  if (paused === null) return FROM_THE_START;
  const { kind, state } = paused;
  const { namespace, token, story, request } = state;
  const position = positionOf(recipeSteps, paused);
  if (kind === "rerun") {
    const callback = request === null ? {} : { callback_request: request };
    const run = { runs: state.runs + 1, context: state.context, ...callback };
    return { position, steps: state.steps, story, rerun: { namespace, run }, token };
  }
  const own = state.steps[namespace] as Readonly<Record<string, unknown>> | undefined;
  const steps = request === null ? state.steps : { ...state.steps, [namespace]: { ...own, $resume_data: request } };
  return { position: position + 1, steps, story, rerun: null, token };
}

/** `$.context.run` of a step. */
export function runOfStep({ rerun }: Beginning, namespace: string): RunOfStep {
  return rerun?.namespace === namespace ? rerun.run : { runs: 1 };
}

/** Whether a stored result may be taken over: not when it belongs to the pause that is just over. */
export function isOfThisBeginning({ token }: Beginning, { pause }: Checkpoint): boolean {
  return pause === undefined || pause.token !== token;
}

/** The pause that a finished step asked for and is to have: a step that has had all its retries goes on instead. */
export function pauseAfter({ pause }: Checkpoint, { runs }: RunOfStep): Pause | null {
  if (pause === undefined || (pause.kind === "rerun" && runs > pause.maxRetries)) return null;
  return pause;
}

/** What is kept of the run while it pauses. A step that is run again does not see its own result. */
export function pausedState(
  pause: Pause,
  { steps, ...soFar }: Pick<PausedState, "namespace" | "steps" | "story" | "runs">,
): PausedState {
  const { trigger: _trigger, [soFar.namespace]: own, ...before } = steps;
  return {
    ...soFar,
    steps: pause.kind === "rerun" ? before : { ...before, [soFar.namespace]: own },
    token: pause.token,
    context: pause.kind === "rerun" ? pause.context : null,
    request: null,
  };
}
