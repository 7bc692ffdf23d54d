import type { Command } from "commander";
import { addCommand, wholeNumber } from "../command-context.ts";
import type { CommandContext } from "../command-context.ts";
import { RefusedError } from "../local-api/backend.ts";

export interface WorkerFlags {
  /** Seconds. */
  readonly grace: number;
  readonly json?: boolean;
}

export function addWorkerCommand(program: Command, context: CommandContext): void {
  addCommand(
    program,
    "worker",
    'Runs recipes and takes no webhooks: one of many beside a "lastedit start". Needs DATABASE_URL.',
    ["worker", "worker --grace 30"],
  )
    .option("--grace <seconds>", "time for running steps to finish when it is stopped", wholeNumber, 10)
    .action(async (flags: WorkerFlags) => {
      if (context.env["DATABASE_URL"] === undefined) {
        throw new RefusedError(
          "A worker shares its database with others: set DATABASE_URL to a PostgreSQL. Nothing was started.",
        );
      }
      const { work } = await import("../serving/work.ts");
      await work(context, flags);
    });
}
