import type { Clock } from "../clock.ts";

/** How a request fares: served at once, served after a wait, or turned away. */
export type BudgetAnswer = "served" | "refused";

export interface RequestBudget {
  /** Asks for one request's worth; resolves when it may be served or is turned away. */
  ask(): Promise<BudgetAnswer>;
}

export interface RequestBudgetOptions {
  readonly clock: Clock;
  readonly requests: number;
  readonly perMs: number;
  /**
   * Assumption: what Peoplevox does over the limit is not public. `refuse` answers HTTP 429 at once, `slow` keeps the
   * request waiting until there is room.
   */
  readonly over: "refuse" | "slow";
}

/** At most `requests` served within any span of `perMs`; requests that wait are served in the order they came. */
export function createRequestBudget({ clock, requests, perMs, over }: RequestBudgetOptions): RequestBudget {
  /** When each of the last `requests` requests was, or will be, served; oldest first. */
  const servedAt: number[] = [];
  return {
    ask() {
      const now = clock.now();
      const oldest = servedAt.length < requests ? undefined : servedAt[0];
      const at = oldest === undefined ? now : Math.max(now, oldest + perMs);
      if (at > now && over === "refuse") return Promise.resolve("refused");
      servedAt.push(at);
      if (servedAt.length > requests) servedAt.shift();
      if (at <= now) return Promise.resolve("served");
      return new Promise((resolve) => clock.after(at - now, () => resolve("served")));
    },
  };
}
