import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { RecipeError } from "./recipe-problem.ts";
import type { RecipePath, RecipeProblem } from "./recipe-problem.ts";
import { recipeSchema } from "./recipe.ts";
import type { Recipe } from "./recipe.ts";
import { schemaProblems } from "./schema-problems.ts";
import { readYaml } from "./yaml-places.ts";
import type { Place } from "./yaml-places.ts";

/** A recipe with where it came from. */
export interface LoadedRecipe {
  readonly recipe: Recipe;
  readonly file: string;
  /** As written, comments included. */
  readonly text: string;
  /** SHA-256 of the text. */
  readonly hash: string;
  placeOf(path: RecipePath): Place;
}

/**
 * Reads a recipe's text.
 *
 * @param file - Named in errors
 * @throws {RecipeError} With everything that is wrong, each with line and column
 */
export function readRecipe(text: string, file: string): LoadedRecipe {
  const yaml = readYaml(text);
  if (yaml.mistakes.length > 0) {
    throw new RecipeError(
      file,
      yaml.mistakes.map((mistake) => ({ path: [], ...mistake })),
    );
  }
  const result = recipeSchema.safeParse(yaml.data);
  if (!result.success) {
    throw new RecipeError(
      file,
      schemaProblems(result.error, yaml.data).map((found) => ({ ...found, ...yaml.placeOf(found.path) })),
    );
  }
  const problems = repeatedNamespaces(result.data).map((found) => ({ ...found, ...yaml.placeOf(found.path) }));
  if (problems.length > 0) throw new RecipeError(file, problems);
  const hash = createHash("sha256").update(text).digest("hex");
  return { recipe: result.data, file, text, hash, placeOf: (path) => yaml.placeOf(path) };
}

/** What was read last, by file: reading the text is quick, checking it is not, and people look at lists of recipes often. */
const loadedLast = new Map<string, LoadedRecipe>();

/** @throws {RecipeError} Also when the recipe's name is not its folder's */
export async function loadRecipe(file: string): Promise<LoadedRecipe> {
  const text = await readFile(file, "utf8");
  const before = loadedLast.get(file);
  if (before?.text === text) return before;
  const loaded = readRecipe(text, file);
  const problems = folderProblem(loaded, basename(dirname(file)));
  if (problems.length > 0) throw new RecipeError(file, problems);
  loadedLast.set(file, loaded);
  return loaded;
}

/** A recipe has the name of its folder. */
export function folderProblem({ recipe, placeOf }: LoadedRecipe, folder: string): RecipeProblem[] {
  if (recipe.recipe === folder) return [];
  const problem = `is "${recipe.recipe}"; expected the name of its folder, "${folder}"`;
  return [{ path: ["recipe"], problem, ...placeOf(["recipe"]) }];
}

/**
 * Every `<folder>/<name>/recipe.yaml`, by name.
 *
 * @returns `[]` when there is none
 * @throws {RecipeError} With what is wrong in all of them
 */
export async function loadRecipes(folder: string): Promise<LoadedRecipe[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile() && entry.name === "recipe.yaml")
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  return Promise.all(files.map(loadRecipe));
}

function repeatedNamespaces(recipe: Recipe): Pick<RecipeProblem, "path" | "problem">[] {
  return recipe.steps.flatMap(({ namespace }, index) => {
    const first = recipe.steps.findIndex((step) => step.namespace === namespace);
    const problem = `is "${namespace}", which is also the name of step ${first + 1}; expected another name`;
    return first === index ? [] : [{ path: ["steps", index, "namespace"], problem }];
  });
}
