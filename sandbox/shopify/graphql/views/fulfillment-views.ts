import { globalId } from "../../model/global-id.ts";
import { fulfillmentOrderStatus } from "../../model/order-figures.ts";
import type { Fulfillment, FulfillmentLine, FulfillmentOrder, Hold, Order } from "../../model/records.ts";
import { isoSeconds, isoSecondsOrNull } from "../../model/shop-time.ts";
import { connection, type ConnectionArgs } from "../connection.ts";
import { appView } from "./app-view.ts";
import { locationViewById } from "./catalogue-views.ts";
import { lineItemViewById } from "./line-item-view.ts";
import { orderView } from "./order-view.ts";
import { firstOf, moneyBag, type ViewScope } from "./view-scope.ts";

/** Assumption: OPEN and IN_PROGRESS lists; those on hold are as recorded live. */
const SUPPORTED_ACTIONS = {
  OPEN: ["CREATE_FULFILLMENT", "REPORT_PROGRESS", "MOVE", "HOLD"],
  IN_PROGRESS: ["CREATE_FULFILLMENT", "HOLD", "MARK_AS_OPEN"],
  ON_HOLD: ["RELEASE_HOLD", "HOLD", "MOVE"],
  CLOSED: [],
  CANCELLED: [],
} as const;

export function fulfillmentOrderView(scope: ViewScope, order: Order, fulfillmentOrder: FulfillmentOrder): object {
  const status = fulfillmentOrderStatus(fulfillmentOrder);
  return {
    __typename: "FulfillmentOrder",
    id: globalId("FulfillmentOrder", fulfillmentOrder.id),
    status,
    // The only value for locations that the merchant manages.
    requestStatus: "UNSUBMITTED",
    createdAt: isoSeconds(fulfillmentOrder.createdAt),
    updatedAt: isoSeconds(fulfillmentOrder.updatedAt),
    fulfillAt: isoSeconds(order.processedAt),
    fulfillBy: isoSecondsOrNull(fulfillmentOrder.fulfillBy),
    orderId: globalId("Order", order.id),
    orderName: order.name,
    orderProcessedAt: isoSeconds(order.processedAt),
    order: () => orderView(scope, order),
    assignedLocation: {
      name: scope.store.locations.find(({ id }) => id === fulfillmentOrder.locationId)?.name ?? "",
      countryCode: "GB",
      location: () => locationViewById(scope, fulfillmentOrder.locationId),
    },
    fulfillmentHolds: fulfillmentOrder.holds.map((hold) => holdView(scope, hold)),
    supportedActions: SUPPORTED_ACTIONS[status].map((action) => ({ action, externalUrl: null })),
    lineItems: (args: ConnectionArgs) =>
      connection(fulfillmentOrder.lines, args, (line) => ({
        __typename: "FulfillmentOrderLineItem",
        id: globalId("FulfillmentOrderLineItem", line.id),
        totalQuantity: line.totalQuantity,
        remainingQuantity: line.remainingQuantity,
        sku: order.lines.find(({ id }) => id === line.lineItemId)?.sku ?? null,
        productTitle: order.lines.find(({ id }) => id === line.lineItemId)?.title ?? "",
        requiresShipping: order.lines.find(({ id }) => id === line.lineItemId)?.requiresShipping ?? true,
        lineItem: () => lineItemViewById(scope, order, line.lineItemId),
      })),
    fulfillments: (args: ConnectionArgs) =>
      connection(
        order.fulfillments.filter(({ fulfillmentOrderIds }) => fulfillmentOrderIds.includes(fulfillmentOrder.id)),
        args,
        (fulfillment) => fulfillmentView(scope, order, fulfillment),
      ),
    // Nobody sends requests for merchant-managed locations.
    merchantRequests: (args: ConnectionArgs) => connection([], args, (none) => none),
  };
}

export const holdView = (scope: ViewScope, hold: Hold): object => ({
  __typename: "FulfillmentHold",
  id: globalId("FulfillmentHold", hold.id),
  handle: hold.handle,
  reason: hold.reason,
  displayReason: hold.reason.toLowerCase().replaceAll("_", " "),
  reasonNotes: hold.reasonNotes,
  heldByRequestingApp: hold.appId === scope.app.id,
  heldByApp: () => appView(scope, hold.appId),
});

export const fulfillmentView = (scope: ViewScope, order: Order, fulfillment: Fulfillment): object => ({
  __typename: "Fulfillment",
  id: globalId("Fulfillment", fulfillment.id),
  legacyResourceId: String(fulfillment.id),
  name: fulfillment.name,
  status: "SUCCESS",
  displayStatus: "FULFILLED",
  createdAt: isoSeconds(fulfillment.createdAt),
  updatedAt: isoSeconds(fulfillment.updatedAt),
  totalQuantity: fulfillment.lines.reduce((total, { quantity }) => total + quantity, 0),
  order: () => orderView(scope, order),
  location: () => locationViewById(scope, fulfillment.locationId),
  trackingInfo: (args: { first?: number | null }) => firstOf(fulfillment.tracking, args),
  fulfillmentLineItems: (args: ConnectionArgs) =>
    connection(fulfillment.lines, args, (line) => fulfillmentLineView(scope, order, line)),
  fulfillmentOrders: (args: ConnectionArgs) =>
    connection(
      order.fulfillmentOrders.filter(({ id }) => fulfillment.fulfillmentOrderIds.includes(id)),
      args,
      (fulfillmentOrder) => fulfillmentOrderView(scope, order, fulfillmentOrder),
    ),
});

export function fulfillmentLineView(scope: ViewScope, order: Order, line: FulfillmentLine): object {
  const unitPrice = order.lines.find(({ id }) => id === line.lineItemId)?.unitPrice ?? 0;
  return {
    __typename: "FulfillmentLineItem",
    id: globalId("FulfillmentLineItem", line.id),
    quantity: line.quantity,
    originalTotalSet: moneyBag(scope, unitPrice * line.quantity),
    discountedTotalSet: moneyBag(scope, unitPrice * line.quantity),
    lineItem: () => lineItemViewById(scope, order, line.lineItemId),
  };
}

export function fulfillmentLineViewById(scope: ViewScope, order: Order, id: number): object {
  const line = order.fulfillments.flatMap(({ lines }) => lines).find((candidate) => candidate.id === id);
  if (line === undefined) throw new Error(`Order ${order.name} has no fulfillment line item ${id}.`);
  return fulfillmentLineView(scope, order, line);
}
