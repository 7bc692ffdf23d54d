import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Database } from "../../../runtime/store/database.ts";
import { openEmbeddedDatabase } from "../../../runtime/store/embedded/embedded-database.ts";
import { openPostgresDatabase } from "../../../runtime/store/postgres-database.ts";

/** A PostgreSQL whose user may create databases; each test file makes its own there and drops it again. */
const TEST_DATABASE_URL = process.env["LASTEDIT_TEST_DATABASE_URL"];

export interface TestDatabase {
  readonly name: string;
  /** An empty one of its own, gone when it is closed. */
  open(): Promise<Database>;
}

/** The embedded database, and PostgreSQL when `LASTEDIT_TEST_DATABASE_URL` names one, as the gate sees to. */
export const TEST_DATABASES: readonly TestDatabase[] = [
  { name: "the embedded database", open: openOwnEmbedded },
  ...(TEST_DATABASE_URL === undefined
    ? []
    : [{ name: "PostgreSQL", open: async () => (await openOwnPostgres(new URL(TEST_DATABASE_URL))).database }]),
];

/** In a folder: its files are copied from `LASTEDIT_DATABASE_TEMPLATE`, which takes a fifth of making them anew. */
async function openOwnEmbedded(): Promise<Database> {
  const home = await mkdtemp(path.join(tmpdir(), "lastedit-test-"));
  const database = await openEmbeddedDatabase(path.join(home, "database"));
  return {
    ...database,
    async close() {
      await database.close();
      await rm(home, { recursive: true, force: true });
    },
  };
}

/** Several connections of different processes may use its `url`. */
export async function openOwnPostgres(server: URL): Promise<{ database: Database; url: string }> {
  const name = `lastedit_test_${randomBytes(6).toString("hex")}`;
  const own = new URL(server);
  own.pathname = `/${name}`;
  await once(server, `CREATE DATABASE ${name}`);
  const database = openPostgresDatabase(own.href);
  return {
    url: own.href,
    database: {
      ...database,
      async close() {
        await database.close();
        await once(server, `DROP DATABASE ${name} WITH (FORCE)`);
      },
    },
  };
}

async function once(url: URL, sql: string): Promise<void> {
  const server = openPostgresDatabase(url.href, 1);
  await server.exec(sql);
  await server.close();
}
