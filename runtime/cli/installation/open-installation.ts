import { applyToHistory, readSettingsInForce } from "../../api/settings/settings-in-force.ts";
import type { Config } from "../../connections/config-schema.ts";
import type { Connection } from "../../connections/connections.ts";
import type { Catalogue } from "../../component-host/types.ts";
import { mailAccountOf } from "../../connections/mail-account.ts";
import { readConfig } from "../../connections/read-config.ts";
import { openSharedBudgets } from "../../engine/budget/shared-budgets.ts";
import { Engine } from "../../engine/engine.ts";
import type { EngineOptions } from "../../engine/engine.ts";
import { openFlow } from "../../engine/flow/open-flow.ts";
import type { Flow } from "../../engine/flow/open-flow.ts";
import { createIntake } from "../../engine/intake.ts";
import type { Intake } from "../../engine/intake.ts";
import type { PreparedRecipe } from "../../engine/prepared-recipe.ts";
import { processId } from "../../engine/program.ts";
import { openRunQueue } from "../../engine/run-queue.ts";
import type { RunQueue } from "../../engine/run-queue.ts";
import type { PreparedSource } from "../../ingress/source-keeper.ts";
import { openDataStore } from "../../store/data-store.ts";
import { closeEngineExceptions } from "./close-engine-exceptions.ts";
import { openCatalogue } from "./open-catalogue.ts";
import type { Store } from "./open-store.ts";
import type { Places } from "./places.ts";
import { RecipeBook } from "./recipe-book.ts";

/** All that runs recipes, nothing of it running yet. */
export interface Installation {
  /** This process's name among all on the database. */
  readonly worker: string;
  readonly config: Config;
  /** What is in these maps changes with `reload`. */
  readonly recipes: ReadonlyMap<string, PreparedRecipe>;
  /** Recipes that do not run here, each with the reason. */
  readonly idle: ReadonlyMap<string, string>;
  /** As they are now. */
  sources(): readonly PreparedSource[];
  connections(): ReadonlyMap<string, Connection>;
  readonly queue: RunQueue;
  readonly intake: Intake;
  readonly engine: Engine;
  readonly catalogue: Catalogue;
  /** What happens around steps: pauses, sends, files. */
  readonly flow: Flow;
  /** Reads recipes, switches and connections again. @throws {ConfigError} Nothing has changed then */
  reload(): Promise<void>;
  /** Leaves the store open. */
  close(): Promise<void>;
}

export interface OpenOptions {
  readonly store: Store;
  readonly places: Places;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Laid over the configuration file; for the demo. */
  readonly config?: Partial<Config>;
  /** What kind of process this is. @defaultValue "command" */
  readonly kind?: EngineOptions["kind"];
  /** The address this process listens on; without one, what the configuration says. */
  ownUrl?(): string;
  /** Trouble that LastEdit gets over by itself. */
  onTrouble(message: string, cause: unknown): void;
}

/** @throws {ConfigError} When the configuration cannot be used; nothing is left open but the store */
export async function openInstallation(options: OpenOptions): Promise<Installation> {
  const { store, places, env, kind = "command", onTrouble } = options;
  const { database, vault, exceptions } = store;
  const config = { ...(await readConfig(places.configFile, env)), ...options.config };
  applyToHistory(config.history, (await readSettingsInForce({ store, places, installation: { config } })).values);
  const catalogue = await openCatalogue(places);
  const book = new RecipeBook({ store, places, config, catalogue, env: allowedEnv(config, env) });
  await book.load();
  const worker = processId();
  const queue = await openRunQueue(database);
  const budgets = openSharedBudgets({ database, worker, onTrouble });
  const maskPersonal = config.history.maskPersonalData;
  const flow = openFlow({
    database,
    vault,
    queue,
    home: places.home,
    publicUrl: () =>
      (config.publicUrl ?? options.ownUrl?.() ?? `http://${config.host}:${config.port}`).replace(/\/$/, ""),
    startRecipe(name, event) {
      const recipe = book.recipes.get(name);
      if (recipe !== undefined) return intake.start(recipe, event, { sourceId: null, replayOf: null });
      const known = [...book.recipes.keys()].join(", ") || "none";
      return Promise.reject(new Error(`No recipe "${name}" runs here. There is: ${known}. Nothing was started.`));
    },
    mail: () => mailAccountOf(book.connections.values()),
    wake: () => engine.wake(),
    onTrouble,
  });
  const engine = new Engine({
    worker,
    kind,
    database,
    vault,
    queue,
    maskPersonal,
    flow: flow.services,
    concurrency: config.concurrency,
    weights: config.weights,
    reportWaitingAfterMs: config.reportWaitingAfterMinutes * 60_000,
    onTrouble,
    recipe: (name) => book.recipes.get(name),
    recipeNames: () => [...book.recipes.keys()],
    pinnedRecipe: (pin) => book.pinned(pin),
    keepText: (recipe) => book.keepText(recipe),
    lanes: () => book.lanes,
    connections: () => book.knownConnections,
    requestsWaiting: () => budgets.waiting(),
    dataStore: (name) => openDataStore(database, name),
    raiseException: async (draft) => {
      await exceptions.raise(draft);
    },
    closeExceptions: (subject, because) => closeEngineExceptions(exceptions, subject, because),
  });
  const intake = createIntake({ database, queue, vault, maskPersonal });
  return {
    worker,
    config,
    recipes: book.recipes,
    idle: book.idle,
    sources: () => book.sources,
    connections: () => book.connections,
    queue,
    engine,
    catalogue,
    flow,
    intake,
    reload: () => book.load(),
    async close() {
      await budgets.stop();
      await queue.stop();
    },
  };
}

function allowedEnv({ allowEnv }: Config, env: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(allowEnv.flatMap((name) => (env[name] === undefined ? [] : [[name, env[name]]])));
}
