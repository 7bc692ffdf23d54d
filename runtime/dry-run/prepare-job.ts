import { connectionSecrets } from "../connections/connections.ts";
import type { Connection } from "../connections/connections.ts";
import type { Config } from "../connections/config-schema.ts";
import type { ConnectionFields, Recipe } from "../recipes/index.ts";
import { readRecipe } from "../recipes/index.ts";
import type { DryRunJob } from "./messages.ts";

/** What a dry run needs of an installation. */
export interface DryRunSurroundings {
  readonly config: Pick<Config, "recipes" | "history" | "allowEnv">;
  readonly connections: ReadonlyMap<string, Connection>;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Folders to load components from. */
  readonly places: { readonly components: string; readonly packages: string };
}

export interface DryRunWish {
  /** The recipe's name in this installation. */
  readonly name: string;
  readonly text: string;
  readonly event: unknown;
  readonly until?: string | null;
  readonly reuse?: DryRunJob["reuse"];
}

/**
 * @param use - `none`: the job is to be given other connections
 * @throws {RecipeError} When the text cannot be read as a recipe
 * @throws {RangeError} When it names a connection that is not there
 */
export function prepareJob(
  wish: DryRunWish,
  surroundings: DryRunSurroundings,
  use: "connections" | "none" = "connections",
): DryRunJob {
  const { name, text, event, until = null, reuse = {} } = wish;
  const { config, env, places } = surroundings;
  const { recipe } = readRecipe(text, `${name}/recipe.yaml`);
  const used = use === "none" ? [] : connectionsOf(name, recipe, surroundings);
  return {
    text,
    name,
    event,
    until,
    reuse,
    connections: Object.fromEntries(used.map(([local, { fields }]) => [local, fields])),
    secrets: used.flatMap(([, connection]) => connectionSecrets(connection)),
    maskPersonal: config.history.maskPersonalData,
    env: Object.fromEntries(
      config.allowEnv.flatMap((variable) => (env[variable] === undefined ? [] : [[variable, env[variable]]])),
    ),
    components: places.components,
    packages: places.packages,
  };
}

/** The same on a stage: the example's connections instead of the installation's. */
export function onStage(job: DryRunJob, connections: ConnectionFields): DryRunJob {
  const secrets = Object.values(connections).flatMap((fields) =>
    Object.entries(fields).flatMap(([field, value]) =>
      /(token|secret|password)$/i.test(field) && typeof value === "string" ? [value] : [],
    ),
  );
  return { ...job, connections, secrets };
}

function connectionsOf(
  name: string,
  recipe: Recipe,
  { config, connections }: DryRunSurroundings,
): (readonly [local: string, connection: Connection])[] {
  const pairs = Object.entries({ ...recipe.connections, ...config.recipes?.[name]?.connections });
  return pairs.map(([local, global]) => {
    const connection = connections.get(global);
    if (connection !== undefined) return [local, connection];
    const known = [...connections.keys()].join(", ") || "none";
    throw new RangeError(`The recipe needs the connection "${global}"; there is ${known}. Nothing was run.`);
  });
}
