import type { ShopifyAdminClient } from "./admin-client.ts";
import { OrderPaymentsDocument } from "./generated/operations.ts";

/** Decimal texts in shop currency, such as `12.50`. */
export interface OrderPayments {
  readonly received: string;
  readonly refunded: string;
  /** What the customer still has to pay after edits and refunds: to be invoiced. Below zero: the shop owes it back. */
  readonly outstanding: string;
}

/**
 * What was paid for an order, as Shopify counts it now.
 *
 * @param gid - `gid://shopify/Order/…`
 * @returns `null` when there is no such order
 * @throws {ShopifyAccessDeniedError} When a scope is missing
 */
export async function fetchOrderPayments(client: ShopifyAdminClient, gid: string): Promise<OrderPayments | null> {
  const { order } = await client.request(OrderPaymentsDocument, { id: gid });
  if (order === null) return null;
  return {
    received: order.totalReceivedSet.shopMoney.amount,
    refunded: order.totalRefundedSet.shopMoney.amount,
    outstanding: order.totalOutstandingSet.shopMoney.amount,
  };
}
