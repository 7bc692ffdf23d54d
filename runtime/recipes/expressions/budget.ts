/** Limits of one evaluation. An ordinary expression takes some tens of steps. */
const MOST_STEPS = 100_000;
const DEEPEST = 64;
/** Characters of a text, or items of a list, that an expression may make. */
const LARGEST = 1_000_000;
/** Items or characters that a built-in method walks over for the price of one step. */
const ITEMS_PER_STEP = 32;

/** Counts what an evaluation takes, and ends it when it takes too much. */
export interface Budget {
  /** @param items - What a method is about to walk over: characters or items */
  spend(items?: number): void;
  /** Refuses a text or a list over the limit, before it is made. */
  allowSize(size: number): void;
  /** Runs something one level deeper. */
  deeper<T>(run: () => T): T;
}

export function createBudget(fail: (problem: string) => never): Budget {
  let steps = 0;
  let depth = 0;
  return {
    spend(items = 0) {
      steps += 1 + Math.ceil(items / ITEMS_PER_STEP);
      if (steps > MOST_STEPS) fail(`takes more than ${MOST_STEPS} steps.`);
    },
    allowSize(size) {
      if (size > LARGEST) fail(`makes a value of ${size} characters or items; at most ${LARGEST} are allowed.`);
    },
    deeper(run) {
      depth += 1;
      if (depth > DEEPEST) fail(`is nested deeper than ${DEEPEST} levels.`);
      try {
        return run();
      } finally {
        depth -= 1;
      }
    },
  };
}
