import { fulfillmentOrderStatus } from "../model/order-figures.ts";
import type { FulfillmentOrder, Hold, Order } from "../model/records.ts";
import { fulfillmentOrderGid, holdPayload, heldPayload } from "../webhooks/payloads/hold-payload.ts";
import { type CommandContext, done, orderHappenings, type Outcome, refused, touch } from "./command.ts";
import { findFulfillmentOrder } from "./fulfil-order.ts";
import { settleFulfillmentOrder } from "./quantities.ts";

/** Shopify lets one app put at most this many holds on one fulfilment order. */
const HOLDS_PER_APP = 10;
const LONGEST_HANDLE = 64;

export interface HoldDraft {
  reason: string;
  reasonNotes?: string | null;
  handle?: string;
  externalId?: string | null;
  /** Hold only these; the others move to a fulfilment order of their own. Empty: hold all. */
  lines?: { id: number; quantity: number }[];
}

export interface Held {
  fulfillmentOrder: FulfillmentOrder;
  hold: Hold;
  remaining: FulfillmentOrder | null;
}

export function holdFulfillmentOrder(context: CommandContext, id: number, draft: HoldDraft): Outcome<Held> {
  const { store, actor } = context;
  const found = findFulfillmentOrder(context, id);
  if (found === undefined) return refused(["id"], "Fulfillment order does not exist.", "FULFILLMENT_ORDER_NOT_FOUND");
  const { order, fulfillmentOrder } = found;
  const refusal = whyNotHeld(context, fulfillmentOrder, draft);
  if (refusal !== null) return refusal;
  const remaining = splitOff(context, order, fulfillmentOrder, draft.lines ?? []);
  const hold: Hold = {
    id: store.nextId("FulfillmentHold"),
    appId: actor.appId,
    handle: draft.handle ?? "",
    reason: draft.reason,
    reasonNotes: draft.reasonNotes ?? null,
    externalId: draft.externalId ?? null,
  };
  fulfillmentOrder.holds.push(hold);
  fulfillmentOrder.updatedAt = context.now();
  touch(context, order);
  context.publish([
    {
      topic: "fulfillment_orders/placed_on_hold",
      payload: () => heldPayload(fulfillmentOrder, hold, remaining),
    },
    {
      topic: "fulfillment_holds/added",
      payload: () => ({
        fulfillment_order: { id: fulfillmentOrderGid(fulfillmentOrder) },
        fulfillment_hold: holdPayload(hold),
      }),
    },
    ...orderHappenings(context, order, "orders/updated"),
  ]);
  return done({ fulfillmentOrder, hold, remaining });
}

function whyNotHeld(
  context: CommandContext,
  fulfillmentOrder: FulfillmentOrder,
  { handle = "", lines = [] }: HoldDraft,
): Outcome<never> | null {
  const field = ["fulfillmentHold"];
  const mine = fulfillmentOrder.holds.filter(({ appId }) => appId === context.actor.appId);
  if (fulfillmentOrder.progress === "CLOSED" || fulfillmentOrder.progress === "CANCELLED")
    return refused(["id"], "The fulfillment order is not in a holdable state.", "TAKEN");
  if (mine.some((hold) => hold.handle === handle))
    return refused([...field, "handle"], "The handle is already in use.", "DUPLICATE_FULFILLMENT_HOLD_HANDLE");
  if (handle.length > LONGEST_HANDLE)
    return refused([...field, "handle"], `Handle is too long (maximum is ${LONGEST_HANDLE} characters)`, null);
  if (mine.length >= HOLDS_PER_APP)
    return refused(field, "The fulfillment order has too many holds.", "FULFILLMENT_ORDER_HOLD_LIMIT_REACHED");
  if (lines.length === 0) return null;
  const lineField = [...field, "fulfillmentOrderLineItems"];
  if (fulfillmentOrder.holds.length > 0)
    return refused(lineField, "The fulfillment order can't be split.", "FULFILLMENT_ORDER_NOT_SPLITTABLE");
  if (new Set(lines.map(({ id }) => id)).size < lines.length)
    return refused(lineField, "The line items must be unique.", "DUPLICATED_FULFILLMENT_ORDER_LINE_ITEMS");
  if (lines.some(({ quantity }) => quantity < 1))
    return refused(lineField, "Quantity must be greater than 0.", "GREATER_THAN_ZERO");
  const fits = lines.every(({ id, quantity }) =>
    fulfillmentOrder.lines.some((line) => line.id === id && quantity <= line.remainingQuantity),
  );
  return fits ? null : refused(lineField, "Invalid line item quantity requested.", "INVALID_LINE_ITEM_QUANTITY");
}

/** Moves what is not to be held into a second fulfilment order. */
function splitOff(
  context: CommandContext,
  order: Order,
  fulfillmentOrder: FulfillmentOrder,
  held: { id: number; quantity: number }[],
): FulfillmentOrder | null {
  if (held.length === 0) return null;
  const moved = fulfillmentOrder.lines
    .map((line) => ({
      line,
      quantity: line.remainingQuantity - (held.find(({ id }) => id === line.id)?.quantity ?? 0),
    }))
    .filter(({ quantity }) => quantity > 0);
  if (moved.length === 0) return null;
  const now = context.now();
  const remaining: FulfillmentOrder = {
    ...fulfillmentOrder,
    id: context.store.nextId("FulfillmentOrder"),
    createdAt: now,
    updatedAt: now,
    holds: [],
    lines: moved.map(({ line, quantity }) => ({
      id: context.store.nextId("FulfillmentOrderLineItem"),
      lineItemId: line.lineItemId,
      totalQuantity: quantity,
      remainingQuantity: quantity,
    })),
  };
  for (const { line, quantity } of moved) {
    line.totalQuantity -= quantity;
    line.remainingQuantity -= quantity;
  }
  settleFulfillmentOrder(fulfillmentOrder, now);
  order.fulfillmentOrders.push(remaining);
  return remaining;
}

/** Without `holdIds`, ALL holds go, those of other apps too; with `externalId`, only holds that carry it. */
export function releaseHolds(
  context: CommandContext,
  id: number,
  holdIds: number[] | null,
  externalId: string | null,
): Outcome<FulfillmentOrder> {
  const found = findFulfillmentOrder(context, id);
  if (found === undefined) return refused(["id"], "Fulfillment order does not exist.", "FULFILLMENT_ORDER_NOT_FOUND");
  const { order, fulfillmentOrder } = found;
  const released = fulfillmentOrder.holds.filter(
    (hold) => (holdIds?.includes(hold.id) ?? true) && (externalId === null || hold.externalId === externalId),
  );
  const unknown = (holdIds ?? []).some((holdId) => !fulfillmentOrder.holds.some((hold) => hold.id === holdId));
  if (unknown || released.length === 0)
    return refused(["holdIds"], "The fulfillment order has no such hold.", "FULFILLMENT_ORDER_NOT_FOUND");
  fulfillmentOrder.holds = fulfillmentOrder.holds.filter((hold) => !released.includes(hold));
  fulfillmentOrder.updatedAt = context.now();
  touch(context, order);
  const status = fulfillmentOrderStatus(fulfillmentOrder).toLowerCase();
  const gid = fulfillmentOrderGid(fulfillmentOrder);
  context.publish([
    ...released.map((hold) => ({
      topic: "fulfillment_holds/released",
      payload: () => ({ fulfillment_order: { id: gid }, fulfillment_hold: holdPayload(hold) }),
    })),
    ...(fulfillmentOrder.holds.length === 0
      ? [{ topic: "fulfillment_orders/hold_released", payload: () => ({ fulfillment_order: { id: gid, status } }) }]
      : []),
    ...orderHappenings(context, order, "orders/updated"),
  ]);
  return done(fulfillmentOrder);
}

/** The merchant's warehouse says that work has begun. */
export function reportProgress(context: CommandContext, id: number): Outcome<FulfillmentOrder> {
  const found = findFulfillmentOrder(context, id);
  if (found === undefined) return refused(["id"], "Fulfillment order does not exist.", null);
  const { order, fulfillmentOrder } = found;
  if (fulfillmentOrderStatus(fulfillmentOrder) !== "OPEN" && fulfillmentOrder.progress !== "IN_PROGRESS")
    return refused(["id"], "Progress can only be reported on an open fulfillment order.", null);
  fulfillmentOrder.progress = "IN_PROGRESS";
  fulfillmentOrder.updatedAt = context.now();
  touch(context, order);
  context.publish(orderHappenings(context, order, "orders/updated"));
  return done(fulfillmentOrder);
}

export function setFulfillmentDeadline(context: CommandContext, ids: number[], deadline: number): Outcome<true> {
  const found = ids.map((id) => findFulfillmentOrder(context, id));
  const index = found.indexOf(undefined);
  if (index >= 0)
    return refused(
      ["fulfillmentOrderIds", String(index)],
      "Fulfillment order does not exist.",
      "FULFILLMENT_ORDERS_NOT_FOUND",
    );
  for (const hit of found) if (hit !== undefined) hit.fulfillmentOrder.fulfillBy = deadline;
  return done(true);
}
