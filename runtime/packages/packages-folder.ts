import { randomBytes } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { takeTurn } from "../bootstrap/installed-packages.mjs";
import type { IndexedPackage } from "./indexed-package.ts";

const INDEX = "packages.json";
const COMPONENTS = "components.json";
const LOCK = ".install.lock";

/** A package that was added, as the index keeps it. */
export interface InstalledPackage {
  readonly name: string;
  readonly version: string;
  /** Its own folder with all that it needs, beside the index. */
  readonly folder: string;
  readonly licence: string | null;
  /** ISO time. */
  readonly addedAt: string;
  readonly addedBy: string;
  readonly components: number;
  /** On disk, with all that it needs. */
  readonly sizeBytes: number;
}

/**
 * The packages there are. The index file is replaced as a whole, so whatever was under way when a process was killed,
 * the packages are those of before or those of after.
 *
 * @returns `[]` when nothing was ever added
 */
export async function readPackages(home: string): Promise<InstalledPackage[]> {
  return (await readJson<{ packages: InstalledPackage[] }>(path.join(home, INDEX)))?.packages ?? [];
}

/** The components of one of them. */
export async function readComponents(home: string, installed: InstalledPackage): Promise<IndexedPackage> {
  const indexed = await readJson<IndexedPackage>(path.join(home, installed.folder, COMPONENTS));
  return indexed ?? { components: [], problems: [] };
}

export function packageRoot(home: string, { folder, name }: Pick<InstalledPackage, "folder" | "name">): string {
  return path.join(home, folder, "node_modules", name);
}

export async function writeComponents(folder: string, indexed: IndexedPackage): Promise<void> {
  await writeFile(path.join(folder, COMPONENTS), JSON.stringify(indexed));
}

/**
 * Changes the packages: one process at a time. `change` gets those of now and gives those of after; the index is
 * written last. Folders that the index did not name before are left over from a killed change and are deleted.
 */
export async function changePackages(
  home: string,
  change: (packages: readonly InstalledPackage[]) => Promise<readonly InstalledPackage[]>,
): Promise<void> {
  const release = await takeTurn(path.join(home, LOCK));
  try {
    const before = await readPackages(home);
    await deleteFoldersBut(home, before);
    const after = await change(before);
    await writeWhole(path.join(home, INDEX), JSON.stringify({ packages: after }, null, 2));
  } finally {
    release();
  }
}

/** A new folder for a package, not yet in the index. */
export async function newFolder(home: string, name: string, version: string): Promise<string> {
  const plain = `${name.replace("@", "").replace("/", ".")}-${version}`;
  const folder = `${plain}-${randomBytes(4).toString("hex")}`;
  await mkdir(path.join(home, folder), { recursive: true });
  return folder;
}

/** What a change before has replaced stays until now, since a process may still run it. */
async function deleteFoldersBut(home: string, packages: readonly InstalledPackage[]): Promise<void> {
  const kept = new Set(packages.map(({ folder }) => folder));
  const entries = await readdir(home, { withFileTypes: true });
  for (const entry of entries) {
    if (entry.isDirectory() && entry.name !== "imports" && !kept.has(entry.name)) {
      await rm(path.join(home, entry.name), { recursive: true, force: true });
    }
  }
}

export async function writeWhole(file: string, text: string): Promise<void> {
  const draft = `${file}.${randomBytes(4).toString("hex")}`;
  await writeFile(draft, text);
  await rename(draft, file);
}

export async function readJson<T>(file: string): Promise<T | undefined> {
  try {
    return JSON.parse(await readFile(file, "utf8")) as T;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw new Error(`${file} could not be read: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
}
