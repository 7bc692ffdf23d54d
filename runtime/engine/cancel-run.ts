import type { Database, Queryable } from "../store/database.ts";
import { noteMove } from "../store/controls.ts";

export interface CancelRequest {
  readonly by: string;
  readonly because: string;
}

/**
 * `cancelled`: it had not begun, or waited for its next try. `asked`: it is running, and ends before its next step.
 * `over`: it had ended already. `unknown`: there is no such run.
 */
export type CancelOutcome = "cancelled" | "asked" | "over" | "unknown";

/** Cancels one run. Steps that have finished stay done; its summary says who cancelled it and why. */
export function cancelRun(database: Database, runId: number, request: CancelRequest): Promise<CancelOutcome> {
  return database.transaction((tx) => cancelOne(tx, runId, request));
}

/**
 * Cancels all unfinished runs of an order.
 *
 * @param order - Its name with or without `#`, its id, or its key `<shop>:<id>`
 * @returns What came of each run, by its id; empty when the order has none
 */
export function cancelOrder(
  database: Database,
  order: string,
  request: CancelRequest,
): Promise<ReadonlyMap<number, CancelOutcome>> {
  return database.transaction(async (tx) => {
    const { rows } = await tx.query<{ id: number }>(
      `SELECT id FROM lastedit.runs WHERE finished_at IS NULL AND $1 IN (order_key, order_id, ltrim(order_name, '#')) ORDER BY id`,
      [order.trim().replace(/^#/, "")],
    );
    const outcomes = new Map<number, CancelOutcome>();
    for (const { id } of rows) outcomes.set(id, await cancelOne(tx, id, request));
    return outcomes;
  });
}

async function cancelOne(tx: Queryable, runId: number, { by, because }: CancelRequest): Promise<CancelOutcome> {
  const { rows } = await tx.query<{ status: string }>("SELECT status FROM lastedit.runs WHERE id = $1 FOR UPDATE", [
    runId,
  ]);
  const status = rows[0]?.status;
  if (status === undefined) return "unknown";
  if (status !== "waiting" && status !== "running") return "over";
  await noteMove(tx, { by, what: "cancelled", scope: "run", name: String(runId), because });
  if (status === "running") {
    await tx.query("UPDATE lastedit.runs SET cancel_asked = $2 WHERE id = $1", [
      runId,
      JSON.stringify({ by, because }),
    ]);
    return "asked";
  }
  // A worker that holds its job already finds the run ended, and takes the job out of the queue.
  await tx.query("UPDATE lastedit.runs SET status = 'cancelled', summary = $2, finished_at = now() WHERE id = $1", [
    runId,
    cancelledSummary({ by, because }),
  ]);
  await tx.query("UPDATE lastedit.run_steps SET checkpoint_sealed = NULL WHERE run_id = $1", [runId]);
  await tx.query(
    "DELETE FROM lastedit_queue.job WHERE name = 'runs' AND state < 'active' AND (data ->> 'runId')::int = $1",
    [runId],
  );
  return "cancelled";
}

export function cancelledSummary({ by, because }: CancelRequest): string {
  return `Cancelled by ${by}${because === "" ? "." : `: ${because}`}`;
}
