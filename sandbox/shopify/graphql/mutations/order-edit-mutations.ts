import {
  addEditCustomItem,
  addEditVariant,
  beginOrderEdit,
  commitOrderEdit,
  setEditQuantity,
  updateEditShippingLine,
} from "../../commands/edit-order.ts";
import { type Outcome, refused } from "../../commands/command.ts";
import { globalId, numericId, parseGlobalId } from "../../model/global-id.ts";
import { toMinor } from "../../model/money.ts";
import type { EditSession } from "../../model/records.ts";
import type { RequestContext } from "../request-context.ts";
import { calculatedLineView, calculatedOrderView, stagedLineView } from "../views/calculated-order-view.ts";
import { orderView } from "../views/order-view.ts";
import type { MoneyInput } from "./money-input.ts";
import { respond } from "./respond.ts";

export function orderEditMutations({ scope, commands, app }: RequestContext) {
  const views = (session: EditSession) => ({
    calculatedOrder: calculatedOrderView(scope, session),
    orderEditSession: { id: globalId("OrderEditSession", session.id) },
  });
  const ORDER_FIELDS = ["calculatedOrder", "orderEditSession"];
  const LINE_FIELDS = ["calculatedLineItem", ...ORDER_FIELDS];

  /** The calculated order and the session share one number; either id is accepted. */
  function withSession<T>(
    id: string,
    use: (session: EditSession) => Outcome<T>,
  ): Outcome<{ session: EditSession; value: T }> {
    const session = scope.store.editSessions.get(numericId(id, "CalculatedOrder", "OrderEditSession"));
    if (session === undefined || session.committed || session.appId !== app.id)
      return refused(["id"], "The calculated order does not exist.");
    const outcome = use(session);
    return outcome.ok ? { ok: true, value: { session, value: outcome.value } } : outcome;
  }

  return {
    orderEditBegin: ({ id }: { id: string }) =>
      respond(beginOrderEdit(commands, numericId(id, "Order")), ORDER_FIELDS, views),
    orderEditSetQuantity: (args: { id: string; lineItemId: string; quantity: number; restock?: boolean | null }) => {
      const lineRef = parseGlobalId(args.lineItemId, "CalculatedLineItem")?.id ?? "";
      const outcome = withSession(args.id, (session) =>
        setEditQuantity(commands, session, lineRef, args.quantity, args.restock ?? false),
      );
      return respond(outcome, LINE_FIELDS, ({ session, value }) => ({
        ...views(session),
        calculatedLineItem: "uuid" in value ? stagedLineView(scope, value) : calculatedLineView(scope, session, value),
      }));
    },
    orderEditAddVariant: (args: {
      id: string;
      variantId: string;
      quantity: number;
      allowDuplicates?: boolean | null;
    }) => {
      const variantId = numericId(args.variantId, "ProductVariant");
      const outcome = withSession(args.id, (session) =>
        addEditVariant(commands, session, variantId, args.quantity, args.allowDuplicates ?? false),
      );
      return respond(outcome, LINE_FIELDS, ({ session, value }) => ({
        ...views(session),
        calculatedLineItem: stagedLineView(scope, value),
      }));
    },
    orderEditAddCustomItem: (args: {
      id: string;
      title: string;
      quantity: number;
      price: MoneyInput;
      requiresShipping?: boolean | null;
      taxable?: boolean | null;
    }) => {
      const item = {
        title: args.title,
        quantity: args.quantity,
        unitPrice: toMinor(args.price.amount),
        requiresShipping: args.requiresShipping ?? false,
        taxable: args.taxable ?? false,
      };
      const outcome = withSession(args.id, (session) => addEditCustomItem(commands, session, item));
      return respond(outcome, LINE_FIELDS, ({ session, value }) => ({
        ...views(session),
        calculatedLineItem: stagedLineView(scope, value),
      }));
    },
    orderEditUpdateShippingLine: (args: {
      id: string;
      shippingLineId: string;
      shippingLine: { title?: string | null; price?: MoneyInput | null };
    }) => {
      const { title, price } = args.shippingLine;
      const change = {
        ...(title === undefined || title === null ? {} : { title }),
        ...(price === undefined || price === null ? {} : { price: toMinor(price.amount) }),
      };
      const lineId = numericId(args.shippingLineId, "ShippingLine", "CalculatedShippingLine");
      const outcome = withSession(args.id, (session) => updateEditShippingLine(commands, session, lineId, change));
      return respond(outcome, ORDER_FIELDS, ({ session }) => views(session));
    },
    orderEditCommit: (args: { id: string; notifyCustomer?: boolean | null; staffNote?: string | null }) => {
      const options = { notifyCustomer: args.notifyCustomer ?? false, staffNote: args.staffNote ?? null };
      const outcome = withSession(args.id, (session) => commitOrderEdit(commands, session, options));
      return respond(outcome, ["order", "successMessages"], ({ value }) => ({
        order: orderView(scope, value.order),
        successMessages: value.successMessages,
      }));
    },
  };
}
