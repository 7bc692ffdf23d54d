import { randomBytes } from "node:crypto";
import type { Database } from "../../../runtime/store/database.ts";
import { openEmbeddedDatabase } from "../../../runtime/store/embedded/embedded-database.ts";
import { openPostgresDatabase } from "../../../runtime/store/postgres-database.ts";

/** A PostgreSQL whose user may create databases; each test file makes its own there and drops it again. */
const TEST_DATABASE_URL = process.env["LASTEDIT_TEST_DATABASE_URL"];

export interface TestDatabase {
  readonly name: string;
  open(): Promise<Database>;
}

/** The embedded database, and PostgreSQL when `LASTEDIT_TEST_DATABASE_URL` names one. Each opens empty. */
export const TEST_DATABASES: readonly TestDatabase[] = [
  { name: "the embedded database", open: () => openEmbeddedDatabase() },
  ...(TEST_DATABASE_URL === undefined
    ? []
    : [{ name: "PostgreSQL", open: () => openOwnPostgres(new URL(TEST_DATABASE_URL)) }]),
];

async function openOwnPostgres(url: URL): Promise<Database> {
  const name = `lastedit_test_${randomBytes(6).toString("hex")}`;
  const own = new URL(url);
  own.pathname = `/${name}`;
  await once(url, `CREATE DATABASE ${name}`);
  const database = openPostgresDatabase(own.href);
  return {
    ...database,
    async close() {
      await database.close();
      await once(url, `DROP DATABASE ${name} WITH (FORCE)`);
    },
  };
}

async function once(url: URL, sql: string): Promise<void> {
  const server = openPostgresDatabase(url.href, 1);
  await server.exec(sql);
  await server.close();
}
