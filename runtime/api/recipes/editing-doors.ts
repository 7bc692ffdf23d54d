import { openCatalogue } from "../../cli/installation/open-catalogue.ts";
import type { Catalogue } from "../../component-host/types.ts";
import { DryRunner } from "../../dry-run/dry-runner.ts";
import type { ApiContext } from "../api-context.ts";
import { RecipeDesk } from "./recipe-desk.ts";

/** What the handlers of recipes, editing and replay share. */
export interface EditingDoors {
  readonly desk: RecipeDesk;
  /** Read anew when packages were added or removed. */
  catalogue(): Promise<Catalogue>;
  readonly dryRunner: DryRunner;
}

const opened = new WeakMap<ApiContext, EditingDoors>();

/** Opened once for each API. */
export function openEditingDoors(context: ApiContext): EditingDoors {
  const known = opened.get(context);
  if (known !== undefined) return known;
  const catalogue = (): Promise<Catalogue> => openCatalogue(context.places);
  const made = { desk: new RecipeDesk(context, catalogue), catalogue, dryRunner: new DryRunner() };
  opened.set(context, made);
  return made;
}
