import type { Budget } from "./budget.ts";
import { kindOf } from "./values.ts";

type Fail = (problem: string) => never;

/** Operators on plain values. Where JavaScript would quietly make NaN or "[object Object]", these refuse. */
export function binary(operator: string, left: unknown, right: unknown, budget: Budget, fail: Fail): unknown {
  switch (operator) {
    case "===":
      return left === right;
    case "!==":
      return left !== right;
    case "==":
      return looselyEqual(left, right);
    case "!=":
      return !looselyEqual(left, right);
    case "<":
    case ">":
    case "<=":
    case ">=":
      return compare(operator, left, right, fail);
    case "+":
      return add(left, right, budget, fail);
    case "-":
    case "*":
    case "/":
    case "%":
    case "**":
      return calculate(operator, left, right, fail);
    default:
      return fail(`the operator ${operator} is not allowed.`);
  }
}

export function unary(operator: string, value: unknown, fail: Fail): unknown {
  switch (operator) {
    case "!":
      return !value;
    case "typeof":
      return typeof value;
    case "-":
      return typeof value === "number" ? -value : fail(`- needs a number, got ${kindOf(value)}.`);
    case "+":
      return toNumber(value, fail);
    default:
      return fail(`the operator ${operator} is not allowed.`);
  }
}

/** As JavaScript's `==` for plain values; an object equals only itself, so no `toString` of it is ever asked. */
function looselyEqual(left: unknown, right: unknown): boolean {
  if (left === null || left === undefined) return right === null || right === undefined;
  if (typeof left === "object" || typeof right === "object") return left === right;
  if (typeof left === typeof right) return left === right;
  if (right === undefined) return false;
  return Number(left) === Number(right);
}

function compare(operator: string, left: unknown, right: unknown, fail: Fail): boolean {
  if (typeof left === "number" && typeof right === "number") return ordered(operator, left, right);
  if (typeof left === "string" && typeof right === "string") return ordered(operator, left, right);
  return fail(`${operator} needs two numbers or two texts, got ${kindOf(left)} and ${kindOf(right)}.`);
}

function ordered<T extends number | string>(operator: string, left: T, right: T): boolean {
  if (operator === "<") return left < right;
  if (operator === ">") return left > right;
  return operator === "<=" ? left <= right : left >= right;
}

function add(left: unknown, right: unknown, budget: Budget, fail: Fail): unknown {
  if (typeof left === "number" && typeof right === "number") return left + right;
  if (typeof left !== "string" && typeof right !== "string") {
    return fail(`+ needs numbers or texts, got ${kindOf(left)} and ${kindOf(right)}.`);
  }
  return joinTexts([asText(left, fail), asText(right, fail)], budget);
}

export function joinTexts(texts: readonly string[], budget: Budget): string {
  const length = texts.reduce((sum, text) => sum + text.length, 0);
  budget.allowSize(length);
  budget.spend(length);
  return texts.join("");
}

function calculate(operator: string, left: unknown, right: unknown, fail: Fail): number {
  if (typeof left !== "number" || typeof right !== "number") {
    return fail(`${operator} needs two numbers, got ${kindOf(left)} and ${kindOf(right)}.`);
  }
  switch (operator) {
    case "-":
      return left - right;
    case "*":
      return left * right;
    case "/":
      return left / right;
    case "%":
      return left % right;
    default:
      return left ** right;
  }
}

/** A value as part of a text. */
export function asText(value: unknown, fail: Fail): string {
  if (typeof value === "string") return value;
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  return fail(
    value === null || value === undefined
      ? `a part of the text is ${String(value)}; say what to write instead, as in \`value ?? ''\`.`
      : `${kindOf(value)} cannot be part of a text; use JSON.stringify(…).`,
  );
}

export function toNumber(value: unknown, fail: Fail): number {
  if (typeof value === "object" && value !== null) return fail(`${kindOf(value)} is not a number.`);
  return Number(value);
}
