import { existsSync } from "node:fs";
import { open, rename, rm } from "node:fs/promises";
import { BackupError } from "./backup-error.ts";

/**
 * Writes a file under another name, `<file>.part`, and gives it its own when it is whole and on the disk: what has the
 * file's name is never half a backup, whoever was killed and whenever the power was cut.
 *
 * @throws {BackupError} When there is such a file already; nothing was written
 */
export async function writeWhole(file: string, write: (draft: string) => Promise<void>): Promise<void> {
  if (existsSync(file)) throw new BackupError(`${file} is there already. Nothing was written; name another file.`);
  const draft = `${file}.part`;
  try {
    await write(draft);
    await reachDisk(draft);
    await rename(draft, file);
  } finally {
    await rm(draft, { force: true });
  }
}

async function reachDisk(file: string): Promise<void> {
  const handle = await open(file, "r+");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
