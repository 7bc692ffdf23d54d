import type { Queryable } from "../database.ts";

/**
 * Takes ended runs, with their events and steps, out of the history.
 *
 * @param olderThanDays - Runs that ended longer ago than this go
 * @returns How many runs there were
 */
export async function purgeHistory(database: Queryable, olderThanDays: number): Promise<number> {
  const { affected } = await database.query(
    "DELETE FROM lastedit.runs WHERE finished_at < now() - $1 * interval '1 day'",
    [olderThanDays],
  );
  return affected;
}
