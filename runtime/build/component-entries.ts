import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { basename, dirname, extname, join, relative, sep } from "node:path";

/** A file that holds a component: `sources/<system>/<name>/<name>.ts` or `actions/<system>/<name>/<name>.ts`. */
export interface ComponentEntry {
  readonly type: "source" | "action";
  /** `<system>-<name>`: what the component's key must be. */
  readonly key: string;
  /** Relative to the project, with `/`. */
  readonly file: string;
}

const FOLDERS = { sources: "source", actions: "action" } as const;

/** @returns In order of key; `[]` when the project has neither folder */
export async function findComponentEntries(root: string): Promise<ComponentEntry[]> {
  const found = await Promise.all(
    Object.entries(FOLDERS).map(async ([folder, type]) =>
      (await filesIn(join(root, folder)))
        .filter((file) => extname(file) === ".ts" && basename(file, ".ts") === basename(dirname(file)))
        .map((file): ComponentEntry => {
          const [system = "", ...path] = relative(join(root, folder), dirname(file)).split(sep);
          const project = relative(root, file).split(sep).join("/");
          return { type, key: [system, ...path.slice(-1)].join("-"), file: project };
        }),
    ),
  );
  return found.flat().sort((a, b) => (a.key < b.key ? -1 : 1));
}

async function filesIn(folder: string): Promise<string[]> {
  if (!existsSync(folder)) return [];
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}
