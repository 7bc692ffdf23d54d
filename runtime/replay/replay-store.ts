import type { Queryable } from "../store/database.ts";
import { oneRow } from "../store/one-row.ts";
import type { Vault } from "../store/vault.ts";

export type ReplayKind = "replay" | "time-travel";
export type ReplayStatus = "running" | "stopping" | "stopped" | "finished" | "failed";
export type ItemState = "waiting" | "started" | "done" | "failed" | "dropped";

/** Many past runs, run again or dry. */
export interface Replay {
  readonly id: number;
  readonly kind: ReplayKind;
  /** Time travel only. */
  readonly recipe: string | null;
  readonly version: "original" | "latest";
  readonly status: ReplayStatus;
  readonly by: string;
  readonly because: string;
  readonly startedAt: Date;
  readonly finishedAt: Date | null;
}

export interface ReplayItem {
  readonly position: number;
  readonly runId: number;
  readonly state: ItemState;
  readonly newRunId: number | null;
  readonly outcomeThen: string | null;
  readonly outcomeNow: string | null;
  readonly summary: string;
  readonly resultSealed: string | null;
}

const REPLAY = `id, kind, recipe, version, status, by, because, started_at AS "startedAt", finished_at AS "finishedAt"`;
const ITEM = `position, run_id AS "runId", state, new_run_id AS "newRunId", outcome_then AS "outcomeThen",
  outcome_now AS "outcomeNow", summary, result_sealed AS "resultSealed"`;

export interface NewReplay {
  readonly kind: ReplayKind;
  readonly recipe: string | null;
  readonly text: string | null;
  readonly version: "original" | "latest";
  readonly by: string;
  readonly because: string;
  readonly runs: readonly { readonly id: number; readonly outcome: string | null }[];
}

export async function addReplay(tx: Queryable, vault: Vault, replay: NewReplay): Promise<Replay> {
  const { kind, recipe, text, version, by, because, runs } = replay;
  // What was shown then holds customers' data: it does not stay for ever.
  await tx.query(`DELETE FROM lastedit.replays WHERE finished_at < now() - interval '30 days'`);
  const { rows } = await tx.query<Replay>(
    `INSERT INTO lastedit.replays (kind, recipe, text_sealed, version, status, by, because)
     VALUES ($1, $2, $3, $4, 'running', $5, $6) RETURNING ${REPLAY}`,
    [kind, recipe, text === null ? null : vault.seal(text), version, by, because],
  );
  const made = oneRow(rows);
  await tx.query(
    `INSERT INTO lastedit.replay_items (replay_id, position, run_id, state, outcome_then)
     SELECT $1, position, run_id, 'waiting', outcome
     FROM unnest($2::integer[], $3::text[]) WITH ORDINALITY AS given (run_id, outcome, position)`,
    [made.id, runs.map(({ id }) => id), runs.map(({ outcome }) => outcome)],
  );
  return made;
}

export async function readReplay(database: Queryable, id: number): Promise<Replay | null> {
  const { rows } = await database.query<Replay>(`SELECT ${REPLAY} FROM lastedit.replays WHERE id = $1`, [id]);
  return rows[0] ?? null;
}

/** Newest first. */
export async function listReplays(database: Queryable, limit: number, before: number | null): Promise<Replay[]> {
  const { rows } = await database.query<Replay>(
    `SELECT ${REPLAY} FROM lastedit.replays WHERE ($2::integer IS NULL OR id < $2) ORDER BY id DESC LIMIT $1`,
    [limit, before],
  );
  return rows;
}

export async function replaysToWorkOn(database: Queryable): Promise<Replay[]> {
  const { rows } = await database.query<Replay>(
    `SELECT ${REPLAY} FROM lastedit.replays WHERE status IN ('running', 'stopping') ORDER BY id`,
  );
  return rows;
}

/** The draft that a time travel runs. */
export async function readReplayText(database: Queryable, vault: Vault, id: number): Promise<string | null> {
  const { rows } = await database.query<{ text_sealed: string | null }>(
    "SELECT text_sealed FROM lastedit.replays WHERE id = $1",
    [id],
  );
  const sealed = rows[0]?.text_sealed ?? null;
  return sealed === null ? null : vault.open(sealed);
}

/**
 * Takes up items that nobody works on. One whose process is gone is taken up again after two minutes: a dry run then
 * costs only time, and a replay marks its item in the transaction that starts the run.
 */
export async function takeItems(tx: Queryable, replayId: number, most: number): Promise<ReplayItem[]> {
  const { rows } = await tx.query<ReplayItem>(
    `UPDATE lastedit.replay_items SET taken_at = now() WHERE (replay_id, position) IN (
       SELECT replay_id, position FROM lastedit.replay_items
       WHERE replay_id = $1 AND state = 'waiting' AND (taken_at IS NULL OR taken_at < now() - interval '2 minutes')
       ORDER BY position LIMIT $2 FOR UPDATE SKIP LOCKED)
     RETURNING ${ITEM}`,
    [replayId, most],
  );
  return rows;
}

export interface ItemChange {
  readonly state: ItemState;
  readonly newRunId?: number | null;
  readonly outcomeNow?: string | null;
  readonly summary?: string;
  readonly wouldSend?: number;
  readonly resultSealed?: string | null;
}

export async function changeItem(tx: Queryable, replayId: number, position: number, change: ItemChange): Promise<void> {
  const { state, newRunId = null, outcomeNow = null, summary = "", wouldSend = 0, resultSealed = null } = change;
  await tx.query(
    `UPDATE lastedit.replay_items SET state = $3, new_run_id = COALESCE($4, new_run_id), outcome_now = $5, summary = $6,
       would_send = $7, result_sealed = $8 WHERE replay_id = $1 AND position = $2`,
    [replayId, position, state, newRunId, outcomeNow, summary, wouldSend, resultSealed],
  );
}

/** Takes over how the started runs ended. @returns How many still go on */
export async function followStarted(database: Queryable, replayId: number): Promise<number> {
  await database.query(
    `UPDATE lastedit.replay_items AS i SET state = CASE WHEN r.status = 'succeeded' THEN 'done' ELSE 'failed' END,
       outcome_now = COALESCE(r.outcome, r.status), summary = COALESCE(r.summary, r.error ->> 'message', '')
     FROM lastedit.runs AS r
     WHERE i.replay_id = $1 AND i.state = 'started' AND r.id = i.new_run_id
       AND r.status IN ('succeeded', 'failed', 'cancelled')`,
    [replayId],
  );
  const { rows } = await database.query<{ left: number }>(
    "SELECT count(*)::integer AS left FROM lastedit.replay_items WHERE replay_id = $1 AND state = 'started'",
    [replayId],
  );
  return oneRow(rows).left;
}

export interface ItemCounts {
  readonly total: number;
  readonly done: number;
  readonly failed: number;
  readonly waiting: number;
  readonly outcomes: Readonly<Record<string, number>>;
}

export async function countItems(database: Queryable, replayId: number): Promise<ItemCounts> {
  const { rows } = await database.query<{ state: ItemState; outcome: string | null; items: number }>(
    `SELECT state, outcome_now AS outcome, count(*)::integer AS items FROM lastedit.replay_items
     WHERE replay_id = $1 GROUP BY 1, 2`,
    [replayId],
  );
  const sum = (...states: ItemState[]): number =>
    rows.filter(({ state }) => states.includes(state)).reduce((total, { items }) => total + items, 0);
  const outcomes: Record<string, number> = {};
  for (const { outcome, items } of rows) if (outcome !== null) outcomes[outcome] = (outcomes[outcome] ?? 0) + items;
  return {
    total: rows.reduce((total, { items }) => total + items, 0),
    done: sum("done", "failed", "dropped"),
    failed: sum("failed"),
    waiting: sum("waiting"),
    outcomes,
  };
}

export async function listItems(
  database: Queryable,
  replayId: number,
  { limit, after, onlyChanged }: { readonly limit: number; readonly after: number; readonly onlyChanged: boolean },
): Promise<ReplayItem[]> {
  const { rows } = await database.query<ReplayItem>(
    `SELECT ${ITEM} FROM lastedit.replay_items WHERE replay_id = $1 AND position > $2
       AND (NOT $4 OR outcome_now IS DISTINCT FROM outcome_then) ORDER BY position LIMIT $3`,
    [replayId, after, limit, onlyChanged],
  );
  return rows;
}

export async function askStop(database: Queryable, id: number): Promise<void> {
  await database.query("UPDATE lastedit.replays SET status = 'stopping' WHERE id = $1 AND status = 'running'", [id]);
}

/** Drops what has not begun, and ends the replay once nothing goes on. */
export async function endReplay(
  database: Queryable,
  id: number,
  status: "stopped" | "finished" | "failed",
): Promise<void> {
  await database.query(
    "UPDATE lastedit.replay_items SET state = 'dropped' WHERE replay_id = $1 AND state = 'waiting'",
    [id],
  );
  await database.query(
    `UPDATE lastedit.replays SET status = $2, finished_at = now() WHERE id = $1 AND status IN ('running', 'stopping')`,
    [id, status],
  );
}
