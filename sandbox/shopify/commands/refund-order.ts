import { lineTax, orderFigures } from "../model/order-figures.ts";
import { webhookAmount } from "../model/money.ts";
import type { Order, Refund, RefundLine, RestockType, Transaction } from "../model/records.ts";
import { refundPayload, transactionCreatedPayload } from "../webhooks/payloads/refund-payload.ts";
import {
  type CommandContext,
  done,
  type Happening,
  orderHappenings,
  type Outcome,
  recordAgreement,
  recordEvent,
  refused,
  touch,
} from "./command.ts";
import { removeUnfulfilledUnits } from "./quantities.ts";

export interface RefundLineDraft {
  lineItemId: number;
  quantity: number;
  restockType?: RestockType | undefined;
  locationId?: number | null | undefined;
}

export interface RefundDraft {
  lines?: RefundLineDraft[];
  note?: string | null;
  /** Money given back, in minor units. */
  transactions?: { amount: number; gateway: string; parentId: number | null }[];
  /** Shipping given back, in minor units. */
  shipping?: number;
  returnId?: number | null;
  discrepancyReason?: string | null;
}

/** Refuses or refunds; fires refunds/create, order_transactions/create and orders/updated. */
export function refundOrder(
  context: CommandContext,
  orderId: number,
  draft: RefundDraft & { allowOverRefunding?: boolean },
): Outcome<{ order: Order; refund: Refund }> {
  const order = context.store.orders.get(orderId);
  if (order === undefined) return refused(["orderId"], "Order does not exist");
  const tooMany = (draft.lines ?? []).findIndex(({ lineItemId, quantity }) => {
    const line = order.lines.find(({ id }) => id === lineItemId);
    const alsoAsked = (draft.lines ?? []).filter((other) => other.lineItemId === lineItemId);
    const asked = alsoAsked.reduce((total, other) => total + other.quantity, 0);
    return line === undefined || quantity < 1 || asked > line.currentQuantity;
  });
  if (tooMany >= 0)
    return refused(
      ["refundLineItems", String(tooMany), "quantity"],
      "Quantity cannot refund more items than were purchased",
    );
  const transactions = draft.transactions ?? [];
  const parents = new Set(order.transactions.map(({ id }) => id));
  if (transactions.some(({ parentId }) => parentId === null || !parents.has(parentId)))
    return refused(["transactions"], "Transactions require a parent_id associated with the order");
  const { received, refunded } = orderFigures(order);
  const amount = transactions.reduce((total, transaction) => total + transaction.amount, 0);
  const net = received - refunded;
  if (amount > net && draft.allowOverRefunding !== true)
    return refused(
      null,
      `Refund amount £${webhookAmount(amount)} is greater than net payment received £${webhookAmount(net)}`,
    );
  const refund = recordRefund(context, order, draft);
  touch(context, order);
  recordEvent(context, order, "refunded", `${context.actor.title} refunded £${webhookAmount(amount)}.`);
  recordAgreement(context, order, "REFUND", refundedUnits(refund), { refundId: refund.id });
  context.publish([...refundHappenings(context, order, refund), ...orderHappenings(context, order, "orders/updated")]);
  return done({ order, refund });
}

export const refundedUnits = (refund: Refund): { lineItemId: number; units: number }[] =>
  refund.lines.map(({ lineItemId, quantity }) => ({ lineItemId, units: -quantity }));

/** Writes the refund row and moves the quantities; says nothing to anybody. Input must have been checked. */
export function recordRefund(context: CommandContext, order: Order, draft: RefundDraft): Refund {
  const { store } = context;
  const now = context.now();
  const lines = (draft.lines ?? []).map((line) => toRefundLine(context, order, line));
  const transactions = (draft.transactions ?? []).map((transaction): Transaction => ({
    ...transaction,
    id: store.nextId("OrderTransaction"),
    orderId: order.id,
    kind: "REFUND",
    status: "SUCCESS",
    createdAt: now,
  }));
  order.transactions.push(...transactions);
  const shippingLine = order.shippingLines[0];
  const shipping = draft.shipping ?? 0;
  const money = transactions.reduce((total, { amount }) => total + amount, 0);
  const goods = lines.reduce((total, line) => total + line.subtotal + (order.taxesIncluded ? 0 : line.tax), 0);
  const discrepancy = money === 0 ? 0 : goods + shipping - money;
  const refund: Refund = {
    id: store.nextId("Refund"),
    orderId: order.id,
    createdAt: now,
    note: draft.note ?? null,
    returnId: draft.returnId ?? null,
    lines,
    shipping:
      shipping > 0 && shippingLine !== undefined
        ? [{ id: store.nextId("RefundShippingLine"), shippingLineId: shippingLine.id, amount: shipping }]
        : [],
    adjustments:
      discrepancy === 0
        ? []
        : [
            {
              id: store.nextId("OrderAdjustment"),
              kind: "refund_discrepancy",
              reason: draft.discrepancyReason ?? "REFUND_DISCREPANCY",
              amount: discrepancy,
            },
          ],
    transactionIds: transactions.map(({ id }) => id),
  };
  order.refunds.push(refund);
  return refund;
}

/** refunds/create does not wait for money: the row alone fires it. Assumption: also for a removal by order edit. */
export function refundHappenings(context: CommandContext, order: Order, refund: Refund): Happening[] {
  const transactions = order.transactions.filter(({ id }) => refund.transactionIds.includes(id));
  return [
    { topic: "refunds/create", payload: () => refundPayload(context.store, order, refund) },
    ...transactions.map((transaction) => ({
      topic: "order_transactions/create",
      payload: () => transactionCreatedPayload(context.store, order, transaction),
    })),
  ];
}

/**
 * Which units a refund takes: `RETURN` means despatched ones first, anything else unsent ones first.
 * Assumption: Shopify does not check the restock type against fulfilment, so either may reach over to the other kind.
 */
function toRefundLine(context: CommandContext, order: Order, draft: RefundLineDraft): RefundLine {
  const line = order.lines.find(({ id }) => id === draft.lineItemId);
  if (line === undefined) throw new Error(`Order ${order.name} has no line ${draft.lineItemId} to refund.`);
  const restockType = draft.restockType ?? "NO_RESTOCK";
  const despatched = line.currentQuantity - line.unfulfilledQuantity;
  const unsent =
    restockType === "RETURN"
      ? Math.max(0, draft.quantity - despatched)
      : Math.min(draft.quantity, line.unfulfilledQuantity);
  removeUnfulfilledUnits(order, line, unsent, context.now());
  line.currentQuantity -= draft.quantity - unsent;
  const { store } = context;
  return {
    id: store.nextId("RefundLineItem"),
    lineItemId: line.id,
    quantity: draft.quantity,
    restockType,
    locationId: restockType === "NO_RESTOCK" ? null : (draft.locationId ?? store.locations[0]?.id ?? null),
    subtotal: line.unitPrice * draft.quantity,
    tax: lineTax(order, line, draft.quantity),
  };
}
