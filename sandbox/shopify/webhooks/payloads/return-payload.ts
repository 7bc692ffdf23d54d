import { globalId } from "../../model/global-id.ts";
import type { Order, Return } from "../../model/records.ts";

/** returns/request and returns/approve. */
export function returnPayload(order: Order, found: Return) {
  return {
    id: found.id,
    admin_graphql_api_id: globalId("Return", found.id),
    status: found.status.toLowerCase(),
    order: { id: order.id, admin_graphql_api_id: globalId("Order", order.id) },
    total_return_line_items: found.lines.reduce((total, { quantity }) => total + quantity, 0),
    name: found.name,
    return_line_items: found.lines.map((line) => ({
      id: line.id,
      admin_graphql_api_id: globalId("ReturnLineItem", line.id),
      fulfillment_line_item: {
        id: line.fulfillmentLineId,
        admin_graphql_api_id: globalId("FulfillmentLineItem", line.fulfillmentLineId),
        line_item: { id: line.lineItemId, admin_graphql_api_id: globalId("LineItem", line.lineItemId) },
      },
      quantity: line.quantity,
      return_reason: line.reason.toLowerCase(),
      return_reason_note: line.reasonNote,
      customer_note: line.customerNote,
    })),
    return_shipping_fees: [],
    exchange_line_items: [],
    total_exchange_line_items: 0,
  };
}

/** returns/close, cancel, reopen, decline and process. */
export function returnStatusPayload(order: Order, found: Return) {
  return {
    id: found.id,
    admin_graphql_api_id: globalId("Return", found.id),
    order_id: order.id,
    status: found.status.toLowerCase(),
    ...(found.decline === null
      ? {}
      : { decline: { reason: found.decline.reason.toLowerCase(), note: found.decline.note } }),
  };
}
