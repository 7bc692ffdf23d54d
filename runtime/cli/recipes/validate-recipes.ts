import path from "node:path";
import { describeProblem, pathText, validateRecipe } from "../../recipes/index.ts";
import type { RecipeProblem } from "../../recipes/index.ts";
import { readVersion, readVersions, recipeNames, versionInUse } from "../../recipes/versions/index.ts";
import type { CheckText, RecipeFile } from "../../recipes/versions/index.ts";
import type { CommandContext } from "../command-context.ts";
import { openCatalogue } from "../installation/open-catalogue.ts";
import type { Places } from "../installation/places.ts";
import { RefusedError } from "../local-api/backend.ts";

export interface CheckedRecipe {
  readonly recipe: string;
  readonly file: string;
  readonly problems: readonly CheckedProblem[];
}

export interface CheckedProblem {
  /** From 1. */
  readonly line: number;
  readonly column: number;
  /** `steps[2].props.orderId` */
  readonly path: string;
  /** What is there and what was expected. */
  readonly problem: string;
  /** All of it in one line. */
  readonly words: string;
}

/**
 * Checks recipes in the version that runs.
 *
 * @param wanted - A recipe's name, or a file; without it all recipes
 * @throws {RefusedError} When the file is not there
 */
export async function validateRecipes(
  { places }: CommandContext,
  wanted: string | undefined,
): Promise<CheckedRecipe[]> {
  const files = wanted === undefined ? await allInUse(places) : [await oneOf(places, wanted)];
  const check = await recipeCheck(places);
  return files.map(({ file, text }) => ({
    recipe: path.basename(path.dirname(file)),
    file,
    problems: check(text, file).map((problem) => checkedProblem(file, problem)),
  }));
}

/** Checks a recipe's text against the components that are here. */
export async function recipeCheck(places: Places): Promise<CheckText> {
  const components = await (await openCatalogue(places)).list();
  return (text, file) => validateRecipe(text, file, components);
}

async function allInUse({ recipes }: Places): Promise<RecipeFile[]> {
  const names = await recipeNames(recipes);
  return Promise.all(names.map(async (name) => versionInUse(await readVersions(recipes, name))));
}

async function oneOf({ recipes }: Places, wanted: string): Promise<RecipeFile> {
  if (!/[/\\]|\.ya?ml$/.test(wanted)) return versionInUse(await readVersions(recipes, wanted));
  const found = await readVersion(path.resolve(wanted));
  if (found === null) throw new RefusedError(`There is no file ${path.resolve(wanted)}.`);
  return found;
}

function checkedProblem(file: string, problem: RecipeProblem): CheckedProblem {
  const { line, column } = problem;
  return {
    line,
    column,
    path: pathText(problem.path),
    problem: problem.problem,
    words: describeProblem(file, problem),
  };
}
