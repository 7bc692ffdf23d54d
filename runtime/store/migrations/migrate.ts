import { createHash } from "node:crypto";
import type { Database, Queryable } from "../database.ts";
import { MIGRATIONS } from "./all.ts";

export interface Migration {
  /** Sorts in the order of application, such as `0001-first-tables`. Never renamed once released. */
  readonly name: string;
  /** SQL, several statements. Never edited once released: write a new migration instead. */
  readonly sql: string;
}

/**
 * Brings the tables up to date: applies what is missing, in order, all in one transaction. Several processes may call
 * it at once; the second waits and finds nothing to do.
 *
 * @returns Names of the migrations applied now; empty when the tables were up to date
 * @throws {Error} When the database holds a migration this version does not know, or one whose text has changed
 */
export async function migrate(database: Database, migrations: readonly Migration[] = MIGRATIONS): Promise<string[]> {
  return database.transaction(async (tx) => {
    await tx.exec("SELECT pg_advisory_xact_lock(hashtext('lastedit.migrations'))");
    await tx.exec("CREATE SCHEMA IF NOT EXISTS lastedit");
    await tx.exec(
      "CREATE TABLE IF NOT EXISTS lastedit.migrations (name text PRIMARY KEY, checksum text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now())",
    );
    const applied = await readApplied(tx);
    refuseStrangers(applied, migrations);
    const missing = migrations.filter(({ name }) => !applied.has(name));
    for (const migration of missing) {
      await tx.exec(migration.sql);
      await tx.query("INSERT INTO lastedit.migrations (name, checksum) VALUES ($1, $2)", [
        migration.name,
        checksum(migration),
      ]);
    }
    return missing.map(({ name }) => name);
  });
}

async function readApplied(tx: Queryable): Promise<Map<string, string>> {
  const { rows } = await tx.query<{ name: string; checksum: string }>("SELECT name, checksum FROM lastedit.migrations");
  return new Map(rows.map(({ name, checksum: sum }) => [name, sum]));
}

function refuseStrangers(applied: ReadonlyMap<string, string>, migrations: readonly Migration[]): void {
  const known = new Map(migrations.map((migration) => [migration.name, checksum(migration)]));
  for (const [name, sum] of applied) {
    const expected = known.get(name);
    if (expected === undefined) {
      throw new Error(
        `The database holds the migration "${name}", which this version does not know. Nothing was changed. Use the LastEdit version that made it, or a later one.`,
      );
    }
    if (expected !== sum) {
      throw new Error(
        `The migration "${name}" was applied with another text (checksum ${sum}, expected ${expected}). Nothing was changed.`,
      );
    }
  }
}

function checksum(migration: Migration): string {
  return createHash("sha256").update(migration.sql).digest("hex").slice(0, 16);
}
