import { spawn } from "node:child_process";
import path from "node:path";
import type { Command } from "commander";
import type { CommandContext } from "../command-context.ts";

/** The sandbox is a program of its own and shares no code with this one, so it is started and not imported. */
export function addSandboxCommand(program: Command, { places }: CommandContext): void {
  program
    .command("sandbox")
    .description("Starts a Shopify and a Peoplevox to try things on; all flags are the sandbox's own.")
    .helpOption(false)
    .allowUnknownOption()
    .allowExcessArguments()
    .argument("[flags...]")
    .action(async (_flags: unknown, _options: unknown, command: Command) => {
      process.exitCode = await runSandbox(path.join(places.root, "sandbox", "cli", "main.ts"), command.args);
    });
}

function runSandbox(main: string, flags: readonly string[]): Promise<number> {
  const child = spawn(process.execPath, [main, ...flags], { stdio: "inherit" });
  const pass = (signal: NodeJS.Signals): void => {
    child.kill(signal);
  };
  process.on("SIGTERM", pass).on("SIGINT", pass);
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code) => resolve(code ?? 1));
  });
}
