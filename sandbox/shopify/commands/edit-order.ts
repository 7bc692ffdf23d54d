import { editRefusals } from "../model/order-figures.ts";
import type { EditSession, LineItem, Order, StagedLine } from "../model/records.ts";
import { webhookTime } from "../model/shop-time.ts";
import {
  type CommandContext,
  done,
  orderHappenings,
  type Outcome,
  recordAgreement,
  recordEvent,
  refused,
  touch,
} from "./command.ts";
import { DEFAULT_TAX_RATE, toLineItem } from "./create-order.ts";
import { addUnits, openFulfillmentOrder } from "./quantities.ts";
import { recordRefund, refundHappenings, type RefundLineDraft } from "./refund-order.ts";

export function beginOrderEdit(context: CommandContext, orderId: number): Outcome<EditSession> {
  const order = context.store.orders.get(orderId);
  if (order === undefined) return refused(["id"], "The order does not exist.");
  if (editRefusals(order).length > 0) return refused(null, "The order cannot be edited.");
  const session: EditSession = {
    id: context.store.nextId("CalculatedOrder"),
    orderId,
    appId: context.actor.appId,
    startedAt: context.now(),
    committed: false,
    quantities: new Map(),
    added: [],
    shipping: new Map(),
  };
  context.store.editSessions.set(session.id, session);
  return done(session);
}

/** The quantity a line has in this session: the whole line, despatched units included. */
export const stagedQuantity = (session: EditSession, line: LineItem): number =>
  session.quantities.get(line.id)?.quantity ?? line.currentQuantity;

/** How a staged line counts in sums before it has become a line. */
export const stagedLineItem = (staged: StagedLine): LineItem => ({
  ...staged,
  id: 0,
  productId: null,
  vendor: null,
  taxRate: DEFAULT_TAX_RATE,
  grams: 0,
  isGiftCard: false,
  customAttributes: [],
  currentQuantity: staged.quantity,
  unfulfilledQuantity: staged.quantity,
});

/**
 * @param lineRef - Number of a line item, or the UUID of a line added in this session
 */
export function setEditQuantity(
  context: CommandContext,
  session: EditSession,
  lineRef: string,
  quantity: number,
  restock: boolean,
): Outcome<LineItem | StagedLine> {
  if (quantity < 0) return refused(["quantity"], "must be greater than or equal to 0");
  const staged = session.added.find(({ uuid }) => uuid === lineRef);
  if (staged !== undefined) {
    staged.quantity = quantity;
    return done(staged);
  }
  const line = orderOf(context, session).lines.find(({ id }) => String(id) === lineRef);
  if (line === undefined) return refused(["lineItemId"], "The line item does not exist on the order.");
  const despatched = line.currentQuantity - line.unfulfilledQuantity;
  // Assumption: the wording. Shopify says only that unfulfilled quantity alone can be edited.
  if (quantity < despatched) return refused(["quantity"], `must be greater than or equal to ${despatched}`);
  if (quantity === line.currentQuantity) session.quantities.delete(line.id);
  else session.quantities.set(line.id, { quantity, restock });
  return done(line);
}

export function addEditVariant(
  context: CommandContext,
  session: EditSession,
  variantId: number,
  quantity: number,
  allowDuplicates: boolean,
): Outcome<StagedLine> {
  const variant = context.store.variant(variantId);
  if (variant === undefined) return refused(["variantId"], "The variant does not exist in the shop.");
  if (quantity < 1) return refused(["quantity"], "must be greater than 0");
  const title = context.store.product(variant.productId)?.title ?? variant.sku;
  const present =
    orderOf(context, session).lines.some((line) => line.variantId === variantId && stagedQuantity(session, line) > 0) ||
    session.added.some((line) => line.variantId === variantId);
  if (present && !allowDuplicates)
    return refused(["variantId"], `${title} was not added because it's already on the order.`);
  return stage(session, {
    uuid: context.uuid(),
    variantId,
    title,
    variantTitle: variant.title === "Default Title" ? null : variant.title,
    sku: variant.sku,
    unitPrice: variant.price,
    quantity,
    requiresShipping: variant.requiresShipping,
    taxable: !variant.isGiftCard,
  });
}

export function addEditCustomItem(
  context: CommandContext,
  session: EditSession,
  item: { title: string; unitPrice: number; quantity: number; requiresShipping: boolean; taxable: boolean },
): Outcome<StagedLine> {
  if (item.quantity < 1) return refused(["quantity"], "must be greater than 0");
  if (item.title.trim() === "") return refused(["title"], "can't be blank");
  return stage(session, { ...item, uuid: context.uuid(), variantId: null, variantTitle: null, sku: null });
}

function stage(session: EditSession, line: StagedLine): Outcome<StagedLine> {
  session.added.push(line);
  return done(line);
}

export function updateEditShippingLine(
  context: CommandContext,
  session: EditSession,
  shippingLineId: number,
  change: { title?: string; price?: number },
): Outcome<EditSession> {
  const line = orderOf(context, session).shippingLines.find(({ id }) => id === shippingLineId);
  if (line === undefined)
    return refused(["shippingLineId"], "The shipping line does not exist on the order.", "INVALID");
  session.shipping.set(shippingLineId, { ...session.shipping.get(shippingLineId), ...change });
  return done(session);
}

export interface CommitOptions {
  notifyCustomer?: boolean;
  staffNote?: string | null;
}

/** Applies all staged changes at once: quantities, fulfilment orders, the refund row for removals, events, webhooks. */
export function commitOrderEdit(
  context: CommandContext,
  session: EditSession,
  { notifyCustomer = false, staffNote = null }: CommitOptions = {},
): Outcome<{ order: Order; successMessages: string[] }> {
  const { store } = context;
  const order = orderOf(context, session);
  const added = session.added.filter(({ quantity }) => quantity > 0);
  if (editRefusals(order).length > 0) return refused(null, "The order cannot be edited.");
  if (session.quantities.size + added.length + session.shipping.size === 0)
    return refused(null, "There must be at least one change to be made.");
  const now = context.now();
  const additions: { id: number; delta: number }[] = [];
  const removals: (RefundLineDraft & { id: number; delta: number })[] = [];
  for (const [lineItemId, { quantity, restock }] of session.quantities) {
    const line = order.lines.find(({ id }) => id === lineItemId);
    if (line === undefined) continue;
    // Goods may have left since the session began: what has left cannot be taken off.
    const delta = Math.max(quantity - line.currentQuantity, -line.unfulfilledQuantity);
    if (delta > 0) {
      addUnits(store, order, line, delta, now);
      additions.push({ id: line.id, delta });
    } else if (delta < 0) {
      const restockType = restock ? "CANCEL" : "NO_RESTOCK";
      removals.push({ id: line.id, delta: -delta, lineItemId, quantity: -delta, restockType });
    }
  }
  const newLines = added.map((staged) => toNewLine(context, staged));
  order.lines.push(...newLines);
  additions.push(...newLines.map((line) => ({ id: line.id, delta: line.quantity })));
  // Recorded live: an added variant lands in a new, second fulfilment order.
  if (newLines.length > 0)
    openFulfillmentOrder(
      store,
      order,
      newLines.map((lineItem) => ({ lineItem, quantity: lineItem.quantity })),
      now,
    );
  const refund = removals.length > 0 ? recordRefund(context, order, { lines: removals }) : undefined;
  const shippingChanged = applyShipping(order, session);

  const unarchived = order.closedAt !== null;
  order.closedAt = null;
  order.edited = true;
  session.committed = true;
  touch(context, order);
  recordAgreement(context, order, "ORDER_EDIT", [
    ...additions.map(({ id, delta }) => ({ lineItemId: id, units: delta })),
    ...removals.map(({ id, delta }) => ({ lineItemId: id, units: -delta })),
  ]);
  recordEvent(context, order, "edited", `${context.actor.title} edited this order.`);
  const payload = {
    order_edit: {
      id: store.nextId("OrderEdit"),
      app_id: session.appId,
      created_at: webhookTime(session.startedAt),
      committed_at: webhookTime(now),
      notify_customer: notifyCustomer,
      order_id: order.id,
      staff_note: staffNote ?? "",
      user_id: null,
      line_items: { additions, removals: removals.map(({ id, delta }) => ({ id, delta })) },
      discounts: { line_item: { additions: [], removals: [] } },
      shipping_lines: {
        additions: shippingChanged.map((id) => ({ id })),
        removals: shippingChanged.map((id) => ({ id })),
      },
    },
  };
  context.publish([
    { topic: "orders/edited", payload: () => payload },
    ...orderHappenings(context, order, "orders/updated"),
    ...(refund === undefined ? [] : refundHappenings(context, order, refund)),
  ]);
  const successMessages = ["Order updated"];
  if (notifyCustomer) successMessages.push("Notification sent");
  if (unarchived) successMessages.push("Order unarchived");
  return done({ order, successMessages });
}

function orderOf(context: CommandContext, session: EditSession): Order {
  const order = context.store.orders.get(session.orderId);
  if (order === undefined)
    throw new Error(`Edit session ${session.id} belongs to order ${session.orderId}, which is gone.`);
  return order;
}

const toNewLine = (context: CommandContext, staged: StagedLine): LineItem =>
  toLineItem(context.store, {
    quantity: staged.quantity,
    variantId: staged.variantId ?? undefined,
    title: staged.title,
    unitPrice: staged.unitPrice,
    requiresShipping: staged.requiresShipping,
    taxable: staged.taxable,
  });

/** @returns Ids of the shipping lines that changed */
function applyShipping(order: Order, session: EditSession): number[] {
  return order.shippingLines
    .filter((line) => session.shipping.has(line.id))
    .map((line) => Object.assign(line, session.shipping.get(line.id)).id);
}
