import { globalId } from "../../model/global-id.ts";
import type { Fulfillment, Order } from "../../model/records.ts";
import { webhookTime } from "../../model/shop-time.ts";
import type { Store } from "../../model/store.ts";
import { addressPayload } from "./address-payload.ts";
import { lineItemPayload } from "./line-item-payload.ts";

export function fulfillmentPayload(store: Store, order: Order, fulfillment: Fulfillment) {
  return {
    ...fulfillmentInOrder(store, order, fulfillment),
    email: order.email,
    destination: order.shippingAddress === null ? null : addressPayload(order.shippingAddress),
  };
}

/** The shape inside an order: without destination and e-mail. */
export function fulfillmentInOrder(store: Store, order: Order, fulfillment: Fulfillment) {
  const numbers = fulfillment.tracking.flatMap(({ number }) => (number === null ? [] : [number]));
  const urls = fulfillment.tracking.flatMap(({ url }) => (url === null ? [] : [url]));
  return {
    id: fulfillment.id,
    admin_graphql_api_id: globalId("Fulfillment", fulfillment.id),
    created_at: webhookTime(fulfillment.createdAt),
    location_id: fulfillment.locationId,
    name: fulfillment.name,
    order_id: order.id,
    origin_address: null,
    receipt: {},
    service: "manual",
    shipment_status: null,
    status: "success",
    tracking_company: fulfillment.tracking[0]?.company ?? null,
    tracking_number: numbers[0] ?? null,
    tracking_numbers: numbers,
    tracking_url: urls[0] ?? null,
    tracking_urls: urls,
    updated_at: webhookTime(fulfillment.updatedAt),
    line_items: fulfillment.lines.flatMap(({ lineItemId, quantity }) => {
      const line = order.lines.find(({ id }) => id === lineItemId);
      return line === undefined ? [] : [{ ...lineItemPayload(store, order, line), quantity }];
    }),
  };
}
