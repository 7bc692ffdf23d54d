import type { Command } from "commander";
import { addCommand } from "../command-context.ts";
import type { CommandContext } from "../command-context.ts";
import { RefusedError } from "../local-api/backend.ts";

interface AddFlags {
  readonly json?: boolean;
  readonly acceptLicence?: boolean;
}

export function addPackageCommands(program: Command, context: CommandContext): void {
  addAddCommand(program, context);
  addListCommand(program, context);
  addRemoveCommand(program, context);
}

function addAddCommand(program: Command, context: CommandContext): void {
  addCommand(
    program,
    "add <package>",
    "Adds the sources and actions of a Pipedream app, from npm. Its licence comes first.",
    ["add @pipedream/slack", "add @pipedream/slack@0.10.3 --accept-licence"],
  )
    .option("--accept-licence", "accept licences that are not open, without being asked")
    .action(async (wanted: string, flags: AddFlags) => {
      const { addPackage } = await import("../../packages/add-package.ts");
      const { addedInWords, licencesInWords, offerInWords } = await import("../packages/package-words.ts");
      const { keepsRecipesWorking } = await import("../packages/recipes-that-need.ts");
      const { ownCatalogue } = await import("../installation/open-catalogue.ts");
      const { personHere } = await import("../exceptions/person-here.ts");
      const { ask } = await import("../packages/ask.ts");
      const added = await addPackage({
        home: context.places.packages,
        wanted,
        by: personHere(),
        now: () => new Date(),
        onOffer: (offer) => console.error(offerInWords(offer)),
        async consent(packages) {
          console.error(`\n${licencesInWords(packages)}`);
          if (flags.acceptLicence === true) return true;
          const answer = await ask("Do you accept?");
          if (answer !== null) return answer;
          throw new RefusedError(
            "Nobody is here to accept the licence: call it with --accept-licence. Nothing was added.",
          );
        },
        check: await keepsRecipesWorking(context.places),
      });
      const own = new Set((await (await ownCatalogue(context.places)).list()).map(({ key }) => key));
      const hidden = added.components.map(({ key }) => key).filter((key) => own.has(key));
      const { tellRunning } = await import("../recipes/tell-running.ts");
      const counts = await tellRunning(context, { because: `added ${added.installed.name}` });
      context.print(added, addedInWords(added, hidden, counts), flags);
    });
}

function addListCommand(program: Command, context: CommandContext): void {
  addCommand(program, "packages [package]", "Lists the packages that were added, or what one of them has.", [
    "packages",
    "packages @pipedream/slack",
  ]).action(async (name: string | undefined, flags: { readonly json?: boolean }) => {
    const { readComponents, readPackages } = await import("../../packages/packages-folder.ts");
    const { componentsInWords, packagesInWords } = await import("../packages/package-words.ts");
    const home = context.places.packages;
    const packages = await readPackages(home);
    if (name === undefined) {
      context.print(packages, packagesInWords(packages), flags);
      return;
    }
    const found = packages.find((installed) => installed.name === name);
    if (found === undefined) throw new RefusedError(`There is no package "${name}" here. ${packagesInWords(packages)}`);
    const { components } = await readComponents(home, found);
    context.print({ ...found, components }, componentsInWords(components), flags);
  });
}

function addRemoveCommand(program: Command, context: CommandContext): void {
  addCommand(program, "remove <package>", "Removes a package that was added, unless a recipe uses it.", [
    "remove @pipedream/slack",
  ]).action(async (name: string, flags: { readonly json?: boolean }) => {
    const { removePackage } = await import("../../packages/remove-package.ts");
    const { keepsRecipesWorking } = await import("../packages/recipes-that-need.ts");
    const check = await keepsRecipesWorking(context.places);
    const removed = await removePackage({ home: context.places.packages, name, check });
    const { tellRunning } = await import("../recipes/tell-running.ts");
    const counts = await tellRunning(context, { because: `removed ${removed.name}` });
    context.print(removed, `Removed ${removed.name} ${removed.version}. It counts ${counts}.`, flags);
  });
}
