import { readFile } from "node:fs/promises";
import type { Command } from "commander";
import { addCommand, withBackend } from "../command-context.ts";
import type { CommandContext } from "../command-context.ts";
import { RefusedError } from "../local-api/backend.ts";

interface Flags {
  readonly set?: string;
  readonly json?: boolean;
}

export function addRoutingCommand(exceptions: Command, context: CommandContext): void {
  addCommand(exceptions, "routing", "Shows who owns which exceptions and who is told how, or sets it from a file.", [
    "exceptions routing",
    "exceptions routing > routing.yaml",
    "exceptions routing --set routing.yaml",
  ])
    .option("--set <file>", "YAML or JSON file, written as this command prints it")
    .action(async ({ set, json = false }: Flags) => {
      const { stringify } = await import("yaml");
      const { recipesThatRoute } = await import("../exceptions/recipes-that-route.ts");
      const wanted = set === undefined ? undefined : await readRoutingFile(set);
      const { routing, givenBy } = await withBackend(context, async (backend) => {
        const recipes = await recipesThatRoute(context, backend);
        if (wanted === undefined) return { routing: await backend.routing(), givenBy: recipes };
        if (recipes.length > 0) throw new RefusedError(whyNot(recipes));
        return { routing: await backend.setRouting(wanted), givenBy: recipes };
      });
      const source = givenBy.map(
        (name) => `# Given by the recipe ${name}, and taken from there in each of its rounds.\n`,
      );
      const words = wanted === undefined ? source.join("") + stringify(routing).trimEnd() : "The routing is set.";
      context.print(routing, words, { json });
    });
}

async function readRoutingFile(file: string): Promise<unknown> {
  const { parse } = await import("yaml");
  try {
    return parse(await readFile(file, "utf8")) as unknown;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new RefusedError(`The routing file ${file} cannot be read: ${reason} Expected YAML. Nothing was changed.`);
  }
}

function whyNot(recipes: readonly string[]): string {
  const [first = ""] = recipes;
  return `The recipe ${recipes.join(" and ")} gives the routing in each of its rounds, so that one from a file would be gone with the next. Change it there: lastedit recipe customise ${first}. Nothing was changed.`;
}
