import { buildComponents } from "../../build/build-components.ts";
import { builtCatalogue } from "../../component-host/index.ts";
import type { Catalogue } from "../../component-host/types.ts";
import type { Places } from "./places.ts";

/** The components, built anew where their source has changed. */
export async function openCatalogue({ root, components }: Places): Promise<Catalogue> {
  await buildComponents({ root, outDir: components });
  return builtCatalogue(components);
}
