import { globalId } from "../../model/global-id.ts";
import { refundedAmount } from "../../model/order-figures.ts";
import type { Order, Refund, Transaction } from "../../model/records.ts";
import { isoSeconds } from "../../model/shop-time.ts";
import { connection, type ConnectionArgs } from "../connection.ts";
import { locationViewById } from "./catalogue-views.ts";
import { lineItemViewById } from "./line-item-view.ts";
import { orderView, shippingLineView } from "./order-view.ts";
import { returnView } from "./return-view.ts";
import { moneyBag, type ViewScope } from "./view-scope.ts";

export function refundView(scope: ViewScope, order: Order, refund: Refund): object {
  const ofReturn = order.returns.find(({ id }) => id === refund.returnId);
  return {
    __typename: "Refund",
    id: globalId("Refund", refund.id),
    legacyResourceId: String(refund.id),
    createdAt: isoSeconds(refund.createdAt),
    updatedAt: isoSeconds(refund.createdAt),
    processedAt: isoSeconds(refund.createdAt),
    note: refund.note,
    totalRefundedSet: moneyBag(scope, refundedAmount(order, refund)),
    duties: [],
    order: () => orderView(scope, order),
    return: ofReturn === undefined ? null : () => returnView(scope, order, ofReturn),
    refundLineItems: (args: ConnectionArgs) =>
      connection(refund.lines, args, (line) => ({
        id: globalId("RefundLineItem", line.id),
        quantity: line.quantity,
        restockType: line.restockType,
        restocked: line.restockType !== "NO_RESTOCK",
        location: line.locationId === null ? null : () => locationViewById(scope, line.locationId),
        subtotalSet: moneyBag(scope, line.subtotal),
        totalTaxSet: moneyBag(scope, line.tax),
        priceSet: moneyBag(scope, line.subtotal / line.quantity),
        lineItem: () => lineItemViewById(scope, order, line.lineItemId),
      })),
    orderAdjustments: (args: ConnectionArgs) =>
      connection(refund.adjustments, args, ({ id, reason, amount }) => ({
        id: globalId("OrderAdjustment", id),
        reason,
        amountSet: moneyBag(scope, amount),
        taxAmountSet: moneyBag(scope, 0),
      })),
    refundShippingLines: (args: ConnectionArgs) =>
      connection(refund.shipping, args, ({ id, shippingLineId, amount }) => ({
        id: globalId("RefundShippingLine", id),
        subtotalAmountSet: moneyBag(scope, amount),
        taxAmountSet: moneyBag(scope, 0),
        shippingLine: () => {
          const line = order.shippingLines.find((candidate) => candidate.id === shippingLineId);
          return line === undefined ? null : shippingLineView(scope, line);
        },
      })),
    transactions: (args: ConnectionArgs) =>
      connection(
        order.transactions.filter(({ id }) => refund.transactionIds.includes(id)),
        args,
        (transaction) => transactionView(scope, order, transaction),
      ),
  };
}

export function transactionView(scope: ViewScope, order: Order, transaction: Transaction): object {
  const parent = order.transactions.find(({ id }) => id === transaction.parentId);
  return {
    __typename: "OrderTransaction",
    id: globalId("OrderTransaction", transaction.id),
    kind: transaction.kind,
    status: transaction.status,
    gateway: transaction.gateway,
    test: order.test,
    createdAt: isoSeconds(transaction.createdAt),
    processedAt: isoSeconds(transaction.createdAt),
    amountSet: moneyBag(scope, transaction.amount),
    parentTransaction: parent === undefined ? null : () => transactionView(scope, order, parent),
    order: () => orderView(scope, order),
  };
}
