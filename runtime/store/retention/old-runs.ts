import type { Database, Queryable } from "../database.ts";
import { listRunPartitions } from "../runs/run-partitions.ts";
import type { RunPartition } from "../runs/run-partitions.ts";

/** Deleting so many runs with some seven steps each holds others back for some 20 ms on the embedded database. */
const RUNS_AT_ONCE = 200;

/**
 * Drops the partitions whose runs all ended before a moment: their events and steps go at once. The runs themselves are
 * left for `removeOldRuns`.
 *
 * @returns How many were dropped
 */
export async function dropOldPartitions(database: Database, before: Date): Promise<number> {
  const old = await oldPartitions(database, before);
  for (const { firstRun } of old) {
    await database.transaction(async (tx) => {
      // Dropping waits for everybody who reads steps, and all others wait meanwhile: better to try again later.
      await tx.exec("SET LOCAL lock_timeout = '2s'");
      await tx.exec(
        `DROP TABLE ${["run_steps", "events", "run_search"].map((name) => `lastedit.${name}_from_${firstRun}`).join(", ")}`,
      );
      await tx.query("DELETE FROM lastedit.run_partitions WHERE first_run = $1", [firstRun]);
    });
  }
  return old.length;
}

/** Partitions that no run will be added to, and whose runs all ended before a moment. */
export async function oldPartitions(database: Database, before: Date): Promise<RunPartition[]> {
  const old: RunPartition[] = [];
  for (const partition of (await listRunPartitions(database)).toReversed()) {
    const { rows } = await database.query<{ old: boolean }>(
      `SELECT EXISTS (SELECT FROM lastedit.runs WHERE id >= $2) AND NOT EXISTS (
         SELECT FROM lastedit.runs WHERE id >= $1 AND id < $2 AND (finished_at IS NULL OR finished_at >= $3)
       ) AS old`,
      [partition.firstRun, partition.endRun, before],
    );
    if (rows[0]?.old === true) old.push(partition);
  }
  return old;
}

/** Takes out one portion of the runs that ended before a moment, with their events and steps. @returns How many */
export async function removeOldRuns(tx: Queryable, before: Date): Promise<number> {
  const { affected } = await tx.query(
    `DELETE FROM lastedit.runs WHERE id = ANY(ARRAY(
       SELECT id FROM lastedit.runs WHERE finished_at < $1 ORDER BY finished_at LIMIT ${RUNS_AT_ONCE}))`,
    [before],
  );
  return affected;
}
