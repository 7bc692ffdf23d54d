import { CONTROL_IN_FORCE } from "../store/controls.ts";

/**
 * One statement that claims runs as pg-boss's own fetch would under `key_strict_fifo` (the head of each order's queue,
 * nothing while an earlier one is under way; pg-boss 12.38, `fetchNextJob`), and with our own rules on top: pauses,
 * breakers, recipes and kinds of run that the worker can run, and turns by lane.
 *
 * pg-boss's unique index per order stays the last word: should two workers ever claim two runs of an order at the same
 * moment, one of the statements fails and is repeated.
 *
 * Written so that it takes the same way with and without statistics of the tables (the embedded database has none): what
 * is held back is gathered once, keys that are under way are hashed, and each waiting order is looked at once.
 *
 * Parameters: most, recipes, runsUpTo, places (JSON), others, weights (JSON), trying.
 */
export function claimSql(schema: string, queue: string): string {
  return `
    WITH heads AS MATERIALIZED (
      SELECT DISTINCT ON (h.singleton_key) h.id, h.singleton_key, h.state, h.created_on, (h.data ->> 'runId')::int AS run_id
      FROM ${schema}.job h
      WHERE h.name = '${queue}' AND h.state < 'active' AND NOT h.blocked AND h.policy = 'key_strict_fifo'
        AND h.start_after <= ${schema}.job_now()
      ORDER BY h.singleton_key, h.state DESC, h.created_on, h.id
    ),
    held AS MATERIALIZED (
      SELECT COALESCE(bool_or(c.scope = 'everything'), false) AS everything,
        COALESCE(array_agg(c.name) FILTER (WHERE c.scope = 'recipe'), '{}') AS recipes,
        COALESCE(array_agg(c.name) FILTER (WHERE c.scope = 'order'), '{}') AS orders,
        COALESCE(array_agg(c.name) FILTER (WHERE c.scope = 'connection'), '{}') || ARRAY(
          SELECT b.connection FROM lastedit.breakers b
          WHERE b.state <> 'closed' AND b.connection IS DISTINCT FROM $7::text) AS connections
      FROM lastedit.controls c WHERE ${CONTROL_IN_FORCE}
    ),
    fit AS (
      SELECT h.id, h.created_on, COALESCE(r.lane, '-') AS lane
      FROM heads h CROSS JOIN held LEFT JOIN lastedit.runs r ON r.id = h.run_id
      WHERE NOT held.everything
        AND h.singleton_key NOT IN (
          SELECT b.singleton_key FROM ${schema}.job b
          WHERE b.name = '${queue}' AND b.state IN ('active', 'failed') AND b.policy = 'key_strict_fifo')
        AND (h.state = 'retry' OR h.singleton_key NOT IN (
          SELECT b.singleton_key FROM ${schema}.job b
          WHERE b.name = '${queue}' AND b.state = 'retry' AND b.policy = 'key_strict_fifo'))
        AND ($2::text[] IS NULL OR r.recipe IS NULL OR r.recipe = ANY ($2::text[]))
        AND COALESCE(r.needs, 1) <= $3::int
        AND (r.recipe IS NULL OR r.recipe <> ALL (held.recipes))
        AND NOT COALESCE(r.connections && held.connections, false)
        AND NOT COALESCE(ARRAY[r.order_key, r.order_id, ltrim(r.order_name, '#')] && held.orders, false)
        AND ($7::text IS NULL OR $7::text = ANY (r.connections))
    ),
    turns AS (
      SELECT id, created_on, lane, row_number() OVER (PARTITION BY lane ORDER BY created_on, id) AS turn FROM fit
    ),
    picked AS (
      SELECT id, lane FROM turns
      WHERE turn <= COALESCE(($4::jsonb ->> lane)::int, $5::int)
      ORDER BY turn / COALESCE(($6::jsonb ->> lane)::numeric, 1), created_on
      LIMIT $1::int
    ),
    locked AS (
      SELECT j.id FROM ${schema}.job j
      WHERE j.name = '${queue}' AND j.state < 'active' AND j.id = ANY (ARRAY(SELECT id FROM picked))
      FOR UPDATE SKIP LOCKED
    )
    UPDATE ${schema}.job j SET
      state = 'active',
      started_on = ${schema}.job_now(),
      heartbeat_on = ${schema}.job_now(),
      retry_count = CASE WHEN j.started_on IS NOT NULL THEN j.retry_count + 1 ELSE j.retry_count END
    FROM picked
    WHERE j.name = '${queue}' AND j.id = picked.id AND j.id IN (SELECT id FROM locked)
    RETURNING j.id AS "jobId", j.retry_count AS "retryCount", (j.data ->> 'runId')::int AS "runId", picked.lane`;
}
