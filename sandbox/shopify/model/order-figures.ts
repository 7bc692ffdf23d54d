import type { FulfillmentOrder, FulfillmentOrderStatus, LineItem, Order, Refund } from "./records.ts";

/** Sums and statuses that Shopify derives from the records of one order. Pure. Money in minor units. */

const sum = (values: Iterable<number>): number => [...values].reduce((total, value) => total + value, 0);

/** Tax contained in (or, with prices without tax, added to) an amount. */
export const taxOf = (amount: number, rate: number, included: boolean): number =>
  Math.round(included ? amount - amount / (1 + rate) : amount * rate);

export const lineTax = (order: Order, line: LineItem, quantity: number): number =>
  line.taxable ? taxOf(line.unitPrice * quantity, line.taxRate, order.taxesIncluded) : 0;

export function orderFigures(order: Order) {
  const shipping = sum(order.shippingLines.filter((line) => !line.isRemoved).map((line) => line.price));
  const subtotalOrdered = sum(order.lines.map((line) => line.unitPrice * line.quantity));
  const subtotalCurrent = sum(order.lines.map((line) => line.unitPrice * line.currentQuantity));
  const taxOrdered = sum(order.lines.map((line) => lineTax(order, line, line.quantity)));
  const taxCurrent = sum(order.lines.map((line) => lineTax(order, line, line.currentQuantity)));
  const refundedShipping = sum(order.refunds.flatMap((refund) => refund.shipping.map(({ amount }) => amount)));
  const refundDiscrepancy = sum(order.refunds.flatMap(({ adjustments }) => adjustments.map(({ amount }) => amount)));
  const currentShipping = order.cancelledAt === null ? shipping - refundedShipping : 0;
  const addTax = (amount: number, tax: number): number => (order.taxesIncluded ? amount : amount + tax);
  const received = sum(successful(order, "SALE", "CAPTURE"));
  const refunded = sum(successful(order, "REFUND"));
  const total = addTax(subtotalOrdered, taxOrdered) + shipping;
  const currentTotal = addTax(subtotalCurrent, taxCurrent) + currentShipping;
  return {
    shipping,
    currentShipping,
    refundedShipping,
    subtotalOrdered,
    subtotalCurrent,
    taxOrdered,
    taxCurrent,
    total,
    currentTotal,
    received,
    refunded,
    refundDiscrepancy,
    /** Below zero: the shop owes the customer. */
    outstanding: order.cancelledAt === null ? currentTotal - (received - refunded) + refundDiscrepancy : 0,
  };
}

/** One tax line per rate. */
export function taxesByRate(order: Order, quantityOf: (line: LineItem) => number): { rate: number; amount: number }[] {
  const taxed = order.lines.filter((line) => line.taxable && line.taxRate > 0);
  return [...Map.groupBy(taxed, ({ taxRate }) => taxRate)].flatMap(([rate, lines]) => {
    const amount = sum(lines.map((line) => lineTax(order, line, quantityOf(line))));
    return amount === 0 ? [] : [{ rate, amount }];
  });
}

function successful(order: Order, ...kinds: string[]): number[] {
  return order.transactions.filter((t) => t.status === "SUCCESS" && kinds.includes(t.kind)).map((t) => t.amount);
}

export type FinancialStatus =
  "PENDING" | "AUTHORIZED" | "PARTIALLY_PAID" | "PAID" | "PARTIALLY_REFUNDED" | "REFUNDED" | "VOIDED";

export function financialStatus(order: Order): FinancialStatus {
  const { received, refunded, currentTotal } = orderFigures(order);
  if (refunded > 0) return refunded >= received ? "REFUNDED" : "PARTIALLY_REFUNDED";
  if (received > 0) return received < currentTotal ? "PARTIALLY_PAID" : "PAID";
  if (order.cancelledAt !== null) return "VOIDED";
  return successful(order, "AUTHORIZATION").length > 0 ? "AUTHORIZED" : "PENDING";
}

export function fulfillmentOrderStatus(fulfillmentOrder: FulfillmentOrder): FulfillmentOrderStatus {
  const { progress, holds } = fulfillmentOrder;
  return holds.length > 0 && (progress === "OPEN" || progress === "IN_PROGRESS") ? "ON_HOLD" : progress;
}

/** Fulfilment orders that still have something to send. */
export const openFulfillmentOrders = (order: Order): FulfillmentOrder[] =>
  order.fulfillmentOrders.filter(({ progress }) => progress === "OPEN" || progress === "IN_PROGRESS");

export function displayFulfillmentStatus(order: Order): string {
  const fulfilled = sum(order.lines.map((line) => fulfilledQuantity(order, line.id)));
  const unfulfilled = sum(order.lines.map((line) => line.unfulfilledQuantity));
  if (unfulfilled === 0 && fulfilled > 0) return "FULFILLED";
  const open = openFulfillmentOrders(order).map(fulfillmentOrderStatus);
  if (open.length > 0 && open.every((status) => status === "ON_HOLD")) return "ON_HOLD";
  if (fulfilled > 0) return "PARTIALLY_FULFILLED";
  return open.includes("IN_PROGRESS") ? "IN_PROGRESS" : "UNFULFILLED";
}

/** Units of the line that have left, returns not counted. */
export const fulfilledQuantity = (order: Order, lineItemId: number): number =>
  sum(
    order.fulfillments.flatMap(({ lines }) =>
      lines.filter((line) => line.lineItemId === lineItemId).map((line) => line.quantity),
    ),
  );

/** Any REQUESTED wins, then any OPEN, then any CLOSED; declined and cancelled ones count as none. */
export function returnStatus(order: Order): string {
  const statuses = order.returns.map(({ status }) => status);
  if (statuses.includes("REQUESTED")) return "RETURN_REQUESTED";
  if (statuses.includes("OPEN")) return "IN_PROGRESS";
  return statuses.includes("CLOSED") ? "RETURNED" : "NO_RETURN";
}

export const refundedAmount = (order: Order, refund: Refund): number =>
  sum(
    order.transactions
      .filter((t) => refund.transactionIds.includes(t.id) && t.status === "SUCCESS")
      .map((t) => t.amount),
  );

/** Why a native edit is refused; empty when it is allowed. */
export function editRefusals(order: Order): string[] {
  const reasons: string[] = [];
  if (order.cancelledAt !== null) reasons.push("Canceled orders can't be edited");
  const status = financialStatus(order);
  if (status === "REFUNDED") reasons.push("Refunded orders can't be edited");
  if (status === "VOIDED" && order.cancelledAt === null) reasons.push("Voided orders can't be edited");
  return reasons;
}
