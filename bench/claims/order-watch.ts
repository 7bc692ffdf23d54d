import type { ClaimedRun } from "../../runtime/engine/run-queue.ts";

/** Watches from outside that the runs of an order are handed out one by one, in the order they came. */
export interface OrderWatch {
  /** @throws {Error} When a run was handed out before, beside another of its order, or before an earlier one */
  begun(runs: readonly ClaimedRun[]): void;
  /** Called before the end is stored: from then on the next one of the order may begin. */
  ends(runs: readonly ClaimedRun[]): void;
}

/** @param orders - The order of each run, by the run's id; ids grow in the order in which the runs came */
export function openOrderWatch(orders: ReadonlyMap<number, string>): OrderWatch {
  const underWay = new Map<string, number>();
  const latest = new Map<string, number>();
  const orderOf = (runId: number): string => orders.get(runId) ?? "unknown";
  return {
    begun(runs) {
      for (const { runId } of runs) {
        const order = orderOf(runId);
        const other = underWay.get(order);
        const before = latest.get(order) ?? 0;
        if (other !== undefined)
          throw new Error(`Run ${runId} of ${order} was claimed while run ${other} is under way.`);
        if (before >= runId) throw new Error(`Run ${runId} of ${order} was claimed after run ${before}.`);
        underWay.set(order, runId);
        latest.set(order, runId);
      }
    },
    ends(runs) {
      for (const { runId } of runs) underWay.delete(orderOf(runId));
    },
  };
}
