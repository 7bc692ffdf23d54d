import type { Queryable } from "../database.ts";

/** Conditions on `run_steps AS s`, word for word as the indexes of migration 0009 have them. */
export const IS_LOOK = "s.uses LIKE 'peoplevox-check-sync-gaps@%'";
export const IS_AUDIT = "s.uses LIKE 'peoplevox-audit-sku-catalogue@%'";
/** A step that raised what a look had found; its result lists them. */
const IS_RECORD = "s.uses LIKE 'lastedit-record-sync-gaps@%'";
const REPAIRED = "('changed', 'apply-in-place', 'apply-by-replacement', 'cancel', 'repaired')";
/** Ids grow with the time of queueing, but a transaction that took long may have an id later than its time. */
const IDS_OUT_OF_ORDER = 10_000;
const MOST_DAYS = 90;

export interface GapDay {
  /** In UTC, such as `2026-11-24`. */
  readonly day: string;
  /** Orders that the sweep looked at. */
  readonly looks: number;
  readonly repaired: number;
  readonly raised: number;
  readonly failed: number;
}

/**
 * What the sweep did per day, newest first, without days on which it did nothing. Days that are over are kept once they
 * have been computed: their runs do not change any more.
 *
 * @param days - How many, today included
 */
export async function gapDays(database: Queryable, days: number): Promise<GapDay[]> {
  const { rows: known } = await database.query<GapDay & { missing: boolean }>(
    `SELECT to_char(wanted, 'YYYY-MM-DD') AS day, looks, repaired, raised, failed, k.day IS NULL AS missing
     FROM generate_series((now() AT TIME ZONE 'UTC')::date - ($1::int - 1), (now() AT TIME ZONE 'UTC')::date, interval '1 day') AS wanted
     LEFT JOIN lastedit.gap_days AS k ON k.day = wanted::date`,
    [days],
  );
  const missing = known.filter((day) => day.missing).map(({ day }) => day);
  const computed = await computeDays(database, missing);
  await keep(
    database,
    computed.filter(({ isOver }) => isOver),
  );
  return [...known.filter((day) => !day.missing), ...computed]
    .filter(({ looks }) => looks > 0)
    .map(({ day, looks, repaired, raised, failed }) => ({ day, looks, repaired, raised, failed }))
    .sort((a, b) => b.day.localeCompare(a.day));
}

/** Computes the days that are over before somebody asks, and before their runs are too old to be kept. */
export async function keepGapDays(database: Queryable): Promise<void> {
  await gapDays(database, MOST_DAYS);
}

interface ComputedDay extends GapDay {
  /** None of its runs can change any more, and none can be added by a transaction that began before midnight. */
  readonly isOver: boolean;
}

async function computeDays(database: Queryable, days: readonly string[]): Promise<ComputedDay[]> {
  if (days.length === 0) return [];
  const { rows: first } = await database.query<{ id: number }>(
    "SELECT id FROM lastedit.runs WHERE queued_at >= $1::timestamp AT TIME ZONE 'UTC' ORDER BY queued_at, id LIMIT 1",
    [[...days].sort()[0]],
  );
  // An array of ids is made first, so that it is never the table of runs that is walked through.
  const { rows } = await database.query<ComputedDay>(
    `WITH looking AS MATERIALIZED (
       SELECT DISTINCT recipe FROM lastedit.runs WHERE id = ANY (ARRAY(
         SELECT s.run_id FROM lastedit.run_steps AS s WHERE ${IS_LOOK} AND s.run_id > $2::int))
     ), looks AS (
       SELECT day, r.outcome, r.status, r.finished_at IS NULL AS open, (
         SELECT jsonb_array_length(s.output #> '{returnValue,raised}') FROM lastedit.run_steps AS s
         WHERE s.run_id = r.id AND ${IS_RECORD} AND jsonb_typeof(s.output #> '{returnValue,raised}') = 'array'
         ORDER BY s.id DESC LIMIT 1) AS raised
       FROM unnest($1::date[]) AS day CROSS JOIN LATERAL (
         SELECT id, outcome, status, finished_at FROM lastedit.runs
         WHERE queued_at >= day::timestamp AT TIME ZONE 'UTC' AND queued_at < (day + 1)::timestamp AT TIME ZONE 'UTC'
           AND recipe IN (SELECT recipe FROM looking)
       ) AS r
     )
     SELECT to_char(wanted, 'YYYY-MM-DD') AS day, count(looks.status)::int AS looks,
       (count(*) FILTER (WHERE outcome IN ${REPAIRED}))::int AS repaired,
       COALESCE(sum(raised), 0)::int AS raised,
       (count(*) FILTER (WHERE status = 'failed'))::int AS failed,
       now() AT TIME ZONE 'UTC' > wanted + 1 + interval '10 minutes' AND bool_or(open) IS NOT TRUE AS "isOver"
     FROM unnest($1::date[]) AS wanted LEFT JOIN looks ON looks.day = wanted GROUP BY wanted`,
    [[...days], (first[0]?.id ?? 0) - IDS_OUT_OF_ORDER],
  );
  return rows;
}

/** Two that compute the same day find the same. */
async function keep(database: Queryable, days: readonly GapDay[]): Promise<void> {
  if (days.length === 0) return;
  await database.query(
    `INSERT INTO lastedit.gap_days (day, looks, repaired, raised, failed)
     SELECT * FROM jsonb_to_recordset($1::jsonb) AS d (day date, looks int, repaired int, raised int, failed int)
     ON CONFLICT (day) DO NOTHING`,
    [JSON.stringify(days)],
  );
}
