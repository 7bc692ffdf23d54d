import { CONTROL_IN_FORCE } from "../store/controls.ts";
import type { PreparedRecipe } from "./prepared-recipe.ts";

export const CLAIM_INDEX = "waiting_by_kind";

/**
 * Jobs by kind, which is a recipe with its connections: pauses and breakers hold whole kinds back, so that these are
 * passed over in one step however many of their runs wait.
 */
export function claimIndexSql(schema: string): string {
  return `CREATE INDEX ${CLAIM_INDEX} ON ${schema}.job (name, COALESCE(group_id, ''), created_on, id)
    WHERE state < 'active' AND NOT blocked`;
}

/** The kind of a run, as its job carries it. */
export function kindOf({ name, connections = [] }: Pick<PreparedRecipe, "name" | "connections">): string {
  return JSON.stringify([name, ...connections.map((connection) => connection.name)]);
}

/**
 * One statement that claims runs as pg-boss's own fetch would under `key_strict_fifo` (the head of each order's queue,
 * nothing while an earlier one is under way; pg-boss 12.38, `fetchNextJob`), and with our own rules on top: pauses,
 * breakers, recipes and kinds of run that the worker can run, and turns by lane.
 *
 * pg-boss's unique index per order stays the last word: should two workers ever claim two runs of an order at the same
 * moment, one of the statements fails and is repeated.
 *
 * Of each kind the oldest runs are walked through until enough fit, so that a claim hardly takes longer the more there
 * are: with 100,000 waiting a run costs the database up to twice the computing that it costs with 1,000 (bench/claims.ts).
 * Whatever is asked about one run is a subquery with a limit: so the planner can only look it up, with and
 * without statistics of the tables (the embedded database has none).
 *
 * Parameters: most, recipes, runsUpTo, places (JSON), others, weights (JSON), trying.
 */
export function claimSql(schema: string, queue: string): string {
  const waits = (job: string): string => `${job}.name = '${queue}' AND ${job}.state < 'active' AND NOT ${job}.blocked`;
  return `
    WITH RECURSIVE kinds AS (
      SELECT '' AS kind
      UNION ALL
      SELECT (SELECT COALESCE(j.group_id, '') FROM ${schema}.job j
        WHERE ${waits("j")} AND COALESCE(j.group_id, '') > kinds.kind ORDER BY COALESCE(j.group_id, '') LIMIT 1)
      FROM kinds WHERE kinds.kind IS NOT NULL
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
    open_kinds AS MATERIALIZED (
      SELECT k.kind FROM held CROSS JOIN (
        SELECT kind, ARRAY(SELECT jsonb_array_elements_text(NULLIF(kind, '')::jsonb)) AS parts FROM kinds WHERE kind IS NOT NULL
      ) AS k
      WHERE NOT held.everything AND (k.kind = '' OR (
        ($2::text[] IS NULL OR k.parts[1] = ANY ($2::text[])) AND k.parts[1] <> ALL (held.recipes)
        AND NOT k.parts[2:] && held.connections AND ($7::text IS NULL OR $7::text = ANY (k.parts[2:]))))
    ),
    fit AS (
      SELECT oldest.id, oldest.created_on, oldest.lane FROM held CROSS JOIN open_kinds CROSS JOIN LATERAL (
        SELECT j.id, j.created_on, COALESCE(r.lane, '-') AS lane
        FROM ${schema}.job j
        LEFT JOIN LATERAL (SELECT lane, recipe, needs, connections, order_key, order_id, order_name
          FROM lastedit.runs WHERE runs.id = (j.data ->> 'runId')::int LIMIT 1) r ON true
        WHERE ${waits("j")} AND COALESCE(j.group_id, '') = open_kinds.kind AND j.start_after <= ${schema}.job_now()
          AND COALESCE((SELECT b.id FROM ${schema}.job b
            WHERE b.name = '${queue}' AND b.singleton_key = j.singleton_key AND b.policy = 'key_strict_fifo'
              AND b.state IN ('active', 'retry', 'failed') LIMIT 1), j.id) = j.id
          AND (SELECT h.id FROM ${schema}.job h
            WHERE ${waits("h")} AND h.policy = 'key_strict_fifo' AND h.singleton_key = j.singleton_key AND h.start_after <= ${schema}.job_now()
            ORDER BY h.state DESC, h.created_on, h.id LIMIT 1) = j.id
          AND ($2::text[] IS NULL OR r.recipe IS NULL OR r.recipe = ANY ($2::text[]))
          AND COALESCE(r.needs, 1) <= $3::int
          AND (r.recipe IS NULL OR r.recipe <> ALL (held.recipes))
          AND NOT COALESCE(r.connections && held.connections, false)
          AND NOT COALESCE(ARRAY[r.order_key, r.order_id, ltrim(r.order_name, '#')] && held.orders, false)
          AND ($7::text IS NULL OR $7::text = ANY (r.connections))
        ORDER BY j.created_on, j.id LIMIT $1::int
      ) AS oldest
    ),
    turns AS (
      SELECT id, created_on, lane, row_number() OVER (PARTITION BY lane ORDER BY created_on, id) AS turn FROM fit
    ),
    picked AS MATERIALIZED (
      SELECT array_agg(id ORDER BY turn / COALESCE(($6::jsonb ->> lane)::numeric, 1), created_on, id) AS ids FROM turns
      WHERE turn <= COALESCE(($4::jsonb ->> lane)::int, $5::int)
    ),
    locked AS (
      SELECT j.id FROM ${schema}.job j
      WHERE j.name = '${queue}' AND j.state < 'active' AND j.id = ANY ((SELECT ids FROM picked)::uuid[])
      ORDER BY array_position((SELECT ids FROM picked), j.id) LIMIT $1::int
      FOR UPDATE SKIP LOCKED
    )
    UPDATE ${schema}.job j SET
      state = 'active',
      started_on = ${schema}.job_now(),
      heartbeat_on = ${schema}.job_now(),
      retry_count = CASE WHEN j.started_on IS NOT NULL THEN j.retry_count + 1 ELSE j.retry_count END
    WHERE j.name = '${queue}' AND j.id = ANY (ARRAY(SELECT id FROM locked))
    RETURNING j.id AS "jobId", j.retry_count AS "retryCount", (j.data ->> 'runId')::int AS "runId",
      COALESCE((SELECT r.lane FROM lastedit.runs r WHERE r.id = (j.data ->> 'runId')::int), '-') AS lane`;
}
