import type { SalesOrderStatusEvent } from "./sales-order-status-event.ts";

/** A made-up event in the shape of a real one. */
export const testEvent: SalesOrderStatusEvent = {
  shop: "my-shop.myshopify.com",
  orderName: "#1001",
  orderId: null,
  salesOrderNumber: "1001",
  reference: "#1001",
  status: "Partially picked",
  phase: "picking",
  previousStatus: null,
  workStarted: true,
  onHold: false,
  stopShip: false,
  reason: "callback",
  seenAt: "2026-11-24T10:15:41.877Z",
};
