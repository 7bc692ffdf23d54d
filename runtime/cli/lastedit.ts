import { Command, CommanderError } from "commander";
import type { CommandContext } from "./command-context.ts";
import { addPackageCommands } from "./commands/add.ts";
import { addBackupCommands } from "./commands/backup.ts";
import { addExceptionsCommand, withDefaultSubcommand } from "./commands/exceptions.ts";
import { addConnectionsCommand } from "./commands/connections.ts";
import { addConnectTokenCommand } from "./commands/connect-token.ts";
import { addDoctorCommand } from "./commands/doctor.ts";
import { addControlCommands } from "./commands/engine-controls.ts";
import { addHealthCommand } from "./commands/health.ts";
import { addKeysCommand } from "./commands/keys.ts";
import { addPrivacyCommand } from "./commands/privacy.ts";
import { addRecipeCommand } from "./commands/recipe.ts";
import { addRetentionCommand } from "./commands/retention.ts";
import { addReplayCommand, addRunCommand } from "./commands/run.ts";
import { addRunsCommand } from "./commands/runs.ts";
import { addSandboxCommand } from "./commands/sandbox.ts";
import { addTestCommand } from "./commands/test.ts";
import { addStartCommand } from "./commands/start.ts";
import { addUsersCommand } from "./commands/users.ts";
import { addWorkerCommand } from "./commands/worker.ts";
import { placesOf } from "./installation/places.ts";

/** Mistakes in the call itself; anything else that goes wrong ends with 1. */
const USAGE_ERROR = 2;

const context: CommandContext = {
  places: placesOf(process.env),
  env: process.env,
  print(result, words, { json = false }) {
    console.log(json ? JSON.stringify(result, null, 2) : words);
  },
};

const program = new Command("lastedit")
  .description("Brings Shopify order edits to the Peoplevox warehouse before picking, or tells a person.")
  .showHelpAfterError("(lastedit --help lists the commands, lastedit <command> --help its flags)")
  .exitOverride();

for (const add of [
  addStartCommand,
  addWorkerCommand,
  addSandboxCommand,
  addRunCommand,
  addRunsCommand,
  addReplayCommand,
  addExceptionsCommand,
  addRecipeCommand,
  addTestCommand,
  addConnectionsCommand,
  addConnectTokenCommand,
  addPackageCommands,
  addDoctorCommand,
  addUsersCommand,
  addBackupCommands,
  addKeysCommand,
  addRetentionCommand,
  addPrivacyCommand,
  addHealthCommand,
  addControlCommands,
]) {
  add(program, context);
}

try {
  await program.parseAsync(withDefaultSubcommand(process.argv.slice(2)), { from: "user" });
} catch (error) {
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode === 0 ? 0 : USAGE_ERROR;
  } else {
    report(error);
    process.exitCode = 1;
  }
}

function report(error: unknown): void {
  const message = error instanceof Error ? error.message : String(error);
  const code = error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "failed";
  console.error(process.argv.includes("--json") ? JSON.stringify({ error: { code, message } }) : message);
}
