import type { BegunRun } from "../store/runs/run-progress.ts";
import type { StoredError } from "../store/runs/run.ts";
import type { AttemptEnd } from "./attempt-run.ts";
import type { PreparedRecipe } from "./prepared-recipe.ts";
import type { RunFailure } from "./run-failed-exception.ts";

/** A run that its process did not survive this often is given up: it is likely to be what ends the process. */
const MOST_INTERRUPTIONS = 20;

/** What a blind step may have done without our knowing. */
const NOT_KNOWN: readonly StoredError["effect"][] = ["unknown", "partly-applied"];

export function missingRecipe(name: string): RunFailure {
  const message = `The recipe "${name}" is not installed; expected it among the recipes of this installation. Nothing was run.`;
  const error: StoredError = { message, code: "recipe-missing", retry: "never", effect: "nothing-sent" };
  return { recipeTitle: name, namespace: "-", changed: false, error };
}

/** @param times - How often a worker was lost while it had the run */
export function interruptedTooOften(recipe: PreparedRecipe, begun: BegunRun, times: number): RunFailure | null {
  if (times < MOST_INTERRUPTIONS) return null;
  const last = begun.earlierSteps.findLast(({ status }) => status === "interrupted");
  const message = `The process ended during this run ${times} times. The run is given up, since it may be the cause.`;
  const effect = last === undefined ? "not-applied" : "unknown";
  return {
    recipeTitle: recipe.title,
    namespace: last?.namespace ?? "-",
    changed: hasChanged(begun),
    error: { message, code: "run-interrupted", retry: "never", effect },
  };
}

/** A blind step that the process did not survive: nobody knows whether it was carried out. */
export function lostAnswer(recipe: PreparedRecipe, begun: BegunRun): RunFailure | null {
  const latest = new Map(begun.earlierSteps.map((step) => [step.namespace, step]));
  const blind = recipe.steps.find(
    ({ namespace, blind: isBlind }) => isBlind === true && latest.get(namespace)?.status === "interrupted",
  );
  if (blind === undefined) return null;
  const message = `The process ended during the step "${blind.namespace}" (${blind.uses}), which does not look before it writes. It is not repeated: whether it was carried out is not known.`;
  return {
    recipeTitle: recipe.title,
    namespace: blind.namespace,
    changed: hasChanged(begun),
    error: { message, code: "answer-lost", retry: "never", effect: "unknown" },
  };
}

/** A blind step that failed and may have been applied all the same. `null` for any other failure. */
export function failedForGood(recipe: PreparedRecipe, end: Extract<AttemptEnd, { kind: "failed" }>): RunFailure | null {
  const { step, namespace, changed, error } = end;
  if (step.blind !== true || !NOT_KNOWN.includes(error.effect)) return null;
  return { recipeTitle: recipe.title, namespace, changed, error: error.shown };
}

function hasChanged({ earlierSteps }: BegunRun): boolean {
  return earlierSteps.some(({ writes, status }) => writes && status === "succeeded");
}
