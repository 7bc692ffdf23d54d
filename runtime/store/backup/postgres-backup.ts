import { spawn } from "node:child_process";
import { createReadStream, createWriteStream, existsSync } from "node:fs";
import { PassThrough, Readable } from "node:stream";
import type { Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { setTimeout as sleep } from "node:timers/promises";
import type { Database } from "../database.ts";
import { oneRow } from "../one-row.ts";
import { BackupError } from "./backup-error.ts";
import { asideEnding, schemasCutShort } from "./cut-short.ts";
import { writeWhole } from "./whole-file.ts";

/** The schemas that are LastEdit's; others in the database are left alone. */
const SCHEMAS = ["--schema=lastedit", "--schema=lastedit_queue"];

/** Calls `pg_dump`, which reads everything as of one moment while LastEdit runs. Its version must be the server's or later. */
export async function backUpPostgres(databaseUrl: string, file: string): Promise<void> {
  await writeWhole(file, (draft) =>
    callTool("pg_dump", ["--format=custom", "--no-owner", "--no-privileges", ...SCHEMAS], databaseUrl, {
      output: createWriteStream(draft),
    }),
  );
}

/**
 * Calls `pg_restore` in one transaction: all of it, or nothing. Schemas that were there before are kept under another
 * name. Killed in between, it leaves them there and none in their place, which `refuseSchemasCutShort` tells; called
 * again, it goes on from there.
 *
 * @param force - Puts LastEdit's schemas aside that are there
 * @returns What the names end in of those that were there before; `null` when there were none
 * @throws {BackupError}
 */
export async function restorePostgres(
  database: Database,
  databaseUrl: string,
  file: string,
  force: boolean,
): Promise<string | null> {
  if (!existsSync(file)) throw new BackupError(`There is no file ${file}. Nothing was changed.`);
  await untilNobodyRestores(database);
  const { rows } = await database.query<{ there: string[]; others: number }>(
    `SELECT ARRAY(SELECT nspname::text FROM pg_namespace WHERE nspname IN ('lastedit', 'lastedit_queue')) AS there,
       count(DISTINCT pid) FILTER (WHERE application_name = 'lastedit')::int AS others
     FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()`,
  );
  const { there, others } = oneRow(rows);
  if (others > 0)
    throw new BackupError("LastEdit is connected to the database. Nothing was changed; stop it and its workers first.");
  if (there.length > 0 && !force)
    throw new BackupError(
      "The database holds LastEdit's tables already. Nothing was changed; --force puts them aside.",
    );
  const cutShort = await schemasCutShort(database);
  const ending = asideEnding(new Date());
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
      ],
      databaseUrl,
      { input: createReadStream(file) },
    );
  } catch (error) {
    await renameSchemas(database, there, (name) => [name + ending, name]);
    throw error;
  }
  return there.length === 0 ? cutShort : ending;
}

/** The server goes on for a moment with a restore whose client was killed, and then undoes it. */
const UNDOING_MS = 10_000;

async function untilNobodyRestores(database: Database): Promise<void> {
  const until = Date.now() + UNDOING_MS;
  for (;;) {
    const { rows } = await database.query(
      "SELECT FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'pg_restore'",
    );
    if (rows.length === 0) return;
    if (Date.now() > until)
      throw new BackupError("Another restore into this database is under way. Nothing was changed; wait for its end.");
    await sleep(200);
  }
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

/** Goes through this process, so that a tool whose caller was killed ends too, without having done anything. */
interface ToolStreams {
  readonly input?: Readable;
  readonly output?: Writable;
}

/** The address goes in through the environment: an argument, password included, could be seen by all users. */
async function callTool(
  tool: string,
  args: readonly string[],
  databaseUrl: string,
  { input = Readable.from([]), output = new PassThrough().resume() }: ToolStreams,
): Promise<void> {
  const env = { ...process.env, ...connectionEnv(databaseUrl) };
  const child = spawn(tool, args, { env, stdio: ["pipe", "pipe", "pipe"] });
  let said = "";
  child.stderr.on("data", (chunk: Buffer) => (said = (said + chunk.toString()).slice(-2_000)));
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  const [code, stored] = await Promise.allSettled([
    ended,
    pipeline(child.stdout, output),
    // One that ends early reads no further; what it then says is what counts.
    pipeline(input, child.stdin),
  ]);
  if (code.status === "rejected")
    throw new BackupError(
      `${tool} is not on this machine; it comes with PostgreSQL's client programs. Nothing was changed. Where it is: ${POSTGRES_TOOLS_BY_HAND}`,
    );
  if (stored.status === "rejected")
    throw new BackupError(`What ${tool} gives could not be stored: ${String(stored.reason)}. Nothing was changed.`);
  if (code.value !== 0) throw new BackupError(`${tool} failed; nothing was changed. ${said.trim()}`.trim());
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
