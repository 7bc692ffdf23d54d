import type { SyncGapEvent } from "./sync-gap-event.ts";

/** A made-up event in the shape of a real one. */
export const testEvent: SyncGapEvent = {
  shop: "my-shop.myshopify.com",
  orderId: "5678901234567",
  orderGid: "gid://shopify/Order/5678901234567",
  orderName: "#1001",
  state: "gap",
  gaps: [
    {
      kind: "lines-differ",
      title: "Lines differ",
      salesOrderNumbers: ["1001"],
      phase: "picking",
      inWords: "HAT 2 → 1.",
      outcome: "stop-parcel",
      because: "Work has started on a parcel that would leave wrong.",
    },
  ],
  healed: [],
  parcelAtRisk: true,
  cutOffAt: "2026-11-24T16:30:00.000Z",
  minutesLeft: 42,
  replacedBy: null,
  heldSince: {},
  foundAt: "2026-11-24T15:48:00.000Z",
  ordersWithoutRoom: 0,
};
