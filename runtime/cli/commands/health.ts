import type { Command } from "commander";
import { addCommand, withBackend } from "../command-context.ts";
import type { CommandContext } from "../command-context.ts";
import { healthStory } from "../story/health-story.ts";

export function addHealthCommand(program: Command, context: CommandContext): void {
  addCommand(
    program,
    "health",
    "Tells how LastEdit is: connections and their request budgets, what waits, who works, what is paused.",
    ["health", "health --json"],
  ).action(async (flags: { readonly json?: boolean }) => {
    const { health, sources } = await withBackend(context, async (backend) => ({
      health: await backend.health(),
      sources: (await backend.status()).sources,
    }));
    context.print(health, healthStory(health, sources), flags);
  });
}
