import type { Database } from "../store/database.ts";
import { oneRow } from "../store/one-row.ts";
import type { StepStart } from "../store/runs/run-progress.ts";
import { haltedRuns, RunHaltedError, toHalt } from "./halt.ts";
import type { HaltedRun } from "./halt.ts";

/**
 * Stored before a step that writes begins, so that a crash in the middle of it is seen. The same statement asks whether
 * the run is to halt: once a pause or a cancellation is stored, no write begins any more.
 *
 * @returns The row's id
 * @throws {RunHaltedError} When it is to halt; nothing was stored
 */
export async function beginWritingStep(database: Database, start: StepStart): Promise<number> {
  const { rows } = await database.query<{ readonly begun: number | null } & HaltedRun>(
    `WITH halted AS (${haltedRuns("r.id = $1::int")}),
     begun AS (
       INSERT INTO lastedit.run_steps (run_id, position, namespace, uses, writes, attempt, started_at, status)
       SELECT $1::int, $2::int, $3::text, $4::text, $5::boolean, $6::int, $7::timestamptz, 'running'
       WHERE NOT EXISTS (SELECT FROM halted)
       RETURNING id
     )
     SELECT begun.id AS begun, halted.* FROM halted FULL JOIN begun ON true`,
    [
      start.runId,
      start.position,
      start.namespace,
      start.uses,
      start.writes,
      start.attempt,
      start.startedAt.toISOString(),
    ],
  );
  const { begun, ...halted } = oneRow(rows);
  if (begun === null) throw new RunHaltedError(toHalt(halted));
  return begun;
}
