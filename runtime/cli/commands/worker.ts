import type { Command } from "commander";
import { addCommand } from "../command-context.ts";
import type { CommandContext } from "../command-context.ts";
import { openInstallation } from "../installation/open-installation.ts";
import { openStore } from "../installation/open-store.ts";
import { RefusedError } from "../local-api/backend.ts";
import { openLog } from "../serving/log-file.ts";
import { untilToldToStop } from "../serving/until-told-to-stop.ts";

export function addWorkerCommand(program: Command, context: CommandContext): void {
  addCommand(
    program,
    "worker",
    'Runs recipes and takes no webhooks: one of many beside a "lastedit start". Needs DATABASE_URL.',
    ["worker", "worker --grace 30"],
  )
    .option("--grace <seconds>", "time for running steps to finish when it is stopped", Number, 10)
    .action(async ({ grace, json = false }: { readonly grace: number; readonly json?: boolean }) => {
      const { places, env } = context;
      if (env["DATABASE_URL"] === undefined) {
        throw new RefusedError(
          "A worker shares its database with others: set DATABASE_URL to a PostgreSQL. Nothing was started.",
        );
      }
      const log = openLog(places.home);
      const store = await openStore(places, env);
      const installation = await openInstallation({
        store,
        places,
        env,
        onTrouble: (message, cause) => log.warn({ err: cause }, message),
      });
      installation.engine.start();
      context.print(
        { worker: process.pid },
        `Worker ${process.pid} runs ${installation.recipes.size} recipes. Stop it with Ctrl-C.`,
        { json },
      );
      await untilToldToStop();
      await installation.engine.stop(grace * 1000);
      await installation.close();
      await store.close();
    });
}
