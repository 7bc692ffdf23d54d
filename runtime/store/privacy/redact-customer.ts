import type { Database } from "../database.ts";
import { maskRun } from "../retention/mask-runs.ts";
import type { Mask } from "../retention/mask-runs.ts";
import { findRun } from "../runs/read-runs.ts";
import type { RunDetail } from "../runs/read-runs.ts";
import { logToStore } from "../store-log.ts";
import type { Vault } from "../vault.ts";
import type { CustomerRequest } from "./customer-request.ts";
import { findCustomerRecords, findCustomerRuns, namePattern } from "./find-customer.ts";
import type { CustomerRecord } from "./find-customer.ts";
import { maskPersonalData } from "./personal-data.ts";

const MARK = "•••";

/** All that is kept about one customer. */
export interface CustomerData {
  readonly runs: readonly (RunDetail & {
    /** In full, where they are still kept. */
    readonly fullEvents: readonly unknown[];
  })[];
  readonly records: readonly CustomerRecord[];
}

/** Gathers what is kept about a customer, for Shopify's `customers/data_request`. */
export async function customerData(
  database: Database,
  vault: Vault,
  request: CustomerRequest,
  by: string,
): Promise<CustomerData> {
  const runs: CustomerData["runs"][number][] = [];
  for (const id of await findCustomerRuns(database, vault, request)) {
    const detail = await findRun(database, id);
    if (detail === null) continue;
    const { rows } = await database.query<{ sealed: string }>(
      "SELECT payload_sealed AS sealed FROM lastedit.events WHERE run_id = $1 AND payload_sealed IS NOT NULL ORDER BY id",
      [id],
    );
    runs.push({ ...detail, fullEvents: rows.map(({ sealed }) => JSON.parse(vault.open(sealed)) as unknown) });
  }
  const records = await findCustomerRecords(database, request);
  await logToStore(database, {
    what: "customer-data-exported",
    by,
    summary: `One customer's data was given out: ${runs.length} runs, ${records.length} records.`,
    details: { shop: request.shop, runs: runs.map(({ run }) => run.id) },
  });
  return { runs, records };
}

export interface Redaction {
  readonly runs: number;
  /** Of these, runs that have not ended: they still need their event. Redact again once they have. */
  readonly openRuns: readonly number[];
  readonly records: number;
}

/**
 * Takes one customer's personal data out of history and records, for Shopify's `customers/redact`. Order numbers, SKUs
 * and quantities stay: the warehouse's story is kept without the person.
 */
export async function redactCustomer(
  database: Database,
  vault: Vault,
  request: CustomerRequest,
  by: string,
): Promise<Redaction> {
  const mask = maskOf(request);
  const runs = await findCustomerRuns(database, vault, request);
  for (const id of runs) await database.transaction((tx) => maskRun(tx, id, mask));
  const records = await findCustomerRecords(database, request);
  for (const { store, key, value } of records) {
    // A record that somebody changed meanwhile is left for the next time rather than overwritten.
    await database.query(
      "UPDATE lastedit.data_store_records SET value = $4 WHERE store = $1 AND key = $2 AND value = $3::jsonb",
      [store, key, JSON.stringify(value), JSON.stringify(mask(value, []))],
    );
  }
  const { rows } = await database.query<{ id: number }>(
    "SELECT id FROM lastedit.runs WHERE id = ANY($1) AND finished_at IS NULL ORDER BY id",
    [runs],
  );
  const redaction = { runs: runs.length, openRuns: rows.map(({ id }) => id), records: records.length };
  await logToStore(database, {
    what: "customer-redacted",
    by,
    summary: `One customer's personal data was taken out: ${redaction.runs} runs, ${redaction.records} records.`,
    details: { shop: request.shop, ...redaction },
  });
  return redaction;
}

function maskOf({ names }: CustomerRequest): Mask {
  const pattern = namePattern(names);
  return (value, alsoFrom) => {
    const masked = maskPersonalData(value, alsoFrom);
    if (pattern === null || masked === undefined) return masked;
    // In JSON text a name stands as it is: ids, addresses and numbers have nothing that JSON would escape.
    return JSON.parse(JSON.stringify(masked).replaceAll(pattern, MARK)) as unknown;
  };
}
