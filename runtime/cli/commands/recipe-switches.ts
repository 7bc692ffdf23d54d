import type { Command } from "commander";
import { addCommand, withBackend } from "../command-context.ts";
import type { CommandContext } from "../command-context.ts";

export function addSwitchCommands(recipe: Command, context: CommandContext): void {
  addCommand(recipe, "enable <recipe>", "Switches a recipe on, whatever the configuration says.", [
    "recipe enable release-order-to-warehouse",
  ]).action((name: string, flags: { readonly json?: boolean }) => turn(context, name, true, flags));
  addCommand(recipe, "disable <recipe>", "Switches a recipe off, whatever the configuration says.", [
    "recipe disable sync-order-details",
  ]).action((name: string, flags: { readonly json?: boolean }) => turn(context, name, false, flags));
}

/** The switch is kept in the database; every process that runs recipes follows within seconds. */
async function turn(
  context: CommandContext,
  name: string,
  enabled: boolean,
  flags: { readonly json?: boolean },
): Promise<void> {
  const { readRecipeViews, viewNamed } = await import("../recipes/recipe-view.ts");
  const { view, remote } = await withBackend(context, async (backend, isRemote) => {
    viewNamed(await readRecipeViews(context, backend), name);
    await backend.switchRecipe(name, enabled);
    return { view: viewNamed(await readRecipeViews(context, backend), name), remote: isRemote };
  });
  const when = remote
    ? "It counts within seconds."
    : "Whatever runs follows within seconds, else from the next start on.";
  const but = enabled && view.off !== null ? ` It does not run yet: ${view.off}` : "";
  const words = `Switched ${name} ${enabled ? "on" : "off"}. ${when}${but}`;
  context.print({ recipe: name, enabled, off: view.off }, words, flags);
}
