import type {
  OrderAddress,
  OrderAttribute,
  OrderLine,
  OrderSnapshot,
} from "../../domain/sales-order/order-snapshot.ts";
import { idOfGid } from "./gid.ts";
import type { FulfilledUnits, LineNode, OrderNode, OrderParts } from "./order-parts.ts";

/** Fulfilments with these statuses sent nothing; every other status counts as sent. */
const NOTHING_SENT = new Set(["CANCELLED", "ERROR", "FAILURE"]);

/**
 * Shopify's answer in our words. Pure.
 *
 * @param metafields - Metafields that were asked for, as `namespace.key`
 */
export function toOrderSnapshot(
  shop: string,
  { order, lines, fulfilled }: OrderParts,
  metafields: readonly string[] = [],
): OrderSnapshot {
  const sentUnits = unitsSentByLine(fulfilled);
  const shippingLine = order.shippingLines.nodes.find((line) => !line.isRemoved);
  return {
    shop,
    gid: order.id,
    id: idOfGid(order.id),
    name: order.name,
    createdAt: order.createdAt,
    updatedAt: order.updatedAt,
    cancelledAt: order.cancelledAt,
    test: order.test,
    note: order.note,
    tags: order.tags,
    attributes: toAttributes(order.customAttributes),
    email: order.email,
    phone: order.phone,
    shippingAddress: order.shippingAddress === null ? null : toAddress(order.shippingAddress),
    shippingMethod: shippingLine === undefined ? null : { title: shippingLine.title, code: shippingLine.code },
    financialStatus: order.displayFinancialStatus,
    fulfillmentStatus: order.displayFulfillmentStatus,
    currency: order.currencyCode,
    currentTotal: order.currentTotalPriceSet.shopMoney.amount,
    currentTax: order.currentTotalTaxSet.shopMoney.amount,
    currentShipping: order.currentShippingPriceSet.shopMoney.amount,
    currentDiscounts: order.currentTotalDiscountsSet.shopMoney.amount,
    metafields: metafieldValues(order, metafields),
    lines: lines.map((line) => toLine(line, sentUnits.get(line.id) ?? 0)),
  };
}

function toLine(line: LineNode, fulfilledQuantity: number): OrderLine {
  return {
    id: idOfGid(line.id),
    sku: line.sku,
    title: line.title,
    variantId: line.variant === null ? null : idOfGid(line.variant.id),
    barcode: line.variant?.barcode ?? null,
    quantity: line.quantity,
    currentQuantity: line.currentQuantity,
    unfulfilledQuantity: line.unfulfilledQuantity,
    fulfilledQuantity,
    requiresShipping: line.requiresShipping,
    isGiftCard: line.isGiftCard,
    unitPrice: line.discountedUnitPriceAfterAllDiscountsSet.shopMoney.amount,
    attributes: toAttributes(line.customAttributes),
  };
}

function metafieldValues(order: OrderNode, asked: readonly string[]): OrderSnapshot["metafields"] {
  const found = new Map(order.metafields?.nodes.map(({ namespace, key, value }) => [`${namespace}.${key}`, value]));
  return Object.fromEntries(asked.map((name) => [name, found.get(name) ?? null]));
}

function unitsSentByLine(fulfilled: readonly FulfilledUnits[]): ReadonlyMap<string, number> {
  const units = new Map<string, number>();
  for (const { fulfillmentStatus, lineGid, quantity } of fulfilled) {
    if (!NOTHING_SENT.has(fulfillmentStatus)) units.set(lineGid, (units.get(lineGid) ?? 0) + quantity);
  }
  return units;
}

function toAddress(address: NonNullable<OrderNode["shippingAddress"]>): OrderAddress {
  const { countryCodeV2, ...fields } = address;
  return { ...fields, countryCode: countryCodeV2 };
}

/** Shopify allows an attribute without a value; for us that is an empty one. */
const toAttributes = (attributes: OrderNode["customAttributes"]): OrderAttribute[] =>
  attributes.map(({ key, value }) => ({ key, value: value ?? "" }));
