import type { ExceptionDraft } from "../../domain/exceptions/exception.ts";
import type { DataStore } from "../component-host/types.ts";
import type { Database } from "../store/database.ts";
import { beginRun, endRun, putRunBack, readRecipeName } from "../store/runs/run-progress.ts";
import type { BegunRun, PutBackReason } from "../store/runs/run-progress.ts";
import type { StoredError } from "../store/runs/run.ts";
import type { Vault } from "../store/vault.ts";
import { attemptRun } from "./attempt-run.ts";
import type { PreparedRecipe } from "./prepared-recipe.ts";
import { nextTry } from "./retry-policy.ts";
import { runFailedException } from "./run-failed-exception.ts";
import type { RunFailure } from "./run-failed-exception.ts";
import type { ClaimedRun, RunQueue } from "./run-queue.ts";
import type { StepError } from "./take-step.ts";

/** A run that its process did not survive this often is given up: it is likely to be what ends the process. */
const MOST_INTERRUPTIONS = 20;

export interface ExecuteOptions {
  readonly database: Database;
  readonly queue: RunQueue;
  readonly vault: Vault;
  /** The recipe by name; `undefined` when it is not installed here. */
  recipe(name: string): PreparedRecipe | undefined;
  dataStore(name: string): DataStore;
  /** Opens an exception for a person. Called before the run is stored as failed, so that none is silent. */
  raiseException(draft: ExceptionDraft): Promise<void>;
  readonly maskPersonal: boolean;
}

/**
 * Runs one claimed run once and settles it: ended, put back to be tried again, or failed with an exception.
 *
 * @throws When the run could not be settled, or the signal is aborted; it is then still claimed
 */
export async function executeRun(options: ExecuteOptions, claim: ClaimedRun, signal: AbortSignal): Promise<void> {
  const { database, vault, queue } = options;
  const name = await readRecipeName(database, claim.runId);
  const recipe = name === null ? undefined : options.recipe(name);
  const begun = await database.transaction((tx) => beginRun(tx, vault, claim.runId, recipe?.hash ?? ""));
  if (begun === null) return database.transaction((tx) => queue.done(tx, claim));
  if (recipe === undefined) return failRun(options, claim, begun, missingRecipe(name ?? ""));
  const interruptions = begun.run.attempt - 1 - begun.run.failures - begun.run.waits;
  if (interruptions >= MOST_INTERRUPTIONS)
    return failRun(options, claim, begun, interrupted(recipe, begun, interruptions));

  const tryAgainIn = (error: StepError): number | "give-up" =>
    nextTry(recipe.retry, begun.run.failures + 1, error, Math.random());
  const end = await attemptRun({
    ...options,
    recipe,
    begun,
    signal,
    dataStore: (store) => options.dataStore(store),
    isFinal: (error) => tryAgainIn(error) === "give-up",
  });
  if (end.kind === "succeeded") {
    return database.transaction(async (tx) => {
      await queue.done(tx, claim);
      await endRun(tx, claim.runId, { status: "succeeded", outcome: end.outcome, summary: end.summary });
    });
  }
  const { shown: error, waiting } = end.error;
  const waitMs = tryAgainIn(end.error);
  if (waitMs === "give-up") return failRun(options, claim, begun, { recipeTitle: recipe.title, ...end, error });
  await putBack(options, claim, waitMs, { kind: waiting ? "waiting" : "failed", error });
}

/** Hands a claimed run back to the queue as it is, to be continued after `waitMs`. */
export function handBack(options: ExecuteOptions, claim: ClaimedRun, waitMs: number): Promise<void> {
  return putBack(options, claim, waitMs, { kind: "handed-back" });
}

async function putBack(
  options: ExecuteOptions,
  claim: ClaimedRun,
  waitMs: number,
  reason: PutBackReason,
): Promise<void> {
  await options.database.transaction(async (tx) => {
    await options.queue.putBack(tx, claim, waitMs);
    await putRunBack(tx, claim.runId, new Date(Date.now() + waitMs), reason);
  });
}

/** The exception first: a crash between the two repeats the attempt, and raising again only counts it again. */
async function failRun(
  options: ExecuteOptions,
  claim: ClaimedRun,
  begun: BegunRun,
  failure: RunFailure,
): Promise<void> {
  await options.raiseException(runFailedException(begun.run, failure));
  await options.database.transaction(async (tx) => {
    await options.queue.done(tx, claim);
    await endRun(tx, claim.runId, { status: "failed", error: JSON.stringify(failure.error), summary: null });
  });
}

function missingRecipe(name: string): RunFailure {
  const message = `The recipe "${name}" is not installed; expected it among the recipes of this installation. Nothing was run.`;
  const error: StoredError = { message, code: "recipe-missing", retry: "never", effect: "nothing-sent" };
  return { recipeTitle: name, namespace: "-", changed: false, error };
}

function interrupted(recipe: PreparedRecipe, { earlierSteps }: BegunRun, times: number): RunFailure {
  const last = earlierSteps.findLast(({ status }) => status === "interrupted");
  const message = `The process ended during this run ${times} times. The run is given up, since it may be the cause.`;
  const effect = last === undefined ? "not-applied" : "unknown";
  return {
    recipeTitle: recipe.title,
    namespace: last?.namespace ?? "-",
    changed: earlierSteps.some(({ writes, status }) => writes && status === "succeeded"),
    error: { message, code: "run-interrupted", retry: "never", effect },
  };
}
