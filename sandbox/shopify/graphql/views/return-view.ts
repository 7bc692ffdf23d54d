import { globalId } from "../../model/global-id.ts";
import type { Order, Return, ReturnLine } from "../../model/records.ts";
import { isoSeconds, isoSecondsOrNull } from "../../model/shop-time.ts";
import { connection, type ConnectionArgs } from "../connection.ts";
import { locationViewById } from "./catalogue-views.ts";
import { fulfillmentLineViewById } from "./fulfillment-views.ts";
import { orderView } from "./order-view.ts";
import { refundView } from "./refund-view.ts";
import type { ViewScope } from "./view-scope.ts";

const noRows = (args: ConnectionArgs) => connection([], args, (none) => none);

export const returnView = (scope: ViewScope, order: Order, found: Return): object => ({
  __typename: "Return",
  id: globalId("Return", found.id),
  name: found.name,
  status: found.status,
  createdAt: isoSeconds(found.createdAt),
  requestApprovedAt: isoSecondsOrNull(found.requestApprovedAt),
  closedAt: isoSecondsOrNull(found.closedAt),
  totalQuantity: found.lines.reduce((total, { quantity }) => total + quantity, 0),
  decline: found.decline,
  order: () => orderView(scope, order),
  returnLineItems: (args: ConnectionArgs) =>
    connection(found.lines, args, (line) => returnLineView(scope, order, line)),
  // The sandbox models returns without exchange, fee or delivery label.
  exchangeLineItems: noRows,
  returnShippingFees: [],
  refunds: (args: ConnectionArgs) =>
    connection(
      order.refunds.filter(({ returnId }) => returnId === found.id),
      args,
      (refund) => refundView(scope, order, refund),
    ),
  reverseFulfillmentOrders: (args: ConnectionArgs) =>
    connection([{ id: found.reverseFulfillmentOrderId }], args, ({ id }) => ({
      id: globalId("ReverseFulfillmentOrder", id),
      status: found.status === "CANCELED" ? "CANCELED" : found.lines.every(isDisposed) ? "CLOSED" : "OPEN",
      order: () => orderView(scope, order),
      reverseDeliveries: noRows,
      lineItems: (inner: ConnectionArgs) =>
        connection(
          found.lines.map((line) => ({ id: line.reverseLineId, line })),
          inner,
          (row) => reverseLineView(scope, order, row.line),
        ),
    })),
});

const isDisposed = (line: ReturnLine): boolean =>
  line.dispositions.reduce((total, { quantity }) => total + quantity, 0) >= line.quantity;

const returnLineView = (scope: ViewScope, order: Order, line: ReturnLine): object => ({
  __typename: "ReturnLineItem",
  id: globalId("ReturnLineItem", line.id),
  quantity: line.quantity,
  processedQuantity: line.processedQuantity,
  unprocessedQuantity: line.quantity - line.processedQuantity,
  processableQuantity: line.quantity - line.processedQuantity,
  refundableQuantity: line.quantity - line.refundedQuantity,
  refundedQuantity: line.refundedQuantity,
  returnReason: line.reason,
  returnReasonDefinition: reasonDefinition(line.reason),
  returnReasonNote: line.reasonNote,
  customerNote: line.customerNote,
  fulfillmentLineItem: () => fulfillmentLineViewById(scope, order, line.fulfillmentLineId),
});

/** Assumption: the reasons that were an enum before 2026-01 kept their words as handles, in lower case with hyphens. */
function reasonDefinition(reason: string): object {
  const handle = reason.toLowerCase().replaceAll("_", "-");
  const name = handle.replaceAll("-", " ");
  return {
    __typename: "ReturnReasonDefinition",
    id: `gid://shopify/ReturnReasonDefinition/${handle}`,
    handle,
    name,
    deleted: false,
  };
}

const reverseLineView = (scope: ViewScope, order: Order, line: ReturnLine): object => ({
  id: globalId("ReverseFulfillmentOrderLineItem", line.reverseLineId),
  totalQuantity: line.quantity,
  fulfillmentLineItem: () => fulfillmentLineViewById(scope, order, line.fulfillmentLineId),
  dispositions: line.dispositions.map((disposition) => ({
    id: globalId("ReverseFulfillmentOrderDisposition", disposition.id),
    type: disposition.type,
    quantity: disposition.quantity,
    createdAt: isoSeconds(disposition.createdAt),
    location: () => locationViewById(scope, disposition.locationId),
  })),
});
