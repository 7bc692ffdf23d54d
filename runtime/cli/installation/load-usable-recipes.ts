import { join } from "node:path";
import { loadRecipe, RecipeError } from "../../recipes/index.ts";
import type { LoadedRecipe } from "../../recipes/index.ts";
import { readVersions, recipeNames } from "../../recipes/versions/index.ts";
import type { RecipeFolders } from "../../recipes/versions/index.ts";

/** What there is of a recipe: the version to run first, and the shipped one behind it where there are two. */
export interface RecipeCandidates {
  readonly name: string;
  /** Those that can be read, the one to be run first. */
  readonly versions: readonly LoadedRecipe[];
  /** What is wrong with those that cannot be read; empty when all can. */
  readonly problem: string;
}

/** All recipes; one that cannot be read keeps none of the others from running. */
export async function loadUsableRecipes(folders: RecipeFolders): Promise<RecipeCandidates[]> {
  return Promise.all((await recipeNames(folders)).map((name) => loadCandidates(folders, name)));
}

async function loadCandidates(folders: RecipeFolders, name: string): Promise<RecipeCandidates> {
  const { yours, shipped } = await readVersions(folders, name);
  const versions: LoadedRecipe[] = [];
  const problems: string[] = [];
  for (const file of [yours, shipped]) {
    if (file === null) continue;
    try {
      versions.push(await loadRecipe(join(file.file)));
    } catch (error) {
      if (!(error instanceof RecipeError)) throw error;
      problems.push(error.message);
    }
  }
  return { name, versions, problem: problems.join("\n") };
}
