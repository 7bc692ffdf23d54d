import type { Clock, Timer } from "../../sandbox/clock.ts";
import type { Random } from "../../sandbox/random.ts";
import { createDueList } from "./due-list.ts";
import type { Due } from "./due-list.ts";

/** A process of ours: a worker between its start and its death. What it waits for dies with it. */
export interface Process {
  readonly name: string;
  /** Milliseconds since 1970; until then it does nothing, as when its machine is paused. */
  frozenUntil: number;
  alive: boolean;
}

interface Pending extends Due {
  readonly process: Process | null;
  readonly run: () => void;
}

/** Virtual time. Nothing happens but what was scheduled, and the seed decides who goes next. */
export interface Scheduler extends Clock {
  /** What belongs to a process: dropped when it is dead by then, put off while it is frozen. */
  afterFor(process: Process | null, delayMs: number, run: () => void): Timer;
  /** Never resolves for a process that dies meanwhile. */
  sleep(process: Process | null, delayMs: number): Promise<void>;
  /** Moves on until nothing is left to happen up to a moment. */
  runUntil(endMs: number): Promise<void>;
  /** Things that have happened so far. */
  readonly steps: number;
  /** Ends the run: something came up that the code under test should never let through. */
  fail(error: unknown): void;
}

const START_MS = Date.UTC(2026, 10, 24, 9);

/** A frozen process wakes up over this time, in milliseconds, so that what it had missed comes in any order. */
const WAKING_MS = 50;

/**
 * All that follows from a step without waiting for anything: Node takes the next tick only when no promise is left to
 * be continued.
 */
const endOfTurn = (): Promise<void> =>
  new Promise((resolve) => {
    process.nextTick(resolve);
  });

export function createScheduler(random: Random): Scheduler {
  let now = START_MS;
  let steps = 0;
  const list = createDueList<Pending>();
  const failures: unknown[] = [];

  const add = (owner: Process | null, dueAt: number, run: () => void): Timer => {
    const one = { dueAt, turn: random.next(), cancelled: false, process: owner, run };
    list.add(one);
    return {
      cancel() {
        one.cancelled = true;
      },
    };
  };

  const scheduler: Scheduler = {
    now: () => now,
    after: (delayMs, run) => scheduler.afterFor(null, delayMs, run),
    afterFor: (owner, delayMs, run) => add(owner, now + Math.max(0, Math.ceil(delayMs)), run),
    sleep: (owner, delayMs) => new Promise((resolve) => scheduler.afterFor(owner, delayMs, resolve)),
    async runUntil(endMs) {
      // Whoever calls, from here on it is the continuation of a promise: only then does a tick come after all others.
      await Promise.resolve();
      for (let one = list.take(endMs); one !== undefined; one = list.take(endMs)) {
        now = Math.max(now, one.dueAt);
        const { process: owner, run } = one;
        if (owner?.alive === false) continue;
        if (owner !== null && now < owner.frozenUntil) {
          add(owner, owner.frozenUntil + Math.ceil(random.next() * WAKING_MS), run);
          continue;
        }
        steps += 1;
        run();
        await endOfTurn();
        if (failures.length > 0) throw failures[0];
      }
      now = Math.max(now, endMs);
    },
    fail: (error) => void failures.push(error),
    get steps() {
      return steps;
    },
  };
  return scheduler;
}
