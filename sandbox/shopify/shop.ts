import type { CommandContext } from "./commands/command.ts";
import { cancelOrder, type CancelDraft } from "./commands/cancel-order.ts";
import { createOrder, type OrderDraft } from "./commands/create-order.ts";
import {
  addEditCustomItem,
  addEditVariant,
  beginOrderEdit,
  commitOrderEdit,
  type CommitOptions,
  setEditQuantity,
} from "./commands/edit-order.ts";
import { createFulfillment } from "./commands/fulfil-order.ts";
import { recreateOrder, type RecreateDraft } from "./commands/recreate-order.ts";
import { type RefundDraft, refundOrder } from "./commands/refund-order.ts";
import { createReturn, moveReturn, processReturn } from "./commands/return-goods.ts";
import type { ProcessDraft, ReturnDraft, ReturnMove } from "./commands/return-goods.ts";
import { addTags, type OrderDetails, removeTags, updateOrder } from "./commands/update-order.ts";
import type { Outcome } from "./commands/command.ts";
import { openFulfillmentOrders } from "./model/order-figures.ts";
import type { Fulfillment, Order, Refund, Return, Tracking } from "./model/records.ts";

/** One change of a native edit. `sku` alone adds a new line; with `lineItemId` or an existing SKU the line's quantity is set. */
export type LineChange =
  | { set: { lineItemId?: number; sku?: string; quantity: number; restock?: boolean } }
  | { add: { sku: string; quantity: number; allowDuplicates?: boolean } }
  | { addCustom: { title: string; quantity: number; unitPrice: number; requiresShipping?: boolean } };

/** Asked for something the shop refused. Nothing was changed. */
export class ShopRefusedError extends Error {
  override readonly name = "ShopRefusedError";
}

/**
 * The shop as people use it in the admin and at the checkout. The same commands as behind the GraphQL mutations;
 * a refusal is thrown.
 */
export interface Shop {
  placeOrder(draft: OrderDraft): Order;
  /** Begins, stages and commits one native order edit. */
  editOrder(order: number | string, changes: LineChange[], options?: CommitOptions): Order;
  updateOrder(order: number | string, details: OrderDetails): Order;
  addTags(order: number | string, tags: string[]): Order;
  removeTags(order: number | string, tags: string[]): Order;
  cancelOrder(order: number | string, draft?: Partial<CancelDraft>): Order;
  recreateOrder(order: number | string, draft?: RecreateDraft): { old: Order; created: Order };
  refundOrder(order: number | string, draft: RefundDraft): Refund;
  createReturn(order: number | string, draft: ReturnDraft): Return;
  moveReturn(returnId: number, move: ReturnMove): Return;
  /** The goods have arrived and are refunded. */
  processReturn(returnId: number, draft: ProcessDraft): Return;
  /** Sends everything that is still to be sent and not on hold, or only the given lines. */
  fulfilOrder(
    order: number | string,
    options?: { lines?: { lineItemId: number; quantity: number }[]; tracking?: Tracking[] },
  ): Fulfillment;
  /** By id or by name, e.g. `#1001`. */
  order(idOrName: number | string): Order;
}

export function createShop(context: CommandContext): Shop {
  const { store } = context;
  const find = (idOrName: number | string): Order => {
    const found =
      store.orders.get(Number(idOrName)) ?? store.orderByName(String(idOrName)) ?? store.orderByName(`#${idOrName}`);
    if (found === undefined) throw new ShopRefusedError(`The shop has no order '${idOrName}'. Nothing was changed.`);
    return found;
  };
  return {
    order: find,
    placeOrder: (draft) => orThrow(createOrder(context, draft)),
    editOrder: (idOrName, changes, options) => editOrder(context, find(idOrName), changes, options),
    updateOrder: (idOrName, details) => orThrow(updateOrder(context, find(idOrName).id, details)),
    addTags: (idOrName, tags) => orThrow(addTags(context, find(idOrName).id, tags)),
    removeTags: (idOrName, tags) => orThrow(removeTags(context, find(idOrName).id, tags)),
    cancelOrder: (idOrName, draft = {}) =>
      orThrow(cancelOrder(context, find(idOrName).id, { reason: "CUSTOMER", restock: true, refund: true, ...draft })),
    recreateOrder: (idOrName, draft) => orThrow(recreateOrder(context, find(idOrName).id, draft)),
    refundOrder: (idOrName, draft) => orThrow(refundOrder(context, find(idOrName).id, draft)).refund,
    createReturn: (idOrName, draft) => orThrow(createReturn(context, find(idOrName).id, draft)),
    moveReturn: (returnId, move) => {
      const decline = move === "decline" ? { reason: "OTHER", note: null } : null;
      return orThrow(moveReturn(context, returnId, move, decline));
    },
    processReturn: (returnId, draft) => orThrow(processReturn(context, returnId, draft)),
    fulfilOrder: (idOrName, options = {}) => {
      const order = find(idOrName);
      return orThrow(
        createFulfillment(context, {
          fulfillmentOrders: partsToSend(order, options.lines),
          ...(options.tracking === undefined ? {} : { tracking: options.tracking }),
        }),
      );
    },
  };
}

function editOrder(context: CommandContext, order: Order, changes: LineChange[], options?: CommitOptions): Order {
  const { store } = context;
  const session = orThrow(beginOrderEdit(context, order.id));
  for (const change of changes) {
    if ("addCustom" in change) {
      const item = { requiresShipping: true, taxable: true, ...change.addCustom };
      orThrow(addEditCustomItem(context, session, item));
    } else if ("add" in change) {
      const variant = store.variantBySku(change.add.sku);
      if (variant === undefined)
        throw new ShopRefusedError(`The catalogue has no SKU '${change.add.sku}'. Nothing was changed.`);
      const { quantity, allowDuplicates = false } = change.add;
      orThrow(addEditVariant(context, session, variant.id, quantity, allowDuplicates));
    } else {
      const { lineItemId, sku, quantity, restock = true } = change.set;
      const line = order.lines.find(({ id, sku: own }) => (lineItemId === undefined ? own === sku : id === lineItemId));
      orThrow(setEditQuantity(context, session, String(line?.id), quantity, restock));
    }
  }
  return orThrow(commitOrderEdit(context, session, options)).order;
}

function partsToSend(order: Order, wanted: { lineItemId: number; quantity: number }[] | undefined) {
  const left = new Map(wanted?.map(({ lineItemId, quantity }) => [lineItemId, quantity]));
  return openFulfillmentOrders(order)
    .filter(({ holds }) => holds.length === 0)
    .map((fulfillmentOrder) => ({
      id: fulfillmentOrder.id,
      lines: fulfillmentOrder.lines
        .map(({ id, lineItemId, remainingQuantity }) => {
          const quantity =
            wanted === undefined ? remainingQuantity : Math.min(remainingQuantity, left.get(lineItemId) ?? 0);
          left.set(lineItemId, (left.get(lineItemId) ?? 0) - quantity);
          return { id, quantity };
        })
        .filter(({ quantity }) => quantity > 0),
    }))
    .filter(({ lines }) => lines.length > 0);
}

function orThrow<T>(outcome: Outcome<T>): T {
  if (outcome.ok) return outcome.value;
  const reasons = outcome.userErrors.map(({ field, message }) =>
    field === null ? message : `${field.join(".")}: ${message}`,
  );
  throw new ShopRefusedError(`The shop refused: ${reasons.join("; ")}. Nothing was changed.`);
}
