import type { OrderTrace } from "../../../domain/recreated-order/order-trace.ts";

export const SHOP = "demo.myshopify.com";

/** Minutes after 10:00 on the day of the tests, as Shopify writes a moment. */
export const at = (minutes: number): string =>
  new Date(Date.UTC(2026, 10, 24, 10) + minutes * 60_000).toISOString().replace(".000", "");

export type Goods = Readonly<Record<string, number>>;

export const linesOf = (goods: Goods): OrderTrace["lines"] =>
  Object.entries(goods).map(([sku, quantity]) => ({ sku, quantity, currentQuantity: quantity }));

/** Order #1031 of Ann Lee from the online store: two tees and a hat, not cancelled; give what differs. */
export function aTrace(differs: Partial<OrderTrace> = {}): OrderTrace {
  return {
    shop: SHOP,
    id: "5001",
    name: "#1031",
    createdAt: at(0),
    processedAt: differs.createdAt ?? at(0),
    cancelledAt: null,
    cancelReason: null,
    cancelledByApp: null,
    tags: [],
    note: null,
    attributes: [],
    metafields: [],
    sourceName: "web",
    sourceIdentifier: null,
    app: { id: "580111", name: "Online Store" },
    customerId: "7001",
    email: "ann@example.com",
    phone: null,
    shippingAddress: { name: "Ann Lee", address1: "1 High Street", zip: "LS1 1AA", countryCode: "GB" },
    lines: linesOf({ TEE: 2, HAT: 1 }),
    discountCodes: [],
    payments: [],
    firstSentAt: null,
    hasReturns: false,
    hasExchange: false,
    ...differs,
  };
}

/** The same order, cancelled. Cancelling takes all units off the lines. */
export function cancelled(order: OrderTrace, minutes: number, differs: Partial<OrderTrace> = {}): OrderTrace {
  return {
    ...order,
    cancelledAt: at(minutes),
    cancelReason: "OTHER",
    lines: order.lines.map((line) => ({ ...line, currentQuantity: 0 })),
    ...differs,
  };
}
