import { parse } from "acorn";
import type { Program } from "acorn";
import { importedSpecifiers } from "../packages/import-scan.ts";
import { asDependency, wantedPackage } from "../packages/undeclared-imports.ts";
import type { Dependencies } from "../packages/undeclared-imports.ts";

/**
 * What is wrong with the code of a step, as far as reading it can tell. The code is not run.
 *
 * @returns `null` when nothing is
 */
export function codeProblem(code: string): string | null {
  let program: Program;
  try {
    program = parse(code, { ecmaVersion: "latest", sourceType: "module", allowAwaitOutsideFunction: true });
  } catch (error) {
    return `is not an ES module: ${error instanceof Error ? error.message : String(error)} (line and column of the code)`;
  }
  const hasDefault = program.body.some(({ type }) => type === "ExportDefaultDeclaration");
  if (!hasDefault)
    return "has no default export; expected export default defineComponent({ async run({ steps, $ }) { … } })";
  const relative = importedSpecifiers(code).find((specifier) => /^[./]|^file:/.test(specifier));
  if (relative !== undefined)
    return `imports "${relative}"; a code step may import npm packages and modules of Node only`;
  return null;
}

/** The npm packages that the code imports: `{ lodash: "latest" }`. */
export function codeDependencies(code: string): Dependencies {
  const wanted = importedSpecifiers(code)
    .map(wantedPackage)
    .filter((found) => found !== null);
  return Object.fromEntries(wanted.map(asDependency));
}
