import type { Queryable } from "../database.ts";

/** Runs that were queued within one hour. */
export interface HourOfRuns {
  /** Start of the hour, in UTC. */
  readonly hour: Date;
  readonly succeeded: number;
  readonly failed: number;
  readonly cancelled: number;
  /** Not ended yet. */
  readonly open: number;
}

/**
 * Runs by the hour in which they were queued, oldest first; hours without any are there too.
 *
 * @param hours - How many, with the present one @defaultValue 24
 */
export async function runsPerHour(database: Queryable, hours = 24): Promise<HourOfRuns[]> {
  const { rows } = await database.query<HourOfRuns>(
    `SELECT hour,
       count(*) FILTER (WHERE status = 'succeeded')::int AS succeeded,
       count(*) FILTER (WHERE status = 'failed')::int AS failed,
       count(*) FILTER (WHERE status = 'cancelled')::int AS cancelled,
       count(*) FILTER (WHERE status IN ('waiting', 'running'))::int AS open
     FROM generate_series(date_trunc('hour', now()) - ($1 - 1) * interval '1 hour', now(), interval '1 hour') AS hour
     LEFT JOIN (
       SELECT date_trunc('hour', queued_at) AS queued, status FROM lastedit.runs
       WHERE queued_at >= date_trunc('hour', now()) - ($1 - 1) * interval '1 hour'
     ) AS recent ON queued = hour
     GROUP BY hour ORDER BY hour`,
    [hours],
  );
  return rows;
}

/** How long the runs of one recipe took from begin to end. */
export interface RunDurations {
  readonly recipe: string;
  readonly runs: number;
  readonly medianMs: number;
  readonly p95Ms: number;
}

/** Durations of the runs that were queued since a moment and have ended, by recipe, the most frequent first. */
export async function runDurations(database: Queryable, since: Date): Promise<RunDurations[]> {
  const { rows } = await database.query<RunDurations>(
    `SELECT recipe, count(*)::int AS runs,
       round(percentile_cont(0.5) WITHIN GROUP (ORDER BY ms))::int AS "medianMs",
       round(percentile_cont(0.95) WITHIN GROUP (ORDER BY ms))::int AS "p95Ms"
     FROM (
       SELECT recipe, extract(epoch FROM finished_at - started_at)::float8 * 1000 AS ms FROM lastedit.runs
       WHERE queued_at >= $1 AND finished_at IS NOT NULL AND started_at IS NOT NULL
     ) AS ended
     GROUP BY recipe ORDER BY runs DESC, recipe`,
    [since],
  );
  return rows;
}
