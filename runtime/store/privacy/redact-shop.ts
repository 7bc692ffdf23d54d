import type { Database } from "../database.ts";
import { logToStore } from "../store-log.ts";

const ROWS_AT_ONCE = 200;

export interface ShopRedaction {
  readonly runs: number;
  readonly exceptions: number;
  /** Runs that are at work right now and stay. Redact again once they have ended. */
  readonly runningRuns: number;
}

/**
 * Takes out all runs and exceptions of one shop, for Shopify's `shop/redact`. Its connection is for
 * `lastedit connections remove` or the configuration file.
 */
export async function redactShop(database: Database, shop: string, by: string): Promise<ShopRedaction> {
  const inPortions = async (sql: string): Promise<number> => {
    for (let total = 0; ;) {
      const { affected } = await database.query(sql, [shop]);
      total += affected;
      if (affected === 0) return total;
    }
  };
  const runs = await inPortions(
    `DELETE FROM lastedit.runs WHERE id = ANY(ARRAY(
       SELECT id FROM lastedit.runs WHERE starts_with(order_key, $1 || ':') AND status <> 'running' LIMIT ${ROWS_AT_ONCE}))`,
  );
  const exceptions = await inPortions(
    `DELETE FROM lastedit.data_store_records WHERE store = 'lastedit' AND key = ANY(ARRAY(
       SELECT 'exception/' || id FROM lastedit.exceptions WHERE shop = $1 LIMIT ${ROWS_AT_ONCE}))`,
  );
  const { rows } = await database.query<{ running: number }>(
    "SELECT count(*)::int AS running FROM lastedit.runs WHERE starts_with(order_key, $1 || ':')",
    [shop],
  );
  const redaction = { runs, exceptions, runningRuns: rows[0]?.running ?? 0 };
  const summary = `The shop ${shop} was taken out: ${runs} runs, ${exceptions} exceptions.`;
  await logToStore(database, { what: "shop-redacted", by, summary, details: { shop, ...redaction } });
  return redaction;
}
