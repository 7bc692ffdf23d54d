import type { NothingToSend } from "../sales-order/desired-sales-order.ts";
import type { OrderSnapshot } from "../sales-order/order-snapshot.ts";
import type { ReleaseFacts } from "./order-release.rules.ts";

/** When an order may go to the warehouse; a gate that a merchant does not use is open. */
export interface ReleasePolicy {
  /** Minutes after its creation in which a customer may edit; 0: no such time. */
  readonly editWindowMinutes: number;
  /**
   * What a payment must have come to. An edit that adds to a paid order leaves a rest to pay: `partly-captured` does not
   * wait for it.
   */
  readonly payment: "captured" | "partly-captured" | "authorised" | "any";
  /** Tag that must be there; empty: none. */
  readonly releaseTag: string;
  /** Tag that must be gone, such as an editing app's; empty: none. */
  readonly holdTag: string;
  /** Whether a fulfilment hold keeps the order back. */
  readonly respectHolds: boolean;
  readonly testOrders: "never" | "release";
}

export const DEFAULT_RELEASE_POLICY: ReleasePolicy = {
  editWindowMinutes: 30,
  payment: "captured",
  releaseTag: "",
  holdTag: "",
  respectHolds: true,
  testOrders: "never",
};

/**
 * `displayFinancialStatus` values by what they mean for a release. PENDING, EXPIRED and values nobody knows count as
 * open.
 *
 * @see https://shopify.dev/docs/api/admin-graphql/latest/enums/OrderDisplayFinancialStatus
 */
const SETTLED_WITH: Readonly<Record<Exclude<ReleasePolicy["payment"], "any">, readonly string[]>> = {
  captured: ["PAID", "PARTIALLY_REFUNDED"],
  "partly-captured": ["PAID", "PARTIALLY_REFUNDED", "PARTIALLY_PAID"],
  authorised: ["PAID", "PARTIALLY_REFUNDED", "PARTIALLY_PAID", "AUTHORIZED"],
};
const GONE_BACK = ["REFUNDED", "VOIDED"];

/** What is known about an order beside the order itself. */
export interface ReleaseCircumstances {
  readonly nothingToSend: NothingToSend;
  readonly inWarehouse: boolean;
  readonly skusKnown: boolean;
  /** Milliseconds since 1970. */
  readonly nowMs: number;
}

/** The facts of the release table. */
export function releaseFacts(
  order: OrderSnapshot,
  policy: ReleasePolicy,
  { nothingToSend, inWarehouse, skusKnown, nowMs }: ReleaseCircumstances,
): ReleaseFacts {
  const wanted = { "order-cancelled": "cancelled", "no-lines-left": "empty" } as const;
  return {
    warehouse: inWarehouse ? "there" : "absent",
    order: nothingToSend === null ? "wanted" : wanted[nothingToSend],
    test: order.test && policy.testOrders === "never" ? "yes" : "no",
    payment: paymentFact(order.financialStatus ?? "", policy.payment),
    editWindow: editWindowLeftMs(order, policy, nowMs) > 0 ? "open" : "closed",
    hold: policy.respectHolds && order.fulfillmentStatus === "ON_HOLD" ? "held" : "free",
    tag: tagFact(order.tags, policy),
    skus: skusKnown ? "known" : "unknown",
  };
}

/** Milliseconds until the customer may no longer edit; 0 when that time is over. */
export function editWindowLeftMs(
  order: Pick<OrderSnapshot, "createdAt">,
  policy: Pick<ReleasePolicy, "editWindowMinutes">,
  nowMs: number,
): number {
  return Math.max(0, Date.parse(order.createdAt) + policy.editWindowMinutes * 60_000 - nowMs);
}

function paymentFact(status: string, needed: ReleasePolicy["payment"]): ReleaseFacts["payment"] {
  if (GONE_BACK.includes(status)) return "gone-back";
  return needed === "any" || SETTLED_WITH[needed].includes(status) ? "settled" : "open";
}

function tagFact(tags: readonly string[], { releaseTag, holdTag }: ReleasePolicy): ReleaseFacts["tag"] {
  const has = (tag: string): boolean => tags.some((one) => one.trim().toLowerCase() === tag.trim().toLowerCase());
  const missing = releaseTag !== "" && !has(releaseTag);
  return missing || (holdTag !== "" && has(holdTag)) ? "open" : "satisfied";
}
