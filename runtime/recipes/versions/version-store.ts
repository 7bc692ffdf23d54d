import type { Database, Queryable } from "../../store/database.ts";
import type { Vault } from "../../store/vault.ts";
import { hashOfText } from "./draft-store.ts";

/** A text that was in force. */
export interface PublishedVersion {
  readonly version: number;
  readonly hash: string;
  readonly note: string;
  readonly publishedBy: string;
  readonly publishedAt: Date;
  /** It came into force by a file, a command or an upgrade. */
  readonly outside: boolean;
}

const COLUMNS = `version, hash, note, published_by AS "publishedBy", published_at AS "publishedAt", outside`;

/** Newest first. @param before - Only versions before this one */
export async function listVersions(
  database: Queryable,
  recipe: string,
  { limit, before = null }: { readonly limit: number; readonly before?: number | null },
): Promise<PublishedVersion[]> {
  const { rows } = await database.query<PublishedVersion>(
    `SELECT ${COLUMNS} FROM lastedit.recipe_versions
     WHERE recipe = $1 AND ($2::integer IS NULL OR version < $2) ORDER BY version DESC LIMIT $3`,
    [recipe, before, limit],
  );
  return rows;
}

/** The newest version of each recipe that ever had one, by name. */
export async function newestVersions(database: Queryable): Promise<(PublishedVersion & { readonly recipe: string })[]> {
  const { rows } = await database.query<PublishedVersion & { readonly recipe: string }>(
    `SELECT DISTINCT ON (recipe) recipe, ${COLUMNS} FROM lastedit.recipe_versions ORDER BY recipe, version DESC`,
  );
  return rows;
}

/** `null` when there is no such version. */
export async function readVersionText(
  database: Queryable,
  vault: Vault,
  recipe: string,
  version: number,
): Promise<string | null> {
  const { rows } = await database.query<{ text_sealed: string }>(
    "SELECT text_sealed FROM lastedit.recipe_versions WHERE recipe = $1 AND version = $2",
    [recipe, version],
  );
  const [row] = rows;
  return row === undefined ? null : vault.open(row.text_sealed);
}

export interface VersionToKeep {
  readonly recipe: string;
  readonly text: string;
  readonly note: string;
  readonly by: string;
  readonly outside: boolean;
}

/** Remembers a text that is in force, unless it is the newest already. @returns Its version */
export async function keepVersion(database: Database, vault: Vault, kept: VersionToKeep): Promise<number> {
  const { recipe, text, note, by, outside } = kept;
  const hash = hashOfText(text);
  return database.transaction(async (tx) => {
    await tx.query("SELECT pg_advisory_xact_lock(hashtext($1))", [`recipe version ${recipe}`]);
    const [newest] = await listVersions(tx, recipe, { limit: 1 });
    if (newest?.hash === hash) return newest.version;
    const version = (newest?.version ?? 0) + 1;
    await tx.query(
      `INSERT INTO lastedit.recipe_versions (recipe, version, text_sealed, hash, note, published_by, outside)
       VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [recipe, version, vault.seal(text), hash, note, by, outside],
    );
    return version;
  });
}
