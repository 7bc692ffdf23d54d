/** What was asked for a recipe's versions is not there or cannot be done. Nothing was changed. */
export class RecipeVersionError extends Error {
  readonly code = "recipe-version";
}
