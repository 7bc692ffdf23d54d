import type { RefundCreatedEvent } from "./refund-event.ts";

/** A made-up event in the shape of a real one. */
export const testEvent: RefundCreatedEvent = {
  shop: "my-shop.myshopify.com",
  orderId: "5678901234567",
  orderGid: "gid://shopify/Order/5678901234567",
  orderName: "#1001",
  reason: "webhook",
  topics: ["returns/approve"],
  firstSeenAt: "2026-11-24T10:15:02.120Z",
  lastSeenAt: "2026-11-24T10:15:02.120Z",
  updatedAt: "2026-11-24T10:15:02Z",
  webhookId: "b54557e4-bdd9-4b37-8a5f-bf7d70bcd044",
  about: "return",
  id: "945000123",
  title: "Return #1001-R1",
  createdAt: "2026-11-24T10:15:01Z",
  state: "coming",
  because: "The Return was approved; its goods come back.",
  expectedUnits: 1,
  lines: [
    {
      lineId: "13579024680",
      sku: "OXF-SHI-NAV-M",
      title: "Oxford Shirt",
      despatchedUnits: 2,
      expectedUnits: 1,
      outstandingUnits: 1,
      reason: "size-too-small",
      note: null,
    },
  ],
  parts: [],
  restock: [],
  returnStatus: "open",
  makesPickSmaller: false,
};
