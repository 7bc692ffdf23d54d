import type { Command } from "commander";
import { addCommand } from "../command-context.ts";
import type { CommandContext } from "../command-context.ts";

interface Flags {
  readonly example?: string;
  readonly json?: boolean;
}

export function addTestCommand(program: Command, context: CommandContext): void {
  addCommand(
    program,
    "test [recipe]",
    "Plays the examples of your recipes on a sandbox shop and warehouse, and shows what did not end as expected.",
    ["test", "test send-order-edit-to-warehouse", "test send-order-edit-to-warehouse --example added-line"],
  )
    .option("--example <name>", "only the example of this name")
    .action(async (recipe: string | undefined, { example, json = false }: Flags) => {
      const { play } = await import("../recipes/play.ts");
      const { examplesInWords } = await import("../recipes/example-words.ts");
      const played = await play(context, { recipe, example, progress: json ? null : process.stderr });
      context.print(played, examplesInWords(played), { json });
      if (played.some(({ result }) => result !== "passed")) process.exitCode = 1;
    });
}
