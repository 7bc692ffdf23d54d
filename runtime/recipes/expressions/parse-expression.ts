import { parseExpressionAt } from "acorn";
import type { Expression } from "acorn";
import { ExpressionError } from "./expression-error.ts";

/** A parsed expression. `start` and `end` are where it stands in the text it was read from. */
export interface ParsedExpression {
  readonly text: string;
  readonly root: Expression;
  readonly start: number;
  readonly end: number;
}

/**
 * Reads one JavaScript expression that begins at an offset of a text. What of the language is allowed is decided when
 * it is evaluated.
 *
 * @throws {ExpressionError} When there is none, or a mistake in it
 */
export function parseExpressionFrom(text: string, offset: number): ParsedExpression {
  try {
    // With brackets kept in the tree, the tree's end is the expression's end.
    const options = { ecmaVersion: 2023, sourceType: "module", preserveParens: true } as const;
    const root = parseExpressionAt(text, offset, options);
    return { text: text.slice(offset, root.end), root, start: offset, end: root.end };
  } catch (error) {
    const source = text.slice(offset).replace(/\}\}[^]*$/, "");
    throw new ExpressionError(source, `cannot be read: ${readable(error)}.`);
  }
}

function readable(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.replace(/ \(\d+:\d+\)$/, "").toLowerCase();
}
