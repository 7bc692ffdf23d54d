import { CONTROL_COVERS_RUN, CONTROL_IN_FORCE } from "../store/controls.ts";
import type { Database } from "../store/database.ts";
import type { EngineSubject } from "./engine-exceptions.ts";
import { orderSubject } from "./engine-exceptions.ts";

/** A run that has been wanted for too long and has not ended. */
export interface OverdueRun {
  readonly runId: number;
  readonly recipe: string;
  readonly orderKey: string;
  readonly orderName: string | null;
  readonly orderId: string | null;
  readonly status: "waiting" | "running";
  readonly waitedMs: number;
  /** What it said when it was put back last; `null` when it has not been tried. */
  readonly lastError: string | null;
  /** Who holds it back, if anybody does. */
  readonly pausedBy: string | null;
  readonly pausedBecause: string | null;
  /** The connection that is away, if that is why. */
  readonly away: string | null;
}

/** At most 100 at a time; the next look finds the others. */
export async function findOverdueRuns(database: Database, afterMs: number): Promise<OverdueRun[]> {
  const { rows } = await database.query<OverdueRun>(
    `SELECT r.id AS "runId", r.recipe, r.order_key AS "orderKey", r.order_name AS "orderName", r.order_id AS "orderId",
       r.status, (extract(epoch FROM now() - r.wanted_at) * 1000)::float8 AS "waitedMs",
       r.error ->> 'message' AS "lastError", c.by AS "pausedBy", c.because AS "pausedBecause", b.connection AS away
     FROM lastedit.runs r
     LEFT JOIN LATERAL (
       SELECT by, because FROM lastedit.controls c WHERE ${CONTROL_IN_FORCE} AND ${CONTROL_COVERS_RUN} LIMIT 1
     ) c ON true
     LEFT JOIN LATERAL (
       SELECT connection FROM lastedit.breakers WHERE state <> 'closed' AND connection = ANY (r.connections) LIMIT 1
     ) b ON true
     WHERE r.finished_at IS NULL AND r.wanted_at < now() - $1 * interval '1 millisecond' AND r.reported_at IS NULL
       AND r.put_back IS DISTINCT FROM 'suspended'
     ORDER BY r.wanted_at LIMIT 100`,
    [afterMs],
  );
  return rows;
}

export async function markReported(database: Database, runId: number): Promise<void> {
  await database.query("UPDATE lastedit.runs SET reported_at = now() WHERE id = $1", [runId]);
}

/** Runs that were reported and have ended since. */
export async function findServedRuns(database: Database): Promise<{ runId: number; subject: EngineSubject }[]> {
  const { rows } = await database.query<{ runId: number; orderKey: string; orderName: string | null }>(
    `SELECT id AS "runId", order_key AS "orderKey", order_name AS "orderName" FROM lastedit.runs
     WHERE reported_at IS NOT NULL AND finished_at IS NOT NULL AND finished_at > reported_at
     ORDER BY id LIMIT 100`,
  );
  return rows.map(({ runId, ...order }) => ({ runId, subject: { kind: "run-waiting", ...orderSubject(order) } }));
}

export async function markServed(database: Database, runId: number): Promise<void> {
  await database.query("UPDATE lastedit.runs SET reported_at = NULL WHERE id = $1", [runId]);
}
