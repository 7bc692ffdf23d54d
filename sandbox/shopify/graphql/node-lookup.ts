import { parseGlobalId } from "../model/global-id.ts";
import type { Order } from "../model/records.ts";
import { invalidId, notModelled } from "./not-modelled.ts";
import { customerView, locationView, productView, variantView } from "./views/catalogue-views.ts";
import { draftOrderView } from "./views/draft-order-view.ts";
import { fulfillmentOrderView, fulfillmentView } from "./views/fulfillment-views.ts";
import { lineItemView } from "./views/line-item-view.ts";
import { orderView } from "./views/order-view.ts";
import { refundView, transactionView } from "./views/refund-view.ts";
import { returnView } from "./views/return-view.ts";
import { appView } from "./views/app-view.ts";
import type { ViewScope } from "./views/view-scope.ts";
import { webhookSubscriptionView } from "./views/webhook-subscription-view.ts";

type Lookup = (scope: ViewScope, id: number) => object | null;

/** A record that lives inside an order. */
const inOrder =
  <T extends { id: number }>(
    list: (order: Order) => readonly T[],
    view: (scope: ViewScope, order: Order, record: T) => object,
  ): Lookup =>
  (scope, id) => {
    for (const order of scope.store.orders.values()) {
      const record = list(order).find((candidate) => candidate.id === id);
      if (record !== undefined) return view(scope, order, record);
    }
    return null;
  };

const orNull = <T>(record: T | undefined, view: (record: T) => object): object | null =>
  record === undefined ? null : view(record);

const LOOKUPS: Record<string, Lookup> = {
  Order: (scope, id) => orNull(scope.store.orders.get(id), (order) => orderView(scope, order)),
  LineItem: inOrder(({ lines }) => lines, lineItemView),
  FulfillmentOrder: inOrder(({ fulfillmentOrders }) => fulfillmentOrders, fulfillmentOrderView),
  Fulfillment: inOrder(({ fulfillments }) => fulfillments, fulfillmentView),
  Refund: inOrder(({ refunds }) => refunds, refundView),
  Return: inOrder(({ returns }) => returns, returnView),
  OrderTransaction: inOrder(({ transactions }) => transactions, transactionView),
  Product: (scope, id) => orNull(scope.store.product(id), (product) => productView(scope, product)),
  ProductVariant: (scope, id) => orNull(scope.store.variant(id), (variant) => variantView(scope, variant)),
  Customer: (scope, id) => orNull(scope.store.customers.get(id), customerView),
  Location: ({ store }, id) =>
    orNull(
      store.locations.find((location) => location.id === id),
      locationView,
    ),
  DraftOrder: (scope, id) => orNull(scope.store.drafts.get(id), (draft) => draftOrderView(scope, draft)),
  App: appView,
  WebhookSubscription: ({ store, app }, id) => {
    const found = store.subscriptions.get(id);
    return found?.appId === app.id ? webhookSubscriptionView(found) : null;
  },
};

/**
 * A record by its global id.
 *
 * @param types - Types that the field accepts; none means any
 * @returns Null for a record that is not (or no longer) there
 * @throws {GraphQLError} RESOURCE_NOT_FOUND for text that is no such id
 */
export function lookUp(scope: ViewScope, gid: string, ...types: string[]): object | null {
  const parsed = parseGlobalId(gid, ...types);
  if (parsed === null) throw invalidId(gid);
  const lookup = Object.hasOwn(LOOKUPS, parsed.type) ? LOOKUPS[parsed.type] : undefined;
  if (lookup === undefined) throw notModelled(`nodes of type ${parsed.type}`);
  return lookup(scope, Number(parsed.id));
}
