import type { Expression } from "acorn";
import { createBudget } from "./budget.ts";
import { callValue } from "./calls.ts";
import { notAllowed, ShortCircuit } from "./evaluation.ts";
import type { Evaluation, Scope } from "./evaluation.ts";
import { ExpressionError } from "./expression-error.ts";
import { GLOBAL_FUNCTIONS, GLOBAL_NAMESPACES } from "./global-functions.ts";
import { listItems, objectOf, templateText } from "./literals.ts";
import { member } from "./members.ts";
import { binary, unary } from "./operators.ts";
import type { ParsedExpression } from "./parse-expression.ts";
import { isWritable, ownProperty } from "./values.ts";

const CONSTANTS: Readonly<Record<string, unknown>> = { undefined: undefined, NaN, Infinity };

/**
 * Evaluates a parsed expression by walking its tree: nothing is compiled, and nothing but data of the scope and the
 * allowed functions can be reached.
 *
 * @throws {ExpressionError} For what is not allowed, has no sensible value, or takes too much
 */
export function evaluate(expression: ParsedExpression, scope: Scope): unknown {
  const fail = (problem: string): never => {
    throw new ExpressionError(expression.text, problem);
  };
  const budget = createBudget(fail);
  const value = (node: Expression, locals: ReadonlyMap<string, unknown>): unknown => {
    budget.spend();
    return budget.deeper(() => valueOf(node, { expression, scope, locals, budget, fail, value }));
  };
  const result = value(expression.root, new Map());
  return isWritable(result) ? result : fail("makes a value too large or too deep to be written.");
}

function valueOf(node: Expression, evaluation: Evaluation): unknown {
  const { budget, fail, locals } = evaluation;
  const value = (part: Expression): unknown => evaluation.value(part, locals);
  switch (node.type) {
    case "Literal":
      return node.regex !== undefined || typeof node.value === "bigint" ? notAllowed(node, evaluation) : node.value;
    case "TemplateLiteral":
      return templateText(node, evaluation);
    case "Identifier":
      return nameValue(node.name, evaluation);
    case "ParenthesizedExpression":
      return value(node.expression);
    case "MemberExpression": {
      const { receiver, key } = member(node, evaluation);
      return ownProperty(receiver, key);
    }
    case "ChainExpression":
      return chainValue(() => value(node.expression));
    case "CallExpression":
      return callValue(node, evaluation);
    case "UnaryExpression":
      return unary(node.operator, value(node.argument), fail);
    case "BinaryExpression":
      if (node.left.type === "PrivateIdentifier") return notAllowed(node, evaluation);
      return binary(node.operator, value(node.left), value(node.right), budget, fail);
    case "LogicalExpression": {
      const left = value(node.left);
      if (node.operator === "??") return left ?? value(node.right);
      return Boolean(left) === (node.operator === "&&") ? value(node.right) : left;
    }
    case "ConditionalExpression":
      return value(value(node.test) ? node.consequent : node.alternate);
    case "ArrayExpression":
      return listItems(node.elements, evaluation);
    case "ObjectExpression":
      return objectOf(node, evaluation);
    case "ArrowFunctionExpression":
      return fail("a function is only allowed inside of map, filter, find, some, every and their like.");
    default:
      return notAllowed(node, evaluation);
  }
}

function nameValue(name: string, { scope, locals, fail }: Evaluation): unknown {
  if (locals.has(name)) return locals.get(name);
  if (Object.hasOwn(CONSTANTS, name)) return CONSTANTS[name];
  if (Object.hasOwn(scope, name)) return scope[name];
  if (GLOBAL_NAMESPACES.has(name) || Object.hasOwn(GLOBAL_FUNCTIONS, name)) return fail(`${name} can only be called.`);
  return fail(`there is nothing called "${name}"; there is ${[...locals.keys(), ...Object.keys(scope)].join(", ")}.`);
}

function chainValue(chain: () => unknown): unknown {
  try {
    return chain();
  } catch (error) {
    if (error instanceof ShortCircuit) return undefined;
    throw error;
  }
}
