import { sql } from "kysely";
import type { Queryable } from "../database.ts";
import { typedQueries } from "../typed-queries.ts";
import type { Vault } from "../vault.ts";
import type { Checkpoint, EarlierStep, Run, StoredError } from "./run.ts";
import { toRun } from "./to-run.ts";

/** The recipe that a run belongs to, and the text of it that the run keeps to since it has begun. */
export interface RunRecipe {
  readonly name: string;
  /** SHA-256 of the text; `null` for a run that has not begun. */
  readonly textHash: string | null;
}

/** `null` when there is no such run. */
export async function readRunRecipe(database: Queryable, id: number): Promise<RunRecipe | null> {
  const { rows } = await database.query<RunRecipe>(
    'SELECT recipe AS name, recipe_text_hash AS "textHash" FROM lastedit.runs WHERE id = $1',
    [id],
  );
  return rows[0] ?? null;
}

export interface BegunRun {
  readonly run: Run;
  /** The latest event of the run; earlier ones were folded into it. */
  readonly event: unknown;
  readonly emittedAt: Date;
  readonly earlierSteps: EarlierStep[];
  /** When a run of the same order last ended while this one waited; reads from before that are out of date. */
  readonly othersEndedAt: Date | null;
}

/**
 * Marks the run as running and gives all that is needed to run or continue it. A step that a killed process left
 * unfinished becomes `interrupted`.
 *
 * @returns `null` when the run has ended or was cancelled meanwhile: there is nothing to do
 */
export async function beginRun(tx: Queryable, vault: Vault, id: number, recipeHash: string): Promise<BegunRun | null> {
  const db = typedQueries(tx);
  const row = await db
    .updateTable("runs")
    .set((eb) => ({
      status: "running",
      attempt: eb("attempt", "+", 1),
      recipe_hash: recipeHash,
      started_at: eb.fn.coalesce("started_at", eb.val(new Date())),
    }))
    .where("id", "=", id)
    .where("status", "in", ["waiting", "running"])
    .returningAll()
    .executeTakeFirst();
  if (row === undefined) return null;
  const event = await db
    .selectFrom("events")
    .select(["payload_sealed", "emitted_at"])
    .where("run_id", "=", id)
    .orderBy("id", "desc")
    .limit(1)
    .executeTakeFirstOrThrow();
  if (event.payload_sealed === null)
    throw new Error(`Run ${id} has not ended, but its event is no longer kept in full.`);
  // A replay may begin with results of the run that it repeats.
  const isNew = row.attempt === 1 && row.replay_of === null;
  const earlier = isNew ? { steps: [], othersEndedAt: null } : await readEarlier(tx, vault, row);
  return {
    run: toRun(row),
    event: JSON.parse(vault.open(event.payload_sealed)) as unknown,
    emittedAt: event.emitted_at,
    earlierSteps: earlier.steps,
    othersEndedAt: earlier.othersEndedAt,
  };
}

interface Replaying {
  readonly id: number;
  readonly order_key: string;
  readonly replay_of: number | null;
}

async function readEarlier(
  tx: Queryable,
  vault: Vault,
  { id, order_key: orderKey, replay_of: replayOf }: Replaying,
): Promise<{ steps: EarlierStep[]; othersEndedAt: Date | null }> {
  const db = typedQueries(tx);
  await db
    .updateTable("run_steps")
    .set({ status: "interrupted", finished_at: new Date() })
    .where("run_id", "=", id)
    .where("status", "=", "running")
    .execute();
  const rows = await db.selectFrom("run_steps").selectAll().where("run_id", "=", id).orderBy("id").execute();
  const other = await db
    .selectFrom("runs")
    .select((eb) => eb.fn.max("finished_at").as("ended_at"))
    .where("order_key", "=", orderKey)
    // The run that a replay repeats ended after what it had read, and changed nothing more.
    .where("id", "not in", [id, replayOf ?? id])
    .executeTakeFirst();
  return {
    othersEndedAt: other?.ended_at ?? null,
    steps: rows.map((row) => ({
      namespace: row.namespace,
      uses: row.uses,
      writes: row.writes,
      status: row.status,
      startedAt: row.started_at,
      finishedAt: row.finished_at,
      checkpoint: row.checkpoint_sealed === null ? null : (JSON.parse(vault.open(row.checkpoint_sealed)) as Checkpoint),
    })),
  };
}

export interface StepStart {
  readonly runId: number;
  readonly position: number;
  readonly namespace: string;
  readonly uses: string;
  readonly writes: boolean;
  readonly attempt: number;
  readonly startedAt: Date;
}

/** How a step ended. JSON columns come as text, ready for history. */
export interface StepEnd {
  readonly status: "succeeded" | "failed" | "skipped";
  readonly input: string | null;
  readonly output: string | null;
  readonly summary: string | null;
  readonly logs: string | null;
  readonly error: string | null;
  readonly checkpoint: Checkpoint | null;
  readonly finishedAt: Date;
}

/** Stores the end of a step. @param startedRow - The row that was stored when it began, if it was */
export async function recordStepEnd(
  database: Queryable,
  vault: Vault,
  start: StepStart,
  end: StepEnd,
  startedRow: number | null,
): Promise<void> {
  const db = typedQueries(database);
  const columns = {
    status: end.status,
    input: end.input,
    output: end.output,
    summary: end.summary,
    logs: end.logs,
    error: end.error,
    checkpoint_sealed: end.checkpoint === null ? null : vault.seal(JSON.stringify(end.checkpoint)),
    finished_at: end.finishedAt,
  };
  if (startedRow === null)
    await db
      .insertInto("run_steps")
      .values({ ...startColumns(start), ...columns })
      .execute();
  else
    await db
      .updateTable("run_steps")
      .set(columns)
      .where("run_id", "=", start.runId)
      .where("id", "=", startedRow)
      .execute();
}

function startColumns(start: StepStart) {
  const { runId, startedAt, ...rest } = start;
  return { ...rest, run_id: runId, started_at: startedAt };
}

/** How an attempt ended. */
export type RunEnd =
  | { readonly status: "succeeded"; readonly outcome: string; readonly summary: string | null }
  | { readonly status: "failed"; readonly error: string; readonly summary: string | null }
  | { readonly status: "cancelled"; readonly summary: string | null };

/**
 * Ends the run and clears what was kept only to continue it. A failed run keeps the results of its steps until its
 * history is masked: somebody may run it again from the step that failed.
 */
export async function endRun(tx: Queryable, id: number, end: RunEnd): Promise<void> {
  const db = typedQueries(tx);
  await db
    .updateTable("runs")
    .set({
      status: end.status,
      outcome: end.status === "succeeded" ? end.outcome : null,
      error: end.status === "failed" ? end.error : null,
      summary: end.summary,
      finished_at: new Date(),
    })
    .where("id", "=", id)
    .execute();
  if (end.status === "failed") return;
  await db
    .updateTable("run_steps")
    .set({ checkpoint_sealed: null })
    .where("run_id", "=", id)
    .where("checkpoint_sealed", "is not", null)
    .execute();
}

/** Why a run is put back. Only a failure counts as a try. */
export type PutBackReason =
  { readonly kind: "failed" | "waiting"; readonly error: StoredError } | { readonly kind: "handed-back" };

/** Puts the run back to wait for its next attempt, `inMs` from now by the database's clock. */
export async function putRunBack(tx: Queryable, id: number, inMs: number, reason: PutBackReason): Promise<void> {
  await typedQueries(tx)
    .updateTable("runs")
    .set((eb) => ({
      status: "waiting",
      due_at: sql<Date>`now() + ${inMs} * interval '1 ms'`,
      put_back: reason.kind,
      ...(reason.kind === "handed-back" ? {} : { error: JSON.stringify(reason.error) }),
      ...(reason.kind === "failed" ? { failures: eb("failures", "+", 1) } : {}),
      ...(reason.kind === "waiting" ? { waits: eb("waits", "+", 1) } : {}),
    }))
    .where("id", "=", id)
    .execute();
}
