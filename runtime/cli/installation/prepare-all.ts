import { connectionSecrets } from "../../connections/connections.ts";
import type { Connection } from "../../connections/connections.ts";
import type { Config, RecipeChoice } from "../../connections/config-schema.ts";
import { ConfigError } from "../../connections/read-config.ts";
import { secretValues } from "../../component-host/secrets.ts";
import type { Catalogue } from "../../component-host/types.ts";
import { prepareRecipe } from "../../engine/prepare-recipe.ts";
import type { PreparedRecipe } from "../../engine/prepared-recipe.ts";
import type { PreparedSource } from "../../ingress/source-keeper.ts";
import { applyConnections, checkRecipe, RecipeError } from "../../recipes/index.ts";
import type { ConnectionFields, LoadedRecipe } from "../../recipes/index.ts";

export interface PrepareAllOptions {
  readonly config: Config;
  readonly catalogue: Catalogue;
  readonly loaded: readonly LoadedRecipe[];
  readonly connections: ReadonlyMap<string, Connection>;
  readonly env: Readonly<Record<string, string>>;
}

export interface Prepared {
  readonly recipes: ReadonlyMap<string, PreparedRecipe>;
  readonly sources: readonly PreparedSource[];
  /** Recipes that do not run here, each with the reason. */
  readonly idle: ReadonlyMap<string, string>;
}

type Entry = readonly [name: string, choice: RecipeChoice];

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
  for (const [name, choice] of entriesOf(options)) {
    const loaded = options.loaded.find(({ recipe }) => recipe.recipe === (choice.recipe ?? name));
    if (loaded === undefined) {
      throw new ConfigError(
        `The configuration names the recipe "${choice.recipe ?? name}"; there is no such folder under recipes/.`,
      );
    }
    const missing = missingConnections(loaded, choice, options);
    if (!choice.enabled) {
      const unnamed = "It runs only when the configuration names it.";
      idle.set(name, options.config.recipes === undefined ? unnamed : "It is switched off in the configuration.");
    } else if (missing.length === 0) await prepareOne(name, choice, loaded, options, { recipes, sources });
    else if (options.config.recipes === undefined) idle.set(name, `It needs the connection ${missing.join(" and ")}.`);
    else
      throw new ConfigError(
        `The recipe "${name}" needs the connection ${missing.join(" and ")}, which is not there. Nothing was started.`,
      );
  }
  return { recipes, sources, idle };
}

function entriesOf({ config, loaded }: PrepareAllOptions): Entry[] {
  if (config.recipes !== undefined) return Object.entries(config.recipes);
  return loaded.map(({ recipe: { recipe, settings } }) => [
    recipe,
    { enabled: !settings.onlyWhenConfigured, connections: {}, triggers: {} },
  ]);
}

function connectionNames({ recipe }: LoadedRecipe, choice: RecipeChoice): [string, string][] {
  return Object.entries({ ...recipe.connections, ...choice.connections });
}

function missingConnections(loaded: LoadedRecipe, choice: RecipeChoice, { connections }: PrepareAllOptions): string[] {
  return connectionNames(loaded, choice).flatMap(([, name]) => (connections.has(name) ? [] : [`"${name}"`]));
}

async function prepareOne(
  name: string,
  choice: RecipeChoice,
  loaded: LoadedRecipe,
  { catalogue, connections, env }: PrepareAllOptions,
  into: { readonly recipes: Map<string, PreparedRecipe>; readonly sources: PreparedSource[] },
): Promise<void> {
  const used = connectionNames(loaded, choice).map(([local, global]) => [local, connections.get(global)] as const);
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
