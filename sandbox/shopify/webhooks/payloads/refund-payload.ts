import { globalId } from "../../model/global-id.ts";
import { webhookAmount } from "../../model/money.ts";
import type { Order, Refund, RefundLine, Transaction } from "../../model/records.ts";
import { webhookTime } from "../../model/shop-time.ts";
import type { Store } from "../../model/store.ts";
import { lineItemPayload } from "./line-item-payload.ts";
import { moneySet } from "./money-payload.ts";

export function refundPayload(store: Store, order: Order, refund: Refund) {
  const currency = store.shop.currencyCode;
  return {
    id: refund.id,
    admin_graphql_api_id: globalId("Refund", refund.id),
    order_id: order.id,
    created_at: webhookTime(refund.createdAt),
    note: refund.note,
    user_id: null,
    processed_at: webhookTime(refund.createdAt),
    // A legacy summary: true when any line goes back into stock.
    restock: refund.lines.some(({ restockType }) => restockType !== "NO_RESTOCK"),
    duties: [],
    total_duties_set: moneySet(0, currency),
    return:
      refund.returnId === null
        ? null
        : { id: refund.returnId, admin_graphql_api_id: globalId("Return", refund.returnId) },
    refund_shipping_lines: refund.shipping.map(({ id, shippingLineId, amount }) => ({
      id,
      shipping_line: { id: shippingLineId },
      subtotal_amount_set: moneySet(amount, currency),
      tax_amount_set: moneySet(0, currency),
    })),
    order_adjustments: refund.adjustments.map(({ id, kind, reason, amount }) => ({
      id,
      order_id: order.id,
      refund_id: refund.id,
      kind,
      reason: reason.toLowerCase().replaceAll("_", " "),
      amount: webhookAmount(amount),
      amount_set: moneySet(amount, currency),
      tax_amount: "0.00",
      tax_amount_set: moneySet(0, currency),
    })),
    refund_line_items: refund.lines.map((line) => refundLinePayload(store, order, line)),
    transactions: order.transactions
      .filter(({ id }) => refund.transactionIds.includes(id))
      .map((transaction) => transactionPayload(store, order, transaction)),
  };
}

function refundLinePayload(store: Store, order: Order, line: RefundLine) {
  const currency = store.shop.currencyCode;
  const lineItem = order.lines.find(({ id }) => id === line.lineItemId);
  return {
    id: line.id,
    quantity: line.quantity,
    line_item_id: line.lineItemId,
    location_id: line.locationId,
    restock_type: line.restockType.toLowerCase(),
    // Numbers here, texts nearly everywhere else: so it is in Shopify.
    subtotal: line.subtotal / 100,
    total_tax: line.tax / 100,
    subtotal_set: moneySet(line.subtotal, currency),
    total_tax_set: moneySet(line.tax, currency),
    line_item: lineItem === undefined ? null : lineItemPayload(store, order, lineItem),
  };
}

export function transactionPayload(store: Store, order: Order, transaction: Transaction) {
  const currency = store.shop.currencyCode;
  const unsettled = { amount: "0.0", currency };
  return {
    id: transaction.id,
    admin_graphql_api_id: globalId("OrderTransaction", transaction.id),
    order_id: order.id,
    kind: transaction.kind.toLowerCase(),
    gateway: transaction.gateway,
    status: transaction.status.toLowerCase(),
    message: null,
    created_at: webhookTime(transaction.createdAt),
    test: order.test,
    authorization: null,
    location_id: null,
    user_id: null,
    parent_id: transaction.parentId,
    processed_at: webhookTime(transaction.createdAt),
    device_id: null,
    error_code: null,
    source_name: order.sourceName,
    receipt: {},
    amount: webhookAmount(transaction.amount),
    currency,
    payment_id: `${order.name}.${order.transactions.indexOf(transaction) + 1}`,
    total_unsettled_set: { presentment_money: unsettled, shop_money: unsettled },
    manual_payment_gateway: false,
    amount_rounding: null,
  };
}

/** order_transactions/create adds how it was paid. */
export const transactionCreatedPayload = (store: Store, order: Order, transaction: Transaction) => ({
  ...transactionPayload(store, order, transaction),
  payment_details: {
    credit_card_bin: null,
    avs_result_code: null,
    cvv_result_code: null,
    credit_card_number: "•••• •••• •••• 4242",
    credit_card_company: "Bogus",
    buyer_action_info: null,
    credit_card_name: null,
    credit_card_wallet: null,
    credit_card_expiration_month: null,
    credit_card_expiration_year: null,
    payment_method_name: transaction.gateway,
  },
});
