import type { DataStore } from "../component-host/types.ts";
import type { Queryable } from "./database.ts";
import { typedQueries } from "./typed-queries.ts";

const LIVING = "(expires_at IS NULL OR expires_at > now())";

/**
 * A Pipedream data store kept in the table `data_store_records`. Expired records are gone for every reader; `purge`
 * takes them out of the table.
 *
 * @param name - Of the store; recipes that name the same store share its records
 */
export function openDataStore(database: Queryable, name: string): DataStore {
  const db = typedQueries(database);
  const living = async (sql: string, params: readonly unknown[]) =>
    (await database.query<{ key: string; value: unknown }>(sql, params)).rows;
  return {
    async get(key) {
      const rows = await living(
        `SELECT key, value FROM lastedit.data_store_records WHERE store = $1 AND key = $2 AND ${LIVING}`,
        [name, key],
      );
      return rows[0]?.value;
    },
    async set(key, value, options = {}) {
      const expires_at = options.ttl === undefined ? null : expiry(options.ttl);
      const json = toJsonText(name, key, value);
      await db
        .insertInto("data_store_records")
        .values({ store: name, key, value: json, expires_at })
        .onConflict((conflict) => conflict.columns(["store", "key"]).doUpdateSet({ value: json, expires_at }))
        .execute();
    },
    async setTtl(key, ttlSeconds) {
      await db
        .updateTable("data_store_records")
        .set({ expires_at: ttlSeconds === null ? null : expiry(ttlSeconds) })
        .where("store", "=", name)
        .where("key", "=", key)
        .execute();
    },
    async has(key) {
      const rows = await living(
        `SELECT key, true AS value FROM lastedit.data_store_records WHERE store = $1 AND key = $2 AND ${LIVING}`,
        [name, key],
      );
      return rows.length > 0;
    },
    async delete(key) {
      await db.deleteFrom("data_store_records").where("store", "=", name).where("key", "=", key).execute();
    },
    async clear() {
      await db.deleteFrom("data_store_records").where("store", "=", name).execute();
    },
    async keys() {
      return (
        await living(
          `SELECT key, NULL AS value FROM lastedit.data_store_records WHERE store = $1 AND ${LIVING} ORDER BY key`,
          [name],
        )
      ).map(({ key }) => key);
    },
    async *entries(prefix = "") {
      const rows = await living(
        `SELECT key, value FROM lastedit.data_store_records WHERE store = $1 AND starts_with(key, $2) AND ${LIVING} ORDER BY key`,
        [name, prefix],
      );
      for (const { key, value } of rows) yield [key, value];
    },
  };
}

/** Takes expired records of all stores out of the table. @returns How many there were */
export async function purgeDataStores(database: Queryable): Promise<number> {
  return (await database.query("DELETE FROM lastedit.data_store_records WHERE expires_at <= now()")).affected;
}

function expiry(ttlSeconds: number): Date {
  if (!(ttlSeconds > 0))
    throw new RangeError(
      `A data store's ttl is ${String(ttlSeconds)}; expected seconds above 0, or null to keep the record.`,
    );
  return new Date(Date.now() + ttlSeconds * 1000);
}

function toJsonText(store: string, key: string, value: unknown): string {
  const text = JSON.stringify(value) as string | undefined;
  if (text === undefined)
    throw new TypeError(
      `The data store "${store}" cannot keep ${typeof value} under "${key}"; expected a JSON value. Nothing was stored.`,
    );
  return text;
}
