import type { Database } from "../store/database.ts";
import { endRun, putRunBack } from "../store/runs/run-progress.ts";
import type { PutBackReason, RunEnd } from "../store/runs/run-progress.ts";
import { noteClaimEnd } from "./claim-log.ts";
import { takeOverLaterEvents } from "./folding.ts";
import type { ClaimedRun, RunQueue } from "./run-queue.ts";

export interface SettleOptions {
  readonly database: Database;
  readonly queue: RunQueue;
  /** This process's name. */
  readonly worker: string;
}

/**
 * Ends the run, its job and the worker's claim in one transaction. The run's row comes before the job's, as everywhere:
 * so two transactions cannot wait for each other.
 *
 * @throws {ClaimLostError} Nothing was stored: another worker has the run
 */
export async function settleEnded(options: SettleOptions, claim: ClaimedRun, end: RunEnd): Promise<void> {
  await options.database.transaction(async (tx) => {
    await endRun(tx, claim.runId, end);
    await options.queue.done(tx, claim);
    await noteClaimEnd(tx, claim.runId, options.worker, end.status);
  });
}

/**
 * Puts the run back to be continued after `waitMs`, with what came for its order meanwhile.
 *
 * @throws {ClaimLostError} Nothing was stored: another worker has the run
 */
export async function settlePutBack(
  options: SettleOptions,
  claim: ClaimedRun,
  waitMs: number,
  reason: PutBackReason,
): Promise<void> {
  await options.database.transaction(async (tx) => {
    const hasNews = await takeOverLaterEvents(tx, claim.runId);
    // Only a failure is waited for in full: news may be what the run has been waiting for.
    const delayMs = hasNews && reason.kind !== "failed" ? 0 : waitMs;
    await putRunBack(tx, claim.runId, delayMs, reason);
    // What waits for the other side holds up nobody: other recipes' work on the order may be what has to come first.
    await options.queue.putBack(tx, claim, delayMs, reason.kind === "waiting" ? "letting-pass" : "keeping-place");
    await noteClaimEnd(tx, claim.runId, options.worker, `put back: ${reason.kind}`);
  });
}
