import type { DesiredSalesOrder } from "../../../domain/sales-order/desired-sales-order.ts";
import type { ObservedSalesOrder, SalesOrderItem } from "../../../domain/sales-order/sales-order.ts";
import type { TenantProfile } from "../../../domain/sales-order/tenant-profile.ts";
import { rowsOf } from "../../../domain/order-edit/item-operations.ts";
import type { ItemWrite } from "../../../domain/order-edit/item-operations.ts";
import type { SalesOrderPlan } from "../../../domain/order-edit/plan-sales-order-change.ts";

/** What Peoplevox would hold after a plan was carried out: rows are matched by Line when given, else by ItemCode. */
export function carriedOut(
  salesOrders: readonly ObservedSalesOrder[],
  plan: SalesOrderPlan,
  desired: DesiredSalesOrder,
  profile: TenantProfile,
): ObservedSalesOrder[] {
  const current = plan.lineage.current?.salesOrder;
  const change = (salesOrder: ObservedSalesOrder): ObservedSalesOrder => {
    if (salesOrder !== current) return salesOrder;
    switch (plan.outcome) {
      case "apply-in-place":
        return {
          ...salesOrder,
          fields: { ...salesOrder.fields, ...plan.fields },
          items: written(salesOrder, plan, profile),
        };
      case "apply-by-replacement":
      case "cancel":
        return { ...salesOrder, status: "Cancelled" };
      default:
        return salesOrder;
    }
  };
  const after = salesOrders.map(change);
  if (plan.outcome !== "apply-by-replacement" || current === undefined) return after;
  const successor: ObservedSalesOrder = {
    ...current,
    salesOrderNumber: plan.replacementNumber ?? "",
    fields: { ...current.fields, ...desired.fields },
    items: rowsOf(desired, profile),
  };
  return [...after, successor];
}

function written(salesOrder: ObservedSalesOrder, plan: SalesOrderPlan, profile: TenantProfile): SalesOrderItem[] {
  const same = (a: SalesOrderItem, b: SalesOrderItem): boolean =>
    a.itemCode === b.itemCode && (b.line === null || a.line === b.line);
  const upserted = plan.items.writes.reduce<SalesOrderItem[]>(
    (rows, write: ItemWrite) =>
      rows.some((row) => same(row, write))
        ? rows.map((row) =>
            same(row, write)
              ? { ...row, quantityOrdered: write.quantityOrdered, fields: { ...row.fields, ...write.fields } }
              : row,
          )
        : [...rows, write],
    [...salesOrder.items],
  );
  if (profile.lineRemoval === "none") return upserted;
  return upserted.flatMap((row) => {
    if (!plan.items.removals.some((removal) => same(row, removal))) return [row];
    return profile.lineRemoval === "delete-row" ? [] : [{ ...row, quantityOrdered: 0 }];
  });
}
