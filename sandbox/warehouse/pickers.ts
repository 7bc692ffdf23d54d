import type { Timer } from "../clock.ts";
import type { Random } from "../random.ts";
import { despatch, pack, pickLine, pickRefusal } from "./bench.ts";
import type { SalesOrder } from "./sales-order.ts";
import { allocateAll, type Warehouse } from "./warehouse.ts";

/** How fast the warehouse works, in milliseconds. */
export interface WarehousePace {
  /** From the moment an order may be picked to its first confirmed line. */
  readonly pickStartMs: number;
  /** Each further line. */
  readonly pickLineMs: number;
  readonly packMs: number;
  readonly despatchMs: number;
  /** Share of each time by which it may be shorter or longer, 0 to 1. */
  readonly jitter: number;
  /** Between two allocation runs over all open orders. */
  readonly allocationRunMs: number;
}

export const DEFAULT_PACE: WarehousePace = {
  pickStartMs: 20_000,
  pickLineMs: 2_000,
  packMs: 5_000,
  despatchMs: 15_000,
  jitter: 0.5,
  allocationRunMs: 60_000,
};

type Task = "start-pick" | "pick-line" | "pack" | "despatch";

/** What the warehouse would do next with an order; `null` when it has to wait for something else to change. */
function nextTask(order: SalesOrder): Task | null {
  if (order.status === "Cancelled" || order.status === "Despatched") return null;
  if (order.parcel !== null) return order.stopShip ? null : "despatch";
  if (order.status === "Picked") return order.stopShip ? null : "pack";
  if (pickRefusal(order) !== null) return null;
  const somethingLeft = order.lines.some((line) => line.quantityAllocated > line.quantityPicked);
  if (!somethingLeft) return null;
  return order.status === "Allocated" ? "start-pick" : "pick-line";
}

interface Planned {
  readonly task: Task;
  readonly timer: Timer;
}

/**
 * Pickers and packers who work by themselves: each order is picked, packed and despatched on the clock, with times
 * drawn from the seed. An order put on hold loses its place; after the release its waiting time begins again.
 *
 * @returns a function that sends everybody home
 */
export function startPickers(warehouse: Warehouse, random: Random, pace: WarehousePace): () => void {
  const planned = new Map<SalesOrder, Planned>();

  const delayOf = (task: Task): number => {
    const times = { "start-pick": pace.pickStartMs, "pick-line": pace.pickLineMs, pack: pace.packMs };
    const usual = task === "despatch" ? pace.despatchMs : times[task];
    return Math.round(usual * (1 + pace.jitter * (2 * random.next() - 1)));
  };

  const perform = (order: SalesOrder, task: Task): void => {
    planned.delete(order);
    if (task === "pack") pack(warehouse, order);
    else if (task === "despatch") despatch(warehouse, order, random);
    else pickLine(warehouse, order);
    plan(order);
  };

  const plan = (order: SalesOrder): void => {
    const task = nextTask(order);
    const current = planned.get(order);
    if (current?.task === task) return;
    current?.timer.cancel();
    planned.delete(order);
    if (task === null) return;
    const timer = warehouse.clock.after(delayOf(task), () => perform(order, task));
    planned.set(order, { task, timer });
  };

  let allocationRun: Timer;
  const planAllocationRun = (): void => {
    allocationRun = warehouse.clock.after(pace.allocationRunMs, () => {
      allocateAll(warehouse);
      planAllocationRun();
    });
  };

  const stopListening = warehouse.listen((event) => {
    if (event.kind === "order-changed") plan(event.order);
  });
  for (const order of warehouse.orders()) plan(order);
  planAllocationRun();

  return () => {
    stopListening();
    allocationRun.cancel();
    for (const { timer } of planned.values()) timer.cancel();
    planned.clear();
  };
}
