/** A timer that can be called off. */
export interface Timer {
  cancel(): void;
}

/** Where the sandbox takes its time from: everything that waits or expires goes through here. */
export interface Clock {
  /** Milliseconds since 1970-01-01 UTC. */
  now(): number;
  /** Runs `run` once, `delayMs` milliseconds from now. */
  after(delayMs: number, run: () => void): Timer;
}

/** A clock that stands still until it is told to move. */
export interface ManualClock extends Clock {
  /**
   * Moves the time on by `ms`, running every timer that falls due on the way, in order of time. Work that a timer
   * starts may set further timers; those within the span run too.
   */
  advance(ms: number): Promise<void>;
}

/** The machine's clock. Its timers do not keep the process alive. */
export function createRealClock(): Clock {
  return {
    now: () => Date.now(),
    after(delayMs, run) {
      const timer = setTimeout(run, delayMs);
      timer.unref();
      return { cancel: () => clearTimeout(timer) };
    },
  };
}

interface PendingTimer {
  readonly dueAt: number;
  readonly sequence: number;
  readonly run: () => void;
}

/** @param startAt - First value of `now()`, in milliseconds since 1970 UTC; default 2026-11-24 09:00:00 UTC */
export function createManualClock(startAt: number = Date.UTC(2026, 10, 24, 9)): ManualClock {
  let now = startAt;
  let sequence = 0;
  const pending = new Set<PendingTimer>();

  const nextDueBy = (end: number): PendingTimer | undefined =>
    [...pending].filter(({ dueAt }) => dueAt <= end).sort((a, b) => a.dueAt - b.dueAt || a.sequence - b.sequence)[0];

  return {
    now: () => now,
    after(delayMs, run) {
      const timer = { dueAt: now + Math.max(0, Math.ceil(delayMs)), sequence: sequence++, run };
      pending.add(timer);
      return { cancel: () => pending.delete(timer) };
    },
    async advance(ms) {
      if (!Number.isFinite(ms) || ms < 0) throw new RangeError(`advance: '${ms}' is not a number of milliseconds >= 0`);
      const end = now + ms;
      for (let timer = nextDueBy(end); timer !== undefined; timer = nextDueBy(end)) {
        pending.delete(timer);
        now = Math.max(now, timer.dueAt);
        timer.run();
        // One turn of the event loop, so that promises continued by this timer can set their own timers in time.
        await new Promise((resolve) => setImmediate(resolve));
      }
      now = end;
    },
  };
}
