import { basename, dirname } from "node:path";
import type { ComponentSummary } from "../component-host/types.ts";
import { checkRecipe } from "./check-recipe.ts";
import { folderProblem, readRecipe } from "./load-recipe.ts";
import { RecipeError } from "./recipe-problem.ts";
import type { RecipeProblem } from "./recipe-problem.ts";

/** Systems that connections exist for; their props begin with these words. */
const SYSTEMS = ["shopify", "peoplevox"];

/**
 * All that is wrong with a recipe's text, before any connection is known: a recipe that names a system under
 * `connections` is taken to have all of that system's fields.
 *
 * @param file - Named in problems; its folder has the recipe's name
 * @returns `[]` when it can be run
 */
export function validateRecipe(text: string, file: string, components: readonly ComponentSummary[]): RecipeProblem[] {
  try {
    const loaded = readRecipe(text, file);
    const wrongFolder = folderProblem(loaded, basename(dirname(file)));
    const connectionFields = fieldsOf(Object.keys(loaded.recipe.connections), components);
    return [...wrongFolder, ...checkRecipe(loaded, { components, connectionFields })];
  } catch (error) {
    if (error instanceof RecipeError) return [...error.problems];
    throw error;
  }
}

function fieldsOf(connections: readonly string[], components: readonly ComponentSummary[]): string[] {
  // A connection of another name may be any system's.
  const systems = connections.every((name) => SYSTEMS.includes(name)) ? connections : SYSTEMS;
  const names = components.flatMap(({ props }) => props.map(({ name }) => name));
  return names.filter((name) => systems.some((system) => new RegExp(`^${system}[A-Z]`).test(name)));
}
