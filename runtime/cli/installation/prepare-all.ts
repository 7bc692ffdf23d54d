import { connectionSecrets } from "../../connections/connections.ts";
import type { Connection } from "../../connections/connections.ts";
import type { Config } from "../../connections/config-schema.ts";
import { secretValues } from "../../component-host/secrets.ts";
import type { Catalogue } from "../../component-host/types.ts";
import { prepareRecipe } from "../../engine/prepare-recipe.ts";
import type { PreparedRecipe } from "../../engine/prepared-recipe.ts";
import type { PreparedSource } from "../../ingress/source-keeper.ts";
import { applyConnections, checkRecipe, RecipeError } from "../../recipes/index.ts";
import type { ConnectionFields, LoadedRecipe } from "../../recipes/index.ts";
import { recipeEntries } from "./recipe-entries.ts";
import type { RecipeEntry } from "./recipe-entries.ts";

export interface PrepareAllOptions {
  readonly config: Config;
  readonly catalogue: Catalogue;
  readonly loaded: readonly LoadedRecipe[];
  readonly connections: ReadonlyMap<string, Connection>;
  /** Recipes that somebody has switched on or off. */
  readonly switches: ReadonlyMap<string, boolean>;
  readonly env: Readonly<Record<string, string>>;
}

export interface Prepared {
  readonly recipes: ReadonlyMap<string, PreparedRecipe>;
  readonly sources: readonly PreparedSource[];
  /** Recipes that do not run here, each with the reason. */
  readonly idle: ReadonlyMap<string, string>;
}

/**
 * Makes every recipe that is to run ready to run.
 *
 * @throws {ConfigError} When the configuration names a recipe or a connection that is not there
 * @throws {RecipeError} With all that is wrong with a recipe
 */
export async function prepareAll(options: PrepareAllOptions): Promise<Prepared> {
  const recipes = new Map<string, PreparedRecipe>();
  const sources: PreparedSource[] = [];
  const idle = new Map<string, string>();
  for (const entry of recipeEntries(options)) {
    if (entry.off === null) await prepareOne(entry, options, { recipes, sources });
    else idle.set(entry.name, entry.off);
  }
  return { recipes, sources, idle };
}

async function prepareOne(
  { name, choice, loaded, connections: names }: RecipeEntry,
  { catalogue, connections, env }: PrepareAllOptions,
  into: { readonly recipes: Map<string, PreparedRecipe>; readonly sources: PreparedSource[] },
): Promise<void> {
  const used = names.map(([local, global]) => [local, connections.get(global)] as const);
  const fields: ConnectionFields = Object.fromEntries(
    used.map(([local, connection]) => [local, connection?.fields ?? {}]),
  );
  const problems = checkRecipe(loaded, {
    components: await catalogue.list(),
    connectionFields: Object.values(fields).flatMap((each) => Object.keys(each)),
  });
  if (problems.length > 0) throw new RecipeError(loaded.file, problems);

  const triggers = await Promise.all(
    loaded.recipe.triggers.map(async ({ uses, props }) => {
      const component = await catalogue.load(uses);
      const own = { ...props, ...choice.triggers[component.key ?? uses] };
      return { component, props: applyConnections(component, own, fields) };
    }),
  );
  const secrets = [
    ...used.flatMap(([, connection]) => (connection === undefined ? [] : connectionSecrets(connection))),
    ...triggers.flatMap(({ component, props }) => secretValues(component, props)),
  ];
  const recipe = await prepareRecipe(loaded, { catalogue, name, connections: fields, secrets, env });
  into.recipes.set(name, recipe);
  triggers.forEach(({ component, props }, index) => {
    into.sources.push({ id: sourceId(name, component.key ?? "source", index), recipe, component, props });
  });
}

/** Part of the address that the other side calls, so it depends on nothing that may change between starts. */
function sourceId(recipe: string, key: string, index: number): string {
  return index === 0 ? `${recipe}.${key}` : `${recipe}.${key}.${index + 1}`;
}
