import { itemCodeFor } from "../item-code/item-code.ts";
import type { ItemCodeMapping } from "../item-code/item-code.ts";
import type { ObservedSalesOrder } from "../sales-order/sales-order.ts";
import { statusPhase } from "../sales-order/status-phase.ts";
import type { TenantProfile } from "../sales-order/tenant-profile.ts";
import type { ReturnsHistory } from "./returns-snapshot.ts";

/**
 * Units that Peoplevox despatched, by ItemCode, over all Sales Orders of an order.
 *
 * @param reported - What Peoplevox's report of despatches says; `null`: the lines of the despatched Sales Orders tell,
 *   since they never change. Assumption: a Sales Order is despatched as a whole
 */
export function despatchedByItemCode(
  salesOrders: readonly ObservedSalesOrder[],
  profile: Pick<TenantProfile, "statusPhases">,
  reported: ReadonlyMap<string, number> | null = null,
): ReadonlyMap<string, number> {
  const units = new Map<string, number>();
  for (const { items } of despatchedSalesOrders(salesOrders, profile)) {
    for (const { itemCode, quantityOrdered } of items) {
      units.set(itemCode, (units.get(itemCode) ?? 0) + quantityOrdered);
    }
  }
  if (reported === null) return units;
  return new Map([...units.keys()].map((itemCode) => [itemCode, reported.get(itemCode) ?? 0]));
}

/** Those of an order's Sales Orders that have left. */
export function despatchedSalesOrders(
  salesOrders: readonly ObservedSalesOrder[],
  { statusPhases }: Pick<TenantProfile, "statusPhases">,
): ObservedSalesOrder[] {
  return salesOrders.filter(({ status }) => statusPhase(status, statusPhases) === "despatched");
}

/**
 * The history with no more despatched units per line than Peoplevox sent of its ItemCode: Shopify counts a unit as
 * fulfilled as soon as somebody says so, but only what left this warehouse can come back to it. Lines that share an
 * ItemCode take from it in their order. A line whose ItemCode Peoplevox did not send stays as it is, so that the plan
 * can tell a person.
 */
export function capAtDespatched(
  history: ReturnsHistory,
  despatched: ReadonlyMap<string, number>,
  mapping: ItemCodeMapping,
): ReturnsHistory {
  const left = new Map(despatched);
  const lines = history.order.lines.map((line) => {
    const itemCode = itemCodeFor(line, mapping);
    const available = itemCode === null ? undefined : left.get(itemCode);
    if (itemCode === null || available === undefined) return line;
    const fulfilledQuantity = Math.min(line.fulfilledQuantity, available);
    left.set(itemCode, available - fulfilledQuantity);
    return { ...line, fulfilledQuantity };
  });
  return { ...history, order: { ...history.order, lines } };
}
