import { parse } from "yaml";
import { givesRouting, tellsPeople } from "../../recipes/gives-routing.ts";
import type { Installation } from "../../cli/installation/open-installation.ts";

/** The shipped recipe that tells people about exceptions. */
const SHIPPED = "alert-owners";

type Running = Pick<Installation, "recipes" | "idle">;
type Steps = Parameters<typeof givesRouting>[0];

/** Names of the recipes that run and say themselves who is told. */
export function recipesThatGive({ recipes }: Running): string[] {
  return [...recipes.values()].filter(({ source }) => givesRouting(stepsOf(source?.text))).map(({ name }) => name);
}

/** Why nobody is told of an exception; `null` while a recipe does it. */
export function whyNobodyTells({ recipes, idle }: Running): string | null {
  if ([...recipes.values()].some(({ steps }) => tellsPeople(steps))) return null;
  return idle.get(SHIPPED) ?? `There is no recipe ${SHIPPED} here.`;
}

/** Of a text that runs, and so has been checked. */
function stepsOf(text: string | undefined): Steps {
  return text === undefined ? [] : (parse(text) as { readonly steps: Steps }).steps;
}
