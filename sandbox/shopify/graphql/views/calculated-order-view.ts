import { stagedLineItem, stagedQuantity } from "../../commands/edit-order.ts";
import { globalId } from "../../model/global-id.ts";
import { graphqlAmount } from "../../model/money.ts";
import { orderFigures } from "../../model/order-figures.ts";
import type { EditSession, LineItem, Order, StagedLine } from "../../model/records.ts";
import { connection, type ConnectionArgs } from "../connection.ts";
import { variantView } from "./catalogue-views.ts";
import { lineItemView } from "./line-item-view.ts";
import { orderView } from "./order-view.ts";
import { moneyBag, type ViewScope } from "./view-scope.ts";

/** The order as it would be after the edit. Shipping is not recalculated. */
export function calculatedOrderView(scope: ViewScope, session: EditSession): object {
  const order = sessionOrder(scope, session);
  const existing = order.lines.map((line) => ({ id: line.id, view: calculatedLineView(scope, session, line) }));
  // Staged lines have no number yet: they keep the order in which they were added.
  const added = session.added.map((line, index) => ({
    id: Number.MAX_SAFE_INTEGER - session.added.length + index,
    view: stagedLineView(scope, line),
  }));
  const after = orderAfter(order, session);
  const figures = orderFigures(after);
  return {
    __typename: "CalculatedOrder",
    id: globalId("CalculatedOrder", session.id),
    originalOrder: () => orderView(scope, order),
    committed: session.committed,
    lineItems: (args: ConnectionArgs) => connection([...existing, ...added], args, ({ view }) => view),
    addedLineItems: (args: ConnectionArgs) => connection(added, args, ({ view }) => view),
    subtotalLineItemsQuantity: after.lines.reduce((total, { currentQuantity }) => total + currentQuantity, 0),
    subtotalPriceSet: moneyBag(scope, figures.subtotalCurrent),
    totalPriceSet: moneyBag(scope, figures.currentTotal),
    totalOutstandingSet: moneyBag(scope, figures.outstanding),
  };
}

/** A copy of the order with the staged quantities, for its sums. */
const orderAfter = (order: Order, session: EditSession): Order => ({
  ...order,
  lines: [
    ...order.lines.map((line) => ({ ...line, currentQuantity: stagedQuantity(session, line) })),
    ...session.added.map((staged) => stagedLineItem(staged)),
  ],
  shippingLines: order.shippingLines.map((line) => ({ ...line, ...session.shipping.get(line.id) })),
});

export function calculatedLineView(scope: ViewScope, session: EditSession, line: LineItem): object {
  const quantity = stagedQuantity(session, line);
  const delta = quantity - line.currentQuantity;
  const restock = session.quantities.get(line.id)?.restock ?? false;
  const despatched = line.currentQuantity - line.unfulfilledQuantity;
  const variant = line.variantId === null ? undefined : scope.store.variant(line.variantId);
  const lineItem = () => lineItemView(scope, sessionOrder(scope, session), line);
  const change =
    delta > 0
      ? { __typename: "OrderStagedChangeIncrementItem", delta, lineItem }
      : { __typename: "OrderStagedChangeDecrementItem", delta: -delta, restock, lineItem };
  return {
    id: globalId("CalculatedLineItem", line.id),
    quantity,
    editableQuantity: quantity - despatched,
    editableQuantityBeforeChanges: line.unfulfilledQuantity,
    sku: line.sku,
    title: line.title,
    variantTitle: line.variantTitle,
    variant: variant === undefined ? null : () => variantView(scope, variant),
    customAttributes: line.customAttributes,
    restockable: line.variantId !== null,
    restocking: delta < 0 && restock,
    hasStagedLineItemDiscount: false,
    stagedChanges: delta === 0 ? [] : [change],
    originalUnitPriceSet: moneyBag(scope, line.unitPrice),
    discountedUnitPriceSet: moneyBag(scope, line.unitPrice),
  };
}

export function stagedLineView(scope: ViewScope, line: StagedLine): object {
  const variant = line.variantId === null ? undefined : scope.store.variant(line.variantId);
  const money = { amount: graphqlAmount(line.unitPrice), currencyCode: scope.store.shop.currencyCode };
  const change =
    variant === undefined
      ? {
          __typename: "OrderStagedChangeAddCustomItem",
          quantity: line.quantity,
          title: line.title,
          originalUnitPrice: money,
        }
      : {
          __typename: "OrderStagedChangeAddVariant",
          quantity: line.quantity,
          variant: () => variantView(scope, variant),
        };
  return {
    id: globalId("CalculatedLineItem", line.uuid),
    quantity: line.quantity,
    editableQuantity: line.quantity,
    editableQuantityBeforeChanges: 0,
    sku: line.sku,
    title: line.title,
    variantTitle: line.variantTitle,
    variant: variant === undefined ? null : () => variantView(scope, variant),
    customAttributes: [],
    restockable: false,
    restocking: false,
    hasStagedLineItemDiscount: false,
    stagedChanges: [change],
    originalUnitPriceSet: moneyBag(scope, line.unitPrice),
    discountedUnitPriceSet: moneyBag(scope, line.unitPrice),
  };
}

function sessionOrder(scope: ViewScope, session: EditSession): Order {
  const order = scope.store.orders.get(session.orderId);
  if (order === undefined)
    throw new Error(`Edit session ${session.id} belongs to order ${session.orderId}, which is gone.`);
  return order;
}
