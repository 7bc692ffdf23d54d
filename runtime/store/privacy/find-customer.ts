import type { Queryable } from "../database.ts";
import type { Vault } from "../vault.ts";
import type { CustomerRequest } from "./customer-request.ts";

/** Runs looked through at once: some 0.1 s on the embedded database. */
const RUNS_AT_ONCE = 500;

/** Runs of the shop that are about the customer's orders, or hold one of the customer's names anywhere. Oldest first. */
export async function findCustomerRuns(
  database: Queryable,
  vault: Vault,
  { shop, names, orderIds }: CustomerRequest,
): Promise<number[]> {
  const holds = holderOf(names);
  const ids = orderIds.flatMap((id) => [id, `gid://shopify/Order/${id}`]);
  const { rows: own } = await database.query<{ id: number }>(
    "SELECT id FROM lastedit.runs WHERE order_id = ANY($1) AND starts_with(order_key, $2)",
    [ids, `${shop}:`],
  );
  const found = new Set(own.map(({ id }) => id));
  for (let after = 0; ;) {
    const { rows } = await database.query<{ id: number; text: string; sealed: string[] }>(
      `SELECT id, concat(summary, error) || COALESCE(
           (SELECT string_agg(concat(input, output, logs, error, summary), ' ') FROM lastedit.run_steps WHERE run_id = r.id), '')
         || COALESCE((SELECT string_agg(concat(summary, payload), ' ') FROM lastedit.events WHERE run_id = r.id), '') AS text,
         ARRAY(SELECT payload_sealed FROM lastedit.events WHERE run_id = r.id AND payload_sealed IS NOT NULL) AS sealed
       FROM lastedit.runs AS r WHERE id > $1 AND starts_with(order_key, $2) ORDER BY id LIMIT ${RUNS_AT_ONCE}`,
      [after, `${shop}:`],
    );
    const last = rows.at(-1);
    if (last === undefined) break;
    after = last.id;
    for (const { id, text, sealed } of rows)
      if (holds(text) || sealed.some((each) => holds(vault.open(each)))) found.add(id);
  }
  return [...found].sort((a, b) => a - b);
}

export interface CustomerRecord {
  readonly store: string;
  readonly key: string;
  readonly value: unknown;
}

/** Records of data stores, exceptions among them, that are about the customer's orders or hold one of the names. */
export async function findCustomerRecords(
  database: Queryable,
  { shop, names, orderIds }: CustomerRequest,
): Promise<CustomerRecord[]> {
  const holds = holderOf(names);
  const found: CustomerRecord[] = [];
  for (let after: readonly [string, string] = ["", ""]; ;) {
    const { rows }: { rows: CustomerRecord[] } = await database.query<CustomerRecord>(
      `SELECT store, key, value FROM lastedit.data_store_records WHERE (store, key) > ($1, $2)
       ORDER BY store, key LIMIT ${RUNS_AT_ONCE}`,
      after,
    );
    const last = rows.at(-1);
    if (last === undefined) return found;
    after = [last.store, last.key];
    found.push(...rows.filter(({ value }) => isOfOrder(value, shop, orderIds) || holds(JSON.stringify(value))));
  }
}

function isOfOrder(value: unknown, shop: string, orderIds: readonly string[]): boolean {
  if (typeof value !== "object" || value === null) return false;
  const { shop: ofShop, orderId } = value as { readonly shop?: unknown; readonly orderId?: unknown };
  return ofShop === shop && typeof orderId === "string" && orderIds.includes(orderId.replace(/^.*\//, ""));
}

/** A name counts where it stands alone, in any case: `12345678` is not found in `912345678`. */
function holderOf(names: readonly string[]): (text: string) => boolean {
  const pattern = namePattern(names);
  return (text) => pattern !== null && text.search(pattern) !== -1;
}

/** Finds each of the names; `null` when there is none. */
export function namePattern(names: readonly string[]): RegExp | null {
  if (names.length === 0) return null;
  const escaped = names.map((name) => name.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`));
  return new RegExp(String.raw`(?<![\p{L}\p{N}])(${escaped.join("|")})(?![\p{L}\p{N}])`, "giu");
}
