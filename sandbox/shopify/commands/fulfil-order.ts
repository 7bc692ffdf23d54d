import { displayFulfillmentStatus, fulfillmentOrderStatus } from "../model/order-figures.ts";
import type { Fulfillment, FulfillmentOrder, Order, Tracking } from "../model/records.ts";
import { fulfillmentPayload } from "../webhooks/payloads/fulfillment-payload.ts";
import { type CommandContext, done, orderHappenings, type Outcome, recordEvent, refused, touch } from "./command.ts";
import { settleFulfillmentOrder } from "./quantities.ts";

export interface FulfilDraft {
  /** `lines` empty: everything that remains. */
  fulfillmentOrders: { id: number; lines: { id: number; quantity: number }[] }[];
  tracking?: Tracking[];
}

/** Where a fulfilment order is, whichever order it belongs to. */
export function findFulfillmentOrder(
  context: CommandContext,
  id: number,
): { order: Order; fulfillmentOrder: FulfillmentOrder } | undefined {
  for (const order of context.store.orders.values()) {
    const fulfillmentOrder = order.fulfillmentOrders.find((candidate) => candidate.id === id);
    if (fulfillmentOrder !== undefined) return { order, fulfillmentOrder };
  }
  return undefined;
}

/** Records that goods have left. Assumption: the refusal texts, and that a partly sent fulfilment order is IN_PROGRESS. */
export function createFulfillment(context: CommandContext, draft: FulfilDraft): Outcome<Fulfillment> {
  const parts: { order: Order; fulfillmentOrder: FulfillmentOrder; lines: { id: number; quantity: number }[] }[] = [];
  for (const wanted of draft.fulfillmentOrders) {
    const found = findFulfillmentOrder(context, wanted.id);
    if (found === undefined) return refused(["fulfillment"], "Fulfillment order does not exist.");
    const status = fulfillmentOrderStatus(found.fulfillmentOrder);
    if (status !== "OPEN" && status !== "IN_PROGRESS")
      return refused(
        ["fulfillment"],
        `Fulfillment order ${wanted.id} has an unfulfillable status= ${status.toLowerCase()}.`,
      );
    const lines =
      wanted.lines.length > 0
        ? wanted.lines
        : found.fulfillmentOrder.lines
            .filter(({ remainingQuantity }) => remainingQuantity > 0)
            .map(({ id, remainingQuantity }) => ({ id, quantity: remainingQuantity }));
    for (const line of lines) {
      const remaining = found.fulfillmentOrder.lines.find(({ id }) => id === line.id)?.remainingQuantity ?? 0;
      if (line.quantity < 1 || line.quantity > remaining)
        return refused(["fulfillment"], "Invalid fulfillment order line item quantity requested.");
    }
    parts.push({ ...found, lines });
  }
  const order = parts[0]?.order;
  if (order === undefined) return refused(["fulfillment"], "Fulfillment order does not exist.");
  if (parts.some((part) => part.order !== order))
    return refused(["fulfillment"], "All fulfillment orders must belong to the same order.");
  return done(ship(context, order, parts, draft.tracking ?? []));
}

function ship(
  context: CommandContext,
  order: Order,
  parts: { fulfillmentOrder: FulfillmentOrder; lines: { id: number; quantity: number }[] }[],
  tracking: Tracking[],
): Fulfillment {
  const { store } = context;
  const now = context.now();
  const fulfillment: Fulfillment = {
    id: store.nextId("Fulfillment"),
    orderId: order.id,
    name: `${order.name}-F${order.fulfillments.length + 1}`,
    createdAt: now,
    updatedAt: now,
    locationId: parts[0]?.fulfillmentOrder.locationId ?? 0,
    fulfillmentOrderIds: parts.map(({ fulfillmentOrder }) => fulfillmentOrder.id),
    lines: [],
    tracking,
  };
  for (const { fulfillmentOrder, lines } of parts) {
    for (const { id, quantity } of lines) {
      const line = fulfillmentOrder.lines.find((candidate) => candidate.id === id);
      const lineItem = order.lines.find((candidate) => candidate.id === line?.lineItemId);
      if (line === undefined || lineItem === undefined) continue;
      line.remainingQuantity -= quantity;
      lineItem.unfulfilledQuantity -= quantity;
      fulfillment.lines.push({ id: store.nextId("FulfillmentLineItem"), lineItemId: lineItem.id, quantity });
    }
    fulfillmentOrder.progress = "IN_PROGRESS";
    settleFulfillmentOrder(fulfillmentOrder, now);
  }
  order.fulfillments.push(fulfillment);
  touch(context, order);
  recordEvent(context, order, "fulfilled", `${context.actor.title} fulfilled ${fulfillment.lines.length} line(s).`);
  const topic = displayFulfillmentStatus(order) === "FULFILLED" ? "orders/fulfilled" : "orders/partially_fulfilled";
  context.publish([
    { topic: "fulfillments/create", payload: () => fulfillmentPayload(store, order, fulfillment) },
    ...orderHappenings(context, order, topic, "orders/updated"),
  ]);
  return fulfillment;
}
