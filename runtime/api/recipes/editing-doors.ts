import type { Catalogue } from "../../component-host/types.ts";
import { DryRunner } from "../../dry-run/dry-runner.ts";
import type { ApiContext } from "../api-context.ts";
import { RecipeDesk } from "./recipe-desk.ts";

/** What the handlers of recipes, editing and replay share. */
export interface EditingDoors {
  readonly desk: RecipeDesk;
  catalogue(): Promise<Catalogue>;
  readonly dryRunner: DryRunner;
  onClose(close: () => Promise<void>): void;
  /** Ends dry runs and replays of this process; replays go on in another, or at the next start. */
  close(): Promise<void>;
}

const opened = new WeakMap<ApiContext, EditingDoors>();

/** Opened once for each API. */
export function openEditingDoors(context: ApiContext): EditingDoors {
  const known = opened.get(context);
  if (known !== undefined) return known;
  const catalogue = (): Promise<Catalogue> => Promise.resolve(context.installation.catalogue);
  const dryRunner = new DryRunner();
  const closings: (() => Promise<void>)[] = [];
  const made: EditingDoors = {
    desk: new RecipeDesk(context, catalogue),
    catalogue,
    dryRunner,
    onClose: (close) => void closings.push(close),
    async close() {
      await dryRunner.close();
      for (const close of closings) await close();
    },
  };
  opened.set(context, made);
  return made;
}
