import type { Queryable } from "./database.ts";
import { oneRow } from "./one-row.ts";

/** Something that was done to the store as a whole: taken out, masked, given out, sealed anew. Holds no personal data. */
export interface StoreLogEntry {
  readonly what: "retention" | "customer-data-exported" | "customer-redacted" | "shop-redacted" | "keys-rotated";
  /** A person, or the process that keeps house. */
  readonly by: string;
  /** One sentence. */
  readonly summary: string;
  readonly details: Readonly<Record<string, unknown>>;
}

/** @returns The entry's id */
export async function logToStore(database: Queryable, { what, by, summary, details }: StoreLogEntry): Promise<number> {
  const { rows } = await database.query<{ id: number }>(
    "INSERT INTO lastedit.store_log (what, by, summary, details) VALUES ($1, $2, $3, $4) RETURNING id",
    [what, by, summary, JSON.stringify(details)],
  );
  return oneRow(rows).id;
}

/** Brings an entry up to date whose work goes on. */
export async function correctStoreLog(
  database: Queryable,
  id: number,
  { summary, details }: Pick<StoreLogEntry, "summary" | "details">,
): Promise<void> {
  await database.query("UPDATE lastedit.store_log SET summary = $2, details = $3 WHERE id = $1", [
    id,
    summary,
    JSON.stringify(details),
  ]);
}

/** Newest first. @param limit - @defaultValue 50 */
export async function readStoreLog(
  database: Queryable,
  limit = 50,
): Promise<(StoreLogEntry & { readonly at: Date })[]> {
  const { rows } = await database.query<StoreLogEntry & { at: Date }>(
    "SELECT at, what, by, summary, details FROM lastedit.store_log ORDER BY id DESC LIMIT $1",
    [limit],
  );
  return rows;
}
