import { globalId } from "../../model/global-id.ts";
import {
  displayFulfillmentStatus,
  editRefusals,
  financialStatus,
  openFulfillmentOrders,
  orderFigures,
  returnStatus,
  taxesByRate,
} from "../../model/order-figures.ts";
import type { LineItem, Metafield, Order, ShippingLine } from "../../model/records.ts";
import { isoSeconds, isoSecondsOrNull } from "../../model/shop-time.ts";
import { connection, type ConnectionArgs } from "../connection.ts";
import { notModelled } from "../not-modelled.ts";
import { addressView } from "./address-view.ts";
import { customerView } from "./catalogue-views.ts";
import { fulfillmentOrderView, fulfillmentView } from "./fulfillment-views.ts";
import { agreementView, eventView } from "./history-views.ts";
import { lineItemView } from "./line-item-view.ts";
import { metafieldView } from "./metafield-view.ts";
import { refundView, transactionView } from "./refund-view.ts";
import { returnView } from "./return-view.ts";
import { firstOf, moneyBag, taxLine, type ViewScope } from "./view-scope.ts";

export function orderView(scope: ViewScope, order: Order): object {
  return { ...plainFields(scope, order), ...moneyFields(scope, order), ...lists(scope, order) };
}

function plainFields(scope: ViewScope, order: Order) {
  const customer = order.customerId === null ? undefined : scope.store.customers.get(order.customerId);
  const app = scope.store.apps.find(({ id }) => id === order.appId);
  const open = order.cancelledAt === null;
  return {
    __typename: "Order",
    id: globalId("Order", order.id),
    legacyResourceId: String(order.id),
    name: order.name,
    number: order.number,
    confirmationNumber: order.confirmationNumber,
    createdAt: isoSeconds(order.createdAt),
    processedAt: isoSeconds(order.processedAt),
    updatedAt: isoSeconds(order.updatedAt),
    closed: order.closedAt !== null,
    closedAt: isoSecondsOrNull(order.closedAt),
    cancelledAt: isoSecondsOrNull(order.cancelledAt),
    cancelReason: order.cancelReason,
    cancellation: open ? null : { staffNote: order.cancelStaffNote },
    edited: order.edited,
    confirmed: true,
    test: order.test,
    email: order.email,
    phone: order.phone,
    note: order.note,
    poNumber: order.poNumber,
    tags: order.tags,
    sourceName: order.sourceName,
    sourceIdentifier: order.sourceIdentifier,
    registeredSourceUrl: order.sourceUrl,
    merchantEditable: editRefusals(order).length === 0,
    merchantEditableErrors: editRefusals(order),
    requiresShipping: order.lines.some((line) => line.requiresShipping && line.currentQuantity > 0),
    fulfillable: openFulfillmentOrders(order).length > 0,
    refundable: orderFigures(order).received > orderFigures(order).refunded,
    taxesIncluded: order.taxesIncluded,
    taxExempt: false,
    currencyCode: scope.store.shop.currencyCode,
    presentmentCurrencyCode: scope.store.shop.currencyCode,
    displayFinancialStatus: financialStatus(order),
    displayFulfillmentStatus: displayFulfillmentStatus(order),
    returnStatus: returnStatus(order),
    discountCode: null,
    discountCodes: [],
    currentSubtotalLineItemsQuantity: order.lines.reduce((total, line) => total + line.currentQuantity, 0),
    subtotalLineItemsQuantity: order.lines.reduce((total, line) => total + line.quantity, 0),
    app: app === undefined ? null : { id: globalId("App", app.id), name: app.title },
    customer: customer === undefined ? null : () => customerView(customer),
    customAttributes: order.customAttributes,
    shippingAddress: order.shippingAddress === null ? null : addressView(order.shippingAddress),
    billingAddress: order.billingAddress === null ? null : addressView(order.billingAddress),
    billingAddressMatchesShippingAddress: sameAddress(order),
    paymentGatewayNames: [...new Set(order.transactions.map(({ gateway }) => gateway))],
  };
}

function moneyFields(scope: ViewScope, order: Order) {
  const figures = orderFigures(order);
  const bag = (minor: number) => moneyBag(scope, minor);
  const taxes = (quantityOf: (line: LineItem) => number) =>
    taxesByRate(order, quantityOf).map(({ rate, amount }) => taxLine(scope, amount, rate));
  return {
    totalPriceSet: bag(figures.total),
    currentTotalPriceSet: bag(figures.currentTotal),
    originalTotalPriceSet: bag(order.originalTotal),
    subtotalPriceSet: bag(figures.subtotalOrdered),
    currentSubtotalPriceSet: bag(figures.subtotalCurrent),
    totalTaxSet: bag(figures.taxOrdered),
    currentTotalTaxSet: bag(figures.taxCurrent),
    taxLines: taxes(({ quantity }) => quantity),
    currentTaxLines: taxes(({ currentQuantity }) => currentQuantity),
    totalDiscountsSet: bag(0),
    currentTotalDiscountsSet: bag(0),
    totalShippingPriceSet: bag(figures.shipping),
    currentShippingPriceSet: bag(figures.currentShipping),
    totalRefundedSet: bag(figures.refunded),
    totalRefundedShippingSet: bag(figures.refundedShipping),
    totalReceivedSet: bag(figures.received),
    netPaymentSet: bag(figures.received - figures.refunded),
    totalOutstandingSet: bag(figures.outstanding),
    fullyPaid: figures.outstanding <= 0,
    unpaid: figures.received === 0,
  };
}

function lists(scope: ViewScope, order: Order) {
  return {
    lineItems: (args: ConnectionArgs) => connection(order.lines, args, (line) => lineItemView(scope, order, line)),
    shippingLines: (args: ConnectionArgs & { includeRemovals?: boolean }) =>
      connection(
        order.shippingLines.filter((line) => args.includeRemovals === true || !line.isRemoved),
        args,
        (line) => shippingLineView(scope, line),
      ),
    shippingLine: order.shippingLines[0] === undefined ? null : shippingLineView(scope, order.shippingLines[0]),
    fulfillmentOrders: (args: ConnectionArgs & { query?: string | null }) => {
      refuseSearch("Order.fulfillmentOrders(query:)", args);
      // The sandbox's warehouse is a location that the merchant manages: without that scope the list is silently empty.
      const visible = scope.app.grantedScopes.has("read_merchant_managed_fulfillment_orders");
      return connection(visible ? order.fulfillmentOrders : [], args, (fulfillmentOrder) =>
        fulfillmentOrderView(scope, order, fulfillmentOrder),
      );
    },
    fulfillments: (args: { first?: number | null; query?: string | null }) => {
      refuseSearch("Order.fulfillments(query:)", args);
      return firstOf(order.fulfillments, args).map((fulfillment) => fulfillmentView(scope, order, fulfillment));
    },
    refunds: (args: { first?: number | null }) =>
      firstOf(order.refunds, args).map((refund) => refundView(scope, order, refund)),
    transactions: (args: { first?: number | null }) =>
      firstOf(order.transactions, args).map((transaction) => transactionView(scope, order, transaction)),
    returns: (args: ConnectionArgs & { query?: string | null }) => {
      refuseSearch("Order.returns(query:)", args);
      return connection(order.returns, args, (found) => returnView(scope, order, found));
    },
    agreements: (args: ConnectionArgs & { query?: string | null }) => {
      refuseSearch("Order.agreements(query:)", args);
      return connection(order.agreements, args, (agreement) => agreementView(scope, order, agreement));
    },
    events: (args: ConnectionArgs & { query?: string | null }) => {
      refuseSearch("Order.events(query:)", args);
      return connection(order.events, args, (event) => eventView(order, event));
    },
    metafield: ({ namespace, key }: { namespace?: string | null; key: string }) => {
      const found = order.metafields.find((field) => field.namespace === (namespace ?? "custom") && field.key === key);
      return found === undefined ? null : metafieldView(found);
    },
    metafields: (args: ConnectionArgs & { namespace?: string | null; keys?: string[] | null }) =>
      connection(
        order.metafields.filter((field) => isWanted(field, args)),
        args,
        metafieldView,
      ),
  };
}

export const shippingLineView = (scope: ViewScope, line: ShippingLine): object => ({
  id: globalId("ShippingLine", line.id),
  title: line.title,
  code: line.code,
  source: line.source,
  carrierIdentifier: null,
  custom: false,
  deliveryCategory: null,
  phone: null,
  isRemoved: line.isRemoved,
  originalPriceSet: moneyBag(scope, line.price),
  discountedPriceSet: moneyBag(scope, line.price),
  currentDiscountedPriceSet: moneyBag(scope, line.isRemoved ? 0 : line.price),
  taxLines: [],
  discountAllocations: [],
});

function refuseSearch(place: string, args: { query?: string | null }): void {
  if (args.query !== undefined && args.query !== null && args.query !== "") throw notModelled(place);
}

function isWanted(
  field: Metafield,
  { namespace, keys }: { namespace?: string | null; keys?: string[] | null },
): boolean {
  const named = keys === undefined || keys === null || keys.includes(`${field.namespace}.${field.key}`);
  return named && (namespace === undefined || namespace === null || namespace === field.namespace);
}

function sameAddress({ shippingAddress, billingAddress }: Order): boolean {
  const text = (address: Order["shippingAddress"]) => JSON.stringify({ ...address, id: 0 });
  return text(shippingAddress) === text(billingAddress);
}
