import type { Waiting } from "../../../../components/peoplevox/request-budget.ts";

export interface ManualTime extends Waiting {
  /** Lets time jump from one sleeper to the next until the promise settles. */
  runUntil<T>(promise: Promise<T>): Promise<T>;
}

/** A clock that stands still while there is work and jumps when all are asleep. Starts at 0. */
export function manualTime(): ManualTime {
  let now = 0;
  const sleepers: { at: number; wake: () => void }[] = [];
  return {
    now: () => now,
    sleep: (waitMs) =>
      new Promise((resolve) => {
        sleepers.push({ at: now + Math.max(0, waitMs), wake: resolve });
      }),
    runUntil: async (promise) => {
      const state = { settled: false };
      const mark = () => {
        state.settled = true;
      };
      promise.then(mark, mark);
      while (!(await settledAfterMicrotasks(state))) {
        sleepers.sort((one, other) => one.at - other.at);
        const next = sleepers.shift();
        if (next === undefined) throw new Error("Nobody sleeps, and the promise is still open");
        now = next.at;
        next.wake();
      }
      return promise;
    },
  };
}

async function settledAfterMicrotasks(state: { settled: boolean }): Promise<boolean> {
  await new Promise((resolve) => setImmediate(resolve));
  return state.settled;
}
