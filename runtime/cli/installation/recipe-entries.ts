import type { Config, RecipeChoice } from "../../connections/config-schema.ts";
import { ConfigError } from "../../connections/read-config.ts";
import type { LoadedRecipe } from "../../recipes/index.ts";

/** One recipe of this installation, which has its own name here when the configuration gives it one. */
export interface RecipeEntry {
  readonly name: string;
  readonly loaded: LoadedRecipe;
  readonly choice: RecipeChoice;
  /** Named in the configuration file: then it must be able to run. */
  readonly named: boolean;
  /** Why it does not run here; `null` when nothing speaks against it. */
  readonly off: string | null;
  /** The recipe's connections, and those of this installation that they stand for. */
  readonly connections: readonly (readonly [local: string, global: string])[];
}

export interface EntriesOptions {
  readonly config: Pick<Config, "recipes">;
  readonly loaded: readonly LoadedRecipe[];
  /** Recipes that somebody has switched on or off; these count more than the configuration. */
  readonly switches: ReadonlyMap<string, boolean>;
  /** Names of the connections there are. */
  readonly connections: { has(name: string): boolean };
}

/**
 * Says for each recipe whether it runs here. A switch comes first; then the configuration, where it names recipes; then
 * the recipe itself, which may ask to run only when it is wanted expressly.
 *
 * @throws {ConfigError} When the configuration names a recipe or a connection that is not there
 */
export function recipeEntries({ config, loaded, switches, connections }: EntriesOptions): RecipeEntry[] {
  const named = Object.entries(config.recipes ?? {}).map(([name, choice]) => {
    const found = loaded.find(({ recipe }) => recipe.recipe === (choice.recipe ?? name));
    if (found !== undefined) return { name, choice, loaded: found, named: true };
    const wanted = choice.recipe ?? name;
    throw new ConfigError(`The configuration names the recipe "${wanted}"; there is no such recipe.`);
  });
  const unnamed = loaded
    .filter(({ recipe }) => !named.some(({ name }) => name === recipe.recipe))
    .map((found) => ({ name: found.recipe.recipe, choice: UNNAMED, loaded: found, named: false }));
  return [...named, ...unnamed].map((entry) => {
    const pairs = Object.entries({ ...entry.loaded.recipe.connections, ...entry.choice.connections });
    const missing = pairs.flatMap(([, name]) => (connections.has(name) ? [] : [`"${name}"`]));
    const needs = `needs the ${missing.length === 1 ? "connection" : "connections"} ${LIST.format(missing)}`;
    const why = whyOff(entry, config, switches);
    if (entry.named && why === null && missing.length > 0) {
      const which = missing.length === 1 ? "which is" : "which are";
      throw new ConfigError(`The recipe "${entry.name}" ${needs}, ${which} not there. Nothing was started.`);
    }
    return { ...entry, connections: pairs, off: why ?? (missing.length === 0 ? null : `It ${needs}.`) };
  });
}

/** Switches as `recipeEntries` wants them. */
export function switchesByName(
  switches: readonly { readonly recipe: string; readonly enabled: boolean }[],
): ReadonlyMap<string, boolean> {
  return new Map(switches.map(({ recipe, enabled }) => [recipe, enabled]));
}

const LIST = new Intl.ListFormat("en-GB");

const UNNAMED: RecipeChoice = { enabled: true, connections: {}, triggers: {} };

function whyOff(
  { name, choice, named, loaded }: Pick<RecipeEntry, "name" | "choice" | "named" | "loaded">,
  config: Pick<Config, "recipes">,
  switches: ReadonlyMap<string, boolean>,
): string | null {
  const switched = switches.get(name);
  if (switched === true) return null;
  if (switched === false) return "It was switched off.";
  if (named) return choice.enabled ? null : "It is switched off in the configuration.";
  if (config.recipes !== undefined) return "The configuration names other recipes.";
  return loaded.recipe.settings.onlyWhenConfigured ? "It runs only when it is asked for." : null;
}
