import type { Command } from "commander";
import { retentionWords } from "../../store/retention/retention.ts";
import type { RetentionRules } from "../../store/retention/retention.ts";
import { addCommand, withBackend } from "../command-context.ts";
import type { CommandContext } from "../command-context.ts";
import { personHere } from "../exceptions/person-here.ts";
import { table, timeInWords } from "../story/words.ts";

interface Flags {
  readonly json?: boolean;
}

export function addRetentionCommand(program: Command, context: CommandContext): void {
  const retention = program
    .command("retention")
    .description(
      "How long history is kept (history: in lastedit.config.yaml). LastEdit applies it every hour by itself.",
    )
    .addHelpText(
      "after",
      "\nExamples:\n  lastedit retention preview\n  lastedit retention apply\n  lastedit retention log",
    );

  addCommand(retention, "preview", "Says what would be masked and removed now. Changes nothing.", [
    "retention preview",
  ]).action(async (flags: Flags) => {
    const preview = await withBackend(context, (backend) => backend.previewRetention());
    const words = `${rulesInWords(preview.rules)}\nNow: ${retentionWords(preview.would) ?? "nothing to do"}.`;
    context.print(preview, words, flags);
  });

  addCommand(retention, "apply", "Masks and removes what is no longer to be kept.", ["retention apply"]).action(
    async (flags: Flags) => {
      const portions = await withBackend(context, async (backend) => {
        for (const done = []; ;) {
          const portion = await backend.applyRetention(personHere());
          done.push(portion.did);
          if (portion.done) return done;
        }
      });
      const words = portions.map(retentionWords).filter((each) => each !== null);
      context.print(portions, words.length === 0 ? "There was nothing to do." : words.join("\n"), flags);
    },
  );

  addCommand(retention, "log", "Lists what was masked, removed, given out or sealed anew, and by whom.", [
    "retention log",
  ]).action(async (flags: Flags) => {
    const entries = await withBackend(context, (backend) => backend.storeLog());
    const rows = entries.map(({ at, by, summary }) => [timeInWords(at), by, summary]);
    context.print(entries, rows.length === 0 ? "Nothing yet." : table(rows), flags);
  });
}

function rulesInWords({ keepDays, maskAfterDays, keepExceptionsDays }: RetentionRules): string {
  return `Runs lose their personal data ${maskAfterDays} days after their end and are removed after ${keepDays}; closed exceptions are removed after ${keepExceptionsDays} days.`;
}
