import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import type { ComponentEntry } from "./component-entries.ts";

const STAMP = "stamp.json";

/** Our own code that decides what a build gives. */
const BUILDER_FOLDERS = [".", "../component-host"].map((folder) => fileURLToPath(new URL(folder, import.meta.url)));

/** What a build was made from: digests by file, relative to the project. */
export type BuildStamp = Readonly<Record<string, string>>;

/** @param inputs - Files that went into the bundles, relative to the project */
export async function stampOf(
  root: string,
  entries: readonly ComponentEntry[],
  inputs: readonly string[],
): Promise<BuildStamp> {
  const files = [...new Set([...inputs, ...entries.map((entry) => entry.file), "package.json", "package-lock.json"])];
  const own = await Promise.all(BUILDER_FOLDERS.map((folder) => ownFiles(root, folder)));
  const digests = await Promise.all(
    [...files, ...own.flat()].map(async (file) => [file, await digest(join(root, file))]),
  );
  return Object.fromEntries(digests) as BuildStamp;
}

export function writableStamp(stamp: BuildStamp): { readonly file: string; readonly text: string } {
  return { file: STAMP, text: JSON.stringify(stamp) };
}

/** Whether the folder holds a build of exactly what is there now. */
export async function isUpToDate(root: string, outDir: string, entries: readonly ComponentEntry[]): Promise<boolean> {
  let built: BuildStamp;
  try {
    built = JSON.parse(await readFile(join(outDir, STAMP), "utf8")) as BuildStamp;
  } catch {
    return false;
  }
  const now = await stampOf(root, entries, Object.keys(built));
  const files = Object.keys(now);
  return files.length === Object.keys(built).length && files.every((file) => now[file] === built[file]);
}

async function ownFiles(root: string, folder: string): Promise<string[]> {
  const names = await readdir(folder);
  return names
    .filter((name) => name.endsWith(".ts"))
    .map((name) => relative(root, join(folder, name)).split(sep).join("/"));
}

/** `"missing"` for a file that is not there, so that one that was deleted is a change. */
async function digest(file: string): Promise<string> {
  try {
    return createHash("sha256")
      .update(await readFile(file))
      .digest("hex");
  } catch {
    return "missing";
  }
}
