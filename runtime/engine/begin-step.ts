import type { Database } from "../store/database.ts";
import { oneRow } from "../store/one-row.ts";
import type { StepStart } from "../store/runs/run-progress.ts";
import { haltedRuns, RunHaltedError, toHalt } from "./halt.ts";
import type { HaltedRun } from "./halt.ts";
import { ClaimLostError } from "./run-queue.ts";

/**
 * Stored before a step that writes begins, so that a crash in the middle of it is seen. The same statement asks whether
 * the run is to halt: once a pause or a cancellation is stored, no write begins any more. It also asks whether the run is
 * still this attempt's: a process that was frozen while another took its run over begins no write when it wakes up.
 *
 * @returns The row's id
 * @throws {RunHaltedError} When it is to halt; nothing was stored
 * @throws {ClaimLostError} When another attempt has the run, or it has ended; nothing was stored
 */
export async function beginWritingStep(database: Database, start: StepStart): Promise<number> {
  const { rows } = await database.query<{ readonly begun: number | null; readonly isOurs: boolean } & HaltedRun>(
    `WITH ours AS (SELECT FROM lastedit.runs WHERE id = $1::int AND status = 'running' AND attempt = $6::int),
     halted AS (${haltedRuns("r.id = $1::int")}),
     begun AS (
       INSERT INTO lastedit.run_steps (run_id, position, namespace, uses, writes, attempt, started_at, status)
       SELECT $1::int, $2::int, $3::text, $4::text, $5::boolean, $6::int, $7::timestamptz, 'running'
       WHERE EXISTS (SELECT FROM ours) AND NOT EXISTS (SELECT FROM halted)
       RETURNING id
     )
     SELECT begun.id AS begun, EXISTS (SELECT FROM ours) AS "isOurs", halted.*
     FROM (VALUES (1)) AS always LEFT JOIN begun ON true LEFT JOIN halted ON true`,
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
  const { begun, isOurs, ...halted } = oneRow(rows);
  if (!isOurs) throw new ClaimLostError(start.runId);
  if (begun === null) throw new RunHaltedError(toHalt(halted));
  return begun;
}
