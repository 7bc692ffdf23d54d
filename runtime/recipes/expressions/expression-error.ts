/** An expression of a recipe cannot be read or has no value. Evaluating changes nothing anywhere. */
export class ExpressionError extends Error {
  override readonly name = "ExpressionError";
  readonly code = "expression-failed";
  readonly retry = "never";
  readonly effect = "nothing-sent";
  /** The whole expression. */
  readonly expression: string;

  constructor(expression: string, problem: string) {
    super(`Expression {{${shortened(expression)}}}: ${problem}`);
    this.expression = expression;
  }
}

function shortened(text: string): string {
  const trimmed = text.trim();
  return trimmed.length > 120 ? `${trimmed.slice(0, 120)}…` : trimmed;
}
