import type { Pause } from "../../component-host/flow-control.ts";
import { savePause } from "../../store/runs/paused-run.ts";
import type { PausedState } from "../../store/runs/paused-run.ts";
import type { Vault } from "../../store/vault.ts";
import { noteClaimEnd } from "../claim-log.ts";
import type { ClaimedRun } from "../run-queue.ts";
import type { SettleOptions } from "../settle-run.ts";

/**
 * Lets go of a run that pauses: it leaves the queue, so that it holds up no other run of its order and no worker, and
 * comes back with its time or a request.
 *
 * @throws {ClaimLostError} Nothing was stored: another worker has the run
 */
export async function settlePaused(
  { database, queue, vault, worker }: SettleOptions & { readonly vault: Vault },
  claim: ClaimedRun,
  { pause, state }: { readonly pause: Pause; readonly state: PausedState },
): Promise<void> {
  await database.transaction(async (tx) => {
    await savePause(tx, vault, claim.runId, { kind: pause.kind, dueAt: new Date(pause.dueAt), state });
    await queue.done(tx, claim);
    await noteClaimEnd(tx, claim.runId, worker, `paused: ${pause.kind}`);
  });
}
