import type { Command } from "commander";
import { buildComponents } from "../../build/build-components.ts";
import { builtCatalogue } from "../../component-host/index.ts";
import { loadRecipes } from "../../recipes/index.ts";
import { addCommand } from "../command-context.ts";
import type { CommandContext } from "../command-context.ts";

export function addRecipesCommand(program: Command, context: CommandContext): void {
  addCommand(program, "recipes", "Lists the recipes with their steps.", ["recipes", "recipes --json"]).action(
    async (flags: { readonly json?: boolean }) => {
      const { root, components, recipes: folder } = context.places;
      await buildComponents({ root, outDir: components });
      const known = await builtCatalogue(components).list();
      const nameOf = (uses: string): string =>
        known.find(({ key }) => key === uses.split("@")[0])?.name ?? "unknown component";
      const recipes = (await loadRecipes(folder)).map(({ recipe }) => recipe);
      const words = recipes.map(({ recipe, title, triggers, connections, steps }) =>
        [
          `${recipe}: ${title}`,
          `  needs connections: ${Object.values(connections).join(", ") || "none"}`,
          ...triggers.map(({ uses }) => `  starts with  ${uses}  (${nameOf(uses)})`),
          ...steps.map(({ namespace, uses, if: condition, disabled }) => {
            const when = condition === undefined ? "" : `, if ${condition}`;
            return `  ${namespace.padEnd(12)} ${uses}  (${nameOf(uses)}${when})${disabled ? " disabled" : ""}`;
          }),
        ].join("\n"),
      );
      context.print(recipes, words.join("\n\n") || "There is no recipe.", flags);
    },
  );
}
