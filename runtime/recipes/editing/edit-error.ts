/** An operation that does not fit the recipe's document. Nothing was changed. */
export class RecipeEditError extends Error {
  override readonly name = "RecipeEditError";
  readonly code = "recipe-edit";
  /** Position of the operation in the list, from 0. */
  readonly operation: number;

  constructor(operation: number, problem: string) {
    super(`Operation ${operation + 1}: ${problem} Nothing was changed.`);
    this.operation = operation;
  }
}
