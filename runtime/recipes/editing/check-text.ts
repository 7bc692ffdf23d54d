import { join } from "node:path";
import type { ComponentSummary } from "../../component-host/types.ts";
import { readRecipe, RecipeError, pathText, validateRecipe } from "../index.ts";
import type { Recipe } from "../index.ts";
import { readYaml } from "../yaml-places.ts";

/** One thing that is wrong with a recipe's text, as an editor shows it. */
export interface FoundProblem {
  readonly path: string;
  readonly problem: string;
  /** Both from 1. */
  readonly line: number;
  readonly column: number;
  /** Name of the step it is in. */
  readonly step: string | null;
}

export interface CheckedText {
  /** With defaults filled in; `null` when the text cannot be read as a recipe. */
  readonly recipe: Recipe | null;
  readonly problems: readonly FoundProblem[];
}

/**
 * Reads and checks a recipe's text as far as it can be read.
 *
 * @param folder - The recipe's folder, whose name the recipe must have
 */
export function checkText(text: string, folder: string, components: readonly ComponentSummary[]): CheckedText {
  const problems = validateRecipe(text, join(folder, "recipe.yaml"), components);
  const { data } = readYaml(text);
  return {
    recipe: readable(text),
    problems: problems.map(({ path, problem, line, column }) => ({
      path: pathText(path),
      problem,
      line,
      column,
      step: path[0] === "steps" && typeof path[1] === "number" ? namespaceAt(data, path[1]) : null,
    })),
  };
}

function readable(text: string): Recipe | null {
  try {
    return readRecipe(text, "recipe.yaml").recipe;
  } catch (error) {
    if (error instanceof RecipeError) return null;
    throw error;
  }
}

function namespaceAt(data: unknown, position: number): string | null {
  const steps = (data as { steps?: unknown } | null)?.steps;
  const step: unknown = Array.isArray(steps) ? steps[position] : undefined;
  const namespace = (step as { namespace?: unknown } | undefined)?.namespace;
  return typeof namespace === "string" ? namespace : null;
}
