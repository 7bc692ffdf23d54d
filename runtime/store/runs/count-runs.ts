import type { Database, Queryable } from "../database.ts";
import type { RunStatus } from "../tables.ts";

export interface RunCounts {
  readonly events: number;
  readonly byStatus: Readonly<Record<RunStatus, number>>;
  /** Ended runs by their outcome. */
  readonly byOutcome: Readonly<Record<string, number>>;
}

/** How many there are of each kind. Only what has come since `advanceRunCounts` is counted one by one. */
export async function countRuns(database: Queryable): Promise<RunCounts> {
  const { rows } = await database.query<{ status: RunStatus; outcome: string; runs: number; events: number }>(
    `SELECT status, outcome, sum(runs)::int AS runs, sum(events)::int AS events FROM (
       SELECT status, outcome, runs, events FROM lastedit.run_counts
       UNION ALL
       SELECT status, COALESCE(outcome, ''), 1, events FROM lastedit.runs
       WHERE id >= (SELECT counted_to FROM lastedit.run_count_mark)
     ) AS counted GROUP BY status, outcome`,
  );
  const byStatus: Record<RunStatus, number> = { waiting: 0, running: 0, succeeded: 0, failed: 0, cancelled: 0 };
  const byOutcome: Record<string, number> = {};
  let events = 0;
  for (const row of rows) {
    byStatus[row.status] += row.runs;
    events += row.events;
    if (row.outcome !== "" && row.runs > 0) byOutcome[row.outcome] = (byOutcome[row.outcome] ?? 0) + row.runs;
  }
  return { events, byStatus, byOutcome };
}

/** Puts the runs up to the first one that has not ended into the counts. Call it every few minutes. */
export async function advanceRunCounts(database: Database): Promise<void> {
  await database.transaction(async (tx) => {
    const { rows } = await tx.query<{ counted_to: number }>(
      "SELECT counted_to FROM lastedit.run_count_mark FOR UPDATE",
    );
    const from = rows[0]?.counted_to ?? 1;
    // A transaction that is still open may have taken a lower id than those that are there already: leave it time.
    const { rows: ends } = await tx.query<{ to: number | null }>(
      `SELECT LEAST(
         (SELECT min(id) FROM lastedit.runs WHERE finished_at IS NULL),
         (SELECT max(id) + 1 FROM lastedit.runs WHERE queued_at < now() - interval '10 minutes')
       ) AS to`,
    );
    const to = ends[0]?.to ?? from;
    if (to <= from) return;
    await tx.query(
      `INSERT INTO lastedit.run_counts (status, outcome, runs, events)
       SELECT status, COALESCE(outcome, ''), count(*), sum(events) FROM lastedit.runs
       WHERE id >= $1 AND id < $2 GROUP BY 1, 2
       ON CONFLICT (status, outcome) DO UPDATE
       SET runs = run_counts.runs + EXCLUDED.runs, events = run_counts.events + EXCLUDED.events`,
      [from, to],
    );
    await tx.query("UPDATE lastedit.run_count_mark SET counted_to = $1", [to]);
  });
}
