import { withoutSecrets } from "../../connections/connections.ts";
import type { SourceStatus } from "../../ingress/source-keeper.ts";
import { deleteConnection, readConnections, saveConnection } from "../../store/connections-store.ts";
import { askReload } from "../../store/reload-mark.ts";
import { readRecipeSwitches, switchRecipe } from "../../store/recipe-switches.ts";
import { countOpenExceptions } from "../../store/exceptions/search-exceptions.ts";
import { countRuns } from "../../store/runs/count-runs.ts";
import { findRun, listRuns, readEvent } from "../../store/runs/read-runs.ts";
import type { Installation } from "../installation/open-installation.ts";
import type { Store } from "../installation/open-store.ts";
import { RefusedError } from "./backend.ts";
import type { Backend, Json } from "./backend.ts";
import { ownEngineDesk } from "./engine-desk.ts";
import { ownExceptionDesk } from "./exception-desk.ts";
import { ownPeopleDesk } from "./people-desk.ts";
import type { RecipeSetup } from "./recipe-setup.ts";
import { ownStoreDesk } from "./store-desk.ts";

export interface OwnBackendOptions {
  readonly store: Store;
  /** What starts runs; opened when it is first needed, since looking at history needs none of it. */
  installation(): Promise<Installation>;
  sources(): readonly SourceStatus[];
  recipeSetup(): Promise<Omit<RecipeSetup, "switches">>;
  close(): Promise<void>;
}

/** Answers from the database that this process has open. */
export function ownBackend({ store, installation, sources, recipeSetup, close }: OwnBackendOptions): Backend {
  const { database, vault, exceptions } = store;

  async function start(recipeName: string, event: unknown, replayOf: number | null): Promise<number> {
    const { recipes, idle, intake, engine } = await installation();
    const recipe = recipes.get(recipeName);
    if (recipe === undefined) throw new RefusedError(whyNot(recipeName, idle, [...recipes.keys()]));
    const runId = await intake.start(recipe, event, { sourceId: null, replayOf });
    engine.wake();
    return runId;
  }

  return {
    async status() {
      const open = Object.values(await countOpenExceptions(database));
      const openExceptions = open.reduce((sum, each) => sum + each, 0);
      return { runs: await countRuns(database), openExceptions, sources: sources() };
    },
    runs: async (query) => plain(await listRuns(database, query)),
    async run(id) {
      const found = await findRun(database, id);
      return found === null ? null : plain(found);
    },
    exceptions: (query) => exceptions.list(query),
    ...ownExceptionDesk(store),
    ...ownStoreDesk(store),
    ...ownEngineDesk(database),
    ...ownPeopleDesk(database),
    start: (recipe, event) => start(recipe, event, null),
    async replay(runId) {
      const found = await findRun(database, runId);
      if (found === null) throw new RefusedError(`There is no run ${runId}.`);
      return start(found.run.recipe, await readEvent(database, vault, runId), runId);
    },
    connections: async () => (await readConnections(database, vault)).map(withoutSecrets),
    async saveConnections(connections) {
      for (const connection of connections) await saveConnection(database, vault, connection);
    },
    removeConnection: (name) => deleteConnection(database, name),
    recipeSetup: async () => ({ switches: plain(await readRecipeSwitches(database)), ...(await recipeSetup()) }),
    switchRecipe: (recipe, enabled) => switchRecipe(database, recipe, enabled),
    reload: (asked) => askReload(database, asked),
    close,
  };
}

function whyNot(name: string, idle: ReadonlyMap<string, string>, running: readonly string[]): string {
  const reason = idle.get(name);
  if (reason !== undefined) return `The recipe "${name}" does not run here. ${reason}`;
  return `There is no recipe "${name}". There is ${[...running, ...idle.keys()].join(", ") || "none"}.`;
}

function plain<T>(value: T): Json<T> {
  return JSON.parse(JSON.stringify(value)) as Json<T>;
}
