import { globalId } from "../../model/global-id.ts";
import { fulfillmentOrderStatus } from "../../model/order-figures.ts";
import type { FulfillmentOrder, Hold } from "../../model/records.ts";

/** Fulfilment order topics carry global ids, no numbers, and no order id. */
export const fulfillmentOrderGid = (fulfillmentOrder: FulfillmentOrder): string =>
  globalId("FulfillmentOrder", fulfillmentOrder.id);

export function holdPayload(hold: Hold) {
  return {
    id: globalId("FulfillmentHold", hold.id),
    reason: hold.reason.toLowerCase(),
    reason_notes: hold.reasonNotes,
    held_by_requesting_app: false,
    handle: hold.handle,
    held_by_app: { id: globalId("App", hold.appId) },
  };
}

const statusPayload = (fulfillmentOrder: FulfillmentOrder) => ({
  id: fulfillmentOrderGid(fulfillmentOrder),
  status: fulfillmentOrderStatus(fulfillmentOrder).toLowerCase(),
});

/** fulfillment_orders/placed_on_hold */
export function heldPayload(fulfillmentOrder: FulfillmentOrder, hold: Hold, remaining: FulfillmentOrder | null) {
  return {
    fulfillment_order: {
      ...statusPayload(fulfillmentOrder),
      fulfillment_holds: fulfillmentOrder.holds.map(holdPayload),
    },
    remaining_fulfillment_order: remaining === null ? null : statusPayload(remaining),
    held_fulfillment_order_line_items: fulfillmentOrder.lines.map(({ id, totalQuantity }) => ({
      id: globalId("FulfillmentOrderLineItem", id),
      quantity: totalQuantity,
    })),
    created_fulfillment_hold: holdPayload(hold),
  };
}
