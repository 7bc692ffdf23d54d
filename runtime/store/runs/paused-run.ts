import { createHash } from "node:crypto";
import type { HttpEvent } from "../../component-host/types.ts";
import type { Queryable } from "../database.ts";
import type { Vault } from "../vault.ts";

export type PauseKind = "delay" | "suspend" | "rerun";

/** All that is needed to go on after a pause. Kept sealed. */
export interface PausedState {
  /** The step that asked for the pause. */
  readonly namespace: string;
  /** The pause's token, which tells its step's result from a later one. */
  readonly token: string;
  /** Results up to and with that step, by namespace. */
  readonly steps: Readonly<Record<string, unknown>>;
  /** What the run tells of itself so far. */
  readonly story: { readonly changed: boolean; readonly outcome: string | null; readonly summary: string | null };
  /** Times that step has run. */
  readonly runs: number;
  /** Given to `$.flow.rerun`; JSON. */
  readonly context: unknown;
  /** The request that resumed the run; `null` when its time came. */
  readonly request: HttpEvent | null;
}

export interface PausedRun {
  readonly kind: PauseKind;
  readonly state: PausedState;
}

/** @param pause - `dueAt`: when a delay or rerun goes on, and a suspended run is cancelled */
export async function savePause(
  tx: Queryable,
  vault: Vault,
  runId: number,
  pause: { readonly kind: PauseKind; readonly dueAt: Date; readonly state: PausedState },
): Promise<void> {
  const { kind, dueAt, state } = pause;
  await tx.query(
    `INSERT INTO lastedit.paused_runs (run_id, kind, namespace, token_digest, due_at, state_sealed)
     VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT (run_id) DO UPDATE SET kind = EXCLUDED.kind, namespace = EXCLUDED.namespace, resumed_at = NULL,
       token_digest = EXCLUDED.token_digest, due_at = EXCLUDED.due_at, state_sealed = EXCLUDED.state_sealed`,
    [runId, kind, state.namespace, tokenDigest(state.token), dueAt, vault.seal(JSON.stringify(state))],
  );
  await tx.query(
    "UPDATE lastedit.runs SET status = 'waiting', put_back = 'suspended', due_at = $2, waits = waits + 1 WHERE id = $1",
    [runId, dueAt],
  );
}

/** The pause that the run last came out of; `null` when it has never paused. */
export async function readPause(database: Queryable, vault: Vault, runId: number): Promise<PausedRun | null> {
  const { rows } = await database.query<{ kind: PauseKind; state_sealed: string }>(
    "SELECT kind, state_sealed FROM lastedit.paused_runs WHERE run_id = $1",
    [runId],
  );
  const row = rows[0];
  return row === undefined ? null : { kind: row.kind, state: JSON.parse(vault.open(row.state_sealed)) as PausedState };
}

/** A pause as history shows it. */
export interface RunPause {
  readonly kind: PauseKind;
  /** The step that asked for it. */
  readonly namespace: string;
  /** When a delay or rerun goes on, and a suspended run is cancelled. */
  readonly dueAt: Date;
}

/** The pause that the run is in; `null` when it is in none. */
export async function findPause(database: Queryable, runId: number): Promise<RunPause | null> {
  const { rows } = await database.query<RunPause>(
    `SELECT kind, namespace, due_at AS "dueAt" FROM lastedit.paused_runs WHERE run_id = $1 AND resumed_at IS NULL`,
    [runId],
  );
  return rows[0] ?? null;
}

/** A run that waits in a pause. Its row stays locked until the transaction ends. */
export interface WaitingPause {
  readonly runId: number;
  readonly kind: PauseKind;
  readonly namespace: string;
  readonly orderKey: string;
  readonly stateSealed: string;
}

const WAITING = `SELECT p.run_id AS "runId", p.kind, p.namespace, r.order_key AS "orderKey", p.state_sealed AS "stateSealed"
  FROM lastedit.paused_runs p JOIN lastedit.runs r ON r.id = p.run_id
  WHERE p.resumed_at IS NULL AND r.status = 'waiting'`;

/** @returns `null` when no run waits under this token: it was never given out, was used, or the run has ended */
export async function lockPauseByToken(tx: Queryable, token: string): Promise<WaitingPause | null> {
  const { rows } = await tx.query<WaitingPause>(`${WAITING} AND p.token_digest = $1 FOR UPDATE OF p`, [
    tokenDigest(token),
  ]);
  return rows[0] ?? null;
}

/** Pauses whose time has come, without those that another worker is at. */
export async function lockDuePauses(tx: Queryable, most: number): Promise<WaitingPause[]> {
  const { rows } = await tx.query<WaitingPause>(
    `${WAITING} AND p.due_at <= now() ORDER BY p.due_at LIMIT $1 FOR UPDATE OF p SKIP LOCKED`,
    [most],
  );
  return rows;
}

/** @param request - The request that resumed it; `null` when its time came */
export async function markResumed(
  tx: Queryable,
  vault: Vault,
  { runId, stateSealed }: WaitingPause,
  request: HttpEvent | null,
): Promise<void> {
  const state = { ...(JSON.parse(vault.open(stateSealed)) as PausedState), request };
  await tx.query("UPDATE lastedit.paused_runs SET resumed_at = now(), state_sealed = $2 WHERE run_id = $1", [
    runId,
    vault.seal(JSON.stringify(state)),
  ]);
  await tx.query("UPDATE lastedit.runs SET put_back = NULL, due_at = now(), wanted_at = now() WHERE id = $1", [runId]);
}

/** Takes away what was kept to resume runs that have ended. */
export async function forgetEndedPauses(database: Queryable): Promise<void> {
  await database.query(
    `DELETE FROM lastedit.paused_runs p USING lastedit.runs r WHERE r.id = p.run_id AND r.finished_at IS NOT NULL`,
  );
}

/** The token is 32 random bytes, so a plain digest cannot be turned back. */
function tokenDigest(token: string): string {
  return createHash("sha256").update(token).digest("base64url");
}
