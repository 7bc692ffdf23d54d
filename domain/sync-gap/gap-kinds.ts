import type { ExceptionOwner, ExceptionSeverity } from "../exceptions/exception.ts";

export const GAP_KIND_NAMES = [
  "missing-in-warehouse",
  "lines-differ",
  "details-differ",
  "cancelled-in-shopify-only",
  "cancelled-in-warehouse-only",
  "replaced-order-live",
  "several-live",
  "held-too-long",
  "rma-missing",
  "rma-not-withdrawn",
  "values-differ",
] as const;

/** One way in which Shopify and Peoplevox can tell different stories about an order. */
export type GapKind = (typeof GAP_KIND_NAMES)[number];

/** What closes a gap without a person: the order edit run, the returns run, or nothing. */
export type RepairedBy = "order-edit" | "returns" | "nobody";

export interface GapKindRow {
  readonly title: string;
  /** Who looks after it when it cannot be repaired. */
  readonly owner: ExceptionOwner;
  readonly severity: ExceptionSeverity;
  readonly repairedBy: RepairedBy;
  readonly because: string;
}

/** One row per kind. */
export const GAP_KINDS = {
  "missing-in-warehouse": {
    title: "Missing in the warehouse",
    owner: "integration",
    severity: "high",
    repairedBy: "order-edit",
    because: "The customer waits for an order that no Sales Order asks the warehouse to send.",
  },
  "lines-differ": {
    title: "Lines differ",
    owner: "warehouse",
    severity: "high",
    repairedBy: "order-edit",
    because: "The warehouse would send other items or other quantities than the customer wants.",
  },
  "details-differ": {
    title: "Details differ",
    owner: "warehouse",
    severity: "low",
    repairedBy: "order-edit",
    because: "The right items would go out with an old address, message or note.",
  },
  "cancelled-in-shopify-only": {
    title: "Cancelled in Shopify only",
    owner: "warehouse",
    severity: "high",
    repairedBy: "order-edit",
    because: "The customer wants nothing any more, but the warehouse would still send it.",
  },
  "cancelled-in-warehouse-only": {
    title: "Cancelled in Peoplevox only",
    owner: "customer-service",
    severity: "high",
    repairedBy: "nobody",
    because: "The customer waits for an order that the warehouse will not send; only a person knows why.",
  },
  "replaced-order-live": {
    title: "Both orders of a recreated pair could be shipped",
    owner: "warehouse",
    severity: "high",
    repairedBy: "order-edit",
    because: "Another order took this one's place; if both leave, the customer gets two parcels.",
  },
  "several-live": {
    title: "Several Sales Orders of one order could be shipped",
    owner: "warehouse",
    severity: "high",
    repairedBy: "nobody",
    because: "If more than one leaves, the customer gets two parcels; only a person knows which one is right.",
  },
  "held-too-long": {
    title: "Held for too long",
    owner: "warehouse",
    severity: "medium",
    repairedBy: "nobody",
    because: "An order on hold or stopped does not leave, and nobody is told unless somebody looks.",
  },
  "rma-missing": {
    title: "Goods come back unannounced",
    owner: "integration",
    severity: "medium",
    repairedBy: "returns",
    because: "The returns bench cannot book in a parcel that it does not expect.",
  },
  "rma-not-withdrawn": {
    title: "Goods are awaited that do not come back",
    owner: "integration",
    severity: "low",
    repairedBy: "returns",
    because: "The returns bench waits for a parcel, and customer service takes it for lost.",
  },
  "values-differ": {
    title: "Values differ",
    owner: "integration",
    severity: "low",
    repairedBy: "nobody",
    because: "Finance reconciles against Shopify's values; the warehouse's figures say something else.",
  },
} as const satisfies Record<GapKind, GapKindRow>;
