import type { Config } from "../../connections/config-schema.ts";
import { namedConnections } from "../../connections/connections.ts";
import type { Connection } from "../../connections/connections.ts";
import { readConfig } from "../../connections/read-config.ts";
import { Engine } from "../../engine/engine.ts";
import { createIntake } from "../../engine/intake.ts";
import type { Intake } from "../../engine/intake.ts";
import { openRunQueue } from "../../engine/run-queue.ts";
import type { RunQueue } from "../../engine/run-queue.ts";
import { loadRecipesInUse } from "../../recipes/versions/index.ts";
import { readConnections } from "../../store/connections-store.ts";
import { openDataStore } from "../../store/data-store.ts";
import { readRecipeSwitches } from "../../store/recipe-switches.ts";
import { openCatalogue } from "./open-catalogue.ts";
import type { Store } from "./open-store.ts";
import type { Places } from "./places.ts";
import { prepareAll } from "./prepare-all.ts";
import type { Prepared } from "./prepare-all.ts";
import { switchesByName } from "./recipe-entries.ts";

/** All that runs recipes, nothing of it running yet. */
export interface Installation extends Prepared {
  readonly config: Config;
  readonly connections: ReadonlyMap<string, Connection>;
  readonly queue: RunQueue;
  readonly intake: Intake;
  readonly engine: Engine;
  /** Leaves the store open. */
  close(): Promise<void>;
}

export interface OpenOptions {
  readonly store: Store;
  readonly places: Places;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Laid over the configuration file; for the demo. */
  readonly config?: Partial<Config>;
  /** Trouble that LastEdit gets over by itself. */
  onTrouble(message: string, cause: unknown): void;
}

/** @throws When the configuration or a recipe cannot be used; nothing is left open but the store */
export async function openInstallation(options: OpenOptions): Promise<Installation> {
  const { store, places, env, onTrouble } = options;
  const { database, vault, exceptions } = store;
  const config = { ...(await readConfig(places.configFile, env)), ...options.config };
  const connections = namedConnections(config, await readConnections(database, vault));
  const prepared = await prepareAll({
    config,
    connections,
    catalogue: await openCatalogue(places),
    loaded: await loadRecipesInUse(places.recipes),
    switches: switchesByName(await readRecipeSwitches(database)),
    env: allowedEnv(config, env),
  });
  const queue = await openRunQueue(database);
  const maskPersonal = config.history.maskPersonalData;
  const engine = new Engine({
    database,
    vault,
    queue,
    maskPersonal,
    concurrency: config.concurrency,
    onTrouble,
    recipe: (name) => prepared.recipes.get(name),
    dataStore: (name) => openDataStore(database, name),
    raiseException: async (draft) => {
      await exceptions.raise(draft);
    },
  });
  const intake = createIntake({ database, queue, vault, maskPersonal });
  return { ...prepared, config, connections, queue, engine, intake, close: () => queue.stop() };
}

function allowedEnv({ allowEnv }: Config, env: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(allowEnv.flatMap((name) => (env[name] === undefined ? [] : [[name, env[name]]])));
}
