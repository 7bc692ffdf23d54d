import type { OrderIdentity, TenantProfile } from "./tenant-profile.ts";

/** How a Shopify order is named in Peoplevox. */
export interface SalesOrderIdentity {
  /** `CustomerPurchaseOrderReferenceNumber`: shared by an order's Sales Order and its replacements. */
  readonly reference: string;
  /** Number of the first Sales Order; replacements append `-R1`, `-R2` … */
  readonly salesOrderNumber: string;
}

export function salesOrderIdentity(
  order: { readonly id: string; readonly name: string },
  profile: Pick<TenantProfile, "reference" | "salesOrderNumber">,
): SalesOrderIdentity {
  const { from, prefix, suffix } = profile.salesOrderNumber;
  return {
    reference: identityOf(order, profile.reference.from),
    salesOrderNumber: `${prefix}${identityOf(order, from)}${suffix}`,
  };
}

function identityOf(order: { readonly id: string; readonly name: string }, from: OrderIdentity): string {
  switch (from) {
    case "order-name":
      return order.name;
    case "order-name-without-hash":
      return order.name.replace(/^#/, "");
    case "order-id":
      return order.id;
  }
}
