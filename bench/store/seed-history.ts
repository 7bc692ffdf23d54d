import type { Database } from "../../runtime/store/database.ts";

export interface SeedSize {
  readonly runs: number;
  readonly stepsPerRun: number;
  readonly openExceptions: number;
  readonly closedExceptions: number;
}

const RUNS_AT_ONCE = 50_000;
const EXCEPTIONS_AT_ONCE = 1_000;

/** What share of runs each recipe has, and with which outcomes, in thousandths. The rare ones are the hard ones. */
const RECIPE = `CASE
  WHEN i % 10007 = 0 THEN 'daily-operations-digest'
  WHEN i % 1000 < 600 THEN 'send-order-edit-to-warehouse'
  WHEN i % 1000 < 750 THEN 'sync-order-details'
  WHEN i % 1000 < 850 THEN 'watch-sync-gaps'
  WHEN i % 1000 < 950 THEN 'create-rma-for-refund'
  ELSE 'alert-owners' END`;
const STATUS = "CASE WHEN i * 7 % 1000 < 10 THEN 'failed' WHEN i * 7 % 1000 < 13 THEN 'cancelled' ELSE 'succeeded' END";
const OUTCOME = `CASE WHEN i % 20011 = 0 THEN 'stop-parcel' WHEN i * 13 % 100 < 55 THEN 'apply-in-place'
  WHEN i * 13 % 100 < 95 THEN 'in-sync' WHEN i * 13 % 100 < 98 THEN 'cancel' ELSE 'raised' END`;
const SUMMARY = `format('#%s: Sales Order %s brought to the final version (%s-%s-%s %s → %s)', 1000 + i / 2, 1000 + i / 2,
  (ARRAY['OXF','POL','TEE','JKT','SOC'])[1 + i % 5], (ARRAY['SHI','CRW','VNK'])[1 + i % 3], 100 + i % 900, 1 + i % 3, 2 + i % 4)`;
const ERROR = `jsonb_build_object('message', CASE WHEN i % 3001 = 0 THEN 'The zebra crossing of tenant acme is closed.'
  ELSE format('Peoplevox did not answer GetData within 30 s for Sales Order %s. Nothing was changed.', 1000 + i / 2) END,
  'code', 'peoplevox-timeout', 'retry', 'safe', 'effect', 'nothing-sent')`;

/**
 * Fills an empty, migrated database with history of 90 days. Triggers rest meanwhile; what they keep is made in bulk.
 */
export async function seedHistory(
  database: Database,
  size: SeedSize,
  onProgress: (runs: number) => void,
): Promise<void> {
  await database.exec("ALTER TABLE lastedit.runs DISABLE TRIGGER USER");
  await database.query(
    `SELECT lastedit.add_run_partition(first_run, first_run + 100000) FROM generate_series(0, $1::int, 100000) AS first_run
     WHERE first_run NOT IN (SELECT first_run FROM lastedit.run_partitions)`,
    [size.runs + 100_000],
  );
  for (let from = 1; from <= size.runs; from += RUNS_AT_ONCE) {
    const to = Math.min(size.runs, from + RUNS_AT_ONCE - 1);
    await database.transaction(async (tx) => {
      await tx.query(
        `INSERT INTO lastedit.runs (recipe, status, order_key, order_name, order_id, fold, attempt, outcome, summary, error,
           queued_at, due_at, started_at, finished_at)
         SELECT ${RECIPE}, status, 'demo.myshopify.com:' || 5000000000 + i / 2, '#' || 1000 + i / 2, (5000000000 + i / 2)::text,
           true, 1, CASE WHEN status = 'succeeded' THEN ${OUTCOME} END, CASE WHEN status <> 'failed' THEN ${SUMMARY} END,
           CASE WHEN status = 'failed' THEN ${ERROR} END, at, at, at + interval '2 s', at + (3 + i % 11) * interval '1 s'
         FROM (SELECT i, ${STATUS} AS status, now() - interval '90 days' * (1 - i::float8 / $3) AS at
           FROM generate_series($1::int, $2::int) AS i) AS planned`,
        [from, to, size.runs],
      );
      await tx.query(
        "INSERT INTO lastedit.run_search SELECT id, lastedit.words_of_run(runs) FROM lastedit.runs WHERE id BETWEEN $1 AND $2",
        [from, to],
      );
      await tx.query(
        `INSERT INTO lastedit.events (run_id, source_id, event_id, name, summary, payload, payload_sealed, emitted_at)
         SELECT id, 'source', 'event-' || id, 'orders/edited', 'Order ' || order_name || ' changed',
           jsonb_build_object('orderId', order_id, 'orderName', order_name, 'shop', 'demo.myshopify.com'),
           'v1:' || repeat(md5(id::text), 8), queued_at
         FROM lastedit.runs WHERE id BETWEEN $1 AND $2`,
        [from, to],
      );
      await tx.query(
        `INSERT INTO lastedit.run_steps (run_id, position, namespace, uses, writes, attempt, status, input, output, summary,
           logs, started_at, finished_at)
         SELECT id, step, (ARRAY['order','status','skus','plan','update','exception','healed'])[1 + step % 7],
           CASE WHEN step = 0 AND recipe = 'watch-sync-gaps' THEN 'peoplevox-check-sync-gaps@0.1.0' ELSE 'peoplevox-step@1.0.0' END, step % 7 = 4, 1, 'succeeded',
           jsonb_build_object('salesOrderNumber', substr(order_name, 2), 'line', md5(id::text || step)),
           jsonb_build_object('returnValue', jsonb_build_object('lines', repeat(md5(step::text), 6)), 'exports', '{}'::jsonb),
           'Step of ' || order_name, '[]', started_at + step * interval '40 ms', started_at + (step + 1) * interval '40 ms'
         FROM lastedit.runs, generate_series(0, $3::int - 1) AS step WHERE id BETWEEN $1 AND $2`,
        [from, to, size.stepsPerRun],
      );
      await tx.query(
        `INSERT INTO lastedit.run_steps (run_id, position, namespace, uses, writes, attempt, status, output, started_at)
         SELECT id, $3::int, 'raise', 'lastedit-record-sync-gaps@0.1.0', true, 1, 'succeeded',
           '{"returnValue":{"raised":["a gap"]}}', started_at
         FROM lastedit.runs WHERE id BETWEEN $1 AND $2 AND recipe = 'watch-sync-gaps'`,
        [from, to, size.stepsPerRun],
      );
    });
    onProgress(to);
  }
  await database.exec("ALTER TABLE lastedit.runs ENABLE TRIGGER USER");
  await seedExceptions(database, size);
}

/** The exceptions alone: the first orders have the open ones. */
export async function seedExceptions(
  database: Database,
  { openExceptions, closedExceptions }: Pick<SeedSize, "openExceptions" | "closedExceptions">,
): Promise<void> {
  const all = openExceptions + closedExceptions;
  for (let from = 1; from <= all; from += EXCEPTIONS_AT_ONCE)
    await seedSomeExceptions(database, openExceptions, from, Math.min(all, from + EXCEPTIONS_AT_ONCE - 1));
}

async function seedSomeExceptions(database: Database, open: number, from: number, to: number): Promise<void> {
  await database.query(
    `INSERT INTO lastedit.data_store_records (store, key, value)
     SELECT 'lastedit', 'exception/' || id, jsonb_build_object('id', id, 'kind', kind, 'owner', owner, 'severity', 'high',
       'shop', 'demo.myshopify.com', 'lineage', '#' || 1000 + i, 'orderName', '#' || 1000 + i, 'orderId', (5000000000 + i)::text,
       'salesOrderNumber', (1000 + i)::text, 'whatHappened', format('The SKU OXF-%s of order #%s is not known to Peoplevox. %s',
         i % 900, 1000 + i, repeat('More about it. ', 20)), 'whatWasChanged', 'Nothing was changed.',
       'whatToDo', 'Create the item in Peoplevox, then retry.', 'mattersUntil', due, 'wanted', '[]'::jsonb, 'inWarehouse', '[]'::jsonb,
       'status', status, 'state', jsonb_build_object('is', status, 'since', at, 'because', 'healed'), 'retryAsked', null,
       'timesReopened', 0, 'firstSeenAt', at, 'lastSeenAt', at, 'timesSeen', 1,
       'closedAt', CASE WHEN status = 'closed' THEN at END, 'closedBecause', null, 'history', '[]'::jsonb, 'olderHistory', null)
     FROM (SELECT i, 'demo.myshopify.com/#' || 1000 + i || '/' || kind AS id, kind, owner, status, at, due
       FROM (SELECT i, (ARRAY['unknown-sku','picking-started','change-failed'])[1 + i % 3] AS kind,
           (ARRAY['merchandising','warehouse','integration'])[1 + i % 3] AS owner,
           CASE WHEN i <= $1::int THEN 'open' ELSE 'closed' END AS status,
           to_char((now() - i * interval '2 min') AT TIME ZONE 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS at,
           CASE WHEN i % 3 > 0 THEN
             to_char((now() + (i - 1000) * interval '1 min') AT TIME ZONE 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') END AS due
         FROM generate_series($2::int, $3::int) AS i) AS drawn) AS planned`,
    [open, from, to],
  );
}
