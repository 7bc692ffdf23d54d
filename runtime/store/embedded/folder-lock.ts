import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { link, readFile, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";

interface Holder {
  readonly pid: number;
  /** Start time of the process in kernel ticks, where `/proc` tells it: a reused pid is then known for what it is. */
  readonly processStart: string | null;
  readonly token: string;
}

/** The folder of the embedded database is open elsewhere. Nothing was touched. */
export class FolderLockedError extends Error {
  readonly code = "folder-locked";
  readonly pid: number;

  constructor(folder: string, pid: number) {
    const who = pid === process.pid ? "this process" : `the process ${String(pid)}`;
    super(
      `The database in ${folder} is already open in ${who}; expected it to be free. Nothing was changed. Stop that process, or set LASTEDIT_HOME to another folder.`,
    );
    this.pid = pid;
  }
}

/**
 * Takes the folder for this process. PGlite itself takes no lock, and two processes on one folder diverge silently.
 * The lock of a dead process is cleared away; the lock of a living one is never taken, however old it is.
 *
 * @returns A function that gives the folder back
 * @throws {FolderLockedError} When a living process, or this one, holds it
 */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  const file = `${path.resolve(folder)}.lock`;
  const mine: Holder = { pid: process.pid, processStart: processStart(process.pid), token: randomUUID() };
  // Written first and linked into place: the lock file appears whole or not at all, and only where there is none.
  const draft = `${file}.${mine.token}`;
  await writeFile(draft, JSON.stringify(mine), { mode: 0o600 });
  try {
    for (;;) {
      if (await tryLink(draft, file)) break;
      const holder = await readHolder(file);
      if (holder === undefined) continue;
      if (isAlive(holder)) throw new FolderLockedError(folder, holder.pid);
      await clearAway(file, holder);
    }
    await confirm(file, mine, folder);
  } finally {
    await rm(draft, { force: true });
  }
  return async () => {
    if ((await readHolder(file))?.token === mine.token) await rm(file, { force: true });
  };
}

/** Who holds the folder: the pid, or `null` when it is free. */
export async function folderHolder(folder: string): Promise<number | null> {
  const holder = await readHolder(`${path.resolve(folder)}.lock`);
  return holder !== undefined && isAlive(holder) ? holder.pid : null;
}

/** Moves a dead lock aside. Should a rival have replaced it a moment ago, the rival's lock goes back into place. */
async function clearAway(file: string, dead: Holder): Promise<void> {
  const aside = `${file}.${randomUUID()}`;
  try {
    await rename(file, aside);
  } catch {
    return;
  }
  if ((await readHolder(aside))?.token !== dead.token) await tryLink(aside, file);
  await rm(aside, { force: true });
}

/** Two processes that clear away one dead lock at the same moment meet here: only the one whose lock stands goes on. */
async function confirm(file: string, mine: Holder, folder: string): Promise<void> {
  await wait(20);
  const holder = await readHolder(file);
  if (holder !== undefined && holder.token !== mine.token) throw new FolderLockedError(folder, holder.pid);
}

async function tryLink(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

async function readHolder(file: string): Promise<Holder | undefined> {
  try {
    return JSON.parse(await readFile(file, "utf8")) as Holder;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw new Error(
      `The lock file ${file} cannot be read; expected JSON with a pid. Delete it when no LastEdit process is running.`,
      { cause: error },
    );
  }
}

function isAlive(holder: Holder): boolean {
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ESRCH") return false;
  }
  const start = processStart(holder.pid);
  return start === null || holder.processStart === null || start === holder.processStart;
}

function processStart(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${String(pid)}/stat`, "utf8");
    // The name in parentheses may hold spaces; field 22 of the line is the 20th after it.
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? null;
  } catch {
    return null;
  }
}
