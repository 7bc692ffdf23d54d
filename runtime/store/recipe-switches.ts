import type { Queryable } from "./database.ts";
import { typedQueries } from "./typed-queries.ts";

/** A recipe that somebody has switched on or off. */
export interface RecipeSwitch {
  /** Its name in this installation. */
  readonly recipe: string;
  readonly enabled: boolean;
  readonly changedAt: Date;
}

/** @returns Those that were ever switched, by name */
export async function readRecipeSwitches(database: Queryable): Promise<RecipeSwitch[]> {
  const rows = await typedQueries(database)
    .selectFrom("recipe_switches")
    .select(["recipe", "enabled", "changed_at"])
    .orderBy("recipe")
    .execute();
  return rows.map(({ recipe, enabled, changed_at }) => ({ recipe, enabled, changedAt: changed_at }));
}

/** What is switched already stays so. */
export async function switchRecipe(database: Queryable, recipe: string, enabled: boolean): Promise<void> {
  const row = { enabled, changed_at: new Date() };
  await typedQueries(database)
    .insertInto("recipe_switches")
    .values({ recipe, ...row })
    .onConflict((conflict) => conflict.column("recipe").doUpdateSet(row))
    .execute();
}
