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

interface Step {
  readonly uses: string;
  readonly disabled: boolean;
}

/** Whether the runs of a recipe with these steps are edits on their way to the warehouse. */
export function bringsOrderChanges(steps: readonly Step[]): boolean {
  const keys = steps.filter(({ disabled }) => !disabled).map(({ uses }) => uses.split("@")[0] ?? uses);
  return keys.some((key) => BRINGING.has(key)) && !keys.includes(SWEEPING);
}

/** Names of the recipes whose runs the day's figures count, those that are off now too: they may have run today. */
export async function orderChangeRecipes({
  places,
  backend,
  installation,
}: Pick<ApiContext, "places" | "backend" | "installation">): Promise<string[]> {
  const views = await readRecipeViews({ places }, backend);
  const steps = new Map<string, readonly Step[]>(views.map(({ name, recipe }) => [name, recipe?.steps ?? []]));
  for (const recipe of installation.recipes.values()) steps.set(recipe.name, recipe.steps);
  return [...steps].filter(([, each]) => bringsOrderChanges(each)).map(([name]) => name);
}
