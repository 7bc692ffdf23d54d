import type { Queryable } from "../store/database.ts";

/** The runs of a recipe for one order. */
export interface FoldKey {
  readonly recipe: string;
  readonly orderKey: string;
}

/**
 * Lets only one transaction at a time decide which run an order's event belongs to. Always in the same order, so that
 * two transactions with many orders cannot wait for each other.
 */
export async function lockFolding(tx: Queryable, keys: readonly FoldKey[]): Promise<void> {
  const names = [...new Set(keys.map(({ recipe, orderKey }) => `${recipe} ${orderKey}`))].sort();
  for (const name of names) await tx.query("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", [name]);
}

/**
 * Takes over into a run that is put back what came for its order meanwhile: the newest state wins, and no second run
 * has to wait behind the first. The run then starts over, as a run of the new event would.
 *
 * @returns Whether there was anything
 */
export async function takeOverLaterEvents(tx: Queryable, runId: number): Promise<boolean> {
  const { rows } = await tx.query<{ recipe: string; orderKey: string; fold: boolean }>(
    'SELECT recipe, order_key AS "orderKey", fold FROM lastedit.runs WHERE id = $1',
    [runId],
  );
  const run = rows[0];
  if (run === undefined || !run.fold) return false;
  await lockFolding(tx, [run]);
  const later = await tx.query<{ id: number; events: number }>(
    `UPDATE lastedit.runs SET status = 'cancelled', finished_at = now(), summary = $4
     WHERE recipe = $1 AND order_key = $2 AND status = 'waiting' AND attempt = 0 AND fold AND id <> $3
     RETURNING id, events`,
    [run.recipe, run.orderKey, runId, `Folded into run ${runId}, which has not ended yet.`],
  );
  const [other] = later.rows;
  if (other === undefined) return false;
  await tx.query("UPDATE lastedit.events SET run_id = $1 WHERE run_id = $2", [runId, other.id]);
  await tx.query("UPDATE lastedit.runs SET events = events + $2 WHERE id = $1", [runId, other.events]);
  await startOver(tx, runId);
  await tx.query(
    `DELETE FROM lastedit_queue.job WHERE name = 'runs' AND singleton_key = $1 AND state = 'created' AND (data ->> 'runId')::int = $2`,
    [run.orderKey, other.id],
  );
  return true;
}

/** A run with a newer event takes nothing over from its earlier attempts. */
export async function startOver(tx: Queryable, runId: number): Promise<void> {
  await tx.query(
    "UPDATE lastedit.run_steps SET checkpoint_sealed = NULL WHERE run_id = $1 AND checkpoint_sealed IS NOT NULL",
    [runId],
  );
}

/** Lets a run that waits for its next try be claimed at once. */
export async function wakeRun(tx: Queryable, orderKey: string, runId: number): Promise<void> {
  await tx.query(
    `UPDATE lastedit_queue.job SET start_after = lastedit_queue.job_now()
     WHERE name = 'runs' AND singleton_key = $1 AND state < 'active' AND start_after > lastedit_queue.job_now()
       AND (data ->> 'runId')::int = $2`,
    [orderKey, runId],
  );
}
