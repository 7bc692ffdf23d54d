import type { OrderChangedEvent } from "../common/order-changed-event.ts";

/** A made-up event in the shape of a real one. */
export const testEvent: OrderChangedEvent = {
  shop: "my-shop.myshopify.com",
  orderId: "5678901234567",
  orderGid: "gid://shopify/Order/5678901234567",
  orderName: "#1001",
  reason: "webhook",
  topics: ["orders/edited", "orders/updated"],
  firstSeenAt: "2026-11-23T10:15:02.120Z",
  lastSeenAt: "2026-11-23T10:15:41.877Z",
  updatedAt: "2026-11-23T10:15:41Z",
  webhookId: "b54557e4-bdd9-4b37-8a5f-bf7d70bcd043",
};
