import { readdir, rm } from "node:fs/promises";
import path from "node:path";

/** What the folders begin with in which a backup is gathered, or unpacked. */
export const UNDER_WAY = "backup-under-way-";

/** Takes away what a killed backup or restore has left. Only for a process that has the database's folder to itself. */
export async function clearKilledBackups(home: string): Promise<void> {
  const names = await readdir(home);
  const left = names.filter((name) => name.startsWith(UNDER_WAY));
  await Promise.all(left.map((name) => rm(path.join(home, name), { recursive: true, force: true })));
}
