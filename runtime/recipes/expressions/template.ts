import type { Scope } from "./evaluation.ts";
import { evaluate } from "./evaluate.ts";
import { ExpressionError } from "./expression-error.ts";
import { parseExpressionFrom } from "./parse-expression.ts";
import type { ParsedExpression } from "./parse-expression.ts";
import { isPlainObject, setOwnProperty } from "./values.ts";

/** A text with expressions in it, read once and evaluated as often as wanted. Texts and expressions in order. */
export type Template = readonly (string | ParsedExpression)[];

/**
 * Reads a text with `{{ }}` expressions in it. A `}}` inside an expression (`{{ { a: { b: 1 } } }}`) does not end it.
 *
 * @throws {ExpressionError} When an expression cannot be read or is not closed
 */
export function parseTemplate(text: string): Template {
  const parts: (string | ParsedExpression)[] = [];
  let position = 0;
  for (let open = text.indexOf("{{"); open !== -1; open = text.indexOf("{{", position)) {
    if (open > position) parts.push(text.slice(position, open));
    const expression = parseExpressionFrom(text, open + 2);
    const closing = /^\s*\}\}/.exec(text.slice(expression.end));
    if (closing === null)
      throw new ExpressionError(expression.text, `is not closed with }} in ${JSON.stringify(text)}.`);
    parts.push(expression);
    position = expression.end + closing[0].length;
  }
  if (position < text.length || parts.length === 0) parts.push(text.slice(position));
  return parts;
}

/**
 * A text that is one expression and nothing else gives the expression's value with its type; otherwise the values are
 * written into the text, an object or a list as JSON.
 *
 * @throws {ExpressionError} Also when a value to be written into a text is null or undefined, since a text such as
 * "Order undefined" helps nobody
 */
export function fillTemplate(template: Template, scope: Scope): unknown {
  const [only] = template;
  if (template.length === 1 && only !== undefined) return typeof only === "string" ? only : evaluate(only, scope);
  return template.map((part) => (typeof part === "string" ? part : textFrom(part, scope))).join("");
}

function textFrom(expression: ParsedExpression, scope: Scope): string {
  const value = evaluate(expression, scope);
  if (typeof value === "string") return value;
  if (value === null || value === undefined) {
    throw new ExpressionError(
      expression.text,
      `is ${String(value)} where a text is written; say what to write instead, as in {{… ?? ""}}.`,
    );
  }
  return JSON.stringify(value);
}

/** Calls back for every text inside of a value. */
export function mapTexts(value: unknown, change: (text: string) => unknown): unknown {
  if (typeof value === "string") return change(value);
  if (Array.isArray(value)) return value.map((item) => mapTexts(item, change));
  if (!isPlainObject(value)) return value;
  const made: Record<string, unknown> = {};
  for (const [key, item] of Object.entries(value)) setOwnProperty(made, key, mapTexts(item, change));
  return made;
}
