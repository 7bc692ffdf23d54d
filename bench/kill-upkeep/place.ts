import { randomBytes } from "node:crypto";
import { cp, mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { databaseFolder } from "../../runtime/store/database-folder.ts";
import type { Database } from "../../runtime/store/database.ts";
import { openEmbeddedDatabase } from "../../runtime/store/embedded/embedded-database.ts";
import { openPostgresDatabase } from "../../runtime/store/postgres-database.ts";
import { startOwnPostgres } from "../../test/faults/world/own-postgres.ts";

/** One database with a data folder, as a command finds it by its environment. */
export interface Place {
  readonly env: Readonly<Record<string, string>>;
  readonly home: string;
  open(): Promise<Database>;
  /** Whether one of PostgreSQL's own programs works on it now; never for an embedded one. */
  isUsedBy(tool: string): Promise<boolean>;
}

/** Where databases are made that are copies of one that was filled once. */
export interface Ground {
  readonly name: "embedded" | "PostgreSQL";
  fill(work: (database: Database) => Promise<void>): Promise<void>;
  /** A copy of what was filled last. */
  fresh(): Promise<Place>;
  close(): Promise<void>;
}

/** A whole database is copied in one statement. */
const COPYING = { connectMs: 10_000, answerMs: 300_000, silentTransactionMs: 300_000 };
const KEY = randomBytes(32).toString("base64");

export async function embeddedGround(): Promise<Ground> {
  const folder = await mkdtemp(path.join(tmpdir(), "lastedit-upkeep-"));
  const seed = path.join(folder, "seed");
  let count = 0;
  return {
    name: "embedded",
    async fill(work) {
      await rm(seed, { recursive: true, force: true });
      await use(await openEmbeddedDatabase(seed), work);
    },
    async fresh() {
      const home = path.join(folder, `home-${(count += 1)}`);
      await cp(seed, databaseFolder(home), { recursive: true });
      const env = { LASTEDIT_HOME: home, LASTEDIT_KEY: KEY, LASTEDIT_CONFIG: path.join(home, "none.yaml") };
      return embeddedPlace(home, env);
    },
    close: () => rm(folder, { recursive: true, force: true }),
  };
}

export function embeddedPlace(home: string, env: Readonly<Record<string, string>>): Place {
  return {
    env,
    home,
    open: () => openEmbeddedDatabase(databaseFolder(home)),
    isUsedBy: () => Promise.resolve(false),
  };
}

export async function postgresGround(): Promise<Ground> {
  const folder = await mkdtemp(path.join(tmpdir(), "lastedit-upkeep-"));
  const postgres = await startOwnPostgres();
  const admin = openPostgresDatabase(postgres.url, 1, COPYING);
  const urlOf = (name: string): string => Object.assign(new URL(postgres.url), { pathname: `/${name}` }).href;
  let count = 0;
  return {
    name: "PostgreSQL",
    async fill(work) {
      await admin.query("DROP DATABASE IF EXISTS seed");
      await admin.query("CREATE DATABASE seed");
      await use(openPostgresDatabase(urlOf("seed"), 2), work);
    },
    async fresh() {
      const name = `copy_${(count += 1)}`;
      await admin.query(`CREATE DATABASE ${name} TEMPLATE seed`);
      const home = path.join(folder, name);
      await mkdir(home);
      const config = path.join(home, "none.yaml");
      const env = { LASTEDIT_HOME: home, LASTEDIT_KEY: KEY, LASTEDIT_CONFIG: config, DATABASE_URL: urlOf(name) };
      return {
        env,
        home,
        open: () => Promise.resolve(openPostgresDatabase(urlOf(name), 2)),
        async isUsedBy(tool) {
          const { rows } = await admin.query(
            "SELECT 1 FROM pg_stat_activity WHERE datname = $1 AND application_name = $2",
            [name, tool],
          );
          return rows.length > 0;
        },
      };
    },
    async close() {
      await admin.close();
      await postgres.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Opens it, works, and closes it whatever comes of the work. */
export async function use<T>(database: Database, work: (database: Database) => Promise<T>): Promise<T> {
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}
