import type { Command } from "commander";
import type { MergeResult } from "../../recipes/versions/index.ts";
import { addCommand } from "../command-context.ts";
import type { CommandContext } from "../command-context.ts";

interface Flags {
  readonly json?: boolean;
}

/** Commands on a merchant's own versions, which are files: they work whether LastEdit runs or not, and tell it if so. */
export function addVersionCommands(recipe: Command, context: CommandContext): void {
  addCustomiseCommand(recipe, context);
  addDiffCommand(recipe, context);
  addMergeCommand(recipe, context);
  addRestoreCommand(recipe, context);
  addReloadCommand(recipe, context);
}

function addCustomiseCommand(recipe: Command, context: CommandContext): void {
  addCommand(recipe, "customise <recipe>", "Copies a shipped recipe for you to change, and says where it is.", [
    "recipe customise send-order-edit-to-warehouse",
  ])
    .alias("edit")
    .action(async (name: string, flags: Flags) => {
      const { customise } = await import("../../recipes/versions/index.ts");
      const { file, made } = await customise(context.places.recipes, name);
      if (made) await told(context, name, "customised");
      const words = [
        made ? "Your version is a copy of the shipped one. Change it in" : "Your version is already there:",
        `  ${file}`,
        `Check it: lastedit recipe validate ${name}`,
        `Play its examples: lastedit test ${name}`,
        "Put it into force: lastedit recipe reload",
      ];
      context.print({ recipe: name, file, made }, words.join("\n"), flags);
    });
}

function addDiffCommand(recipe: Command, context: CommandContext): void {
  addCommand(recipe, "diff <recipe>", "Shows what you changed, and what an upgrade changed since then.", [
    "recipe diff send-order-edit-to-warehouse",
  ]).action(async (name: string, flags: Flags) => {
    const { readVersions } = await import("../../recipes/versions/index.ts");
    const { diffInWords, versionDiff } = await import("../recipes/version-words.ts");
    const diff = versionDiff(await readVersions(context.places.recipes, name));
    context.print(diff, diffInWords(diff), flags);
  });
}

function addMergeCommand(recipe: Command, context: CommandContext): void {
  addCommand(recipe, "merge <recipe>", "Takes what an upgrade changed into your version; the one before is kept.", [
    "recipe merge send-order-edit-to-warehouse",
    "recipe merge send-order-edit-to-warehouse --finish",
  ])
    .option("--finish", "bring a merge into force that you have settled in merge.yaml")
    .option("--again", "begin again although a merge waits to be settled; that one is kept as a backup")
    .action(async (name: string, { finish, again = false, ...flags }: Flags & { finish?: true; again?: boolean }) => {
      const { finishMerge, mergeRecipe } = await import("../../recipes/versions/index.ts");
      const { recipeCheck } = await import("../recipes/validate-recipes.ts");
      const { mergeInWords } = await import("../recipes/version-words.ts");
      const { places } = context;
      const options = { check: await recipeCheck(places), now: Date.now() };
      const result: MergeResult =
        finish === true
          ? await finishMerge(places.recipes, name, options)
          : await mergeRecipe(places.recipes, name, { ...options, again });
      const counts = result.outcome === "merged" ? await told(context, name, "merged") : "";
      context.print({ recipe: name, ...result }, mergeInWords(name, result, counts), flags);
      if (result.outcome === "conflicts" || result.outcome === "cannot-run") process.exitCode = 1;
    });
}

function addRestoreCommand(recipe: Command, context: CommandContext): void {
  addCommand(recipe, "restore <recipe>", "Goes back to the shipped recipe, or to a backup; yours is kept.", [
    "recipe restore send-order-edit-to-warehouse",
    "recipe restore send-order-edit-to-warehouse --backup 2026-11-24T08-00-00-000Z",
  ])
    .option("--backup <name>", 'bring this earlier version of yours back ("lastedit recipe show" lists them)')
    .action(async (name: string, { backup, ...flags }: Flags & { readonly backup?: string }) => {
      const { restoreBackup, restoreShipped } = await import("../../recipes/versions/index.ts");
      const { recipes } = context.places;
      if (backup === undefined) {
        const kept = await restoreShipped(recipes, name, Date.now());
        const counts = await told(context, name, "restored");
        const words = `${name} is as shipped ${counts}.\n  Undo: lastedit recipe restore ${name} --backup ${kept}`;
        context.print({ recipe: name, backup: kept }, words, flags);
        return;
      }
      await restoreBackup(recipes, name, backup, Date.now());
      const counts = await told(context, name, "restored");
      context.print({ recipe: name, restored: backup }, `${name} is as in ${backup} ${counts}.`, flags);
    });
}

function addReloadCommand(recipe: Command, context: CommandContext): void {
  addCommand(recipe, "reload", "Puts recipes into force as their files are now, once all of yours are right.", [
    "recipe reload",
  ]).action(async (flags: Flags) => {
    const { validateRecipes } = await import("../recipes/validate-recipes.ts");
    const { tellRunning } = await import("../recipes/tell-running.ts");
    const problems = (await validateRecipes(context, undefined)).flatMap((checked) => checked.problems);
    if (problems.length > 0) {
      const words = ["What runs stays as it is:", ...problems.map((problem) => `  ${problem.words}`)];
      context.print({ reloaded: false, problems }, words.join("\n"), flags);
      process.exitCode = 1;
      return;
    }
    const counts = await tellRunning(context, { because: "recipe reload" });
    context.print({ reloaded: true, problems }, `All recipes are right. They count ${counts}.`, flags);
  });
}

/** @returns When it counts, as the end of a sentence */
async function told(context: CommandContext, recipe: string, because: string): Promise<string> {
  const { tellRunning } = await import("../recipes/tell-running.ts");
  return tellRunning(context, { recipe, because });
}
