import { globalId } from "../../model/global-id.ts";
import type { Agreement, Order, OrderEvent, Sale } from "../../model/records.ts";
import { isoSeconds } from "../../model/shop-time.ts";
import { connection, type ConnectionArgs } from "../connection.ts";
import { appView } from "./app-view.ts";
import { lineItemViewById } from "./line-item-view.ts";
import { orderView } from "./order-view.ts";
import { refundView } from "./refund-view.ts";
import { returnView } from "./return-view.ts";
import { moneyBag, type ViewScope } from "./view-scope.ts";

const AGREEMENT_TYPES = {
  ORDER: "OrderAgreement",
  ORDER_EDIT: "OrderEditAgreement",
  REFUND: "RefundAgreement",
  RETURN: "ReturnAgreement",
} as const satisfies Record<Agreement["reason"], string>;

export function agreementView(scope: ViewScope, order: Order, agreement: Agreement): object {
  const refund = order.refunds.find(({ id }) => id === agreement.refundId);
  const found = order.returns.find(({ id }) => id === agreement.returnId);
  return {
    __typename: AGREEMENT_TYPES[agreement.reason],
    id: globalId("SalesAgreement", agreement.id),
    reason: agreement.reason,
    happenedAt: isoSeconds(agreement.happenedAt),
    user: null,
    app: () => appView(scope, agreement.appId),
    ...(agreement.reason === "ORDER" ? { order: () => orderView(scope, order) } : {}),
    ...(refund === undefined ? {} : { refund: () => refundView(scope, order, refund) }),
    ...(found === undefined ? {} : { return: () => returnView(scope, order, found) }),
    sales: (args: ConnectionArgs) => connection(agreement.sales, args, (sale) => saleView(scope, order, sale)),
  };
}

const saleView = (scope: ViewScope, order: Order, sale: Sale): object => ({
  __typename: "ProductSale",
  id: globalId("Sale", sale.id),
  actionType: sale.actionType,
  lineType: "PRODUCT",
  quantity: sale.quantity,
  taxes: [],
  totalAmount: moneyBag(scope, sale.amount),
  totalTaxAmount: moneyBag(scope, sale.tax),
  totalDiscountAmountAfterTaxes: moneyBag(scope, 0),
  totalDiscountAmountBeforeTaxes: moneyBag(scope, 0),
  lineItem: () => lineItemViewById(scope, order, sale.lineItemId),
});

export const eventView = (order: Order, event: OrderEvent): object => ({
  __typename: "BasicEvent",
  id: globalId("BasicEvent", event.id),
  createdAt: isoSeconds(event.createdAt),
  action: event.action,
  message: event.message,
  criticalAlert: false,
  appTitle: event.appTitle,
  attributeToApp: event.appTitle !== null,
  attributeToUser: false,
  author: event.appTitle,
  subjectId: globalId("Order", order.id),
  subjectType: "ORDER",
});
