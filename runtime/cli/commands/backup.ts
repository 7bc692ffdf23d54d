import path from "node:path";
import type { Command } from "commander";
import { addCommand, withBackend } from "../command-context.ts";
import type { CommandContext } from "../command-context.ts";

interface Flags {
  readonly json?: boolean;
}

export function addBackupCommands(program: Command, context: CommandContext): void {
  addCommand(
    program,
    "backup <file>",
    "Writes the whole database into a file, while LastEdit runs. The encryption key is not in it: keep that elsewhere.",
    ["backup /backups/lastedit-2026-11-24.tgz"],
  ).action(async (file: string, flags: Flags) => {
    const whole = path.resolve(file);
    const { bytes } = await withBackend(context, (backend) => backend.backUp(whole));
    const words = `${whole}: ${(bytes / 1024 / 1024).toFixed(1)} MB. ${keyPlace(context)}`;
    context.print({ file: whole, bytes }, words, flags);
  });

  addCommand(
    program,
    "restore <file>",
    "Puts a backup back. Stop LastEdit first; what is there is kept aside, and only with --force.",
    ["restore /backups/lastedit-2026-11-24.tgz", "restore backup.tgz --force"],
  )
    .option(
      "--force",
      "also when there is a database already, which is kept aside, or when the backup's key is missing",
    )
    .action(async (file: string, flags: Flags & { readonly force?: boolean }) => {
      const { restore } = await import("../store/restore.ts");
      const restored = await restore(context, path.resolve(file), flags.force === true);
      context.print(restored, restored.words, flags);
    });
}

function keyPlace({ places, env }: CommandContext): string {
  const key = (env["LASTEDIT_KEY"] ?? "") === "" ? path.join(places.home, "encryption.key") : "LASTEDIT_KEY";
  return `Secrets and full events in it can only be read with the key in ${key}: keep a copy of that apart from the backup.`;
}
