import { createHash, randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { fillFolder } from "../../runtime/packages/fill-folder.ts";
import { PACKAGES } from "./pinned-packages.ts";

const CACHE = path.join(import.meta.dirname, "../../.cache/conformance");
const FOUND = "undeclared.json";

export interface InstalledSet {
  readonly folder: string;
  /** Undeclared imports that the installer found and installed. */
  readonly undeclared: readonly string[];
}

/**
 * The packages of the set, installed by the runtime's own installer into the project's cache, once per set of versions.
 *
 * @throws {PackageError} When they cannot be fetched
 */
export async function installedSet(): Promise<InstalledSet> {
  const name = createHash("sha256").update(JSON.stringify(PACKAGES)).digest("hex").slice(0, 12);
  const folder = path.join(CACHE, name);
  if (!existsSync(folder)) await install(folder);
  return { folder, undeclared: JSON.parse(await readFile(path.join(folder, FOUND), "utf8")) as string[] };
}

async function install(folder: string): Promise<void> {
  await mkdir(CACHE, { recursive: true });
  for (const old of await readdir(CACHE)) await rm(path.join(CACHE, old), { recursive: true, force: true });
  const draft = path.join(CACHE, `draft-${randomBytes(4).toString("hex")}`);
  const { undeclared, unavailable } = await fillFolder(draft, PACKAGES);
  if (Object.keys(unavailable).length > 0) throw new Error(`Not installed: ${JSON.stringify(unavailable)}`);
  await writeFile(path.join(draft, FOUND), JSON.stringify(Object.keys(undeclared).sort()));
  await rename(draft, folder);
}
