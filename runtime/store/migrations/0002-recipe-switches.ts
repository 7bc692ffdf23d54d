import type { Migration } from "./migrate.ts";

/** Recipes that somebody has switched on or off; one that is not here follows the configuration. */
export const RECIPE_SWITCHES: Migration = {
  name: "0002-recipe-switches",
  sql: `
    CREATE TABLE lastedit.recipe_switches (
      recipe text PRIMARY KEY,
      enabled boolean NOT NULL,
      changed_at timestamptz NOT NULL DEFAULT now()
    );
  `,
};
