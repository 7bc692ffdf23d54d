import { namedConnections } from "../../connections/connections.ts";
import { readConfig } from "../../connections/read-config.ts";
import { readConnections } from "../../store/connections-store.ts";
import { openStore } from "../installation/open-store.ts";
import type { Installation } from "../installation/open-installation.ts";
import type { Places } from "../installation/places.ts";
import { auditedBackend } from "./audited-backend.ts";
import type { Backend } from "./backend.ts";
import { ownBackend } from "./own-backend.ts";

/** Opens the database in this process, for its command; what runs recipes is opened only when a run is started. */
export async function openHere(places: Places, env: Readonly<Record<string, string | undefined>>): Promise<Backend> {
  const store = await openStore(places, env);
  let opening: Promise<Installation> | undefined;
  const open = async (): Promise<Installation> => {
    const { openInstallation } = await import("../installation/open-installation.ts");
    const installation = await openInstallation({ store, places, env, onTrouble: () => undefined });
    if (store.database.kind === "embedded") await installation.queue.putBackOrphans();
    installation.engine.start();
    return installation;
  };
  const backend = ownBackend({
    store,
    sources: () => [],
    async recipeSetup() {
      const config = await readConfig(places.configFile, env);
      const connections = namedConnections(config, await readConnections(store.database, store.vault));
      return { recipes: config.recipes ?? null, connections: [...connections.keys()], running: null };
    },
    installation: () => (opening ??= open()),
    async close() {
      const installation = await opening?.catch(() => undefined);
      await installation?.engine.stop();
      await installation?.close();
      await store.close();
    },
  });
  return auditedBackend(backend, store.database);
}
