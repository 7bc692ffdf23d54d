import { createFulfillment } from "../../commands/fulfil-order.ts";
import {
  holdFulfillmentOrder,
  releaseHolds,
  reportProgress,
  setFulfillmentDeadline,
} from "../../commands/hold-fulfillment-order.ts";
import { numericId } from "../../model/global-id.ts";
import type { FulfillmentOrder } from "../../model/records.ts";
import { rejectUnmodelled } from "../not-modelled.ts";
import type { RequestContext } from "../request-context.ts";
import { fulfillmentOrderView, fulfillmentView, holdView } from "../views/fulfillment-views.ts";
import { respond } from "./respond.ts";

interface LineInput {
  id: string;
  quantity: number;
}

interface FulfillmentInput {
  lineItemsByFulfillmentOrder: { fulfillmentOrderId: string; fulfillmentOrderLineItems?: LineInput[] | null }[];
  trackingInfo?: {
    company?: string | null;
    number?: string | null;
    numbers?: string[] | null;
    url?: string | null;
  } | null;
}

interface HoldInput {
  reason: string;
  reasonNotes?: string | null;
  handle?: string | null;
  externalId?: string | null;
  fulfillmentOrderLineItems?: LineInput[] | null;
}

const toLines = (lines: LineInput[] | null | undefined) =>
  (lines ?? []).map(({ id, quantity }) => ({ id: numericId(id, "FulfillmentOrderLineItem"), quantity }));

export function fulfillmentMutations({ scope, commands }: RequestContext) {
  const view = (fulfillmentOrder: FulfillmentOrder): object | null => {
    const order = scope.store.orders.get(fulfillmentOrder.orderId);
    return order === undefined ? null : fulfillmentOrderView(scope, order, fulfillmentOrder);
  };
  const id = (gid: string) => numericId(gid, "FulfillmentOrder");
  return {
    fulfillmentCreate: ({ fulfillment }: { fulfillment: FulfillmentInput }) => {
      rejectUnmodelled("FulfillmentInput", fulfillment, [
        "lineItemsByFulfillmentOrder",
        "trackingInfo",
        "notifyCustomer",
      ]);
      const { company, number, numbers, url } = fulfillment.trackingInfo ?? {};
      const all = numbers ?? (number === undefined || number === null ? [] : [number]);
      const outcome = createFulfillment(commands, {
        fulfillmentOrders: fulfillment.lineItemsByFulfillmentOrder.map((part) => ({
          id: id(part.fulfillmentOrderId),
          lines: toLines(part.fulfillmentOrderLineItems),
        })),
        tracking: all.map((one) => ({ company: company ?? null, number: one, url: url ?? null })),
      });
      return respond(outcome, ["fulfillment"], (created) => {
        const order = scope.store.orders.get(created.orderId);
        return { fulfillment: order === undefined ? null : fulfillmentView(scope, order, created) };
      });
    },
    fulfillmentOrderHold: (args: { id: string; fulfillmentHold: HoldInput }) => {
      const { reason, reasonNotes, handle, externalId, fulfillmentOrderLineItems } = args.fulfillmentHold;
      const outcome = holdFulfillmentOrder(commands, id(args.id), {
        reason,
        reasonNotes: reasonNotes ?? null,
        handle: handle ?? "",
        externalId: externalId ?? null,
        lines: toLines(fulfillmentOrderLineItems),
      });
      return respond(
        outcome,
        ["fulfillmentHold", "fulfillmentOrder", "remainingFulfillmentOrder"],
        ({ hold, fulfillmentOrder, remaining }) => ({
          fulfillmentHold: holdView(scope, hold),
          fulfillmentOrder: view(fulfillmentOrder),
          remainingFulfillmentOrder: remaining === null ? null : view(remaining),
        }),
      );
    },
    fulfillmentOrderReleaseHold: (args: { id: string; holdIds?: string[] | null; externalId?: string | null }) => {
      const holdIds = args.holdIds?.map((gid) => numericId(gid, "FulfillmentHold")) ?? null;
      const outcome = releaseHolds(commands, id(args.id), holdIds, args.externalId ?? null);
      return respond(outcome, ["fulfillmentOrder"], (fulfillmentOrder) => ({
        fulfillmentOrder: view(fulfillmentOrder),
      }));
    },
    fulfillmentOrderReportProgress: (args: { id: string }) =>
      respond(reportProgress(commands, id(args.id)), ["fulfillmentOrder"], (fulfillmentOrder) => ({
        fulfillmentOrder: view(fulfillmentOrder),
      })),
    fulfillmentOrdersSetFulfillmentDeadline: (args: { fulfillmentOrderIds: string[]; fulfillmentDeadline: string }) =>
      respond(
        setFulfillmentDeadline(commands, args.fulfillmentOrderIds.map(id), Date.parse(args.fulfillmentDeadline)),
        ["success"],
        (success) => ({ success }),
      ),
  };
}
