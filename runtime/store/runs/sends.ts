import type { Database, Queryable } from "../database.ts";
import type { Vault } from "../vault.ts";

/** What a step asked to be sent, in its words. */
export interface AskedSend {
  readonly kind: string;
  readonly config: unknown;
}

/** One thing to be sent now. */
export interface DueSend extends AskedSend {
  readonly id: number;
  /** Name of the recipe it comes from; `null` for a deployed trigger. */
  readonly recipe: string | null;
  /** Times it was begun, this one included. */
  readonly tries: number;
}

/** How far a send got, as history shows it. */
export interface SendRecord {
  readonly step: string;
  readonly kind: string;
  /** `held` until the run has ended, `waiting` until it is its turn. */
  readonly status: "held" | "waiting" | "sent" | "failed" | "not-sent";
  /** What came of it in words; `null` while nothing has. */
  readonly because: string | null;
  readonly finishedAt: Date | null;
}

/** A send that was begun and not ended by then was begun by a process that is gone. */
const BEGUN_FOR_MS = 90_000;

/**
 * Keeps what a step asked to be sent until its run has ended. Repeating it for the same step changes nothing twice.
 *
 * @param times - How often the step has run: each run of a step may ask for its own
 */
export async function holdSends(
  database: Queryable,
  vault: Vault,
  { runId, step, times }: { readonly runId: number; readonly step: string; readonly times: number },
  asked: readonly AskedSend[],
): Promise<void> {
  for (const [index, { kind, config }] of asked.entries()) {
    await database.query(
      `INSERT INTO lastedit.sends (run_id, step, position, kind, config_sealed, status)
       VALUES ($1, $2, $3, $4, $5, 'held')
       ON CONFLICT (run_id, step, position) DO UPDATE SET kind = EXCLUDED.kind, config_sealed = EXCLUDED.config_sealed`,
      [runId, step, times * 1_000 + index, kind, seal(vault, config)],
    );
  }
}

/** Queues what a deployed trigger emitted for its webhook. Call it in the transaction that stores the trigger's state. */
export async function queueDeliveries(
  tx: Queryable,
  vault: Vault,
  triggerId: string,
  configs: readonly unknown[],
): Promise<void> {
  for (const [index, config] of configs.entries()) {
    await tx.query(
      `INSERT INTO lastedit.sends (trigger_id, step, position, kind, config_sealed, status)
       VALUES ($1, 'emit', $2, 'webhook', $3, 'waiting')`,
      [triggerId, index, seal(vault, config)],
    );
  }
}

/** Lets go of what ended runs have asked for. A cancelled run sends nothing. */
export async function releaseSends(database: Queryable): Promise<void> {
  await database.query(
    `UPDATE lastedit.sends s SET
       status = CASE WHEN r.status = 'cancelled' THEN 'not-sent' ELSE 'waiting' END,
       because = CASE WHEN r.status = 'cancelled' THEN 'The run was cancelled.' END,
       finished_at = CASE WHEN r.status = 'cancelled' THEN now() END
     FROM lastedit.runs r WHERE r.id = s.run_id AND s.status = 'held' AND r.finished_at IS NOT NULL`,
  );
}

/** Takes up to `most` sends that are due; another process gets others. */
export async function beginSends(
  database: Database,
  vault: Vault,
  kinds: readonly string[],
  most: number,
): Promise<DueSend[]> {
  const { rows } = await database.query<{
    id: number;
    kind: string;
    tries: number;
    config_sealed: string;
    recipe: string | null;
  }>(
    `WITH due AS (
       SELECT id FROM lastedit.sends WHERE status = 'waiting' AND due_at <= now() AND kind = ANY ($1::text[])
       ORDER BY id LIMIT $2 FOR UPDATE SKIP LOCKED
     )
     UPDATE lastedit.sends s SET tries = tries + 1, due_at = now() + $3 * interval '1 millisecond'
     FROM due WHERE s.id = due.id
     RETURNING s.id, s.kind, s.tries, s.config_sealed, (SELECT recipe FROM lastedit.runs r WHERE r.id = s.run_id)`,
    [[...kinds], most, BEGUN_FOR_MS],
  );
  return rows
    .sort((a, b) => a.id - b.id)
    .map(({ config_sealed, ...send }) => ({ ...send, config: JSON.parse(vault.open(config_sealed)) as unknown }));
}

/** Notes the end of a send and takes its content away. */
export async function endSend(
  database: Queryable,
  id: number,
  status: "sent" | "failed" | "not-sent",
  because: string,
): Promise<void> {
  await database.query(
    "UPDATE lastedit.sends SET status = $2, because = $3, config_sealed = NULL, finished_at = now() WHERE id = $1",
    [id, status, because],
  );
}

export async function retrySend(database: Queryable, id: number, waitMs: number, because: string): Promise<void> {
  await database.query(
    "UPDATE lastedit.sends SET due_at = now() + $2 * interval '1 millisecond', because = $3 WHERE id = $1",
    [id, waitMs, because],
  );
}

/** What a run asked to be sent, in the order of asking. */
export async function listSends(database: Queryable, runId: number): Promise<SendRecord[]> {
  const { rows } = await database.query<SendRecord>(
    `SELECT step, kind, status, because, finished_at AS "finishedAt" FROM lastedit.sends WHERE run_id = $1 ORDER BY id`,
    [runId],
  );
  return rows;
}

function seal(vault: Vault, config: unknown): string {
  return vault.seal(JSON.stringify(config ?? null));
}
