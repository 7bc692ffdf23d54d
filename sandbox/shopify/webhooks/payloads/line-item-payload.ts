import { globalId } from "../../model/global-id.ts";
import { webhookAmount } from "../../model/money.ts";
import { lineTax } from "../../model/order-figures.ts";
import type { LineItem, Order } from "../../model/records.ts";
import type { Store } from "../../model/store.ts";
import { moneySet } from "./money-payload.ts";

export function lineItemPayload(store: Store, order: Order, line: LineItem) {
  const currency = store.shop.currencyCode;
  const fulfilled = line.unfulfilledQuantity === 0 && line.currentQuantity > 0;
  const partly = line.unfulfilledQuantity < line.currentQuantity ? "partial" : null;
  return {
    id: line.id,
    admin_graphql_api_id: globalId("LineItem", line.id),
    attributed_staffs: [],
    current_quantity: line.currentQuantity,
    fulfillable_quantity: line.unfulfilledQuantity,
    fulfillment_service: "manual",
    fulfillment_status: fulfilled ? "fulfilled" : partly,
    gift_card: line.isGiftCard,
    grams: line.grams,
    name: line.variantTitle === null ? line.title : `${line.title} - ${line.variantTitle}`,
    price: webhookAmount(line.unitPrice),
    price_set: moneySet(line.unitPrice, currency),
    product_exists: line.productId !== null,
    product_id: line.productId,
    properties: line.customAttributes.map(({ key, value }) => ({ name: key, value })),
    quantity: line.quantity,
    requires_shipping: line.requiresShipping,
    sales_line_item_group_id: null,
    sku: line.sku,
    taxable: line.taxable,
    title: line.title,
    total_discount: "0.00",
    total_discount_set: moneySet(0, currency),
    variant_id: line.variantId,
    variant_inventory_management: line.variantId === null ? null : "shopify",
    variant_title: line.variantTitle,
    vendor: line.vendor,
    tax_lines:
      line.taxable && line.taxRate > 0
        ? [taxLinePayload(lineTax(order, line, line.quantity), line.taxRate, currency)]
        : [],
    duties: [],
    discount_allocations: [],
  };
}

export const taxLinePayload = (amount: number, rate: number, currency: string) => ({
  channel_liable: false,
  price: webhookAmount(amount),
  price_set: moneySet(amount, currency),
  rate,
  title: "GB VAT",
});
