import { buildComponents } from "../../build/build-components.ts";
import { builtCatalogue } from "../../component-host/index.ts";
import { loadRecipes } from "../../recipes/index.ts";
import type { Recipe, RecipeStep } from "../../recipes/index.ts";
import type { Places } from "../installation/places.ts";

/** All recipes, as data and in words. */
export async function describeRecipes(places: Places): Promise<{ readonly recipes: Recipe[]; readonly words: string }> {
  await buildComponents({ root: places.root, outDir: places.components });
  const known = await builtCatalogue(places.components).list();
  const nameOf = (uses: string): string =>
    known.find(({ key }) => key === uses.split("@")[0])?.name ?? "unknown component";
  const recipes = (await loadRecipes(places.recipes)).map(({ recipe }) => recipe);
  const words = recipes.map((recipe) => inWords(recipe, nameOf)).join("\n\n");
  return { recipes, words: words === "" ? "There is no recipe." : words };
}

function inWords({ recipe, title, triggers, connections, steps }: Recipe, nameOf: (uses: string) => string): string {
  return [
    `${recipe}: ${title}`,
    `  needs connections: ${Object.values(connections).join(", ") || "none"}`,
    ...triggers.map(({ uses }) => `  starts with  ${uses}  (${nameOf(uses)})`),
    ...steps.map((step) => `  ${step.namespace.padEnd(12)} ${step.uses}  (${nameOf(step.uses)}${condition(step)})`),
  ].join("\n");
}

function condition({ if: when, disabled }: RecipeStep): string {
  return `${when === undefined ? "" : `, if ${when}`}${disabled ? ", disabled" : ""}`;
}
