import { orderFigures } from "../model/order-figures.ts";
import type { Job, Order } from "../model/records.ts";
import { type CommandContext, done, orderHappenings, type Outcome, recordEvent, refused, touch } from "./command.ts";
import { settleFulfillmentOrder } from "./quantities.ts";
import { recordRefund, refundHappenings } from "./refund-order.ts";

export interface CancelDraft {
  reason: string;
  restock: boolean;
  refund: boolean;
  staffNote?: string | null;
}

/** Checks now and cancels when the job runs, as Shopify does. */
export function requestOrderCancel(
  context: CommandContext,
  orderId: number,
  draft: CancelDraft,
  jobDelayMs: number,
  running: Set<number>,
): Outcome<Job> {
  const order = context.store.orders.get(orderId);
  if (order === undefined) return refused(["orderId"], "Order does not exist", "NOT_FOUND");
  const why = running.has(orderId) ? "Cancellation is already in progress" : whyNotCancellable(order);
  if (why !== null) return refused(["orderId"], why, "INVALID");
  const job: Job = { id: context.uuid(), done: false };
  context.store.jobs.set(job.id, job);
  running.add(orderId);
  context.after(jobDelayMs, () => {
    running.delete(orderId);
    job.done = true;
    // The order may have been sent meanwhile; then the job ends without an effect.
    if (whyNotCancellable(order) === null) applyCancel(context, order, draft);
  });
  return done(job);
}

/** Cancels at once; the way a person in the admin sees it. */
export function cancelOrder(context: CommandContext, orderId: number, draft: CancelDraft): Outcome<Order> {
  const order = context.store.orders.get(orderId);
  if (order === undefined) return refused(["orderId"], "Order does not exist", "NOT_FOUND");
  const why = whyNotCancellable(order);
  if (why !== null) return refused(["orderId"], why, "INVALID");
  return done(applyCancel(context, order, draft));
}

function whyNotCancellable(order: Order): string | null {
  if (order.cancelledAt !== null) return "Cannot cancel an order that has already been canceled";
  return order.fulfillments.length > 0 ? "Cannot cancel an order that has outstanding fulfillments" : null;
}

function applyCancel(context: CommandContext, order: Order, draft: CancelDraft): Order {
  const now = context.now();
  const { received, refunded } = orderFigures(order);
  const payment = order.transactions.find(({ kind }) => kind === "SALE" || kind === "CAPTURE");
  const lines = order.lines
    .filter((line) => line.currentQuantity > 0)
    .map((line) => ({
      lineItemId: line.id,
      quantity: line.currentQuantity,
      restockType: draft.restock ? ("CANCEL" as const) : ("NO_RESTOCK" as const),
    }));
  const givesMoneyBack = draft.refund && received > refunded && payment !== undefined;
  const refund = recordRefund(context, order, {
    lines,
    transactions: givesMoneyBack
      ? [{ amount: received - refunded, gateway: payment.gateway, parentId: payment.id }]
      : [],
    ...(givesMoneyBack ? { shipping: orderFigures(order).currentShipping } : {}),
  });
  for (const fulfillmentOrder of order.fulfillmentOrders) settleFulfillmentOrder(fulfillmentOrder, now);
  order.cancelledAt = now;
  order.cancelReason = draft.reason;
  order.cancelStaffNote = draft.staffNote ?? null;
  order.closedAt = now;
  touch(context, order);
  recordEvent(context, order, "cancelled", `${context.actor.title} canceled this order.`);
  context.publish([
    ...orderHappenings(context, order, "orders/cancelled", "orders/updated"),
    ...(lines.length > 0 ? refundHappenings(context, order, refund) : []),
  ]);
  return order;
}
