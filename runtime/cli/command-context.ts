import type { Command } from "commander";
import { InvalidArgumentError } from "commander";
import { findBackend } from "./local-api/find-backend.ts";
import type { Backend } from "./local-api/backend.ts";
import type { Places } from "./installation/places.ts";

/** What every command works with. */
export interface CommandContext {
  readonly places: Places;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Prints a result: its JSON when the command was called with `--json`, else the words. */
  print(result: unknown, words: string, options: { readonly json?: boolean }): void;
}

/** A command of the program, with `--json` and its examples. */
export function addCommand(parent: Command, name: string, description: string, examples: readonly string[]): Command {
  return parent
    .command(name)
    .description(description)
    .option("--json", "print JSON instead of words")
    .addHelpText("after", `\nExamples:\n${examples.map((example) => `  lastedit ${example}`).join("\n")}`);
}

/** Gives the command a backend and closes it afterwards. */
export async function withBackend<T>(
  { places, env }: CommandContext,
  work: (backend: Backend, remote: boolean) => Promise<T>,
): Promise<T> {
  const { backend, remote } = await findBackend(places, env);
  try {
    return await work(backend, remote);
  } finally {
    await backend.close();
  }
}

export function wholeNumber(text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 0) return value;
  throw new InvalidArgumentError(`Expected a whole number from 0 up.`);
}
