import type { Budget } from "./budget.ts";
import { kindOf } from "./values.ts";

/** A function written in the expression, as an argument of `map` and its like. */
export type Callback = (args: readonly unknown[]) => unknown;

/** The arguments of a call, read with their types checked. */
export interface MethodCall {
  readonly args: readonly unknown[];
  readonly budget: Budget;
  readonly fail: (problem: string) => never;
  /** @param otherwise - When the argument is not given; without it the argument is required */
  text(index: number, otherwise?: string): string;
  number(index: number, otherwise?: number): number;
  callback(): Callback;
}

/** Marks a function of the expression among plain values. */
export class CallbackValue {
  readonly call: Callback;

  constructor(call: Callback) {
    this.call = call;
  }
}

/**
 * Runs a method with its arguments.
 *
 * @param name - As written, for messages
 */
export function callWith(
  name: string,
  args: readonly unknown[],
  budget: Budget,
  fail: (problem: string) => never,
  run: (call: MethodCall) => unknown,
): unknown {
  let used = 0;
  const argument = (index: number): unknown => {
    used = Math.max(used, index + 1);
    return args[index];
  };
  const wrong = (index: number, expected: string): never =>
    fail(`${name} needs ${expected} as argument ${index + 1}, got ${kindOf(args[index])}.`);
  const result = run({
    get args() {
      used = args.length;
      return args;
    },
    budget,
    fail,
    text(index, otherwise) {
      const value = argument(index) ?? otherwise;
      return typeof value === "string" ? value : wrong(index, "a text");
    },
    number(index, otherwise) {
      const value = argument(index) ?? otherwise;
      return typeof value === "number" ? value : wrong(index, "a number");
    },
    callback() {
      const value = argument(0);
      return value instanceof CallbackValue ? value.call : fail(`${name} needs a function, as in ${name}(line => …).`);
    },
  });
  // JavaScript would drop them without a word, and the expression would not mean what it says.
  if (args.length > used) fail(`${name} takes ${used} arguments here, got ${args.length}.`);
  return result;
}
