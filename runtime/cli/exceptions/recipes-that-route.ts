import { givesRouting } from "../../recipes/gives-routing.ts";
import type { CommandContext } from "../command-context.ts";
import type { Backend } from "../local-api/backend.ts";
import { readRecipeViews } from "../recipes/recipe-view.ts";

/** Names of the recipes that run here and give the routing themselves. */
export async function recipesThatRoute(context: CommandContext, backend: Backend): Promise<string[]> {
  const views = await readRecipeViews(context, backend);
  return views
    .filter(({ off, recipe }) => off === null && recipe !== null && givesRouting(recipe.steps))
    .map(({ name }) => name);
}
