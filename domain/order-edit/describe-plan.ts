import type { SalesOrderDifference } from "../sales-order/difference.ts";
import type { SalesOrderPlan } from "./plan-sales-order-change.ts";

/**
 * A difference in words, as a person reads it in the run history.
 *
 * @example
 * describeDifference({ items: [{ itemCode: "HAT", title: "Hat", from: 2, to: 1 }], fields: [], itemFields: [] });
 * // "HAT 2 → 1"
 */
export function describeDifference({ items, fields, itemFields }: SalesOrderDifference): string {
  const changes = [
    ...items.map(({ itemCode, from, to }) =>
      from === 0
        ? `${itemCode} added (${to})`
        : to === 0
          ? `${itemCode} removed (was ${from})`
          : `${itemCode} ${from} → ${to}`,
    ),
    ...fields.map(({ field }) => `${field} changed`),
    ...new Set(itemFields.map(({ itemCode, field }) => `${field} of ${itemCode} changed`)),
  ];
  return changes.length === 0 ? "no difference" : changes.join(", ");
}

/** Sales Order numbers and differences of a plan in one line. */
export function describePlan(plan: SalesOrderPlan): string {
  const number = plan.lineage.current?.salesOrder.salesOrderNumber;
  const subject = number === undefined ? "No Sales Order" : `Sales Order ${number}`;
  return `${subject}: ${plan.outcome} (${describeDifference(plan.difference)}). ${plan.because}`;
}
