import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { loadRecipe } from "../load-recipe.ts";
import type { LoadedRecipe } from "../load-recipe.ts";
import { RecipeVersionError } from "./recipe-version-error.ts";

/** Shipped recipes and the merchant's, each as `<folder>/<name>/recipe.yaml`. An upgrade touches the shipped ones only. */
export interface RecipeFolders {
  readonly shipped: string;
  readonly own: string;
}

export interface RecipeFile {
  readonly file: string;
  readonly text: string;
  /** SHA-256 of the text. */
  readonly hash: string;
}

/** All there is of one recipe. `yours` is run when it is there, else `shipped`. */
export interface RecipeVersions {
  readonly name: string;
  readonly state: VersionState;
  readonly shipped: RecipeFile | null;
  readonly yours: RecipeFile | null;
  /** The shipped text that yours was made from. */
  readonly shippedBefore: RecipeFile | null;
}

/** How the version that is run relates to what is shipped. */
export const VERSION_STATES = {
  shipped: "as shipped",
  customised: "yours",
  outdated: "yours; a newer one is shipped",
  unpinned: "yours; made from an unknown one",
  withdrawn: "yours; no longer shipped",
  own: "your own",
} as const;
export type VersionState = keyof typeof VERSION_STATES;

/** Files of a merchant's version, in its folder. */
export const VERSION_FILES = {
  recipe: "recipe.yaml",
  /** The shipped text that it was made from, or was last merged with. */
  shippedBefore: "shipped-before.yaml",
  /** A merge that a person has to finish, and the shipped text that goes into it. */
  merge: "merge.yaml",
  mergeShipped: "merge-shipped.yaml",
} as const;

/** @throws {RecipeVersionError} When there is no recipe of that name */
export async function readVersions(folders: RecipeFolders, name: string): Promise<RecipeVersions> {
  const names = await recipeNames(folders);
  if (!names.includes(name)) {
    throw new RecipeVersionError(`There is no recipe "${name}". There is ${names.join(", ") || "none"}.`);
  }
  const [shipped, yours, shippedBefore] = await Promise.all([
    readVersion(join(folders.shipped, name, VERSION_FILES.recipe)),
    readVersion(join(folders.own, name, VERSION_FILES.recipe)),
    readVersion(join(folders.own, name, VERSION_FILES.shippedBefore)),
  ]);
  return { name, shipped, yours, shippedBefore, state: stateOf(shipped, yours, shippedBefore) };
}

/** Names of all recipes, in order. */
export async function recipeNames({ shipped, own }: RecipeFolders): Promise<string[]> {
  return [...new Set([...(await namesIn(shipped)), ...(await namesIn(own))])].sort();
}

/** Names of the merchant's versions that an upgrade has not been merged into. */
export async function recipesBehind(folders: RecipeFolders): Promise<string[]> {
  const versions = await Promise.all((await namesIn(folders.own)).map((name) => readVersions(folders, name)));
  return versions.filter(({ state }) => state === "outdated").map(({ name }) => name);
}

/** The version of a recipe that is run. */
export function versionInUse({ name, yours, shipped }: RecipeVersions): RecipeFile {
  const used = yours ?? shipped;
  if (used === null) throw new RecipeVersionError(`The recipe "${name}" has just been removed. Nothing was changed.`);
  return used;
}

/**
 * Every recipe as it is run, by name.
 *
 * @throws {RecipeError} When one cannot be read
 */
export async function loadRecipesInUse(folders: RecipeFolders): Promise<LoadedRecipe[]> {
  const own = await namesIn(folders.own);
  const names = await recipeNames(folders);
  return Promise.all(
    names.map((name) =>
      loadRecipe(join(own.includes(name) ? folders.own : folders.shipped, name, VERSION_FILES.recipe)),
    ),
  );
}

function stateOf(shipped: RecipeFile | null, yours: RecipeFile | null, before: RecipeFile | null): VersionState {
  if (yours === null) return "shipped";
  if (shipped === null) return before === null ? "own" : "withdrawn";
  if (before === null) return "unpinned";
  return before.hash === shipped.hash ? "customised" : "outdated";
}

async function namesIn(folder: string): Promise<string[]> {
  const entries = await orNull(readdir(folder, { withFileTypes: true }));
  const names = (entries ?? []).filter((entry) => entry.isDirectory()).map(({ name }) => name);
  const has = await Promise.all(names.map((name) => readVersion(join(folder, name, VERSION_FILES.recipe))));
  return names.filter((_, index) => has[index] !== null);
}

/** `null` when there is no such file. */
export async function readVersion(file: string): Promise<RecipeFile | null> {
  const text = await orNull(readFile(file, "utf8"));
  return text === null ? null : { file, text, hash: createHash("sha256").update(text).digest("hex") };
}

async function orNull<T>(reading: Promise<T>): Promise<T | null> {
  try {
    return await reading;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
}
