// Runs on Node 18 and later, without any package.
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from "node:fs";
import path from "node:path";
import { runNpm } from "./run-npm.mjs";

/**
 * Installs the packages of the lock file when they are not all there. Several processes may call it at once.
 *
 * @param {string} root - The project
 * @param {string} node - The Node that the packages are installed with
 */
export async function ensurePackages(root, node) {
  if (packagesAreThere(root)) return;
  const release = await takeTurn(path.join(root, ".cache", "install.lock"));
  try {
    if (packagesAreThere(root)) return;
    console.error("Installing packages …");
    // Without npm's own list the folder may hold packages that were extracted in part.
    const finished = existsSync(path.join(root, "node_modules", ".package-lock.json"));
    if (!finished) rmSync(path.join(root, "node_modules"), { recursive: true, force: true });
    // Not `npm ci`: it refuses a lock file that lacks optional packages of other platforms, which npm itself leaves out
    // where it could not reach them. The versions are the lock file's all the same, and nothing is written to it.
    await runNpm(["install", "--no-save", "--no-audit", "--no-fund", "--loglevel=error"], { cwd: root, node });
  } finally {
    release();
  }
}

/**
 * Whether each package of the lock file is installed in its version. npm writes its own list at the very end of an
 * install, so after an interrupted one there is none.
 */
export function packagesAreThere(root) {
  const installed = packagesIn(path.join(root, "node_modules", ".package-lock.json"));
  const wanted = packagesIn(path.join(root, "package-lock.json"));
  if (installed === null || wanted === null) return false;
  return Object.entries(wanted).every(([place, { version, optional }]) => {
    if (place === "") return true;
    return installed[place] === undefined ? optional === true : installed[place].version === version;
  });
}

function packagesIn(file) {
  if (!existsSync(file)) return null;
  try {
    return JSON.parse(readFileSync(file, "utf8")).packages ?? null;
  } catch {
    return null;
  }
}

/** One process installs; others wait for it. The turn of a process that was killed is over. */
export async function takeTurn(file) {
  mkdirSync(path.dirname(file), { recursive: true });
  for (;;) {
    try {
      const handle = openSync(file, "wx");
      writeSync(handle, String(process.pid));
      closeSync(handle);
      return () => rmSync(file, { force: true });
    } catch (error) {
      if (error.code !== "EEXIST") throw error;
      if (!isAlive(holderOf(file))) rmSync(file, { force: true });
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }
}

function holderOf(file) {
  try {
    return Number(readFileSync(file, "utf8"));
  } catch {
    return Number.NaN;
  }
}

/** A file that is still empty belongs to a process that is about to write its id. */
function isAlive(pid) {
  if (!Number.isInteger(pid) || pid === 0) return true;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code !== "ESRCH";
  }
}
