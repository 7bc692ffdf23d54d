import { readFile } from "node:fs/promises";
import type { Command } from "commander";
import { addCommand, wholeNumber, withBackend } from "../command-context.ts";
import type { CommandContext } from "../command-context.ts";
import { RefusedError } from "../local-api/backend.ts";
import type { Backend } from "../local-api/backend.ts";
import { untilSettled } from "../local-api/until-settled.ts";
import { runStory } from "../story/run-story.ts";

interface Flags {
  readonly wait: boolean;
  readonly json?: boolean;
}

export function addRunCommand(program: Command, context: CommandContext): void {
  addCommand(program, "run <recipe>", "Runs a recipe once on an event from a file, and tells what it did.", [
    "run send-order-edit-to-warehouse --event event.json",
  ])
    .requiredOption("--event <file>", "JSON file with the event, as the recipe's trigger would emit it")
    .option("--no-wait", "do not wait for the end")
    .action(async (recipe: string, { event, ...flags }: Flags & { readonly event: string }) => {
      const parsed = await readEventFile(event);
      await follow(context, flags, (backend) => backend.start(recipe, parsed));
    });
}

export function addReplayCommand(program: Command, context: CommandContext): void {
  addCommand(program, "replay <run>", "Runs the event of an earlier run again, with the recipe as it is now.", [
    "replay 12",
    "replay 12 --no-wait",
  ])
    .option("--no-wait", "do not wait for the end")
    .action(async (run: string, flags: Flags) => {
      const id = wholeNumber(run);
      await follow(context, flags, (backend) => backend.replay(id));
    });
}

/** A run that ends as failed ends the command with 1. */
async function follow(
  context: CommandContext,
  { wait: waits, json = false }: Flags,
  begin: (backend: Backend) => Promise<number>,
): Promise<void> {
  await withBackend(context, async (backend, remote) => {
    const runId = await begin(backend);
    if (!waits && remote) {
      context.print({ runId }, `Run ${runId} was started. See it with: lastedit runs show ${runId}`, { json });
      return;
    }
    const detail = await untilSettled(backend, runId);
    context.print(detail, runStory(detail), { json });
    if (detail.run.status === "failed") process.exitCode = 1;
  });
}

async function readEventFile(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, "utf8")) as unknown;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new RefusedError(`The event file ${file} cannot be read: ${reason} Expected JSON. Nothing was run.`);
  }
}
