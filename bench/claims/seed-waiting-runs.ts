import type { RunQueue } from "../../runtime/engine/run-queue.ts";
import type { Database } from "../../runtime/store/database.ts";

/** The first has most of the runs, and the oldest. */
export const CLAIM_LANES = ["uk", "de", "fr", "us"];
export const CLAIM_RECIPES = ["send-order-edit-to-warehouse", "create-rma-for-refund", "watch-sync-gaps"];

/** Fills an empty, migrated database with runs that wait and are due: 85 % of one tenant, 5 % of each other. */
export async function seedWaitingRuns(database: Database, queue: RunQueue, runs: number): Promise<void> {
  await database.exec("ALTER TABLE lastedit.runs DISABLE TRIGGER USER");
  await database.query(
    `INSERT INTO lastedit.runs (recipe, status, order_key, order_name, order_id, fold, queued_at, due_at, wanted_at, lane,
       connections, needs)
     SELECT ($2::text[])[1 + i % 3], 'waiting', 's:' || orders, '#' || orders, orders::text, false, at, at, at,
       lane, ARRAY['shop', lane], 1
     FROM (SELECT i, now() - ($1::int - i) * interval '1 ms' AS at,
         CASE WHEN i % 50 = 0 THEN i / 250 ELSE 1000000 + i END AS orders,
         ($3::text[])[CASE WHEN i <= $1::int * 0.85 THEN 1 ELSE 2 + i % 3 END] AS lane
       FROM generate_series(1, $1::int) AS i) AS planned`,
    [runs, CLAIM_RECIPES, CLAIM_LANES],
  );
  await database.exec("ALTER TABLE lastedit.runs ENABLE TRIGGER USER");
  // pg-boss makes the first job; the others are like it.
  await database.transaction((tx) => queue.enqueue(tx, { runId: 0, orderKey: "pattern", dueAt: null }));
  await database.exec(`
    INSERT INTO lastedit_queue.job
    SELECT filled.* FROM lastedit_queue.job AS pattern CROSS JOIN lastedit.runs AS r
      CROSS JOIN LATERAL jsonb_populate_record(pattern, jsonb_build_object('id', gen_random_uuid(), 'singleton_key', r.order_key,
        'data', jsonb_build_object('runId', r.id), 'group_id', jsonb_build_array(r.recipe, 'shop', r.lane),
        'created_on', r.queued_at, 'start_after', r.queued_at)) AS filled
      WHERE pattern.singleton_key = 'pattern';
    DELETE FROM lastedit_queue.job WHERE singleton_key = 'pattern';
    ANALYZE lastedit.runs;`);
}

/** The order of each run, by the run's id. */
export async function ordersOfRuns(database: Database): Promise<ReadonlyMap<number, string>> {
  const { rows } = await database.query<{ id: number; order: string }>(
    `SELECT id, order_key AS "order" FROM lastedit.runs`,
  );
  return new Map(rows.map(({ id, order }) => [id, order]));
}
