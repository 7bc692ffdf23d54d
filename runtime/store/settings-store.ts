import type { Queryable } from "./database.ts";
import { typedQueries } from "./typed-queries.ts";

/** Reads one installation-wide setting; `undefined` when it was never set. */
export async function readSetting(database: Queryable, key: string): Promise<unknown> {
  const row = await typedQueries(database)
    .selectFrom("settings")
    .select("value")
    .where("key", "=", key)
    .executeTakeFirst();
  return row?.value;
}

/** Stores one installation-wide setting. */
export async function writeSetting(database: Queryable, key: string, value: unknown): Promise<void> {
  const json = JSON.stringify(value);
  await typedQueries(database)
    .insertInto("settings")
    .values({ key, value: json })
    .onConflict((conflict) => conflict.column("key").doUpdateSet({ value: json }))
    .execute();
}
