import { addApi } from "../../api/api.ts";
import { addConsolePages } from "../../api/console-pages.ts";
import type { ApiDoors } from "../../api/api-context.ts";
import { createHookServer } from "../../ingress/hook-server.ts";
import { SourceKeeper } from "../../ingress/source-keeper.ts";
import { checkRoom } from "../../store/check-room.ts";
import { openDataStore } from "../../store/data-store.ts";
import { openConnectMirror } from "../../connect-api/open-mirror.ts";
import { openInstallation } from "../installation/open-installation.ts";
import type { Installation, OpenOptions } from "../installation/open-installation.ts";
import type { Backend } from "../local-api/backend.ts";
import { auditedBackend } from "../local-api/audited-backend.ts";
import { ownBackend } from "../local-api/own-backend.ts";
import { setupOf } from "../local-api/recipe-setup.ts";
import { serveLocalApi } from "../local-api/server.ts";
import { consoleUrlOf } from "./console-address.ts";
import { keepHouse } from "./keep-house.ts";
import type { Logger } from "./log-file.ts";
import { refuseUnguardedBind } from "./public-bind.ts";
import { watchRecipes } from "./watch-recipes.ts";

export interface ServeOptions extends Omit<OpenOptions, "onTrouble"> {
  readonly log: Logger;
  /** The console says so. @defaultValue false */
  readonly demo?: boolean;
  /** How the identity provider is asked. */
  readonly fetch?: ApiDoors["fetch"];
}

/** A running LastEdit: takes webhooks, runs recipes, answers the other commands. */
export interface Served {
  readonly installation: Installation;
  readonly backend: Backend;
  /** Address that webhooks are taken on. */
  readonly url: string;
  /** Where people reach the console, without a slash at the end. */
  readonly consoleUrl: string;
  /** Stops fetching, lets steps finish up to `graceMs`, hands the rest back, and closes everything but the store. */
  stop(graceMs: number): Promise<void>;
}

export async function serve(options: ServeOptions): Promise<Served> {
  const { store, places, log } = options;
  const { database, vault } = store;
  const onTrouble = (message: string, cause: unknown): void => log.warn({ err: cause }, message);
  let url = "";
  const installation = await openInstallation({
    ...options,
    kind: "start",
    ownUrl: () => url,
    onTrouble,
  });
  const { worker, config, engine, intake, queue } = installation;
  // This process holds the folder alone: whatever is claimed was claimed by a process that is gone.
  if (database.kind === "embedded") await queue.putBackOrphans();

  const keeper = new SourceKeeper({
    database,
    intake,
    worker,
    vault,
    files: installation.flow.services.files,
    onTrouble,
    publicUrl: () => (config.publicUrl ?? url).replace(/\/$/, ""),
    dataStore: (name) => openDataStore(database, name),
    log: (source, line) => log[line.level]({ source }, line.text),
    wake: () => engine.wake(),
  });
  const backend = ownBackend({
    store,
    installation: () => Promise.resolve(installation),
    sources: () => keeper.status(),
    recipeSetup: () => Promise.resolve(setupOf(installation)),
    close: () => Promise.resolve(),
  });
  const takeHooks = () => {
    const server = createHookServer({
      deliver: (id, event) => triggers?.deliver(id, event) ?? keeper.deliver(id, event),
      checkHealth: () => checkRoom(database),
      trustProxy: config.trustProxy,
    });
    installation.flow.addRoutes(server);
    return server;
  };
  const hooks = takeHooks();
  let port = config.port;
  const consoleApi = await addApi(hooks, {
    store,
    installation,
    backend,
    places,
    env: options.env,
    demo: options.demo ?? false,
    fetch: options.fetch ?? ((url, request) => fetch(url, request as RequestInit)),
    address: () => ({ host: config.host, port }),
    onTrouble,
  });
  await addConsolePages(hooks, consoleApi.context);
  const triggers = await openConnectMirror(hooks, {
    home: places.home,
    tokenFromEnvironment: options.env["LASTEDIT_CONNECT_TOKEN"],
    worker,
    onTrouble,
    catalogue: installation.catalogue,
    connections: installation.connections,
    database,
    vault,
    dataStore: (name) => openDataStore(database, name),
    files: installation.flow.services.files,
    channels: installation.flow.channels,
    publicUrl: installation.flow.services.publicUrl,
    log: (trigger, line) => log[line.level]({ trigger }, line.text),
  });
  await refuseUnguardedBind(config, database);
  url = await hooks.listen({ host: config.host, port: config.port });
  port = Number(new URL(url).port);
  const hooksOnly = config.hooks === undefined ? null : takeHooks();
  if (hooksOnly !== null && config.hooks !== undefined) url = await hooksOnly.listen(config.hooks);
  const consoleUrl = consoleUrlOf(config, { host: config.host, port });
  const api = await serveLocalApi(auditedBackend(backend, database), places.home, consoleUrl);
  engine.start();
  const flow = installation.flow.start({ listeners: true });
  await Promise.all(installation.sources().map((source) => keeper.add(source)));
  await triggers?.start();
  const watch = await watchRecipes({ database, installation, keeper, onTrouble });

  const housekeeping = await keepHouse(store, config, log);

  return {
    installation,
    backend,
    url,
    consoleUrl,
    async stop(graceMs) {
      await housekeeping.stop();
      await watch.stop();
      await consoleApi.close();
      await hooks.close();
      await hooksOnly?.close();
      await triggers?.stop();
      await keeper.stop();
      await engine.stop(graceMs);
      await flow.stop();
      await api.close();
      await installation.close();
    },
  };
}
