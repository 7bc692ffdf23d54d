import type { Queryable } from "../database.ts";

/** As migration 0004 has it. 100,000 runs with seven step attempts each take up about 1 GB. */
const RUNS_PER_PARTITION = 100_000;

/** Runs from the first up to, but not including, the end. */
export interface RunPartition {
  readonly firstRun: number;
  readonly endRun: number;
}

/** Newest first; empty only before the first migration. */
export async function listRunPartitions(database: Queryable): Promise<RunPartition[]> {
  const { rows } = await database.query<{ first_run: number; end_run: number }>(
    "SELECT first_run, end_run FROM lastedit.run_partitions ORDER BY first_run DESC",
  );
  return rows.map(({ first_run, end_run }) => ({ firstRun: first_run, endRun: end_run }));
}

/**
 * Makes the partition for runs to come when the last one is half full. Call it every few minutes. Runs that outran it lie
 * in the default partition, where all works as well, only slower; the new one begins behind them.
 *
 * @returns How many partitions were made
 */
export async function addRunPartitions(tx: Queryable): Promise<number> {
  // Making one waits for everybody who reads steps, and all others wait meanwhile: better to try again later.
  await tx.exec("SET LOCAL lock_timeout = '2s'");
  const { rows } = await tx.query<{ last_run: number; end_run: number; made: null }>(
    `SELECT COALESCE((SELECT max(id) FROM lastedit.runs), 0) AS last_run,
       (SELECT max(end_run) FROM lastedit.run_partitions) AS end_run`,
  );
  const { last_run: lastRun = 0, end_run: end = 0 } = rows[0] ?? {};
  if (lastRun < end - RUNS_PER_PARTITION / 2) return 0;
  const first = Math.max(end, Math.ceil((lastRun + 1) / RUNS_PER_PARTITION) * RUNS_PER_PARTITION);
  await tx.query("SELECT lastedit.add_run_partition($1, $2)", [first, first + RUNS_PER_PARTITION]);
  return 1;
}
