import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import path from "node:path";
import { databaseFolder } from "../database-folder.ts";
import type { Queryable } from "../database.ts";
import { BackupError } from "./backup-error.ts";

const ASIDE_FOLDER = `${path.basename(databaseFolder(""))}.before-`;
const ASIDE_SCHEMA = "lastedit_before_";

/** What is appended to the names of the schemas that a restore puts aside. */
export function asideEnding(now: Date): string {
  return `_before_${now.toISOString().replaceAll(/\D/g, "").slice(0, 14)}`;
}

/** Where a restore puts the database that was there. */
export function asideFolder(home: string, now: Date): string {
  return path.join(home, ASIDE_FOLDER + now.toISOString().replaceAll(/[:.]/g, "-"));
}

/**
 * The folder that a restore has put aside without putting another in its place, because it was killed just then.
 *
 * @returns The latest one; `null` where there is a database, or nothing was put aside
 */
export async function folderCutShort(home: string): Promise<string | null> {
  if (!existsSync(home) || existsSync(databaseFolder(home))) return null;
  const aside = (await readdir(home)).filter((name) => name.startsWith(ASIDE_FOLDER)).sort();
  const latest = aside.at(-1);
  return latest === undefined ? null : path.join(home, latest);
}

/** As `folderCutShort`, for schemas. @returns What their names end in */
export async function schemasCutShort(database: Queryable): Promise<string | null> {
  const { rows } = await database.query<{ name: string }>(
    `SELECT max(nspname::text) AS name FROM pg_namespace WHERE starts_with(nspname, '${ASIDE_SCHEMA}')
     HAVING NOT EXISTS (SELECT FROM pg_namespace WHERE nspname = 'lastedit') AND max(nspname::text) IS NOT NULL`,
  );
  return rows[0] === undefined ? null : rows[0].name.slice("lastedit".length);
}

/** An empty database must not be made where a restore was cut short: nobody would see that the old one is beside it. */
export async function refuseFolderCutShort(home: string): Promise<void> {
  const aside = await folderCutShort(home);
  if (aside === null) return;
  throw new BackupError(
    `A restore was cut short, or is under way: the database that was there is in ${aside}, and none in its place. Nothing was changed. Call "lastedit restore" again, or go back: name that folder "${path.basename(databaseFolder(home))}". To begin with an empty database, move it elsewhere.`,
  );
}

/** As `refuseFolderCutShort`, for PostgreSQL. */
export async function refuseSchemasCutShort(database: Queryable): Promise<void> {
  const ending = await schemasCutShort(database);
  if (ending === null) return;
  throw new BackupError(
    `A restore was cut short, or is under way: LastEdit's tables that were there are in the schemas lastedit${ending} and lastedit_queue${ending}, and none in their place. Nothing was changed. Call "lastedit restore" again, or go back: ALTER SCHEMA lastedit${ending} RENAME TO lastedit; ALTER SCHEMA lastedit_queue${ending} RENAME TO lastedit_queue; To begin with empty tables, drop both.`,
  );
}
