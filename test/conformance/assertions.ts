import { isDeepStrictEqual, inspect } from "node:util";

/** One rule that a component was held to. */
export interface Assertion {
  readonly rule: string;
  /** What was wrong; `null` when it holds. */
  readonly problem: string | null;
}

export interface Assertions {
  /** The rule holds when both are deeply equal. */
  equal(rule: string, actual: unknown, expected: unknown): void;
  ok(rule: string, holds: boolean, seen?: unknown): void;
  /** The rule holds when the promise rejects with a message that matches. */
  rejects(rule: string, work: Promise<unknown>, message: RegExp): Promise<void>;
  readonly made: readonly Assertion[];
}

export function createAssertions(): Assertions {
  const made: Assertion[] = [];
  const add = (rule: string, problem: string | null): void => void made.push({ rule, problem });
  return {
    made,
    equal(rule, actual, expected) {
      const same = isDeepStrictEqual(actual, expected);
      add(rule, same ? null : `expected ${shown(expected)}, got ${shown(actual)}`);
    },
    ok(rule, holds, seen) {
      add(rule, holds ? null : `does not hold${seen === undefined ? "" : `: ${shown(seen)}`}`);
    },
    async rejects(rule, work, message) {
      try {
        await work;
        add(rule, "it did not reject");
      } catch (error) {
        const said = error instanceof Error ? error.message : String(error);
        add(rule, message.test(said) ? null : `it rejected with "${said}"`);
      }
    },
  };
}

function shown(value: unknown): string {
  return inspect(value, { depth: 6, breakLength: 120 });
}
