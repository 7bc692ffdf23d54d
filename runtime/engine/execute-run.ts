import type { ExceptionDraft } from "../../domain/exceptions/exception.ts";
import type { DataStore } from "../component-host/types.ts";
import type { Database } from "../store/database.ts";
import { readPause } from "../store/runs/paused-run.ts";
import { beginRun, readRunRecipe } from "../store/runs/run-progress.ts";
import type { BegunRun, RunRecipe } from "../store/runs/run-progress.ts";
import type { Vault } from "../store/vault.ts";
import { attemptRun } from "./attempt-run.ts";
import type { AttemptEnd } from "./attempt-run.ts";
import type { Finding } from "./breaker/breaker.ts";
import { findingsOf } from "./breaker/findings.ts";
import { cancelledSummary } from "./cancel-run.ts";
import { noteClaimStart } from "./claim-log.ts";
import { failedForGood, interruptedTooOften, lostAnswer, missingRecipe } from "./failures.ts";
import type { FlowServices } from "./flow/flow-services.ts";
import { pausedStepGone } from "./flow/resumption.ts";
import { settlePaused } from "./flow/settle-paused.ts";
import { RunHaltedError } from "./halt.ts";
import type { Halt } from "./halt.ts";
import type { PreparedRecipe } from "./prepared-recipe.ts";
import { nextTry } from "./retry-policy.ts";
import { runFailedException } from "./run-failed-exception.ts";
import type { RunFailure } from "./run-failed-exception.ts";
import type { ClaimedRun, RunQueue } from "./run-queue.ts";
import { settleEnded, settlePutBack } from "./settle-run.ts";
import type { StepError } from "./take-step.ts";

/** Runs that wait for a connection to come back do so in the queue; this only spreads their return. */
const AFTER_OUTAGE_SPREAD_MS = 2_000;

export interface ExecuteOptions {
  readonly database: Database;
  readonly queue: RunQueue;
  readonly vault: Vault;
  /** This process's name. */
  readonly worker: string;
  /** The recipe by name; `undefined` when it is not installed here. */
  recipe(name: string): PreparedRecipe | undefined;
  /** The version of a recipe that a run has begun with; `undefined` when this program cannot prepare it any more. */
  pinnedRecipe?(pin: { readonly name: string; readonly textHash: string }): Promise<PreparedRecipe | undefined>;
  /** Keeps a recipe's text for the runs that begin with it. */
  keepText?(recipe: PreparedRecipe): Promise<void>;
  dataStore(name: string): DataStore;
  /** Opens an exception for a person. Called before the run is stored as failed, so that none is silent. */
  raiseException(draft: ExceptionDraft): Promise<void>;
  /** Counts what an attempt learned about a connection. @returns Whether the connection is away now */
  reportFinding?(connection: string, finding: Pick<Finding, "kind" | "because">): Promise<boolean>;
  /** Lets steps pause their run, start other recipes and keep files. */
  readonly flow?: FlowServices | undefined;
  readonly maskPersonal: boolean;
}

/**
 * Runs one claimed run once and settles it: ended, put back to be tried again, or failed with an exception.
 *
 * @param halt - Says why the run is to end before its next step, if it is
 * @throws When the run could not be settled, or the signal is aborted; it is then still claimed
 */
export async function executeRun(
  options: ExecuteOptions,
  claim: ClaimedRun,
  signal: AbortSignal,
  halt: () => Halt | undefined = () => undefined,
): Promise<void> {
  const { database, vault, queue, worker } = options;
  const wanted = await readRunRecipe(database, claim.runId);
  const recipe = wanted === null ? undefined : await chooseRecipe(options, wanted);
  if (recipe !== undefined) await options.keepText?.(recipe);
  const begun = await database.transaction(async (tx) => {
    const run = await beginRun(tx, vault, claim.runId, recipe?.hash ?? "");
    const textHash = recipe?.source?.hash ?? null;
    return run === null ? null : { run, ...(await noteClaimStart(tx, { runId: claim.runId, worker, textHash })) };
  });
  if (begun === null) return database.transaction((tx) => queue.done(tx, claim));
  if (begun.asked !== null) return endCancelled(options, claim, { kind: "cancelled", ...begun.asked });
  if (recipe === undefined) return failRun(options, claim, begun.run, missingRecipe(wanted?.name ?? ""));
  const paused = begun.run.run.attempt === 1 ? null : await readPause(database, vault, claim.runId);
  const hopeless =
    interruptedTooOften(recipe, begun.run, begun.lost) ??
    lostAnswer(recipe, begun.run) ??
    pausedStepGone(recipe, paused);
  if (hopeless !== null) return failRun(options, claim, begun.run, hopeless);

  try {
    const end = await attemptRun({
      ...options,
      recipe,
      begun: begun.run,
      paused,
      signal,
      halt,
      dataStore: (store) => options.dataStore(store),
      isFinal: (error) => tryAgainIn(recipe, begun.run, error) === "give-up",
    });
    await settle(options, claim, recipe, begun.run, end);
  } catch (error) {
    if (!(error instanceof RunHaltedError)) throw error;
    if (error.halt.kind === "cancelled") return endCancelled(options, claim, error.halt);
    await settlePutBack(options, claim, 0, { kind: "handed-back" });
  }
}

/** Hands a claimed run back to the queue as it is, to be continued after `waitMs`. */
export function handBack(options: ExecuteOptions, claim: ClaimedRun, waitMs: number): Promise<void> {
  return settlePutBack(options, claim, waitMs, { kind: "handed-back" });
}

/** A run keeps to the text it began with. Where that cannot be had any more, it goes on with the recipe as it is now. */
async function chooseRecipe(
  options: ExecuteOptions,
  { name, textHash }: RunRecipe,
): Promise<PreparedRecipe | undefined> {
  const current = options.recipe(name);
  if (textHash === null || textHash === current?.source?.hash) return current;
  return (await options.pinnedRecipe?.({ name, textHash })) ?? current;
}

async function settle(
  options: ExecuteOptions,
  claim: ClaimedRun,
  recipe: PreparedRecipe,
  begun: BegunRun,
  end: AttemptEnd,
): Promise<void> {
  const isAway = await reportFindings(options, recipe, end);
  if (end.kind === "paused") return settlePaused(options, claim, end);
  if (end.kind === "succeeded") {
    const { outcome, summary } = end;
    return settleEnded(options, claim, { status: "succeeded", outcome, summary });
  }
  const { shown: error, waiting } = end.error;
  const blindly = failedForGood(recipe, end);
  if (blindly !== null) return failRun(options, claim, begun, blindly);
  if (isAway && end.error.retry !== "never") {
    const waitMs = Math.max(end.error.retryAfterMs ?? 0, Math.random() * AFTER_OUTAGE_SPREAD_MS);
    return settlePutBack(options, claim, waitMs, { kind: "waiting", error });
  }
  const waitMs = tryAgainIn(recipe, begun, end.error);
  if (waitMs === "give-up") {
    const { namespace, changed } = end;
    return failRun(options, claim, begun, { recipeTitle: recipe.title, namespace, changed, error });
  }
  await settlePutBack(options, claim, waitMs, { kind: waiting ? "waiting" : "failed", error });
}

function tryAgainIn(recipe: PreparedRecipe, begun: BegunRun, error: StepError): number | "give-up" {
  return nextTry(recipe.retry, begun.run.failures + 1, error, Math.random());
}

/** @returns Whether the connection that the attempt failed at is away */
async function reportFindings(options: ExecuteOptions, recipe: PreparedRecipe, end: AttemptEnd): Promise<boolean> {
  // A breaker's reason is shown to people, so it is the message as it may be shown.
  const failure =
    end.kind === "failed" ? { ...end.error, message: end.error.shown.message, uses: end.step.uses } : null;
  const findings = findingsOf(recipe.connections ?? [], { succeeded: end.succeeded, failure });
  let isAway = false;
  for (const [connection, finding] of findings) {
    const away = await options.reportFinding?.(connection, finding);
    isAway ||= away === true && finding.kind === "away";
  }
  return isAway;
}

async function endCancelled(
  options: ExecuteOptions,
  claim: ClaimedRun,
  halt: Extract<Halt, { kind: "cancelled" }>,
): Promise<void> {
  await settleEnded(options, claim, { status: "cancelled", summary: cancelledSummary(halt) });
}

/** The exception first: a crash between the two repeats the attempt, and raising again only counts it again. */
async function failRun(
  options: ExecuteOptions,
  claim: ClaimedRun,
  begun: BegunRun,
  failure: RunFailure,
): Promise<void> {
  await options.raiseException(runFailedException(begun.run, failure));
  await settleEnded(options, claim, { status: "failed", error: JSON.stringify(failure.error), summary: null });
}
