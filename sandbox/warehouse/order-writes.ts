import { orderState, type Actor, type ValueChange } from "./journal.ts";
import type { SalesOrder } from "./sales-order.ts";
import type { Warehouse } from "./warehouse.ts";

/** Where a row came from, for the journal. */
export interface RowSource {
  readonly by: Actor;
  readonly template: string;
  /** SaveData's Action: 0 upsert, 1 upsert without allocation, 2 delete. */
  readonly action: number;
}

/** Why a row was refused, in words, or `null` when it was stored. */
export type Refusal = string | null;

/** A change of one value; none when it stays as it is. */
export const changed = (column: string, before: string | null, after: string | null): ValueChange[] =>
  before === after ? [] : [{ column, before, after }];

/** Writes a refused row into the journal. */
export function noteRefusal(warehouse: Warehouse, salesOrderNumber: string, source: RowSource, reason: string): void {
  const order = warehouse.find(salesOrderNumber);
  const state = order === undefined ? null : orderState(order);
  const { template, action } = source;
  const states = { before: state, after: state };
  warehouse.journal.append(salesOrderNumber, source.by, states, { kind: "write-refused", template, action, reason });
}

/** Gives back all stock of an order that will not go out. */
export function putEverythingBack(warehouse: Warehouse, order: SalesOrder): void {
  for (const line of order.lines) {
    warehouse.stock.release(line.itemCode, line.quantityAllocated);
    line.quantityAllocated = 0;
    line.quantityPicked = 0;
  }
  order.parcel = null;
}
