import { openEmbeddedDatabase } from "../../../runtime/store/embedded/embedded-database.ts";
import type { Database } from "../../../runtime/store/database.ts";
import { openPostgresDatabase } from "../../../runtime/store/postgres-database.ts";

/** Where a PostgreSQL for tests is; its schemas `lastedit` and `lastedit_queue` are dropped by the tests. */
export const TEST_DATABASE_URL = process.env["LASTEDIT_TEST_DATABASE_URL"];

export interface TestDatabase {
  readonly name: string;
  open(): Promise<Database>;
}

/** The embedded database, and PostgreSQL when `LASTEDIT_TEST_DATABASE_URL` names one. Each opens empty. */
export const TEST_DATABASES: readonly TestDatabase[] = [
  { name: "the embedded database", open: () => openEmbeddedDatabase() },
  ...(TEST_DATABASE_URL === undefined
    ? []
    : [{ name: "PostgreSQL", open: () => openEmptyPostgres(TEST_DATABASE_URL) }]),
];

async function openEmptyPostgres(url: string): Promise<Database> {
  const database = openPostgresDatabase(url);
  await database.exec("DROP SCHEMA IF EXISTS lastedit CASCADE; DROP SCHEMA IF EXISTS lastedit_queue CASCADE;");
  return database;
}
