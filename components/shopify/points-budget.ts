import { throttleWaitMs } from "./throttle.ts";
import type { ThrottleStatus } from "./throttle.ts";

/** `extensions.cost` as far as we use it. `requestedQueryCost` is what must be available before a query runs. */
export interface QueryCost {
  readonly requestedQueryCost: number;
  readonly throttleStatus: ThrottleStatus & { readonly maximumAvailable: number };
}

/** What we know of one app's bucket of points in one shop: enough to wait before Shopify has to refuse. */
export interface PointsBudget {
  /**
   * Milliseconds until a query of this name should be sent; `0` when nothing is known against it.
   *
   * @param shareLeftToOthers - Part of the full bucket, 0 to 1, that must be left after it
   */
  waitMs(queryName: string, shareLeftToOthers?: number): number;
  /** Counts a query that is sent now, until its response tells the true level. */
  spend(queryName: string): void;
  learn(queryName: string, cost: QueryCost): void;
}

export function createPointsBudget(now: () => number): PointsBudget {
  const costs = new Map<string, number>();
  let level: { readonly status: QueryCost["throttleStatus"]; readonly atMs: number; readonly spent: number } | null =
    null;

  return {
    waitMs(queryName, shareLeftToOthers = 0) {
      if (level === null) return 0;
      const { restoreRate, currentlyAvailable, maximumAvailable } = level.status;
      // A clock that was put back must not make anybody wait until it has caught up.
      const restored = (Math.max(0, now() - level.atMs) / 1000) * restoreRate;
      const available = Math.min(maximumAvailable, currentlyAvailable - level.spent + restored);
      // A query dearer than a full bucket would wait for ever: let Shopify say so.
      const wanted = (costs.get(queryName) ?? 0) + shareLeftToOthers * maximumAvailable;
      const cost = Math.min(wanted, maximumAvailable);
      return throttleWaitMs({ currentlyAvailable: available, restoreRate }, cost);
    },
    spend(queryName) {
      if (level !== null) level = { ...level, spent: level.spent + (costs.get(queryName) ?? 0) };
    },
    learn(queryName, cost) {
      costs.set(queryName, cost.requestedQueryCost);
      level = { status: cost.throttleStatus, atMs: now(), spent: 0 };
    },
  };
}
