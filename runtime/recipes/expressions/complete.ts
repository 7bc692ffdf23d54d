import { GLOBAL_FUNCTIONS } from "./global-functions.ts";
import { LIST_METHODS } from "./list-methods.ts";
import { BOOLEAN_METHODS, NUMBER_METHODS, TEXT_METHODS } from "./text-methods.ts";
import { isPlainObject } from "./values.ts";

/** Something that may stand at the cursor. */
export interface Choice {
  readonly insert: string;
  readonly label: string;
  readonly kind: "name" | "field" | "method" | "function";
  /** Type and value of what it names. */
  readonly detail: string;
}

export interface Completion {
  /** The part of the text that a choice takes the place of, in characters. */
  readonly from: number;
  readonly to: number;
  readonly choices: readonly Choice[];
}

const MOST_CHOICES = 100;
const LONGEST_DETAIL = 80;
const PLAIN_NAME = /^[A-Za-z_$][\w$]*$/;

/**
 * What may stand at the cursor: names, fields of the value before the dot, methods of its type.
 *
 * @param text - An expression, or a text with `{{ }}` in it; outside of `{{ }}` nothing is offered
 * @param evaluate - Value of an expression; throws when it has none
 * @param plain - The text is an expression as it is, as in a condition
 */
export function complete(
  text: string,
  cursor: number,
  {
    scope,
    evaluate,
    plain,
  }: {
    readonly scope: Readonly<Record<string, unknown>>;
    evaluate(expression: string): unknown;
    readonly plain: boolean;
  },
): Completion {
  const before = text.slice(0, cursor);
  const open = before.lastIndexOf("{{");
  const inside = text.includes("{{") ? open !== -1 && open > before.lastIndexOf("}}") : plain;
  if (!inside) return { from: cursor, to: cursor, choices: [] };
  const expression = before.slice(text.includes("{{") ? open + 2 : 0);
  const [typed = ""] = /[\w$]*$/.exec(expression) ?? [""];
  const from = cursor - typed.length;
  const to = cursor + (/^[\w$]*/.exec(text.slice(cursor))?.[0].length ?? 0);
  const head = expression.slice(0, expression.length - typed.length);
  const dot = /(\?)?\.$/.exec(head);
  const choices = dot === null ? names(scope) : members(tail(head.slice(0, dot.index)), evaluate);
  const wanted = typed.toLowerCase();
  const fitting = choices.filter(({ label }) => label.toLowerCase().startsWith(wanted));
  return { from, to, choices: fitting.slice(0, MOST_CHOICES) };
}

function names(scope: Readonly<Record<string, unknown>>): Choice[] {
  const own = Object.entries(scope).map(([label, value]) => choice(label, "name", describe(value)));
  const functions = Object.keys(GLOBAL_FUNCTIONS).map((label) => choice(label, "function", "function"));
  return [...own, ...functions];
}

function members(expression: string, evaluate: (expression: string) => unknown): Choice[] {
  let value: unknown;
  try {
    value = evaluate(expression);
  } catch {
    return Object.keys(GLOBAL_FUNCTIONS)
      .filter((name) => name.startsWith(`${expression}.`))
      .map((name) => choice(name.slice(expression.length + 1), "function", "function"));
  }
  if (isPlainObject(value)) {
    return Object.entries(value).map(([name, part]) =>
      PLAIN_NAME.test(name)
        ? choice(name, "field", describe(part))
        : { ...choice(name, "field", describe(part)), insert: `[${JSON.stringify(name)}]` },
    );
  }
  if (Array.isArray(value)) return methods({ length: null, ...LIST_METHODS });
  if (typeof value === "string") return methods({ length: null, ...TEXT_METHODS });
  if (typeof value === "number") return methods(NUMBER_METHODS);
  return typeof value === "boolean" ? methods(BOOLEAN_METHODS) : [];
}

function methods(table: Readonly<Record<string, unknown>>): Choice[] {
  return Object.keys(table).map((name) => choice(name, name === "length" ? "field" : "method", "method"));
}

function choice(label: string, kind: Choice["kind"], detail: string): Choice {
  return { insert: label, label, kind, detail: kind === "field" && label === "length" ? "number" : detail };
}

/** The chain of names, calls and brackets at the end: `steps.order.lines[0]` of `1 + steps.order.lines[0]`. */
function tail(expression: string): string {
  let depth = 0;
  for (let at = expression.length - 1; at >= 0; at -= 1) {
    const char = expression.charAt(at);
    if (char === ")" || char === "]") depth += 1;
    else if (char === "(" || char === "[") {
      if (depth === 0) return expression.slice(at + 1);
      depth -= 1;
    } else if (depth === 0 && !/[\w$.?"']/.test(char)) return expression.slice(at + 1);
  }
  return expression;
}

function describe(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return `list of ${value.length}`;
  if (typeof value === "object") return "fields";
  const text = JSON.stringify(value) as string | undefined;
  const shown = text ?? "undefined";
  return `${typeof value}: ${shown.length > LONGEST_DETAIL ? `${shown.slice(0, LONGEST_DETAIL)}…` : shown}`;
}
