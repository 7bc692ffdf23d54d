import type { Config } from "../../connections/config-schema.ts";
import type { RecipeSwitch } from "../../store/recipe-switches.ts";
import type { Installation } from "../installation/open-installation.ts";
import type { Json } from "./backend.ts";

/** What decides which recipes run, as the process knows it that answers. */
export interface RecipeSetup {
  /** Recipes that somebody has switched on or off. */
  readonly switches: readonly Json<RecipeSwitch>[];
  /** The configuration's; `null` when it names none. */
  readonly recipes: Config["recipes"] | null;
  /** Names of the connections there are. */
  readonly connections: readonly string[];
  /** For each recipe what keeps it from running in this process, `null` when it runs; `null` when this process runs none. */
  readonly running: Readonly<Record<string, string | null>> | null;
}

/** The setup of a process that runs recipes; the demo's differs from what the configuration file says. */
export function setupOf({ config, connections, recipes, idle }: Installation): Omit<RecipeSetup, "switches"> {
  return {
    recipes: config.recipes ?? null,
    connections: [...connections().keys()],
    running: Object.fromEntries([...[...recipes.keys()].map((name) => [name, null] as const), ...idle]),
  };
}
