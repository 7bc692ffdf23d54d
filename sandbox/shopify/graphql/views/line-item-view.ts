import { globalId } from "../../model/global-id.ts";
import { lineTax } from "../../model/order-figures.ts";
import type { LineItem, Order } from "../../model/records.ts";
import { productView, variantView } from "./catalogue-views.ts";
import { firstOf, moneyBag, taxLine, type ViewScope } from "./view-scope.ts";

export function lineItemView(scope: ViewScope, order: Order, line: LineItem): object {
  const variant = line.variantId === null ? undefined : scope.store.variant(line.variantId);
  const product = line.productId === null ? undefined : scope.store.product(line.productId);
  const unit = moneyBag(scope, line.unitPrice);
  // Taxes and totals of a line keep to the quantity once ordered (recorded live); the order's current* sums do not.
  const total = moneyBag(scope, line.unitPrice * line.quantity);
  const taxLines =
    line.taxable && line.taxRate > 0 ? [taxLine(scope, lineTax(order, line, line.quantity), line.taxRate)] : [];
  const onHold = order.fulfillmentOrders.some(
    ({ holds, lines }) => holds.length > 0 && lines.some(({ lineItemId }) => lineItemId === line.id),
  );
  return {
    __typename: "LineItem",
    id: globalId("LineItem", line.id),
    sku: line.sku,
    name: line.variantTitle === null ? line.title : `${line.title} - ${line.variantTitle}`,
    title: line.title,
    variantTitle: line.variantTitle,
    vendor: line.vendor,
    quantity: line.quantity,
    currentQuantity: line.currentQuantity,
    unfulfilledQuantity: line.unfulfilledQuantity,
    refundableQuantity: line.currentQuantity,
    nonFulfillableQuantity: line.quantity - line.currentQuantity,
    /** Deprecated, and 0 while on hold (recorded live): never the quantity to pick. */
    fulfillableQuantity: onHold ? 0 : line.unfulfilledQuantity,
    requiresShipping: line.requiresShipping,
    isGiftCard: line.isGiftCard,
    taxable: line.taxable,
    merchantEditable: line.unfulfilledQuantity > 0,
    restockable: line.variantId !== null && line.currentQuantity > 0,
    variant: variant === undefined ? null : () => variantView(scope, variant),
    product: product === undefined ? null : () => productView(scope, product),
    customAttributes: line.customAttributes,
    originalUnitPriceSet: unit,
    discountedUnitPriceSet: unit,
    discountedUnitPriceAfterAllDiscountsSet: unit,
    originalTotalSet: total,
    discountedTotalSet: total,
    totalDiscountSet: moneyBag(scope, 0),
    unfulfilledOriginalTotalSet: moneyBag(scope, line.unitPrice * line.unfulfilledQuantity),
    unfulfilledDiscountedTotalSet: moneyBag(scope, line.unitPrice * line.unfulfilledQuantity),
    // The sandbox shop gives no discounts, sells no bundles, subscriptions or duties.
    discountAllocations: [],
    lineItemGroup: null,
    sellingPlan: null,
    duties: [],
    taxLines: (args: { first?: number | null }) => firstOf(taxLines, args),
  };
}

export function lineItemViewById(scope: ViewScope, order: Order, id: number): object {
  const line = order.lines.find((candidate) => candidate.id === id);
  if (line === undefined) throw new Error(`Order ${order.name} has no line item ${id}.`);
  return lineItemView(scope, order, line);
}
