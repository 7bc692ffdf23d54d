/** Where something stands in a recipe: names of fields and positions in lists. */
export type RecipePath = readonly (string | number)[];

/** One thing that is wrong with a recipe. */
export interface RecipeProblem {
  readonly path: RecipePath;
  /** What is there and what was expected. */
  readonly problem: string;
  /** From 1; the nearest place that exists when something is missing. */
  readonly line: number;
  readonly column: number;
}

/** A recipe that cannot be used, with all that is wrong with it. Nothing was started. */
export class RecipeError extends Error {
  override readonly name = "RecipeError";
  readonly code = "recipe-invalid";
  readonly file: string;
  readonly problems: readonly RecipeProblem[];

  constructor(file: string, problems: readonly RecipeProblem[]) {
    super(problems.map((problem) => describeProblem(file, problem)).join("\n"));
    this.file = file;
    this.problems = problems;
  }
}

/** `recipe.yaml:12:5: steps[0].uses: is "x"; expected …` */
export function describeProblem(file: string, { path, problem, line, column }: RecipeProblem): string {
  const place = path.length === 0 ? "" : ` ${pathText(path)}:`;
  return `${file}:${line}:${column}:${place} ${problem}`;
}

/** `steps[2].props.orderId` */
export function pathText(path: RecipePath): string {
  return path.map((part, index) => (typeof part === "number" ? `[${part}]` : index === 0 ? part : `.${part}`)).join("");
}
