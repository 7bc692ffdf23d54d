import type { Selectable } from "kysely";
import type { Queryable } from "../database.ts";
import type { Tables } from "../tables.ts";
import { typedQueries } from "../typed-queries.ts";
import type { Vault } from "../vault.ts";
import type { Run, RunStep, StoredError } from "./run.ts";
import { searchRuns } from "./search-runs.ts";
import type { RunSearch } from "./search-runs.ts";
import { toRun } from "./to-run.ts";
import { findPause } from "./paused-run.ts";
import type { RunPause } from "./paused-run.ts";
import { listSends } from "./sends.ts";
import type { SendRecord } from "./sends.ts";

/** Runs that fit, newest first; empty when none does. */
export async function listRuns(database: Queryable, search: RunSearch = {}): Promise<Run[]> {
  return (await searchRuns(database, search)).runs;
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
  /** What its steps asked to be sent, in that order; absent when it was nothing. */
  readonly sends?: SendRecord[];
  /** The pause it is in; absent when it is in none. */
  readonly pause?: RunPause;
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
  const sends = await listSends(database, id);
  const pause = row.finished_at === null ? await findPause(database, id) : null;
  return {
    run: toRun(row),
    events: events.map(({ summary, emitted_at, payload }) => ({ summary, emittedAt: emitted_at, payload })),
    steps: steps.map(toStep),
    ...(sends.length === 0 ? {} : { sends }),
    ...(pause === null ? {} : { pause }),
  };
}

/**
 * The run's latest event in full, for a replay; `null` when there is no such run.
 *
 * @throws {Error} When the event was taken out of the history, as retention does with personal data
 */
export async function readEvent(database: Queryable, vault: Vault, runId: number): Promise<unknown> {
  const row = await typedQueries(database)
    .selectFrom("events")
    .select("payload_sealed")
    .where("run_id", "=", runId)
    .orderBy("id", "desc")
    .limit(1)
    .executeTakeFirst();
  if (row === undefined) return null;
  if (row.payload_sealed === null) {
    throw new Error(
      `The event of run ${runId} is no longer kept in full, because of the personal data in it: it cannot be run again. Nothing was started.`,
    );
  }
  return JSON.parse(vault.open(row.payload_sealed)) as unknown;
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
