/** Gives the place back when the request has ended, well or badly. */
export type Release = () => void;

/**
 * How many requests a tenant's Peoplevox takes. All users of a tenant share one; an implementation that shares it
 * between processes (a database row) fits behind the same door.
 */
export interface RequestBudget {
  /** Waits, first come first served, until a request may be sent. */
  acquire(): Promise<Release>;
  /** Sends nothing for this long: Peoplevox throttled us, so somebody else spends the budget too. */
  pauseFor(waitMs: number): void;
}

export interface RequestLimits {
  /** Requests within any stretch of `perMs`. */
  readonly requests: number;
  readonly perMs: number;
  /** Requests under way at one time. */
  readonly atOnce: number;
}

/** The clock as a door, so that tests need not wait. */
export interface Waiting {
  now(): number;
  sleep(waitMs: number): Promise<void>;
}

export const REAL_WAITING: Waiting = {
  now: () => Date.now(),
  sleep: (waitMs) => new Promise((resolve) => setTimeout(resolve, waitMs)),
};

/**
 * A budget within this process. Half of it may be spent in a burst, so that a single edit is quick; the rest comes
 * evenly spaced, so that under pressure requests leave steadily and calls have time to be merged.
 *
 * A place is free again `perMs` after its request has ended, not after it was sent: then no stretch of `perMs` at the
 * other side can ever see more than `requests`, however long the way.
 */
export function createRequestBudget(limits: RequestLimits, waiting: Waiting = REAL_WAITING): RequestBudget {
  const places = Array.from({ length: limits.requests }, () => 0);
  const queue: ((release: Release) => void)[] = [];
  let lastSentAt = Number.NEGATIVE_INFINITY;
  let pausedUntil = Number.NEGATIVE_INFINITY;
  let serving = false;

  async function serve(): Promise<void> {
    if (serving) return;
    serving = true;
    while (queue.length > 0) {
      const waitMs = waitForNextRequestMs({ places, lastSentAt, pausedUntil, now: waiting.now() }, limits);
      if (waitMs === Number.POSITIVE_INFINITY) break;
      if (waitMs > 0) await waiting.sleep(waitMs);
      else queue.shift()?.(take());
    }
    serving = false;
  }

  function take(): Release {
    lastSentAt = waiting.now();
    const place = places.findIndex((freeAt) => freeAt <= lastSentAt);
    places[place] = Number.POSITIVE_INFINITY;
    return () => {
      places[place] = waiting.now() + limits.perMs;
      void serve();
    };
  }

  return {
    acquire: () =>
      new Promise((resolve) => {
        queue.push(resolve);
        void serve();
      }),
    pauseFor: (waitMs) => {
      pausedUntil = Math.max(pausedUntil, waiting.now() + waitMs);
    },
  };
}

/** Makes the budget of a tenant, the same one each time. */
export type BudgetMaker = (tenant: string, limits: RequestLimits) => RequestBudget;

/** On `globalThis`, since each built component carries its own copy of this file. */
const SHARED = Symbol.for("lastedit.peoplevox.shared-budgets");
const host = globalThis as { [SHARED]?: BudgetMaker | undefined };

/**
 * For a host whose processes share their tenants' budgets.
 *
 * @returns Takes it back: budgets are then this process's own again
 */
export function shareBudgets(maker: BudgetMaker): () => void {
  host[SHARED] = maker;
  return () => {
    if (host[SHARED] === maker) host[SHARED] = undefined;
  };
}

/** A tenant's budget: the host's where it shares them, asked for with each request, else one of this process. */
export function budgetOf(tenant: string, limits: RequestLimits): RequestBudget {
  const own = createRequestBudget(limits);
  const current = (): RequestBudget => host[SHARED]?.(tenant, limits) ?? own;
  return {
    acquire: () => current().acquire(),
    pauseFor: (waitMs) => current().pauseFor(waitMs),
  };
}

export interface BudgetState {
  /** For each place when it is free again, in ms; infinite while its request is under way. */
  readonly places: readonly number[];
  readonly lastSentAt: number;
  readonly pausedUntil: number;
  readonly now: number;
}

/**
 * How long the next request has to wait.
 *
 * @returns Milliseconds; `0` for "now", infinite when only the end of a request under way can free a place
 */
export function waitForNextRequestMs(state: BudgetState, limits: RequestLimits): number {
  const underWay = state.places.filter((freeAt) => freeAt === Number.POSITIVE_INFINITY).length;
  if (underWay >= limits.atOnce) return Number.POSITIVE_INFINITY;
  const used = state.places.filter((freeAt) => freeAt > state.now).length;
  const spacingMs = used >= Math.ceil(limits.requests / 2) ? limits.perMs / limits.requests : 0;
  const notBefore = Math.max(state.pausedUntil, state.lastSentAt + spacingMs, Math.min(...state.places));
  return Math.max(0, Math.ceil(notBefore - state.now));
}
