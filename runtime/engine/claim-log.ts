import type { Queryable } from "../store/database.ts";
import { oneRow } from "../store/one-row.ts";
import type { CancelRequest } from "./cancel-run.ts";

export interface ClaimStart {
  readonly runId: number;
  readonly worker: string;
  /** SHA-256 of the recipe text that the run keeps to. */
  readonly textHash: string | null;
}

export interface ClaimStarted {
  /** Who asked for the run to be cancelled, if anybody did. */
  readonly asked: CancelRequest | null;
  /** How often a worker was lost while it had the run. */
  readonly lost: number;
}

/** Notes that this worker has begun the run: what an earlier worker left open counts as lost, up to the same moment. */
export async function noteClaimStart(tx: Queryable, start: ClaimStart): Promise<ClaimStarted> {
  const { rows } = await tx.query<ClaimStarted>(
    `WITH moment AS MATERIALIZED (SELECT clock_timestamp() AS at), begun AS (
       UPDATE lastedit.runs SET worker = $2, recipe_text_hash = $3, put_back = NULL WHERE id = $1
       RETURNING id, attempt, cancel_asked
     ), lost AS (
       UPDATE lastedit.run_claims SET ended_at = moment.at, ended_as = 'lost' FROM moment
       WHERE run_id = $1 AND ended_at IS NULL
     ), noted AS (
       INSERT INTO lastedit.run_claims (run_id, attempt, worker, began_at)
       SELECT id, attempt, $2, moment.at FROM begun CROSS JOIN moment
     )
     SELECT cancel_asked AS asked,
       (SELECT count(*)::int FROM lastedit.run_claims WHERE run_id = $1 AND (ended_at IS NULL OR ended_as = 'lost')) AS lost
     FROM begun`,
    [start.runId, start.worker, start.textHash],
  );
  return oneRow(rows);
}

/** Notes how the worker's time with the run ended. Call it in the transaction that settles the run. */
export async function noteClaimEnd(tx: Queryable, runId: number, worker: string, endedAs: string): Promise<void> {
  await tx.query(
    `UPDATE lastedit.run_claims SET ended_at = clock_timestamp(), ended_as = $3
     WHERE run_id = $1 AND worker = $2 AND ended_at IS NULL`,
    [runId, worker, endedAs],
  );
}

/** A worker's time with a run. */
export interface RunClaim {
  readonly runId: number;
  readonly attempt: number;
  readonly worker: string;
  readonly beganAt: Date;
  /** `null` while it lasts. */
  readonly endedAt: Date | null;
  /** `succeeded`, `failed`, `cancelled`, why it was put back, or `lost` with its worker. */
  readonly endedAs: string | null;
}

/** Who ran the runs of an order from when to when, the earliest first. */
export async function readClaims(database: Queryable, orderKey: string): Promise<RunClaim[]> {
  const { rows } = await database.query<RunClaim>(
    `SELECT c.run_id AS "runId", c.attempt, c.worker, c.began_at AS "beganAt", c.ended_at AS "endedAt",
       c.ended_as AS "endedAs"
     FROM lastedit.run_claims c JOIN lastedit.runs r ON r.id = c.run_id
     WHERE r.order_key = $1 ORDER BY c.began_at, c.run_id`,
    [orderKey],
  );
  return rows;
}
