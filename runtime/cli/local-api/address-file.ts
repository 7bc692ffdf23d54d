import { readFile, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";

/** How other commands reach the process that has the database open. */
export interface ApiAddress {
  readonly url: string;
  readonly token: string;
  readonly pid: number;
  /** Where people reach the console. */
  readonly consoleUrl: string;
}

const fileIn = (home: string): string => path.join(home, "local-api.json");

/** Readable by its owner only: the token opens the whole history. */
export async function writeApiAddress(home: string, address: ApiAddress): Promise<void> {
  const draft = `${fileIn(home)}.${address.pid}`;
  await writeFile(draft, JSON.stringify(address), { mode: 0o600 });
  await rename(draft, fileIn(home));
}

/** `null` when no process offers one. A killed process leaves its address behind: nobody may answer there. */
export async function readApiAddress(home: string): Promise<ApiAddress | null> {
  try {
    return JSON.parse(await readFile(fileIn(home), "utf8")) as ApiAddress;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
}

export async function removeApiAddress(home: string): Promise<void> {
  await rm(fileIn(home), { force: true });
}
