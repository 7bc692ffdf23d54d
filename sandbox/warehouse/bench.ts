import type { Random } from "../random.ts";
import type { Actor } from "./journal.ts";
import { putEverythingBack, type Refusal } from "./order-writes.ts";
import type { ParcelLine, SalesOrder, SalesOrderLine } from "./sales-order.ts";
import type { Warehouse } from "./warehouse.ts";

/**
 * Why picking cannot go on with this order now, or `null`.
 * Assumption: OnHold keeps a pick from starting but does not interrupt one; an order that is only partially allocated
 * waits for its stock, also with IsPartialShipment.
 */
export function pickRefusal(order: SalesOrder): Refusal {
  if (order.status === "Partially picked") return null;
  if (order.status !== "Allocated") return `Sales order ${order.number} is '${order.status}', expected 'Allocated'`;
  return order.onHold ? `Sales order ${order.number} is on hold` : null;
}

/** Which line and how many units to pick; by default the first line with something left, all of it. */
export interface PickChoice {
  readonly itemCode?: string | undefined;
  readonly line?: string | undefined;
  readonly units?: number | undefined;
}

const left = (line: SalesOrderLine): number => line.quantityAllocated - line.quantityPicked;

/** A picker confirms units of one line: the first confirmation makes the order `Partially picked` or `Picked`. */
export function pickLine(warehouse: Warehouse, order: SalesOrder, choice: PickChoice = {}): Refusal {
  const refusal = pickRefusal(order);
  if (refusal !== null) return refusal;
  const line = order.lines.find(
    (candidate) =>
      left(candidate) > 0 &&
      (choice.itemCode === undefined || candidate.itemCode === choice.itemCode) &&
      (choice.line === undefined || candidate.line === choice.line),
  );
  if (line === undefined) return `Sales order ${order.number} has no such line with allocated units left to pick`;
  const quantity = Math.min(choice.units ?? left(line), left(line));
  warehouse.record(order, "warehouse", () => {
    line.quantityPicked += quantity;
    return { kind: "picked", picked: { itemCode: line.itemCode, line: line.line, quantity } };
  });
  return null;
}

/** Picks until nothing allocated is left. */
export function pickAll(warehouse: Warehouse, order: SalesOrder): Refusal {
  const refusal = pickLine(warehouse, order);
  if (refusal !== null) return refusal;
  while (order.status === "Partially picked" && pickLine(warehouse, order) === null);
  return null;
}

/** Puts what was picked into a parcel. StopShip stops it here. */
export function pack(warehouse: Warehouse, order: SalesOrder): Refusal {
  if (order.stopShip) return `Sales order ${order.number} is stopped (StopShip)`;
  if (order.status !== "Picked") return `Sales order ${order.number} is '${order.status}', expected 'Picked'`;
  if (order.parcel !== null) return `Sales order ${order.number} is packed already`;
  const parcel: ParcelLine[] = order.lines
    .filter(({ quantityPicked }) => quantityPicked > 0)
    .map(({ itemCode, line, quantityPicked }) => ({ itemCode, line, quantity: quantityPicked }));
  warehouse.record(order, "warehouse", () => {
    order.parcel = parcel;
    return { kind: "packed", parcel };
  });
  return null;
}

/** Hands the parcel to the carrier, with a tracking number made up from the seed. */
export function despatch(warehouse: Warehouse, order: SalesOrder, random: Random): Refusal {
  const { parcel } = order;
  if (order.stopShip) return `Sales order ${order.number} is stopped (StopShip)`;
  if (order.status === "Despatched") return `Sales order ${order.number} is despatched already`;
  if (parcel === null) return `Sales order ${order.number} is not packed`;
  const trackingNumber = `TRK${random.hex(10).toUpperCase()}`;
  const despatchNumber = `DES${random.hex(6).toUpperCase()}`;
  warehouse.record(order, "warehouse", () => {
    for (const { itemCode, quantity } of parcel) warehouse.stock.ship(itemCode, quantity);
    for (const line of order.lines) warehouse.stock.release(line.itemCode, left(line));
    order.status = "Despatched";
    order.despatch = { number: despatchNumber, at: warehouse.clock.now() };
    order.fields = { ...order.fields, DespatchTrackingNumber: trackingNumber };
    return { kind: "despatched", parcel, trackingNumber };
  });
  warehouse.publish({ kind: "despatched", order });
  warehouse.publish({ kind: "tracking-number-received", order });
  return null;
}

/** A person cancels in the warehouse's own screens, which integrations only notice by looking. */
export function cancelInWarehouse(warehouse: Warehouse, order: SalesOrder, by: Actor = "warehouse"): Refusal {
  if (order.status === "Despatched" || order.status === "Cancelled") {
    return `Sales order ${order.number} is '${order.status}' and cannot be cancelled`;
  }
  warehouse.record(order, by, () => {
    putEverythingBack(warehouse, order);
    order.status = "Cancelled";
    return { kind: "cancelled-in-warehouse" };
  });
  return null;
}
