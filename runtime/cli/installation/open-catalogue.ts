import { buildComponents } from "../../build/build-components.ts";
import { codeComponent } from "../../code-steps/code-component.ts";
import { builtCatalogue } from "../../component-host/index.ts";
import type { Catalogue } from "../../component-host/types.ts";
import { joinCatalogues, packagesCatalogue } from "../../packages/packages-catalogue.ts";
import type { Places } from "./places.ts";

/** LastEdit's own components, built anew where their source has changed, and those of the packages that were added. */
export async function openCatalogue(places: Places): Promise<Catalogue> {
  return joinCatalogues([await ownCatalogue(places), packagesCatalogue(places.packages)], (step) =>
    codeComponent(step, places.packages),
  );
}

/** LastEdit's own components. */
export async function ownCatalogue({ root, components }: Pick<Places, "root" | "components">): Promise<Catalogue> {
  await buildComponents({ root, outDir: components });
  return builtCatalogue(components);
}
