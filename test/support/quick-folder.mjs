// Temporary files of the tests, kept in memory where the machine has room for them: a database of a test has a thousand
// files, and making them on a disk takes longer than most tests.
import { chmodSync, mkdtempSync, readdirSync, rmSync, statfsSync } from "node:fs";
import { freemem, tmpdir } from "node:os";
import { join } from "node:path";

const IN_MEMORY = "/dev/shm";
/** Three suites at a time with some databases of 40 MB each need a quarter of it. */
const ENOUGH_BYTES = 4 * 2 ** 30;

/**
 * @returns {{ folder: string, remove(): void }} An empty folder of its own, in memory or else where temporary files of
 *   this machine lie
 */
export function quickFolder() {
  const parent = hasRoom() ? IN_MEMORY : tmpdir();
  sweep(parent);
  const folder = mkdtempSync(join(parent, `lastedit-tests-${process.pid}-`));
  // PostgreSQL runs as a user of its own and has a folder in it.
  chmodSync(folder, 0o711);
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

function hasRoom() {
  try {
    const { bavail, bsize } = statfsSync(IN_MEMORY);
    return bavail * bsize >= ENOUGH_BYTES && freemem() >= 2 * ENOUGH_BYTES;
  } catch {
    // This system has no such place.
    return false;
  }
}

/** Takes away what tests left that were killed. */
function sweep(parent) {
  for (const name of readdirSync(parent)) {
    const pid = Number(name.match(/^lastedit-tests-(\d+)-/)?.[1] ?? process.pid);
    if (!isAlive(pid)) rmSync(join(parent, name), { recursive: true, force: true });
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code !== "ESRCH";
  }
}
