import { spawn } from "node:child_process";
import { createWriteStream, existsSync } from "node:fs";
import { rename, rm } from "node:fs/promises";
import { PassThrough } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Database } from "../database.ts";
import { BackupError } from "./backup-error.ts";

/** The schemas that are LastEdit's; others in the database are left alone. */
const SCHEMAS = ["--schema=lastedit", "--schema=lastedit_queue"];

/** Calls `pg_dump`, which reads everything as of one moment while LastEdit runs. Its version must be the server's or later. */
export async function backUpPostgres(databaseUrl: string, file: string): Promise<void> {
  if (existsSync(file)) throw new BackupError(`${file} is there already. Nothing was written; name another file.`);
  const draft = `${file}.part`;
  try {
    await callTool("pg_dump", ["--format=custom", "--no-owner", "--no-privileges", ...SCHEMAS], databaseUrl, draft);
    await rename(draft, file);
  } finally {
    await rm(draft, { force: true });
  }
}

/**
 * Calls `pg_restore` in one transaction: all of it, or nothing. Schemas that were there before are kept under another
 * name.
 *
 * @param force - Puts LastEdit's schemas aside that are there
 * @returns What their names end in now; `null` when there were none
 * @throws {BackupError}
 */
export async function restorePostgres(
  database: Database,
  databaseUrl: string,
  file: string,
  force: boolean,
): Promise<string | null> {
  if (!existsSync(file)) throw new BackupError(`There is no file ${file}. Nothing was changed.`);
  const { rows } = await database.query<{ there: string[]; others: number }>(
    `SELECT ARRAY(SELECT nspname::text FROM pg_namespace WHERE nspname IN ('lastedit', 'lastedit_queue')) AS there,
       (SELECT count(DISTINCT pid)::int FROM pg_stat_activity WHERE datname = current_database()
         AND application_name = 'lastedit' AND pid <> pg_backend_pid()) AS others`,
  );
  const { there = [], others = 0 } = rows[0] ?? {};
  if (others > 0)
    throw new BackupError("LastEdit is connected to the database. Nothing was changed; stop it and its workers first.");
  if (there.length > 0 && !force)
    throw new BackupError(
      "The database holds LastEdit's tables already. Nothing was changed; --force puts them aside.",
    );
  const ending = `_before_${new Date().toISOString().replaceAll(/\D/g, "").slice(0, 14)}`;
  await renameSchemas(database, there, (name) => [name, name + ending]);
  try {
    await callTool(
      "pg_restore",
      [
        "--single-transaction",
        "--exit-on-error",
        "--no-owner",
        "--no-privileges",
        `--dbname=${databaseName(databaseUrl)}`,
        file,
      ],
      databaseUrl,
    );
  } catch (error) {
    await renameSchemas(database, there, (name) => [name + ending, name]);
    throw error;
  }
  return there.length === 0 ? null : ending;
}

async function renameSchemas(
  database: Database,
  names: readonly string[],
  change: (name: string) => readonly [string, string],
): Promise<void> {
  const changes = names.map(change).map(([from, to]) => `ALTER SCHEMA ${from} RENAME TO ${to};`);
  if (changes.length > 0) await database.transaction((tx) => tx.exec(changes.join(" ")));
}

/** What a person types where the tools are not on this machine. */
const POSTGRES_TOOLS_BY_HAND =
  'pg_dump --format=custom --no-owner --no-privileges --schema=lastedit --schema=lastedit_queue --file=FILE "$DATABASE_URL"';

/**
 * The address goes in through the environment: an argument, password included, could be seen by all users.
 *
 * @param into - File for what it prints. It goes through this process, so that a tool whose caller was killed ends too.
 */
function callTool(tool: string, args: readonly string[], databaseUrl: string, into?: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const env = { ...process.env, ...connectionEnv(databaseUrl) };
    const child = spawn(tool, args, { env, stdio: ["ignore", "pipe", "pipe"] });
    const stored = pipeline(child.stdout, into === undefined ? new PassThrough().resume() : createWriteStream(into));
    // Looked at when the tool has ended.
    stored.catch(() => undefined);
    let said = "";
    child.stderr.on("data", (chunk: Buffer) => (said = (said + chunk.toString()).slice(-2_000)));
    child.once("error", () =>
      reject(
        new BackupError(
          `${tool} is not on this machine; it comes with PostgreSQL's client programs. Nothing was changed. Where it is: ${POSTGRES_TOOLS_BY_HAND}`,
        ),
      ),
    );
    child.once("close", (code) => {
      if (code === 0) resolve(stored);
      else reject(new BackupError(`${tool} failed; nothing was changed. ${said.trim()}`));
    });
  });
}

/** @see https://www.postgresql.org/docs/current/libpq-envars.html */
function connectionEnv(databaseUrl: string): Record<string, string> {
  const url = new URL(databaseUrl);
  const parts: Record<string, string> = {
    PGHOST: url.hostname.replace(/^\[|\]$/g, ""),
    PGPORT: url.port,
    PGUSER: decodeURIComponent(url.username),
    PGPASSWORD: decodeURIComponent(url.password),
    PGDATABASE: databaseName(databaseUrl),
    PGSSLMODE: url.searchParams.get("sslmode") ?? "",
    PGSSLROOTCERT: url.searchParams.get("sslrootcert") ?? "",
  };
  return Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== ""));
}

function databaseName(databaseUrl: string): string {
  return decodeURIComponent(new URL(databaseUrl).pathname.slice(1));
}
