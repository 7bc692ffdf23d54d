import type { Command } from "commander";
import { addCommand, wholeNumber } from "../command-context.ts";
import type { CommandContext } from "../command-context.ts";

export interface StartFlags {
  readonly demo?: boolean;
  readonly port?: number;
  /** Seconds. */
  readonly grace: number;
  readonly json?: boolean;
}

export function addStartCommand(program: Command, context: CommandContext): void {
  addCommand(program, "start", "Takes webhooks, runs recipes, and keeps running.", [
    "start",
    "start --demo",
    "start --port 8080",
  ])
    .option("--demo", "with a sandbox shop whose customers edit orders and a sandbox warehouse that picks")
    .option("--port <n>", "port that webhooks are taken on, instead of the configured one", wholeNumber)
    .option("--grace <seconds>", "time for running steps to finish when it is stopped", wholeNumber, 10)
    .action(async (flags: StartFlags) => {
      // Loaded only here: commands that look at history start without the engine.
      const { start } = await import("../serving/start.ts");
      await start(context, flags);
    });
}
