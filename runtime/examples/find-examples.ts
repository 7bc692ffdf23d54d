import { readdir } from "node:fs/promises";
import { basename, join } from "node:path";
import type { RecipeFolders } from "../recipes/versions/index.ts";

/** An example of a recipe, as a file. */
export interface ExampleFile {
  /** The file's name without its ending. */
  readonly name: string;
  readonly file: string;
}

/** A recipe's examples by name: the shipped ones, and over them the merchant's, each as `<recipe>/examples/<name>.json`. */
export async function findExamples({ shipped, own }: RecipeFolders, recipe: string): Promise<ExampleFile[]> {
  const found = new Map<string, string>();
  for (const folder of [shipped, own]) {
    for (const file of await jsonFilesIn(join(folder, recipe, "examples"))) found.set(basename(file, ".json"), file);
  }
  return [...found].map(([name, file]) => ({ name, file })).sort((a, b) => a.name.localeCompare(b.name));
}

async function jsonFilesIn(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).filter((file) => file.endsWith(".json")).map((file) => join(folder, file));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw error;
  }
}
