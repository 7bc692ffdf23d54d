import type { ArrowFunctionExpression, CallExpression } from "acorn";
import { written } from "./evaluation.ts";
import type { Evaluation } from "./evaluation.ts";
import { GLOBAL_FUNCTIONS } from "./global-functions.ts";
import { LIST_METHODS } from "./list-methods.ts";
import { listItems } from "./literals.ts";
import { member } from "./members.ts";
import { callWith, CallbackValue } from "./method-call.ts";
import type { Callback, MethodCall } from "./method-call.ts";
import { bindPattern } from "./patterns.ts";
import { BOOLEAN_METHODS, NUMBER_METHODS, TEXT_METHODS } from "./text-methods.ts";
import { kindOf } from "./values.ts";

type Method = (call: MethodCall) => unknown;

/** Only these take a function, and only as their first argument, so that no function is ever a value. */
const CALLBACK_METHODS: ReadonlySet<string> = new Set(
  "every filter find findIndex findLast flatMap map reduce some".split(" "),
);

export function callValue(node: CallExpression, evaluation: Evaluation): unknown {
  const { fail } = evaluation;
  if (node.callee.type === "Super") return fail("super cannot be called.");
  const name = written(node.callee, evaluation);
  const [root = ""] = name.split(".");
  const global = evaluation.locals.has(root) ? undefined : own(GLOBAL_FUNCTIONS, name);
  if (global !== undefined) return run(name, global, node, evaluation);
  if (node.callee.type !== "MemberExpression") return fail(`${name} cannot be called.`);
  const { receiver, key } = member(node.callee, evaluation);
  const method = methodOf(receiver, key);
  if (method === undefined) return fail(`${kindOf(receiver)} has no method "${key}" that is allowed.`);
  if (typeof receiver === "string" || Array.isArray(receiver)) evaluation.budget.spend(receiver.length);
  return run(key, method, node, evaluation);
}

function run(name: string, method: Method, node: CallExpression, evaluation: Evaluation): unknown {
  const [first, ...others] = node.arguments;
  const args =
    first?.type === "ArrowFunctionExpression" && CALLBACK_METHODS.has(name)
      ? [new CallbackValue(callbackOf(first, evaluation)), ...listItems(others, evaluation)]
      : listItems(node.arguments, evaluation);
  return callWith(name, args, evaluation.budget, evaluation.fail, method);
}

function methodOf(receiver: unknown, key: string): Method | undefined {
  if (typeof receiver === "string") return bound(own(TEXT_METHODS, key), receiver);
  if (typeof receiver === "number") return bound(own(NUMBER_METHODS, key), receiver);
  if (typeof receiver === "boolean") return bound(own(BOOLEAN_METHODS, key), receiver);
  return Array.isArray(receiver) ? bound(own(LIST_METHODS, key), receiver as readonly unknown[]) : undefined;
}

function bound<T>(method: ((self: T, call: MethodCall) => unknown) | undefined, receiver: T): Method | undefined {
  return method && ((call) => method(receiver, call));
}

function own<T>(table: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}

function callbackOf(node: ArrowFunctionExpression, evaluation: Evaluation): Callback {
  const { body } = node;
  if (body.type === "BlockStatement" || node.async) {
    return evaluation.fail("a function here is one expression, as in line => line.sku.");
  }
  return (args) => {
    const locals = new Map(evaluation.locals);
    node.params.forEach((param, index) => bindPattern(param, args[index], locals, evaluation.fail));
    return evaluation.value(body, locals);
  };
}
