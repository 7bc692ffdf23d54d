import type { Selectable } from "kysely";
import type { Queryable } from "../database.ts";
import type { RunStatus, Tables } from "../tables.ts";
import { typedQueries } from "../typed-queries.ts";
import type { Vault } from "../vault.ts";
import type { Run, RunStep, StoredError } from "./run.ts";

export interface RunFilter {
  /** Order name such as `#1001`, with or without the `#`, or the order's id. */
  readonly order?: string;
  readonly status?: RunStatus;
  readonly recipe?: string;
  readonly outcome?: string;
  /** Queued at or after this moment. */
  readonly since?: Date;
  /** @defaultValue 50 */
  readonly limit?: number;
  /** Only runs before this id, for the next page. */
  readonly before?: number;
}

/** Runs that fit, newest first; empty when none does. */
export async function listRuns(database: Queryable, filter: RunFilter = {}): Promise<Run[]> {
  let query = typedQueries(database)
    .selectFrom("runs")
    .selectAll()
    .orderBy("id", "desc")
    .limit(filter.limit ?? 50);
  const { order } = filter;
  if (order !== undefined) {
    const plain = order.replace(/^#/, "");
    query = query.where((eb) => eb.or([eb("order_name", "in", [plain, `#${plain}`]), eb("order_id", "=", order)]));
  }
  if (filter.status !== undefined) query = query.where("status", "=", filter.status);
  if (filter.recipe !== undefined) query = query.where("recipe", "=", filter.recipe);
  if (filter.outcome !== undefined) query = query.where("outcome", "=", filter.outcome);
  if (filter.since !== undefined) query = query.where("queued_at", ">=", filter.since);
  if (filter.before !== undefined) query = query.where("id", "<", filter.before);
  return (await query.execute()).map(toRun);
}

/** One event of a run, as history shows it. */
export interface ShownEvent {
  readonly summary: string | null;
  readonly emittedAt: Date;
  readonly payload: unknown;
}

export interface RunDetail {
  readonly run: Run;
  /** Oldest first. */
  readonly events: ShownEvent[];
  /** In the order in which they began; one per try. */
  readonly steps: RunStep[];
}

/** A run with its events and steps; `null` when there is none. */
export async function findRun(database: Queryable, id: number): Promise<RunDetail | null> {
  const db = typedQueries(database);
  const row = await db.selectFrom("runs").selectAll().where("id", "=", id).executeTakeFirst();
  if (row === undefined) return null;
  const events = await db
    .selectFrom("events")
    .select(["summary", "emitted_at", "payload"])
    .where("run_id", "=", id)
    .orderBy("id")
    .execute();
  const steps = await db.selectFrom("run_steps").selectAll().where("run_id", "=", id).orderBy("id").execute();
  return {
    run: toRun(row),
    events: events.map(({ summary, emitted_at, payload }) => ({ summary, emittedAt: emitted_at, payload })),
    steps: steps.map(toStep),
  };
}

/** The run's latest event in full, for a replay; `null` when there is no such run. */
export async function readEvent(database: Queryable, vault: Vault, runId: number): Promise<unknown> {
  const row = await typedQueries(database)
    .selectFrom("events")
    .select("payload_sealed")
    .where("run_id", "=", runId)
    .orderBy("id", "desc")
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? null : (JSON.parse(vault.open(row.payload_sealed)) as unknown);
}

export interface RunCounts {
  readonly events: number;
  readonly byStatus: Readonly<Record<RunStatus, number>>;
  /** Ended runs by their outcome. */
  readonly byOutcome: Readonly<Record<string, number>>;
}

/** How many there are of each kind. */
export async function countRuns(database: Queryable): Promise<RunCounts> {
  const { rows } = await database.query<{ status: RunStatus; outcome: string | null; runs: number; events: number }>(
    "SELECT status, outcome, count(*)::int AS runs, sum(events)::int AS events FROM lastedit.runs GROUP BY status, outcome",
  );
  const byStatus: Record<RunStatus, number> = { waiting: 0, running: 0, succeeded: 0, failed: 0, cancelled: 0 };
  const byOutcome: Record<string, number> = {};
  let events = 0;
  for (const row of rows) {
    byStatus[row.status] += row.runs;
    events += row.events;
    if (row.outcome !== null) byOutcome[row.outcome] = (byOutcome[row.outcome] ?? 0) + row.runs;
  }
  return { events, byStatus, byOutcome };
}

/** @throws {Error} When the row breaks the promise of its status, such as a failed run without an error */
export function toRun(row: Selectable<Tables["runs"]>): Run {
  const base = {
    id: row.id,
    recipe: row.recipe,
    recipeHash: row.recipe_hash,
    orderKey: row.order_key,
    orderName: row.order_name,
    orderId: row.order_id,
    events: row.events,
    attempt: row.attempt,
    failures: row.failures,
    waits: row.waits,
    replayOf: row.replay_of,
    queuedAt: row.queued_at,
  };
  const error = row.error as StoredError | null;
  switch (row.status) {
    case "waiting":
      return { ...base, status: "waiting", dueAt: row.due_at, lastError: error };
    case "running":
      return { ...base, status: "running", startedAt: present(row, row.started_at) };
    case "succeeded":
      return {
        ...base,
        status: "succeeded",
        startedAt: present(row, row.started_at),
        finishedAt: present(row, row.finished_at),
        outcome: row.outcome ?? "",
        summary: row.summary,
      };
    case "failed":
      return {
        ...base,
        status: "failed",
        startedAt: present(row, row.started_at),
        finishedAt: present(row, row.finished_at),
        error: present(row, error),
        summary: row.summary,
      };
    case "cancelled":
      return { ...base, status: "cancelled", finishedAt: present(row, row.finished_at), summary: row.summary };
  }
}

function present<T>(row: { id: number; status: string }, value: T | null): T {
  if (value === null) throw new Error(`Run ${String(row.id)} is ${row.status} but lacks what such a run has.`);
  return value;
}

function toStep(row: Selectable<Tables["run_steps"]>): RunStep {
  return {
    position: row.position,
    namespace: row.namespace,
    uses: row.uses,
    writes: row.writes,
    attempt: row.attempt,
    status: row.status,
    input: row.input,
    output: row.output,
    summary: row.summary,
    logs: row.logs,
    error: row.error as StoredError | null,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
  };
}
