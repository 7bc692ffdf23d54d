import type { Clock } from "../clock.ts";
import { createJournal, orderState, type Actor, type Journal, type JournalEvent } from "./journal.ts";
import { statusFromLines, type SalesOrder } from "./sales-order.ts";
import { createStock, type Stock, type StockChange } from "./stock.ts";

/** How the tenant treats a line that is no longer wanted. */
export type LineRemoval = "none" | "quantity-0" | "delete-row";

export interface WarehouseRules {
  readonly refusesEditsOncePicked: boolean;
  readonly lineRemoval: LineRemoval;
}

/** What others may want to hear of. */
export type WarehouseEvent =
  | { readonly kind: "order-changed"; readonly order: SalesOrder }
  | { readonly kind: "status-changed"; readonly order: SalesOrder }
  | { readonly kind: "tracking-number-received"; readonly order: SalesOrder }
  | { readonly kind: "despatched"; readonly order: SalesOrder }
  | { readonly kind: "stock-changed"; readonly change: StockChange };

/** Sales Orders and stock, and the one way to change a Sales Order: {@link Warehouse.record}. */
export interface Warehouse {
  readonly clock: Clock;
  readonly rules: WarehouseRules;
  readonly journal: Journal;
  readonly stock: Stock;
  /** In the order of their import. */
  orders(): IterableIterator<SalesOrder>;
  find(salesOrderNumber: string): SalesOrder | undefined;
  add(order: SalesOrder): void;
  remove(order: SalesOrder): void;
  /** Runs a change, brings the status in step with the lines, writes the journal and tells the listeners. */
  record(order: SalesOrder, by: Actor, change: () => JournalEvent): void;
  publish(event: WarehouseEvent): void;
  /** @returns a function that ends the listening */
  listen(listener: (event: WarehouseEvent) => void): () => void;
  /** Asks for allocation of this order at the next {@link Warehouse.settle}. */
  queueForAllocation(order: SalesOrder): void;
  /** Allocates what was queued: called once after each SaveData. */
  settle(): void;
}

export function createWarehouse(clock: Clock, rules: WarehouseRules): Warehouse {
  const byNumber = new Map<string, SalesOrder>();
  const queued = new Set<SalesOrder>();
  const listeners = new Set<(event: WarehouseEvent) => void>();
  const key = (salesOrderNumber: string): string => salesOrderNumber.toLowerCase();

  const publish = (event: WarehouseEvent): void => {
    for (const listener of listeners) listener(event);
  };

  const warehouse: Warehouse = {
    clock,
    rules,
    journal: createJournal(() => clock.now()),
    stock: createStock((change) => publish({ kind: "stock-changed", change })),
    orders: () => byNumber.values(),
    find: (salesOrderNumber) => byNumber.get(key(salesOrderNumber)),
    add: (order) => byNumber.set(key(order.number), order),
    remove: (order) => byNumber.delete(key(order.number)),
    record(order, by, change) {
      const before = byNumber.get(key(order.number)) === order ? orderState(order) : null;
      const event = change();
      if (order.status !== "Cancelled" && order.status !== "Despatched") order.status = statusFromLines(order.lines);
      order.changedAt = clock.now();
      const after = byNumber.get(key(order.number)) === order ? orderState(order) : null;
      warehouse.journal.append(order.number, by, { before, after }, event);
      if (after !== null && before?.status !== after.status) publish({ kind: "status-changed", order });
      publish({ kind: "order-changed", order });
    },
    publish,
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    queueForAllocation: (order) => queued.add(order),
    settle() {
      for (const order of queued) allocate(warehouse, order);
      queued.clear();
    },
  };
  return warehouse;
}

/**
 * Sets stock aside for what an order still lacks. Does nothing for an order on hold, closed, or not there any more.
 *
 * @returns whether anything was set aside
 */
export function allocate(warehouse: Warehouse, order: SalesOrder): boolean {
  const open = order.status !== "Cancelled" && order.status !== "Despatched";
  if (order.onHold || !open || warehouse.find(order.number) !== order) return false;
  const lacking = order.lines.filter(
    (line) => line.quantityAllocated < line.quantityOrdered && warehouse.stock.available(line.itemCode) > 0,
  );
  if (lacking.length === 0) return false;
  warehouse.record(order, "warehouse", () => {
    for (const line of lacking) {
      const wanted = line.quantityOrdered - line.quantityAllocated;
      line.quantityAllocated += warehouse.stock.allocate(line.itemCode, wanted);
    }
    return { kind: "allocated" };
  });
  return true;
}

/** An allocation run over all open orders, oldest first. */
export function allocateAll(warehouse: Warehouse): void {
  for (const order of warehouse.orders()) allocate(warehouse, order);
}
