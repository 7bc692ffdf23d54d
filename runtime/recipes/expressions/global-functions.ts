import type { Budget } from "./budget.ts";
import type { MethodCall } from "./method-call.ts";
import { toNumber } from "./operators.ts";
import { isPlainObject, kindOf } from "./values.ts";

type GlobalFunction = (call: MethodCall) => unknown;

const MATH_NAMES = ["abs", "ceil", "floor", "max", "min", "pow", "round", "sign", "sqrt", "trunc"] as const;

/** Functions without a receiver, and those of Math, JSON and their like. Nothing here reads a clock or chance. */
export const GLOBAL_FUNCTIONS: Readonly<Record<string, GlobalFunction>> = {
  String: (call) => textOf(call),
  Number: (call) => toNumber(call.args[0], call.fail),
  Boolean: (call) => Boolean(call.args[0]),
  "Number.isInteger": (call) => Number.isInteger(call.args[0]),
  "Number.isFinite": (call) => Number.isFinite(call.args[0]),
  "Number.isNaN": (call) => Number.isNaN(call.args[0]),
  "Array.isArray": (call) => Array.isArray(call.args[0]),
  "JSON.stringify": (call) => stringify(call),
  "Object.keys": (call) => entriesOf(call).map(([key]) => key),
  "Object.values": (call) => entriesOf(call).map(([, value]) => value),
  "Object.entries": (call) => entriesOf(call),
  ...Object.fromEntries(MATH_NAMES.map((name) => [`Math.${name}`, (call: MethodCall) => mathCall(name, call)])),
};

/** Objects that only exist to hold functions: they have no value of their own. */
export const GLOBAL_NAMESPACES: ReadonlySet<string> = new Set(["Math", "JSON", "Number", "Object", "Array"]);

function mathCall(name: (typeof MATH_NAMES)[number], call: MethodCall): number {
  const numbers = call.args.map((_, index) => call.number(index));
  const fn: (...numbers: number[]) => number = Math[name];
  return fn(...numbers);
}

function textOf(call: MethodCall): unknown {
  const [value] = call.args;
  if (typeof value === "object" && value !== null) return call.fail(`String does not take ${kindOf(value)}.`);
  return String(value);
}

function stringify(call: MethodCall): unknown {
  const [value, , indent] = call.args;
  if (call.args[1] !== undefined && call.args[1] !== null)
    return call.fail("JSON.stringify takes no function or list.");
  spendOn(value, call.budget);
  const text = JSON.stringify(value, null, typeof indent === "number" ? indent : 0) as string | undefined;
  call.budget.allowSize(text?.length ?? 0);
  return text;
}

/** Walks the value before it is written, so that one that repeats itself a million times is refused in time. */
function spendOn(value: unknown, budget: Budget): void {
  budget.spend(typeof value === "string" ? value.length : 0);
  if (Array.isArray(value)) for (const item of value) budget.deeper(() => spendOn(item, budget));
  else if (isPlainObject(value)) for (const item of Object.values(value)) budget.deeper(() => spendOn(item, budget));
}

function entriesOf(call: MethodCall): [string, unknown][] {
  const [value] = call.args;
  if (!isPlainObject(value)) return call.fail(`an object is needed, got ${kindOf(value)}.`);
  const entries = Object.entries(value);
  call.budget.spend(entries.length);
  return entries;
}
