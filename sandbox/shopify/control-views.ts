import {
  displayFulfillmentStatus,
  financialStatus,
  fulfilledQuantity,
  fulfillmentOrderStatus,
  refundedAmount,
} from "./model/order-figures.ts";
import { webhookAmount } from "./model/money.ts";
import type { Order, Product, Refund } from "./model/records.ts";
import { isoSeconds, isoSecondsOrNull } from "./model/shop-time.ts";

/** What the control API tells of an order: enough to compare both sides line by line. */
export const orderSummary = (order: Order) => ({
  id: order.id,
  name: order.name,
  createdAt: isoSeconds(order.createdAt),
  updatedAt: isoSeconds(order.updatedAt),
  cancelledAt: isoSecondsOrNull(order.cancelledAt),
  edited: order.edited,
  note: order.note,
  tags: order.tags,
  customAttributes: order.customAttributes,
  shippingAddress: order.shippingAddress,
  financialStatus: financialStatus(order),
  fulfillmentStatus: displayFulfillmentStatus(order),
  lines: order.lines.map((line) => ({
    id: line.id,
    sku: line.sku,
    title: line.title,
    quantity: line.quantity,
    currentQuantity: line.currentQuantity,
    unfulfilledQuantity: line.unfulfilledQuantity,
    fulfilledQuantity: fulfilledQuantity(order, line.id),
    requiresShipping: line.requiresShipping,
    isGiftCard: line.isGiftCard,
    customAttributes: line.customAttributes,
  })),
  fulfillmentOrders: order.fulfillmentOrders.map((fulfillmentOrder) => ({
    id: fulfillmentOrder.id,
    status: fulfillmentOrderStatus(fulfillmentOrder),
    holds: fulfillmentOrder.holds.map(({ handle, reason }) => ({ handle, reason })),
  })),
  refunds: order.refunds.map((refund) => refundSummary(order, refund)),
});

export const refundSummary = (order: Order, refund: Refund) => ({
  id: refund.id,
  note: refund.note,
  returnId: refund.returnId,
  amount: webhookAmount(refundedAmount(order, refund)),
  lines: refund.lines.map(({ lineItemId, quantity, restockType, subtotal }) => ({
    lineItemId,
    quantity,
    restockType,
    subtotal: webhookAmount(subtotal),
  })),
});

export const productSummary = ({ id, title, vendor, status, variants }: Product) => ({
  id,
  title,
  vendor,
  status,
  variants: variants.map((variant) => ({ ...variant, price: webhookAmount(variant.price) })),
});
