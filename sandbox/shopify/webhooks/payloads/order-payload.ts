import { globalId } from "../../model/global-id.ts";
import { webhookAmount } from "../../model/money.ts";
import { displayFulfillmentStatus, financialStatus, orderFigures, taxesByRate } from "../../model/order-figures.ts";
import type { Order, ShippingLine } from "../../model/records.ts";
import { webhookTime, webhookTimeOrNull } from "../../model/shop-time.ts";
import type { Store } from "../../model/store.ts";
import { addressPayload, customerPayload } from "./address-payload.ts";
import { fulfillmentInOrder } from "./fulfillment-payload.ts";
import { lineItemPayload, taxLinePayload } from "./line-item-payload.ts";
import { moneySet } from "./money-payload.ts";
import { refundPayload } from "./refund-payload.ts";

/** The whole order, as all orders/* topics but `orders/edited` carry it (shape of 2026-04 and later). */
export function orderPayload(store: Store, order: Order) {
  const currency = store.shop.currencyCode;
  const figures = orderFigures(order);
  const amounts = (name: string, minor: number) => ({
    [name]: webhookAmount(minor),
    [`${name}_set`]: moneySet(minor, currency),
  });
  const customer = order.customerId === null ? undefined : store.customers.get(order.customerId);
  return {
    id: order.id,
    admin_graphql_api_id: globalId("Order", order.id),
    app_id: order.appId,
    browser_ip: null,
    buyer_accepts_marketing: false,
    cancel_reason: order.cancelReason?.toLowerCase() ?? null,
    cancelled_at: webhookTimeOrNull(order.cancelledAt),
    cart_token: null,
    checkout_token: null,
    client_details: null,
    closed_at: webhookTimeOrNull(order.closedAt),
    confirmation_number: order.confirmationNumber,
    confirmed: true,
    contact_email: order.email,
    created_at: webhookTime(order.createdAt),
    currency,
    current_shipping_price_set: moneySet(figures.currentShipping, currency),
    ...amounts("current_subtotal_price", figures.subtotalCurrent),
    current_total_additional_fees_set: null,
    ...amounts("current_total_discounts", 0),
    current_total_duties_set: null,
    ...amounts("current_total_price", figures.currentTotal),
    ...amounts("current_total_tax", figures.taxCurrent),
    customer_locale: "en",
    device_id: null,
    discount_codes: [],
    duties_included: false,
    email: order.email ?? "",
    estimated_taxes: false,
    financial_status: financialStatus(order).toLowerCase(),
    fulfillment_status: fulfillmentWord(order),
    landing_site: null,
    landing_site_ref: null,
    location_id: null,
    merchant_business_entity_id: "MTU4MDAwMDA",
    merchant_of_record_app_id: null,
    name: order.name,
    note: order.note,
    note_attributes: order.customAttributes.map(({ key, value }) => ({ name: key, value })),
    number: order.number - 1000,
    order_number: order.number,
    order_status_url: `https://${store.shop.domain}/${store.shop.id}/orders/${order.confirmationNumber}/authenticate?key=sandbox`,
    original_total_additional_fees_set: null,
    original_total_duties_set: null,
    payment_gateway_names: [...new Set(order.transactions.map(({ gateway }) => gateway))],
    phone: order.phone,
    po_number: order.poNumber,
    presentment_currency: currency,
    processed_at: webhookTime(order.processedAt),
    reference: null,
    referring_site: null,
    source_identifier: order.sourceIdentifier,
    source_name: order.sourceName,
    source_url: order.sourceUrl,
    ...amounts("subtotal_price", figures.subtotalOrdered),
    tags: order.tags.join(", "),
    tax_exempt: false,
    tax_lines: taxesByRate(order, ({ quantity }) => quantity).map(({ rate, amount }) =>
      taxLinePayload(amount, rate, currency),
    ),
    taxes_included: order.taxesIncluded,
    test: order.test,
    token: order.confirmationNumber.toLowerCase(),
    total_cash_rounding_payment_adjustment_set: moneySet(0, currency),
    total_cash_rounding_refund_adjustment_set: moneySet(0, currency),
    ...amounts("total_discounts", 0),
    ...amounts("total_line_items_price", figures.subtotalOrdered),
    total_outstanding: webhookAmount(figures.outstanding),
    ...amounts("total_price", figures.total),
    total_shipping_price_set: moneySet(figures.shipping, currency),
    ...amounts("total_tax", figures.taxOrdered),
    total_tip_received: "0.00",
    total_weight: order.lines.reduce((total, line) => total + line.grams * line.currentQuantity, 0),
    updated_at: webhookTime(order.updatedAt),
    user_id: null,
    billing_address: order.billingAddress === null ? null : addressPayload(order.billingAddress),
    customer: customer === undefined ? null : customerPayload(store, customer),
    discount_applications: [],
    fulfillments: order.fulfillments.map((fulfillment) => fulfillmentInOrder(store, order, fulfillment)),
    line_item_groups: [],
    line_items: order.lines.map((line) => lineItemPayload(store, order, line)),
    payment_terms: null,
    refunds: order.refunds.map((refund) => refundPayload(store, order, refund)),
    returns: order.returns.map(({ id, status, name }) => ({
      id,
      admin_graphql_api_id: globalId("Return", id),
      name,
      status: status.toLowerCase(),
    })),
    shipping_address: order.shippingAddress === null ? null : addressPayload(order.shippingAddress),
    shipping_lines: order.shippingLines.map((line) => shippingLinePayload(line, currency)),
  };
}

function fulfillmentWord(order: Order): string | null {
  const status = displayFulfillmentStatus(order);
  if (status === "FULFILLED") return "fulfilled";
  return order.fulfillments.length > 0 ? "partial" : null;
}

const shippingLinePayload = (line: ShippingLine, currency: string) => ({
  id: line.id,
  carrier_identifier: null,
  code: line.code,
  current_discounted_price_set: moneySet(line.isRemoved ? 0 : line.price, currency),
  discounted_price: webhookAmount(line.price),
  discounted_price_set: moneySet(line.price, currency),
  is_removed: line.isRemoved,
  phone: null,
  price: webhookAmount(line.price),
  price_set: moneySet(line.price, currency),
  requested_fulfillment_service_id: null,
  source: line.source,
  title: line.title,
  tax_lines: [],
  discount_allocations: [],
});
