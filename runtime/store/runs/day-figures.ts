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

/** How long it took from queueing to the end of the runs that changed the warehouse; `null` when there were none. */
export interface EditToWarehouse {
  readonly runs: number;
  readonly medianMs: number | null;
  readonly p95Ms: number | null;
}

/**
 * The last 24 hours, oldest first, with the one that goes on; hours without any run are there too.
 *
 * @param recipes - Only their runs are counted
 */
export async function lastDay(
  database: Queryable,
  groups: OutcomeGroups,
  recipes: readonly string[],
): Promise<{ readonly hours: readonly HourOfDay[]; readonly edits: EditToWarehouse }> {
  // In one statement, so that the day's runs are read once.
  const { rows } = await database.query<{
    hours: (Omit<HourOfDay, "from"> & { from: string })[];
    edits: EditToWarehouse;
  }>(
    `WITH recent AS MATERIALIZED (
       SELECT date_trunc('hour', queued_at) AS queued, status, outcome, events,
         CASE WHEN outcome = ANY($1) THEN extract(epoch FROM finished_at - queued_at)::float8 * 1000 END AS ms
       FROM lastedit.runs
       WHERE queued_at >= date_trunc('hour', now()) - interval '23 hours' AND recipe = ANY($3)
     ), counted AS (
       SELECT queued, status, outcome, count(*) AS runs, sum(events) AS events FROM recent GROUP BY 1, 2, 3
     ), hours AS (
       SELECT hour AS "from", COALESCE(sum(events), 0)::int AS "in",
         COALESCE(sum(runs) FILTER (WHERE outcome = ANY($1)), 0)::int AS applied,
         COALESCE(sum(runs) FILTER (WHERE outcome = ANY($2)), 0)::int AS "alreadyRight",
         COALESCE(sum(runs) FILTER (WHERE status IN ('waiting', 'running')), 0)::int AS waiting,
         COALESCE(sum(runs) FILTER (WHERE status = 'failed' OR (status = 'succeeded' AND NOT outcome = ANY($1 || $2))), 0)::int AS blocked,
         COALESCE(sum(runs) FILTER (WHERE status = 'failed'), 0)::int AS failed
       FROM generate_series(date_trunc('hour', now()) - interval '23 hours', now(), interval '1 hour') AS hour
       LEFT JOIN counted ON queued = hour GROUP BY hour
     ), edits AS (
       SELECT count(ms)::int AS runs, round(percentile_cont(0.5) WITHIN GROUP (ORDER BY ms)) AS "medianMs",
         round(percentile_cont(0.95) WITHIN GROUP (ORDER BY ms)) AS "p95Ms"
       FROM recent
     )
     SELECT (SELECT jsonb_agg(hours ORDER BY "from") FROM hours) AS hours, (SELECT to_jsonb(edits) FROM edits) AS edits`,
    [[...groups.applied], [...groups.alreadyRight], [...recipes]],
  );
  const { hours, edits } = oneRow(rows);
  return { hours: hours.map((hour) => ({ ...hour, from: new Date(hour.from) })), edits };
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
