import { readRecipeViews } from "../../cli/recipes/recipe-view.ts";
import type { ApiContext } from "../api-context.ts";

/** Actions that bring an order to the warehouse as the customer wants it, and name the outcome of doing so. */
const BRINGING = new Set([
  "peoplevox-update-sales-order",
  "peoplevox-swap-sales-order",
  "peoplevox-create-sales-order",
  "peoplevox-cancel-sales-order",
]);

/** A recipe with it goes through orders by itself: nobody edited them just then, and another run brings their edits. */
const SWEEPING = "peoplevox-check-sync-gaps";

/** Their events name the orders that were recreated from or as one another. */
const TRACING = new Set(["shopify-find-recreated-order", "peoplevox-swap-sales-order"]);

/** Whether the runs of a recipe with these actions are edits on their way to the warehouse. */
export const bringsOrderChanges = (keys: readonly string[]): boolean =>
  keys.some((key) => BRINGING.has(key)) && !keys.includes(SWEEPING);

/** Whether a recipe with these actions deals with recreated orders. */
export const tracesRecreatedOrders = (keys: readonly string[]): boolean => keys.some((key) => TRACING.has(key));

/**
 * Names of the recipes whose actions fit, those that are off now too: they may have run before.
 *
 * @param fits - Given the keys of the actions that are not disabled
 */
export async function recipesBySteps(
  { places, backend, installation }: Pick<ApiContext, "places" | "backend" | "installation">,
  fits: (keys: readonly string[]) => boolean,
): Promise<string[]> {
  const views = await readRecipeViews({ places }, backend);
  const steps = new Map<string, readonly Step[]>(views.map(({ name, recipe }) => [name, recipe?.steps ?? []]));
  for (const recipe of installation.recipes.values()) steps.set(recipe.name, recipe.steps);
  return [...steps].filter(([, each]) => fits(keysOf(each))).map(([name]) => name);
}

interface Step {
  readonly uses: string;
  readonly disabled: boolean;
}

function keysOf(steps: readonly Step[]): string[] {
  return steps.filter(({ disabled }) => !disabled).map(({ uses }) => uses.split("@")[0] ?? uses);
}
