import type { Queryable } from "./database.ts";
import { typedQueries } from "./typed-queries.ts";
import type { Vault } from "./vault.ts";

/** A named connection as it is kept: its fields, secrets included, are sealed. */
export interface StoredConnection {
  readonly name: string;
  readonly type: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

export async function readConnections(database: Queryable, vault: Vault): Promise<StoredConnection[]> {
  const rows = await typedQueries(database)
    .selectFrom("connections")
    .select(["name", "type", "fields_sealed"])
    .orderBy("name")
    .execute();
  return rows.map(({ name, type, fields_sealed }) => ({
    name,
    type,
    fields: JSON.parse(vault.open(fields_sealed)) as Record<string, unknown>,
  }));
}

/** Adds the connection or replaces the one of the same name. */
export async function saveConnection(database: Queryable, vault: Vault, connection: StoredConnection): Promise<void> {
  const row = {
    type: connection.type,
    fields_sealed: vault.seal(JSON.stringify(connection.fields)),
    updated_at: new Date(),
  };
  await typedQueries(database)
    .insertInto("connections")
    .values({ name: connection.name, ...row })
    .onConflict((conflict) => conflict.column("name").doUpdateSet(row))
    .execute();
}

/** @returns Whether there was one */
export async function deleteConnection(database: Queryable, name: string): Promise<boolean> {
  const result = await typedQueries(database).deleteFrom("connections").where("name", "=", name).executeTakeFirst();
  return result.numDeletedRows > 0n;
}
