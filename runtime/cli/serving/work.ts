import type { CommandContext } from "../command-context.ts";
import type { WorkerFlags } from "../commands/worker.ts";
import { openInstallation } from "../installation/open-installation.ts";
import { openStore } from "../installation/open-store.ts";
import { keepHouse } from "./keep-house.ts";
import { openLog } from "./log-file.ts";
import { logStrayRejections } from "./stray-rejections.ts";
import { untilToldToStop } from "./until-told-to-stop.ts";
import { watchRecipes } from "./watch-recipes.ts";

/** Runs recipes from the shared queue until it is told to stop. */
export async function work(context: CommandContext, { grace, json = false }: WorkerFlags): Promise<void> {
  const { places, env } = context;
  const log = openLog(places.home);
  logStrayRejections(log);
  const store = await openStore(places, env);
  try {
    const onTrouble = (message: string, cause: unknown): void => log.warn({ err: cause }, message);
    const installation = await openInstallation({ store, places, env, kind: "worker", onTrouble });
    installation.engine.start();
    const flow = installation.flow.start({ listeners: false });
    const watch = await watchRecipes({ database: store.database, installation, onTrouble });
    const housekeeping = await keepHouse(store, installation.config, log);
    const words = `Worker ${process.pid} runs ${installation.recipes.size} recipes. Stop it with Ctrl-C.`;
    context.print({ worker: process.pid, recipes: [...installation.recipes.keys()] }, words, { json });
    await untilToldToStop();
    await watch.stop();
    await housekeeping.stop();
    await installation.engine.stop(grace * 1000);
    await flow.stop();
    await installation.close();
  } finally {
    await store.close();
  }
}
