import type { RecipeItem } from "../../../runtime/api/contract/recipe-parts.ts";
import type { StateWords } from "./tones.ts";

type Stateful = Pick<RecipeItem, "on" | "off" | "paused" | "problems" | "hasDraft" | "version" | "triggers">;

/** What a recipe's state is called, the first that fits, and why. */
const STATES: readonly (StateWords & { readonly when: (recipe: Stateful) => boolean; readonly because: string })[] = [
  {
    label: "Paused",
    tone: "look",
    when: ({ paused }) => paused !== null,
    because: "Events are kept and run once it goes on.",
  },
  { label: "On", tone: "good", when: ({ on }) => on, because: "It runs for each event of its triggers." },
  {
    label: "Not published",
    tone: "quiet",
    when: ({ version, hasDraft, triggers }) => version.state === "own" && hasDraft && triggers.length === 0,
    because: "There is only a draft so far.",
  },
  {
    label: "Broken",
    tone: "bad",
    when: ({ off }) => off?.startsWith("It cannot be") === true,
    because: "Its text cannot be used as it is.",
  },
  {
    label: "Needs configuration",
    tone: "look",
    when: ({ off }) => needsConfiguration(off),
    because: "Something that it needs is not set.",
  },
  { label: "Off", tone: "quiet", when: () => true, because: "Events do not start it." },
];

export function recipeStateOf(recipe: Stateful): StateWords & { readonly because: string } {
  const { label, tone, because } = STATES.find(({ when }) => when(recipe)) ?? { ...OFF };
  return { label, tone, because: recipe.paused?.because ?? recipe.off ?? because };
}

/** What switching it on has brought. @param off - Why it still does not run */
export function switchedOn(off: string | null): string {
  return off === null ? "Switched on." : `Switched on. It does not run yet: ${off}`;
}

/** Whether switching it on is not enough. @param off - The runtime's reason why a recipe does not run */
export function needsConfiguration(off: string | null): boolean {
  return off?.startsWith("It needs") === true;
}

const OFF = { label: "Off", tone: "quiet", because: "" } as const;

/** Whose text a recipe has. */
export const RECIPE_VERSION = {
  shipped: { label: "As shipped", tone: "quiet" },
  customised: { label: "Changed by you", tone: "busy" },
  outdated: { label: "Changed by you, newer one shipped", tone: "look" },
  unpinned: { label: "Changed by you", tone: "busy" },
  withdrawn: { label: "Yours, no longer shipped", tone: "look" },
  own: { label: "Your own", tone: "busy" },
} as const satisfies Record<RecipeItem["version"]["state"], StateWords>;
