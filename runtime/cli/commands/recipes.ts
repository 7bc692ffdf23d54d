import type { Command } from "commander";
import { addCommand } from "../command-context.ts";
import type { CommandContext } from "../command-context.ts";

export function addRecipesCommand(program: Command, context: CommandContext): void {
  addCommand(program, "recipes", "Lists the recipes with their steps.", ["recipes", "recipes --json"]).action(
    async (flags: { readonly json?: boolean }) => {
      const { describeRecipes } = await import("../story/describe-recipes.ts");
      const { recipes, words } = await describeRecipes(context.places);
      context.print(recipes, words, flags);
    },
  );
}
