import type { AnyNode, Expression } from "acorn";
import type { Budget } from "./budget.ts";
import type { ParsedExpression } from "./parse-expression.ts";

/** What an expression may read: its names are those of the scope, nothing else. Plain data. */
export type Scope = Readonly<Record<string, unknown>>;

/** One evaluation under way. */
export interface Evaluation {
  readonly expression: ParsedExpression;
  readonly scope: Scope;
  /** Parameters of the functions around, innermost first found. */
  readonly locals: ReadonlyMap<string, unknown>;
  readonly budget: Budget;
  readonly fail: (problem: string) => never;
  /** Value of a part of the expression, with further locals when it is a function's body. */
  readonly value: (node: Expression, locals: ReadonlyMap<string, unknown>) => unknown;
}

/** Left of `?.` was null or undefined: the whole chain is undefined. */
export class ShortCircuit extends Error {}

export function notAllowed(node: AnyNode, { fail }: Evaluation): never {
  return fail(`${node.type} is not allowed in expressions.`);
}

/** The source text of a part of the expression. */
export function written(node: AnyNode, { expression }: Evaluation): string {
  return expression.text.slice(node.start - expression.start, node.end - expression.start);
}
