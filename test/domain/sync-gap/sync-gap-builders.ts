import type { PlanInput } from "../../../domain/order-edit/plan-sales-order-change.ts";
import { DEFAULT_POLICY } from "../../../domain/order-edit/order-edit.rules.ts";
import type { OrderSnapshot } from "../../../domain/sales-order/order-snapshot.ts";
import { desiredSalesOrder } from "../../../domain/sales-order/desired-sales-order.ts";
import type { Gap, SidesInput } from "../../../domain/sync-gap/compare-sides.ts";
import { anOrder, aProfile, aSalesOrder } from "../../support/order-builders.ts";

/** Midday of the day the order was placed: three hours after its last change. */
export const NOW_MS = Date.parse("2026-11-24T12:05:00Z");

/** An order in sync on both sides; give what differs. */
export function sides(
  order: OrderSnapshot = anOrder(),
  edit: Partial<PlanInput> = {},
  differs: Partial<SidesInput> = {},
): SidesInput {
  const profile = edit.profile ?? aProfile();
  return {
    order,
    edit: {
      desired: desiredSalesOrder(order, profile),
      salesOrders: [aSalesOrder()],
      records: [],
      skus: [],
      profile,
      policy: DEFAULT_POLICY,
      missingTooLong: false,
      replacedBy: null,
      ...edit,
    },
    returns: [],
    values: null,
    heldSinceMs: new Map(),
    heldTooLongMs: 3_600_000,
    nowMs: NOW_MS,
    ...differs,
  };
}

export function aGap(differs: Partial<Gap> = {}): Gap {
  return {
    kind: "lines-differ",
    salesOrderNumbers: ["1001"],
    phase: "not-started",
    serviceType: "STD",
    sinceMs: NOW_MS - 3_600_000,
    inWords: "MUG added (1).",
    ...differs,
  };
}
