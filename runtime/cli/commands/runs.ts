import { Option } from "commander";
import type { Command } from "commander";
import { RUN_STATUSES } from "../../store/tables.ts";
import type { RunStatus } from "../../store/tables.ts";
import { addCommand, wholeNumber, withBackend } from "../command-context.ts";
import type { CommandContext } from "../command-context.ts";
import { RefusedError } from "../local-api/backend.ts";
import type { RunDetailView } from "../local-api/backend.ts";
import { runStory, runTable } from "../story/run-story.ts";

interface Flags {
  readonly order?: string;
  readonly status?: RunStatus;
  readonly recipe?: string;
  readonly limit: number;
  readonly json?: boolean;
}

export function addRunsCommand(program: Command, context: CommandContext): void {
  const runs = addCommand(program, "runs", "Lists runs, newest first; with --order tells the story of one order.", [
    "runs --status failed --limit 20",
    "runs --order '#1004'",
    "runs show 12",
  ])
    .option("--order <name>", "only runs of this order, by name or id: each with its story, oldest first")
    .addOption(new Option("--status <status>", "only runs in this state").choices(RUN_STATUSES))
    .option("--recipe <name>", "only runs of this recipe")
    .option("--limit <n>", "at most so many", wholeNumber, 20)
    .action((flags: Flags) => (flags.order === undefined ? list(context, flags) : tell(context, flags)));

  addCommand(runs, "show <run>", "Tells what one run did, step by step.", [
    "runs show 12",
    "runs show 12 --json",
  ]).action(async (run: string, _flags: unknown, command: Command) => {
    const id = wholeNumber(run);
    const found = await withBackend(context, (backend) => backend.run(id));
    if (found === null) throw new RefusedError(`There is no run ${id}. "lastedit runs" lists those there are.`);
    context.print(found, runStory(found), command.optsWithGlobals());
  });
}

async function list(
  context: CommandContext,
  { json: _, ...query }: Flags & { readonly json?: boolean },
): Promise<void> {
  const found = await withBackend(context, (backend) => backend.runs(query));
  context.print(found, runTable(found), { json: _ ?? false });
}

async function tell(context: CommandContext, { json = false, ...query }: Flags): Promise<void> {
  const stories = await withBackend(context, async (backend) => {
    const found = await backend.runs(query);
    const details: RunDetailView[] = [];
    for (const { id } of found.toReversed()) {
      const detail = await backend.run(id);
      if (detail !== null) details.push(detail);
    }
    return details;
  });
  const words =
    stories.length === 0 ? `No run of order ${query.order ?? ""} is known.` : stories.map(runStory).join("\n\n");
  context.print(stories, words, { json });
}
