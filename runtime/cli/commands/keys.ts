import type { Command } from "commander";
import type { Rotation } from "../../store/keys/rotate-keys.ts";
import { addCommand, withBackend } from "../command-context.ts";
import type { CommandContext } from "../command-context.ts";
import { personHere } from "../exceptions/person-here.ts";
import { count, table } from "../story/words.ts";

interface Flags {
  readonly json?: boolean;
}

export function addKeysCommand(program: Command, context: CommandContext): void {
  const keys = program
    .command("keys")
    .description("The keys that connection secrets, full events and paused work are encrypted with.")
    .addHelpText("after", "\nExamples:\n  lastedit keys list\n  lastedit keys rotate");

  addCommand(keys, "list", "Lists the keys in use, by name, and how much each has sealed.", ["keys list"]).action(
    async (flags: Flags) => {
      const use = await withBackend(context, (backend) => backend.keyUse());
      const rows = Object.entries({ [use.current]: 0, ...use.values }).map(([id, values]) => [
        id === "v1" ? "not named" : id,
        count(values, "value"),
        id === use.current ? "seals from now on" : "",
      ]);
      context.print(use, table(rows), flags);
    },
  );

  addCommand(
    keys,
    "prepare",
    "Adds the key to come to encryption.key, to be copied to all hosts before anything is sealed with it.",
    ["keys prepare"],
  ).action(async (flags: Flags) => {
    const prepared = await withBackend(context, (backend) => backend.prepareKey());
    const words = `The key ${prepared.next} is prepared. Copy encryption.key to the other hosts, then: lastedit keys rotate`;
    context.print(prepared, words, flags);
  });

  addCommand(
    keys,
    "rotate",
    "Makes a new key and seals everything anew with it, while LastEdit runs. Interrupted, it goes on the next time.",
    ["keys rotate"],
  ).action(async (flags: Flags) => {
    const rotation = await withBackend(context, async (backend) => {
      let resealed = 0;
      for (;;) {
        const step: Rotation = await backend.rotateKeys(personHere());
        resealed += step.resealed;
        if (step.done) return { ...step, resealed };
        if (flags.json !== true) console.error(`${count(resealed, "value")} sealed anew …`);
      }
    });
    const words = `${count(rotation.resealed, "value")} sealed anew with the key ${rotation.currentKey}. The old key is no longer needed, except for backups of before.`;
    context.print(rotation, words, flags);
  });
}
