import type { Database } from "../store/database.ts";

/** Up to when a source's scheduled times are dealt with, in milliseconds since 1970; `null` for a new source. */
export async function readTicksDone(database: Database, sourceId: string): Promise<number | null> {
  const { rows } = await database.query<{ done_until: Date }>(
    "SELECT done_until FROM lastedit.source_ticks WHERE source_id = $1",
    [sourceId],
  );
  return rows[0]?.done_until.getTime() ?? null;
}

/** Never goes back. */
export async function noteTicksDone(database: Database, sourceId: string, doneUntilMs: number): Promise<void> {
  await database.query(
    `INSERT INTO lastedit.source_ticks (source_id, done_until) VALUES ($1, $2)
     ON CONFLICT (source_id) DO UPDATE SET done_until = GREATEST(source_ticks.done_until, EXCLUDED.done_until)`,
    [sourceId, new Date(doneUntilMs).toISOString()],
  );
}
