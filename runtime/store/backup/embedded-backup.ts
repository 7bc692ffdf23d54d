import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rename, rm } from "node:fs/promises";
import path from "node:path";
import { create, extract } from "tar";
import { databaseFolder } from "../database-folder.ts";
import type { Database } from "../database.ts";
import { lockFolder } from "../embedded/folder-lock.ts";
import { countSealed } from "../keys/sealed-columns.ts";
import { BackupError } from "./backup-error.ts";
import { asideFolder, folderCutShort } from "./cut-short.ts";
import { readManifest, writeManifest } from "./manifest.ts";
import { UNDER_WAY, clearKilledBackups } from "./under-way.ts";
import { writeWhole } from "./whole-file.ts";

/** A copy of the data files, packed. Made while LastEdit runs; statements wait only while the files are copied. */
export async function backUpEmbedded(database: Database, home: string, file: string): Promise<void> {
  const { copyFiles } = database;
  if (copyFiles === undefined)
    throw new BackupError("This database is in memory only: there are no files to back up. Nothing was written.");
  const beside = await mkdtemp(path.join(home, UNDER_WAY));
  try {
    await writeWhole(file, async (draft) => {
      await writeManifest(beside, {
        lasteditBackup: 1,
        madeAt: new Date().toISOString(),
        sealedWith: Object.keys(await countSealed(database)),
      });
      await copyFiles(path.join(beside, "database"));
      // Level 1 packs twice as fast as the default, and a seventh larger.
      await create({ file: draft, gzip: { level: 1 }, cwd: beside, portable: true }, [
        "lastedit-backup.json",
        "database",
      ]);
    });
  } finally {
    await rm(beside, { recursive: true, force: true });
  }
}

export interface RestoreOptions {
  readonly home: string;
  readonly file: string;
  /** Ids of the keys that are here. */
  readonly keys: readonly string[];
  /** Puts the backup in the place of a database that is there, and does without the keys it was sealed with. */
  readonly force: boolean;
}

/**
 * Puts the data files back. A database that was there is kept beside.
 *
 * @returns Where the database is now that was there before, also when a restore that was killed had put it aside; `null`
 *   when there was none
 * @throws {BackupError} When there is a database already, or a key is missing, and it is not forced; nothing was changed
 * @throws {FolderLockedError} When a process has the database open
 */
export async function restoreEmbedded({ home, file, keys, force }: RestoreOptions): Promise<string | null> {
  const folder = databaseFolder(home);
  if (!existsSync(file)) throw new BackupError(`There is no file ${file}. Nothing was changed.`);
  await mkdir(home, { recursive: true });
  const unlock = await lockFolder(folder);
  await clearKilledBackups(home);
  const beside = await mkdtemp(path.join(home, UNDER_WAY));
  try {
    if (existsSync(folder) && !force)
      throw new BackupError(`There is a database in ${folder} already. Nothing was changed; --force puts it aside.`);
    await unpack(file, beside);
    const { sealedWith } = await readManifest(beside, file);
    const missing = sealedWith.filter((id) => id !== "v1" && !keys.includes(id));
    if (missing.length > 0 && !force) {
      throw new BackupError(
        `${file} is sealed with the key ${missing.join(", ")}, which is not in ${home}. Nothing was changed. Put back the encryption.key (or LASTEDIT_KEY) of that time first; with --force the secrets and full events in it cannot be read.`,
      );
    }
    const aside = existsSync(folder) ? asideFolder(home, new Date()) : null;
    const before = aside ?? (await folderCutShort(home));
    if (aside !== null) await rename(folder, aside);
    await rename(path.join(beside, "database"), folder);
    return before;
  } finally {
    // Of a damaged file the unpacking may still write a little.
    await rm(beside, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
    await unlock();
  }
}

async function unpack(file: string, folder: string): Promise<void> {
  try {
    await extract({ file, cwd: folder, strict: true });
  } catch (cause) {
    throw new BackupError(`${file} cannot be unpacked: it is damaged, or no backup. Nothing was changed.`, { cause });
  }
}
