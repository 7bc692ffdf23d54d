import { openFulfillmentOrders } from "../model/order-figures.ts";
import type { FulfillmentOrder, LineItem, Order } from "../model/records.ts";
import type { Store } from "../model/store.ts";

/** A fulfilment order for units that have none yet. */
export function openFulfillmentOrder(
  store: Store,
  order: Order,
  lines: { lineItem: LineItem; quantity: number }[],
  now: number,
): FulfillmentOrder {
  const fulfillmentOrder: FulfillmentOrder = {
    id: store.nextId("FulfillmentOrder"),
    orderId: order.id,
    progress: "OPEN",
    locationId: store.locations[0]?.id ?? 0,
    createdAt: now,
    updatedAt: now,
    fulfillBy: null,
    holds: [],
    lines: lines.map(({ lineItem, quantity }) => ({
      id: store.nextId("FulfillmentOrderLineItem"),
      lineItemId: lineItem.id,
      totalQuantity: quantity,
      remainingQuantity: quantity,
    })),
  };
  order.fulfillmentOrders.push(fulfillmentOrder);
  return fulfillmentOrder;
}

/**
 * More units of a line that is on the order already.
 * Assumption: they join the line's open fulfilment order; without one, a new fulfilment order is made.
 */
export function addUnits(store: Store, order: Order, lineItem: LineItem, units: number, now: number): void {
  // `quantity` counts removed and refunded units too (schema text), so it never falls, and rises with the units added.
  lineItem.quantity += units;
  lineItem.currentQuantity += units;
  lineItem.unfulfilledQuantity += units;
  for (const fulfillmentOrder of openFulfillmentOrders(order)) {
    const line = fulfillmentOrder.lines.find(({ lineItemId }) => lineItemId === lineItem.id);
    if (line === undefined) continue;
    line.totalQuantity += units;
    line.remainingQuantity += units;
    fulfillmentOrder.updatedAt = now;
    return;
  }
  openFulfillmentOrder(store, order, [{ lineItem, quantity: units }], now);
}

/** Takes units off that were not sent yet; an emptied fulfilment order closes. */
export function removeUnfulfilledUnits(order: Order, lineItem: LineItem, units: number, now: number): void {
  lineItem.currentQuantity -= units;
  lineItem.unfulfilledQuantity -= units;
  let left = units;
  for (const fulfillmentOrder of openFulfillmentOrders(order).reverse()) {
    const line = fulfillmentOrder.lines.find(({ lineItemId }) => lineItemId === lineItem.id);
    const taken = Math.min(left, line?.remainingQuantity ?? 0);
    if (line === undefined || taken === 0) continue;
    line.totalQuantity -= taken;
    line.remainingQuantity -= taken;
    left -= taken;
    settleFulfillmentOrder(fulfillmentOrder, now);
  }
}

/** Drops lines that have come to nothing and closes the fulfilment order when nothing is left to send. */
export function settleFulfillmentOrder(fulfillmentOrder: FulfillmentOrder, now: number): void {
  fulfillmentOrder.lines = fulfillmentOrder.lines.filter(({ totalQuantity }) => totalQuantity > 0);
  fulfillmentOrder.updatedAt = now;
  if (fulfillmentOrder.lines.some(({ remainingQuantity }) => remainingQuantity > 0)) return;
  fulfillmentOrder.progress = "CLOSED";
  fulfillmentOrder.holds = [];
}
