import type { CommandContext } from "../command-context.ts";
import type { Backend } from "../local-api/backend.ts";
import { readRecipeViews } from "../recipes/recipe-view.ts";

/** The step that stores the routing it is given, for all steps that raise exceptions. */
const STEP = "lastedit-send-alerts";

/** Names of the recipes that run here and give the routing themselves. */
export async function recipesThatRoute(context: CommandContext, backend: Backend): Promise<string[]> {
  const views = await readRecipeViews(context, backend);
  const givesRouting = ({ off, recipe }: (typeof views)[number]): boolean =>
    off === null &&
    recipe?.steps.some(({ uses, props }) => uses.split("@")[0] === STEP && props["routing"] !== undefined) === true;
  return views.filter(givesRouting).map(({ name }) => name);
}
