import path from "node:path";
import type { ComponentSummary } from "../../component-host/types.ts";
import { PackageError } from "../../packages/package-error.ts";
import { validateRecipe } from "../../recipes/index.ts";
import { readVersions, recipeNames, versionInUse } from "../../recipes/versions/index.ts";
import { openCatalogue, ownCatalogue } from "../installation/open-catalogue.ts";
import type { Places } from "../installation/places.ts";

/**
 * A check for a change of packages: no recipe may have more wrong with it afterwards than before.
 *
 * @returns A function that gets the components of all packages after the change
 */
export async function keepsRecipesWorking(
  places: Places,
): Promise<(after: readonly ComponentSummary[]) => Promise<void>> {
  const before = await (await openCatalogue(places)).list();
  const own = await (await ownCatalogue(places)).list();
  return async (packages) => {
    const needing = await recipesThatNeed(places, before, [...own, ...packages]);
    if (needing.length === 0) return;
    const [first] = needing;
    throw new PackageError(
      "package-in-use",
      `The recipe ${needing.map(({ recipe }) => recipe).join(", ")} needs it: ${first?.problem ?? ""} Nothing was changed.`,
    );
  };
}

async function recipesThatNeed(
  { recipes }: Places,
  before: readonly ComponentSummary[],
  after: readonly ComponentSummary[],
): Promise<{ readonly recipe: string; readonly problem: string }[]> {
  const names = await recipeNames(recipes);
  const files = await Promise.all(names.map(async (name) => versionInUse(await readVersions(recipes, name))));
  return files.flatMap(({ file, text }) => {
    const wrong = validateRecipe(text, file, before).map(({ problem }) => problem);
    const added = validateRecipe(text, file, after).find(({ problem }) => !wrong.includes(problem));
    return added === undefined
      ? []
      : [
          {
            recipe: path.basename(path.dirname(file)),
            problem: added.problem.replace(/ (If it is|There are: ).*$/, ""),
          },
        ];
  });
}
