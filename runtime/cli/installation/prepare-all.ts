import { connectionSecrets } from "../../connections/connections.ts";
import type { Connection } from "../../connections/connections.ts";
import type { Config } from "../../connections/config-schema.ts";
import { secretValues } from "../../component-host/secrets.ts";
import type { Catalogue } from "../../component-host/types.ts";
import { knownConnection } from "../../connections/known-connection.ts";
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
  /** Shipped versions to fall back on where the merchant's cannot be used, by the recipe's own name. */
  readonly shipped?: ReadonlyMap<string, LoadedRecipe>;
  /** Told of each recipe that cannot be used. Without it the first one is thrown. */
  onUnusable?(unusable: UnusableRecipe): void;
}

/** How the reason of a recipe begins that is on and could not be made ready. */
export const UNUSABLE = "It cannot be used:";

/** A recipe that cannot be used as it is. */
export interface UnusableRecipe {
  readonly name: string;
  readonly problem: string;
  readonly instead: "the shipped version runs" | "it does not run";
}

export interface Prepared {
  readonly recipes: ReadonlyMap<string, PreparedRecipe>;
  readonly sources: readonly PreparedSource[];
  /** Recipes that do not run here, each with the reason. */
  readonly idle: ReadonlyMap<string, string>;
  /** What was made ready from what; for making an earlier version of one ready. */
  readonly entries: ReadonlyMap<string, RecipeEntry>;
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
  const entries = new Map<string, RecipeEntry>();
  for (const entry of recipeEntries(options)) {
    const prepared = entry.off === null ? await prepareUsable(entry, options) : entry.off;
    if (typeof prepared === "string") {
      idle.set(entry.name, prepared);
      continue;
    }
    entries.set(entry.name, entry);
    recipes.set(entry.name, prepared.recipe);
    sources.push(...prepared.sources);
  }
  return { recipes, sources, idle, entries };
}

interface PreparedEntry {
  readonly recipe: PreparedRecipe;
  readonly sources: readonly PreparedSource[];
}

/** @returns Why it does not run, when neither it nor a shipped version can */
async function prepareUsable(entry: RecipeEntry, options: PrepareAllOptions): Promise<PreparedEntry | string> {
  const { onUnusable, shipped } = options;
  if (onUnusable === undefined) return prepareEntry(entry, options);
  const { name } = entry;
  const first = await prepareEntry(entry, options).catch(toProblem);
  if (typeof first !== "string") return first;
  const behind = shipped?.get(entry.loaded.recipe.recipe);
  const second =
    behind === undefined || behind === entry.loaded
      ? first
      : await prepareEntry({ ...entry, loaded: behind }, options).catch(toProblem);
  const instead = typeof second === "string" ? "it does not run" : "the shipped version runs";
  onUnusable({ name, problem: first, instead });
  return typeof second === "string" ? `${UNUSABLE} ${first}` : second;
}

function toProblem(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/**
 * Makes one recipe ready.
 *
 * @throws {RecipeError} With all that is wrong with it
 */
export async function prepareEntry(
  { name, choice, loaded, connections: names }: RecipeEntry,
  { catalogue, connections, env }: Pick<PrepareAllOptions, "catalogue" | "connections" | "env">,
): Promise<PreparedEntry> {
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
  const uses = used.flatMap(([, connection]) => (connection === undefined ? [] : [knownConnection(connection)]));
  const recipe = await prepareRecipe(loaded, { catalogue, name, connections: fields, uses, secrets, env });
  const sources = triggers.map(({ component, props }, index) => ({
    id: sourceId(name, component.key ?? "source", index),
    recipe,
    component,
    props,
  }));
  return { recipe, sources };
}

/** Part of the address that the other side calls, so it depends on nothing that may change between starts. */
function sourceId(recipe: string, key: string, index: number): string {
  return index === 0 ? `${recipe}.${key}` : `${recipe}.${key}.${index + 1}`;
}
