import { desiredItems } from "./desired-items.ts";
import type { DesiredItem } from "./desired-items.ts";
import { fieldsOf } from "./details.ts";
import type { CutText } from "./details.ts";
import { salesOrderIdentity } from "./order-identity.ts";
import type { OrderSnapshot } from "./order-snapshot.ts";
import type { SalesOrderFields } from "./sales-order.ts";
import { serviceTypeFor } from "./service-type.ts";
import type { TenantProfile } from "./tenant-profile.ts";

/** Why the warehouse should send nothing at all, or `null`. */
export type NothingToSend = "order-cancelled" | "no-lines-left" | null;

/** The Sales Order that would match the Shopify order exactly. */
export interface DesiredSalesOrder {
  readonly shop: string;
  readonly orderId: string;
  readonly orderName: string;
  /** Name of the root order: a recreated order and its original share one. */
  readonly lineage: string;
  readonly reference: string;
  /** Number of the first Sales Order of the lineage; replacements append `-R1`, `-R2` … */
  readonly salesOrderNumber: string;
  readonly nothingToSend: NothingToSend;
  readonly items: readonly DesiredItem[];
  /** Titles of lines the warehouse should send but nothing identifies. */
  readonly withoutItemCode: readonly string[];
  /** Columns kept in step with Shopify, with the values they should have. */
  readonly fields: SalesOrderFields;
  /** Texts that were longer than Peoplevox takes. */
  readonly cutTexts: readonly CutText[];
  /** ItemCodes whose different texts stand joined on one line. */
  readonly joinedItemCodes: readonly string[];
  /** Title of the shipping method that the table of service types has no entry for, or `null`. */
  readonly unmappedShippingMethod: string | null;
}

/**
 * The Sales Order a Shopify order asks for.
 *
 * @param order - The order as it stands now
 * @param profile - What is particular to the merchant's Peoplevox tenant
 */
export function desiredSalesOrder(order: OrderSnapshot, profile: TenantProfile): DesiredSalesOrder {
  const { items, withoutItemCode, ...lines } = desiredItems(order, profile);
  const { fields, cutTexts } = fieldsOf(order, profile);
  const service = serviceTypeFor(order.shippingMethod, profile.serviceTypes);
  return {
    shop: order.shop,
    orderId: order.id,
    orderName: order.name,
    lineage: order.name,
    ...salesOrderIdentity(order, profile),
    nothingToSend: nothingToSend(order, items.length + withoutItemCode.length),
    items,
    withoutItemCode,
    fields,
    cutTexts: [...cutTexts, ...lines.cutTexts],
    joinedItemCodes: lines.joinedItemCodes,
    unmappedShippingMethod: service.kind === "unmapped" ? service.method : null,
  };
}

function nothingToSend(order: OrderSnapshot, lines: number): NothingToSend {
  if (order.cancelledAt !== null) return "order-cancelled";
  return lines === 0 ? "no-lines-left" : null;
}
