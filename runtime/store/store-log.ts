import type { Queryable } from "./database.ts";

/** Something that was done to the store as a whole: taken out, masked, given out, sealed anew. Holds no personal data. */
export interface StoreLogEntry {
  readonly what: "retention" | "customer-data-exported" | "customer-redacted" | "shop-redacted" | "keys-rotated";
  /** A person, or the process that keeps house. */
  readonly by: string;
  /** One sentence. */
  readonly summary: string;
  readonly details: Readonly<Record<string, unknown>>;
}

export async function logToStore(database: Queryable, { what, by, summary, details }: StoreLogEntry): Promise<void> {
  await database.query("INSERT INTO lastedit.store_log (what, by, summary, details) VALUES ($1, $2, $3, $4)", [
    what,
    by,
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
