import type { z } from "zod";
import { describeProblem } from "../recipes/index.ts";
import { schemaProblems } from "../recipes/schema-problems.ts";
import { readYaml } from "../recipes/yaml-places.ts";

/** An example file that cannot be played, with all that is wrong with it. Nothing was started. */
export class ExampleError extends Error {
  readonly code = "example-invalid";
}

/**
 * @param file - Named in errors
 * @throws {ExampleError} With line and column, when the text is not JSON
 */
export function parseExampleText(text: string, file: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    // JSON is YAML too, and that reader knows where it stumbled.
    const [place] = readYaml(text).mistakes;
    const reason = error instanceof Error ? error.message : String(error);
    throw new ExampleError(`${file}:${place?.line ?? 1}:${place?.column ?? 1}: is not JSON: ${reason}`);
  }
}

/** What the schema found, each with line, column, path, value and what was expected. */
export function exampleError(text: string, file: string, error: z.ZodError): ExampleError {
  const yaml = readYaml(text);
  const problems = schemaProblems(error, yaml.data).map((found) => ({ ...found, ...yaml.placeOf(found.path) }));
  return new ExampleError(problems.map((problem) => describeProblem(file, problem)).join("\n"));
}
