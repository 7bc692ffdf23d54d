import { type GraphQLResolveInfo } from "graphql";
import { type RefundLineDraft, refundOrder } from "../../commands/refund-order.ts";
import { createReturn, moveReturn, processReturn, type ReturnMove } from "../../commands/return-goods.ts";
import { numericId } from "../../model/global-id.ts";
import { toMinor } from "../../model/money.ts";
import { orderFigures } from "../../model/order-figures.ts";
import type { Return } from "../../model/records.ts";
import { rejectUnmodelled } from "../not-modelled.ts";
import type { RequestContext } from "../request-context.ts";
import { orderView } from "../views/order-view.ts";
import { refundView } from "../views/refund-view.ts";
import { returnView } from "../views/return-view.ts";
import { onceByKey } from "./idempotent.ts";
import { respond } from "./respond.ts";
import type { MoneyInput } from "./money-input.ts";

interface RefundInput {
  orderId: string;
  note?: string | null;
  refundLineItems?:
    | {
        lineItemId: string;
        quantity: number;
        restockType?: RefundLineDraft["restockType"] | null;
        locationId?: string | null;
      }[]
    | null;
  shipping?: { amount?: string | null; fullRefund?: boolean | null } | null;
  transactions?: { amount: string; gateway: string; parentId?: string | null }[] | null;
  discrepancyReason?: string | null;
  allowOverRefunding?: boolean | null;
}

interface ReturnLineInput {
  fulfillmentLineItemId: string;
  quantity: number;
  returnReason?: string | null;
  returnReasonNote?: string | null;
  customerNote?: string | null;
}

interface ProcessInput {
  returnId: string;
  note?: string | null;
  returnLineItems?:
    | {
        id: string;
        quantity: number;
        dispositions?: { dispositionType: string; quantity: number; locationId?: string | null }[] | null;
      }[]
    | null;
  financialTransfer?: {
    issueRefund?: { orderTransactions: { parentId: string; transactionAmount: MoneyInput }[] } | null;
  } | null;
}

export function refundReturnMutations(context: RequestContext) {
  const { scope, commands } = context;
  const view = (found: Return): Record<string, unknown> => {
    const order = scope.store.orders.get(found.orderId);
    return { return: order === undefined ? null : returnView(scope, order, found) };
  };
  const move = (gid: string, kind: ReturnMove, decline: Return["decline"] = null) =>
    respond(moveReturn(commands, numericId(gid, "Return"), kind, decline), ["return"], view);

  return {
    refundCreate: ({ input }: { input: RefundInput }, _context: RequestContext, info: GraphQLResolveInfo) =>
      onceByKey(context, info, input, () => createRefund(input)),
    returnCreate: ({ returnInput }: { returnInput: { orderId: string; returnLineItems: ReturnLineInput[] } }) => {
      rejectUnmodelled("ReturnInput", returnInput, ["orderId", "returnLineItems", "requestedAt"]);
      const draft = { status: "OPEN" as const, lines: returnInput.returnLineItems.map(toReturnLine) };
      return respond(createReturn(commands, numericId(returnInput.orderId, "Order"), draft), ["return"], view);
    },
    returnRequest: ({ input }: { input: { orderId: string; returnLineItems: ReturnLineInput[] } }) => {
      rejectUnmodelled("ReturnRequestInput", input, ["orderId", "returnLineItems"]);
      const draft = { status: "REQUESTED" as const, lines: input.returnLineItems.map(toReturnLine) };
      return respond(createReturn(commands, numericId(input.orderId, "Order"), draft), ["return"], view);
    },
    returnApproveRequest: ({ input }: { input: { id: string } }) => move(input.id, "approve"),
    returnDeclineRequest: ({ input }: { input: { id: string; declineReason: string; declineNote?: string | null } }) =>
      move(input.id, "decline", { reason: input.declineReason, note: input.declineNote ?? null }),
    returnCancel: ({ id }: { id: string }) => move(id, "cancel"),
    returnClose: ({ id }: { id: string }) => move(id, "close"),
    returnReopen: ({ id }: { id: string }) => move(id, "reopen"),
    returnProcess: ({ input }: { input: ProcessInput }) => {
      rejectUnmodelled("ReturnProcessInput", input, [
        "returnId",
        "returnLineItems",
        "financialTransfer",
        "note",
        "notifyCustomer",
      ]);
      const draft = {
        note: input.note ?? null,
        lines: (input.returnLineItems ?? []).map((line) => ({
          id: numericId(line.id, "ReturnLineItem"),
          quantity: line.quantity,
          dispositions: (line.dispositions ?? []).map(({ dispositionType, quantity, locationId }) => ({
            type: dispositionType,
            quantity,
            locationId: locationId === undefined || locationId === null ? null : numericId(locationId, "Location"),
          })),
        })),
        transactions: (input.financialTransfer?.issueRefund?.orderTransactions ?? []).map((transaction) => ({
          amount: toMinor(transaction.transactionAmount.amount),
          gateway: "bogus",
          parentId: numericId(transaction.parentId, "OrderTransaction"),
        })),
      };
      return respond(processReturn(commands, numericId(input.returnId, "Return"), draft), ["return"], view);
    },
  };

  function createRefund(input: RefundInput) {
    rejectUnmodelled("RefundInput", input, [
      ...["orderId", "note", "notify", "refundLineItems", "shipping", "transactions", "discrepancyReason"],
      ...["allowOverRefunding", "currency"],
    ]);
    const orderId = numericId(input.orderId, "Order");
    const order = scope.store.orders.get(orderId);
    const fullShipping = order === undefined ? 0 : orderFigures(order).currentShipping;
    const outcome = refundOrder(commands, orderId, {
      note: input.note ?? null,
      lines: (input.refundLineItems ?? []).map(({ lineItemId, quantity, restockType, locationId }) => ({
        lineItemId: numericId(lineItemId, "LineItem"),
        quantity,
        restockType: restockType ?? undefined,
        locationId: locationId === undefined || locationId === null ? null : numericId(locationId, "Location"),
      })),
      transactions: (input.transactions ?? []).map(({ amount, gateway, parentId }) => ({
        amount: toMinor(amount),
        gateway,
        parentId: parentId === undefined || parentId === null ? null : numericId(parentId, "OrderTransaction"),
      })),
      shipping: input.shipping?.fullRefund === true ? fullShipping : toMinor(input.shipping?.amount ?? 0),
      discrepancyReason: input.discrepancyReason ?? null,
      allowOverRefunding: input.allowOverRefunding ?? false,
    });
    return respond(outcome, ["refund", "order"], (value) => ({
      refund: refundView(scope, value.order, value.refund),
      order: orderView(scope, value.order),
    }));
  }
}

const toReturnLine = (line: ReturnLineInput) => ({
  fulfillmentLineId: numericId(line.fulfillmentLineItemId, "FulfillmentLineItem"),
  quantity: line.quantity,
  reason: line.returnReason ?? "UNKNOWN",
  reasonNote: line.returnReasonNote ?? "",
  customerNote: line.customerNote ?? null,
});
