import { createHash } from "node:crypto";
import type { Database, Queryable } from "../database.ts";
import { MIGRATIONS } from "./all.ts";

export interface Migration {
  /** Sorts in the order of application, such as `0001-first-tables`. Never renamed once released. */
  readonly name: string;
  /** SQL, several statements. Never edited once released: write a new migration instead. */
  readonly sql: string;
  /**
   * Number of the oldest last migration whose program still works on a database that has this one. So two versions of
   * the program can run at once while workers are upgraded one by one.
   *
   * @defaultValue The migration's own number: no older program works on it
   */
  readonly compatibleFrom?: number;
}

/**
 * The database does not fit this version of the program. Nothing was changed.
 *
 * `database-too-new`: it holds a migration this version does not know and cannot work with.
 * `migration-changed`: a migration was applied with another text.
 */
export class MigrationRefusedError extends Error {
  readonly code: "database-too-new" | "migration-changed";

  constructor(code: MigrationRefusedError["code"], message: string) {
    super(message);
    this.code = code;
  }
}

/**
 * Brings the tables up to date: applies what is missing, in order, all in one transaction. Several processes may call
 * it at once; the second waits and finds nothing to do. One that fails leaves nothing behind.
 *
 * @returns Names of the migrations applied now; empty when the tables were up to date
 * @throws {MigrationRefusedError}
 */
export async function migrate(database: Database, migrations: readonly Migration[] = MIGRATIONS): Promise<string[]> {
  return database.transaction(async (tx) => {
    await tx.exec("SELECT pg_advisory_xact_lock(hashtext('lastedit.migrations'))");
    await prepareList(tx);
    const applied = await readApplied(tx);
    refuseStrangers(applied, migrations);
    const missing = migrations.filter(({ name }) => !applied.has(name));
    for (const migration of missing) {
      await tx.exec(migration.sql);
      await tx.query("INSERT INTO lastedit.migrations (name, checksum, compatible_from) VALUES ($1, $2, $3)", [
        migration.name,
        checksum(migration),
        migration.compatibleFrom ?? numberOf(migration.name),
      ]);
    }
    return missing.map(({ name }) => name);
  });
}

/** Each statement takes a lock that waits for readers, so only what is missing is made. */
async function prepareList(tx: Queryable): Promise<void> {
  const { rows } = await tx.query<{ columns: string[] }>(
    `SELECT COALESCE(array_agg(column_name::text), '{}') AS columns FROM information_schema.columns
     WHERE table_schema = 'lastedit' AND table_name = 'migrations'`,
  );
  const columns = rows[0]?.columns ?? [];
  if (columns.length === 0) {
    await tx.exec(`CREATE SCHEMA IF NOT EXISTS lastedit;
      CREATE TABLE lastedit.migrations (name text PRIMARY KEY, checksum text NOT NULL,
        applied_at timestamptz NOT NULL DEFAULT now(), compatible_from integer)`);
  } else if (!columns.includes("compatible_from")) {
    await tx.exec("ALTER TABLE lastedit.migrations ADD COLUMN compatible_from integer");
  }
}

interface Applied {
  readonly checksum: string;
  readonly compatibleFrom: number;
}

async function readApplied(tx: Queryable): Promise<Map<string, Applied>> {
  const { rows } = await tx.query<{ name: string; checksum: string; compatible_from: number | null }>(
    "SELECT name, checksum, compatible_from FROM lastedit.migrations ORDER BY name",
  );
  return new Map(
    rows.map(({ name, checksum: sum, compatible_from }) => [
      name,
      { checksum: sum, compatibleFrom: compatible_from ?? numberOf(name) },
    ]),
  );
}

function refuseStrangers(applied: ReadonlyMap<string, Applied>, migrations: readonly Migration[]): void {
  const known = new Map(migrations.map((migration) => [migration.name, checksum(migration)]));
  const level = Math.max(0, ...migrations.map(({ name }) => numberOf(name)));
  for (const [name, { checksum: sum, compatibleFrom }] of applied) {
    const expected = known.get(name);
    if (expected === undefined && compatibleFrom > level) {
      throw new MigrationRefusedError(
        "database-too-new",
        `A later version of LastEdit has changed this database: it holds the migration "${name}", which this version does not know and cannot work with. Nothing was changed. Use the version that made it, or a later one.`,
      );
    }
    if (expected !== undefined && expected !== sum) {
      throw new MigrationRefusedError(
        "migration-changed",
        `The migration "${name}" was applied to this database with another text (checksum ${sum}, expected ${expected}). Nothing was changed. Use an unaltered version of LastEdit, or restore a backup.`,
      );
    }
  }
}

function numberOf(name: string): number {
  const number = Number.parseInt(name, 10);
  if (Number.isNaN(number))
    throw new Error(`A migration is called "${name}"; expected a name that begins with its number.`);
  return number;
}

function checksum(migration: Migration): string {
  return createHash("sha256").update(migration.sql).digest("hex").slice(0, 16);
}
