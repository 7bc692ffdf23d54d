import { copyFile, mkdir, readdir, rename, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { recipeJsonSchema } from "../recipe.ts";
import { RecipeVersionError } from "./recipe-version-error.ts";
import { readVersion, readVersions, VERSION_FILES } from "./recipe-versions.ts";
import type { RecipeFolders } from "./recipe-versions.ts";

const BACKUPS = "backups";

/**
 * Copies the shipped recipe for the merchant to change. What is already there is left alone.
 *
 * @returns The file to edit, and whether it is new
 * @throws {RecipeVersionError} When there is no such recipe
 */
export async function customise(folders: RecipeFolders, name: string): Promise<{ file: string; made: boolean }> {
  const { shipped, yours } = await readVersions(folders, name);
  if (yours !== null || shipped === null) return { file: ownFile(folders, name, "recipe"), made: false };
  await writeSchema(folders);
  // The recipe comes last: without it a pin means nothing.
  await putFile(ownFile(folders, name, "shippedBefore"), shipped.text);
  const file = ownFile(folders, name, "recipe");
  await putFile(file, shipped.text);
  return { file, made: true };
}

/**
 * Goes back to the shipped version. The merchant's stays as a backup.
 *
 * @param now - Milliseconds since 1970; names the backup
 * @returns The backup's name
 * @throws {RecipeVersionError} When the shipped one is in use already, or there is none to go back to
 */
export async function restoreShipped(folders: RecipeFolders, name: string, now: number): Promise<string> {
  const { shipped, yours } = await readVersions(folders, name);
  if (yours === null) throw new RecipeVersionError(`The recipe "${name}" is as shipped. Nothing was changed.`);
  if (shipped === null) {
    throw new RecipeVersionError(
      `The recipe "${name}" is your own: there is no shipped one to go back to. Nothing was changed.`,
    );
  }
  const backup = await backUp(folders, name, now);
  for (const file of ownFiles(folders, name)) await rm(file, { force: true });
  return backup;
}

/**
 * Brings a backup back. What is there now becomes a backup first.
 *
 * @throws {RecipeVersionError} When there is no such backup
 */
export async function restoreBackup(folders: RecipeFolders, name: string, backup: string, now: number): Promise<void> {
  const { yours } = await readVersions(folders, name);
  const there = await listBackups(folders, name);
  if (!there.includes(backup)) {
    throw new RecipeVersionError(
      `The recipe "${name}" has no backup "${backup}". There is ${there.join(", ") || "none"}. Nothing was changed.`,
    );
  }
  if (yours !== null) await backUp(folders, name, now);
  for (const file of ownFiles(folders, name)) {
    const kept = await readVersion(join(folders.own, name, BACKUPS, backup, basename(file)));
    if (kept === null) await rm(file, { force: true });
    else await putFile(file, kept.text);
  }
}

/** Names of a recipe's backups, oldest first. */
export async function listBackups({ own }: RecipeFolders, name: string): Promise<string[]> {
  try {
    return (await readdir(join(own, name, BACKUPS))).sort();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw error;
  }
}

/** Copies the files of the merchant's version aside. @returns The backup's name */
export async function backUp(folders: RecipeFolders, name: string, now: number): Promise<string> {
  const stamp = new Date(now).toISOString().replaceAll(/[:.]/g, "-");
  const folder = join(folders.own, name, BACKUPS, stamp);
  await mkdir(folder, { recursive: true });
  for (const file of ownFiles(folders, name)) {
    if ((await readVersion(file)) !== null) await copyFile(file, join(folder, basename(file)));
  }
  return stamp;
}

/** Where a file of the merchant's version is. */
export function ownFile({ own }: RecipeFolders, name: string, file: keyof typeof VERSION_FILES): string {
  return join(own, name, VERSION_FILES[file]);
}

/** Writes beside and renames, so that no reader sees half a file. */
export async function putFile(file: string, text: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(`${file}.new`, text);
  await rename(`${file}.new`, file);
}

export function ownFiles(folders: RecipeFolders, name: string): string[] {
  return (Object.keys(VERSION_FILES) as (keyof typeof VERSION_FILES)[]).map((file) => ownFile(folders, name, file));
}

/** Recipes point to their JSON Schema as `../recipe.schema.json`: editors then complete and check them. */
export async function writeSchema({ own }: RecipeFolders): Promise<void> {
  await putFile(join(own, "recipe.schema.json"), `${JSON.stringify(recipeJsonSchema(), null, 2)}\n`);
}
