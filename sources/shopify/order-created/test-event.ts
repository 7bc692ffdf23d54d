import type { OrderChangedEvent } from "../common/order-changed-event.ts";

/** A made-up event in the shape of a real one. */
export const testEvent: OrderChangedEvent = {
  shop: "my-shop.myshopify.com",
  orderId: "5678901234568",
  orderGid: "gid://shopify/Order/5678901234568",
  orderName: "#1002",
  reason: "webhook",
  topics: ["orders/create"],
  firstSeenAt: "2026-11-23T10:15:02.120Z",
  lastSeenAt: "2026-11-23T10:15:02.120Z",
  updatedAt: "2026-11-23T10:15:01Z",
  webhookId: "3b9d7a52-6a0a-4f6f-9a45-0f3ab6f5f1a7",
};
