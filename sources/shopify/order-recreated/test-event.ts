import type { Evidence } from "../../../domain/recreated-order/score-pair.ts";
import type { OrderRef } from "../../../domain/recreated-order/order-trace.ts";
import type { OrderRecreatedEvent } from "./recreated-event.ts";

const original: OrderRef = {
  id: "5678901234567",
  name: "#1031",
  createdAt: "2026-11-23T09:02:11Z",
  cancelledAt: "2026-11-23T10:15:07Z",
};
const replacement: OrderRef = {
  id: "5678901239999",
  name: "#1031A",
  createdAt: "2026-11-23T10:15:04Z",
  cancelledAt: null,
};
const evidence: readonly Evidence[] = [
  {
    rule: "cleverific-tag-pair",
    grade: "mark",
    points: 100,
    because: "Cleverific tagged #1031 as cancelled by an edit and #1031A as the edited order.",
  },
  {
    rule: "name-and-letter",
    grade: "name",
    points: 60,
    because: "The name #1031A is that of #1031 with a letter for its version.",
  },
];

/** A made-up event in the shape of a real one. */
export const testEvent: OrderRecreatedEvent = {
  kind: "recreated",
  reason: "recreated",
  because: "The older order is cancelled, and exactly one newer order takes its place.",
  shop: "my-shop.myshopify.com",
  root: "#1031",
  live: [replacement],
  cancelled: [original],
  openAndReplaced: [],
  steps: [{ original, replacement, score: 160, makes: "version", evidence, against: null }],
  original,
  replacement,
  score: 160,
  evidence,
  findingId: "recreated:my-shop.myshopify.com:5678901239999::5678901234567",
  orderName: "#1031",
  orderId: "5678901234567",
  orderIds: ["5678901234567", "5678901239999"],
};
