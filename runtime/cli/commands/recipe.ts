import type { Command } from "commander";
import { addCommand, withBackend } from "../command-context.ts";
import type { CommandContext } from "../command-context.ts";
import { addSwitchCommands } from "./recipe-switches.ts";
import { addVersionCommands } from "./recipe-versions.ts";

interface Flags {
  readonly json?: boolean;
}

export function addRecipeCommand(program: Command, context: CommandContext): void {
  const recipe = program
    .command("recipe")
    .alias("recipes")
    .description("Lists recipes, switches them on and off, and keeps your own versions of them.")
    .addHelpText(
      "after",
      "\nExamples:\n  lastedit recipe\n  lastedit recipe show send-order-edit-to-warehouse\n  lastedit recipe customise send-order-edit-to-warehouse\n  lastedit recipe validate",
    );
  addListCommand(recipe, context);
  addShowCommand(recipe, context);
  addValidateCommand(recipe, context);
  addSwitchCommands(recipe, context);
  addVersionCommands(recipe, context);
}

function addListCommand(recipe: Command, context: CommandContext): void {
  addCommand(recipe, "list", "Lists the recipes: whether each runs, and whose version.", [
    "recipe list",
    "recipe list --json",
  ]).action(async (flags: Flags) => {
    const { readRecipeViews } = await import("../recipes/recipe-view.ts");
    const { recipeTable } = await import("../recipes/recipe-words.ts");
    const views = await withBackend(context, (backend) => readRecipeViews(context, backend));
    const plain = views.map(({ recipe: _, ...view }) => view);
    context.print(plain, recipeTable(views), flags);
  });
}

function addShowCommand(recipe: Command, context: CommandContext): void {
  addCommand(recipe, "show <recipe>", "Tells what starts a recipe, its steps, and which version runs.", [
    "recipe show send-order-edit-to-warehouse",
    "recipe show send-order-edit-to-warehouse --json",
  ]).action(async (name: string, flags: Flags) => {
    const { readRecipeViews, viewNamed } = await import("../recipes/recipe-view.ts");
    const { recipeStory } = await import("../recipes/recipe-words.ts");
    const { openCatalogue } = await import("../installation/open-catalogue.ts");
    const views = await withBackend(context, (backend) => readRecipeViews(context, backend));
    const view = viewNamed(views, name);
    const known = await (await openCatalogue(context.places)).list();
    const nameOf = (uses: string): string =>
      uses === "code"
        ? "Node code"
        : (known.find(({ key }) => key === uses.split("@")[0])?.name ?? "unknown component");
    context.print(view, recipeStory(view, nameOf), flags);
  });
}

function addValidateCommand(recipe: Command, context: CommandContext): void {
  addCommand(
    recipe,
    "validate [recipe-or-file]",
    "Checks recipes as they would run: YAML, fields, components, props and expressions. Names file, line and column.",
    ["recipe validate", "recipe validate send-order-edit-to-warehouse", "recipe validate ./my-draft/recipe.yaml"],
  ).action(async (wanted: string | undefined, flags: Flags) => {
    const { validateRecipes } = await import("../recipes/validate-recipes.ts");
    const checked = await validateRecipes(context, wanted);
    const wrong = checked.filter(({ problems }) => problems.length > 0);
    const words = checked.flatMap(({ recipe: name, problems }) =>
      problems.length === 0 ? [`ok     ${name}`] : [`WRONG  ${name}`, ...problems.map(({ words }) => `  ${words}`)],
    );
    context.print(checked, words.join("\n"), flags);
    if (wrong.length > 0) process.exitCode = 1;
  });
}
