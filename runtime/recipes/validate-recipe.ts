import { basename, dirname } from "node:path";
import type { ComponentSummary } from "../component-host/types.ts";
import { appField } from "../connections/app-field.ts";
import { checkRecipe } from "./check-recipe.ts";
import { folderProblem, readRecipe } from "./load-recipe.ts";
import { RecipeError } from "./recipe-problem.ts";
import type { RecipeProblem } from "./recipe-problem.ts";

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

/**
 * `shopify` has every prop that begins with `shopify`, and is the account of an app of that name; a connection of a name
 * that begins none may have any.
 */
function fieldsOf(connections: readonly string[], components: readonly ComponentSummary[]): string[] {
  const names = components.flatMap(({ props }) =>
    props.map(({ name, app }) => (app === undefined ? name : appField(app))),
  );
  return connections.flatMap((connection) => {
    const own = names.filter(
      (name) =>
        name === appField(connection) || (name.startsWith(connection) && /[A-Z]/.test(name.charAt(connection.length))),
    );
    return own.length > 0 ? own : names;
  });
}
