import type { Queryable } from "../database.ts";
import { oneRow } from "../one-row.ts";

/** Outcomes after which the warehouse works from the new version, and those where it did already. */
export interface OutcomeGroups {
  readonly applied: readonly string[];
  readonly alreadyRight: readonly string[];
}

/** What became of the runs that were queued within one hour. */
export interface HourOfDay {
  readonly from: Date;
  /** Events. */
  readonly in: number;
  readonly applied: number;
  readonly alreadyRight: number;
  readonly waiting: number;
  /** Ended otherwise: failed, or so that a person must act. */
  readonly blocked: number;
  readonly failed: number;
}

/** The last 24 hours, oldest first, with the one that goes on; hours without any run are there too. */
export async function lastDayByHour(database: Queryable, groups: OutcomeGroups): Promise<HourOfDay[]> {
  const { rows } = await database.query<HourOfDay>(
    `SELECT hour AS "from", COALESCE(sum(events), 0)::int AS "in",
       COALESCE(sum(runs) FILTER (WHERE outcome = ANY($1)), 0)::int AS applied,
       COALESCE(sum(runs) FILTER (WHERE outcome = ANY($2)), 0)::int AS "alreadyRight",
       COALESCE(sum(runs) FILTER (WHERE status IN ('waiting', 'running')), 0)::int AS waiting,
       COALESCE(sum(runs) FILTER (WHERE status = 'failed' OR (status = 'succeeded' AND NOT outcome = ANY($1 || $2))), 0)::int AS blocked,
       COALESCE(sum(runs) FILTER (WHERE status = 'failed'), 0)::int AS failed
     FROM generate_series(date_trunc('hour', now()) - interval '23 hours', now(), interval '1 hour') AS hour
     LEFT JOIN (
       SELECT date_trunc('hour', queued_at) AS queued, status, outcome, count(*) AS runs, sum(events) AS events
       FROM lastedit.runs WHERE queued_at >= date_trunc('hour', now()) - interval '23 hours' GROUP BY 1, 2, 3
     ) AS recent ON queued = hour
     GROUP BY hour ORDER BY hour`,
    [[...groups.applied], [...groups.alreadyRight]],
  );
  return rows;
}

/** How long it took from queueing to the end of the runs that changed the warehouse, over the last 24 hours. */
export async function editToWarehouse(database: Queryable, applied: readonly string[]) {
  const { rows } = await database.query<{ runs: number; medianMs: number | null; p95Ms: number | null }>(
    `SELECT count(*)::int AS runs,
       round(percentile_cont(0.5) WITHIN GROUP (ORDER BY ms))::float8 AS "medianMs",
       round(percentile_cont(0.95) WITHIN GROUP (ORDER BY ms))::float8 AS "p95Ms"
     FROM (SELECT extract(epoch FROM finished_at - queued_at)::float8 * 1000 AS ms FROM lastedit.runs
       WHERE queued_at >= now() - interval '24 hours' AND outcome = ANY($1) AND finished_at IS NOT NULL) AS ended`,
    [[...applied]],
  );
  return oneRow(rows);
}

/** When each recipe's latest run was queued; recipes without any are not in it. */
export async function latestRunOf(database: Queryable, recipes: readonly string[]): Promise<ReadonlyMap<string, Date>> {
  const { rows } = await database.query<{ recipe: string; at: Date | null }>(
    `SELECT recipe, (SELECT queued_at FROM lastedit.runs WHERE id =
         (SELECT id FROM lastedit.runs AS r WHERE r.recipe = wanted.recipe ORDER BY id DESC LIMIT 1)) AS at
     FROM unnest($1::text[]) AS wanted (recipe)`,
    [[...recipes]],
  );
  return new Map(rows.flatMap(({ recipe, at }) => (at === null ? [] : [[recipe, at]])));
}
