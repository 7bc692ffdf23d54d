import { itemCodeFor } from "../item-code/item-code.ts";
import { cutAtWord, fillTemplate } from "./fill-template.ts";
import type { OrderSnapshot } from "./order-snapshot.ts";
import type { SalesOrderFields } from "./sales-order.ts";
import type { OrderIdentity, TenantProfile } from "./tenant-profile.ts";
import { unitsForWarehouse } from "./units-for-warehouse.ts";

/** What the warehouse should send of one ItemCode. Lines that share an ItemCode are one item. */
export interface DesiredItem {
  readonly itemCode: string;
  readonly title: string;
  /** Units, always above zero. */
  readonly quantity: number;
  readonly unitPrice: string;
  /** Shopify line ids that ask for it. */
  readonly lineIds: readonly [string, ...string[]];
}

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
  /** Columns whose text was longer than Peoplevox takes. */
  readonly cutFields: readonly string[];
}

/**
 * The Sales Order a Shopify order asks for.
 *
 * @param order - The order as it stands now
 * @param profile - What is particular to the merchant's Peoplevox tenant
 */
export function desiredSalesOrder(order: OrderSnapshot, profile: TenantProfile): DesiredSalesOrder {
  const { items, withoutItemCode } = itemsOf(order, profile);
  const { fields, cutFields } = fieldsOf(order, profile);
  const { from, prefix, suffix } = profile.salesOrderNumber;
  return {
    shop: order.shop,
    orderId: order.id,
    orderName: order.name,
    lineage: order.name,
    reference: identityOf(order, profile.reference.from),
    salesOrderNumber: `${prefix}${identityOf(order, from)}${suffix}`,
    nothingToSend: nothingToSend(order, items.length + withoutItemCode.length),
    items,
    withoutItemCode,
    fields,
    cutFields,
  };
}

function nothingToSend(order: OrderSnapshot, lines: number): NothingToSend {
  if (order.cancelledAt !== null) return "order-cancelled";
  return lines === 0 ? "no-lines-left" : null;
}

function identityOf(order: OrderSnapshot, from: OrderIdentity): string {
  switch (from) {
    case "order-name":
      return order.name;
    case "order-name-without-hash":
      return order.name.replace(/^#/, "");
    case "order-id":
      return order.id;
  }
}

function itemsOf(order: OrderSnapshot, profile: TenantProfile): Pick<DesiredSalesOrder, "items" | "withoutItemCode"> {
  const items = new Map<string, DesiredItem>();
  const withoutItemCode: string[] = [];
  for (const line of order.lines) {
    const units = unitsForWarehouse(line);
    if (units <= 0) continue;
    const itemCode = itemCodeFor(line, profile.itemCode);
    if (itemCode === null) {
      withoutItemCode.push(line.title);
      continue;
    }
    const before = items.get(itemCode);
    items.set(itemCode, {
      itemCode,
      title: before?.title ?? line.title,
      quantity: (before?.quantity ?? 0) + units,
      unitPrice: before?.unitPrice ?? line.unitPrice,
      lineIds: before === undefined ? [line.id] : [...before.lineIds, line.id],
    });
  }
  return { items: [...items.values()], withoutItemCode };
}

function fieldsOf(order: OrderSnapshot, profile: TenantProfile): Pick<DesiredSalesOrder, "fields" | "cutFields"> {
  const filled = profile.fields.map(({ field, template, maxLength }) => {
    const full = fillTemplate(template, order);
    return { field, full, text: cutAtWord(full, maxLength) };
  });
  return {
    fields: Object.fromEntries(filled.map(({ field, text }) => [field, text])),
    cutFields: filled.filter(({ full, text }) => full !== text).map(({ field }) => field),
  };
}
