import { requestOrderCancel } from "../../commands/cancel-order.ts";
import { createOrder } from "../../commands/create-order.ts";
import { completeDraft, draftFromOrder } from "../../commands/draft-order.ts";
import {
  addTags,
  type MetafieldDraft,
  type OrderDetails,
  removeTags,
  setMetafields,
  updateOrder,
} from "../../commands/update-order.ts";
import { globalId, numericId, parseGlobalId } from "../../model/global-id.ts";
import { invalidId, notModelled, rejectUnmodelled } from "../not-modelled.ts";
import type { RequestContext } from "../request-context.ts";
import { draftOrderView } from "../views/draft-order-view.ts";
import { metafieldDigest, metafieldView } from "../views/metafield-view.ts";
import { orderView } from "../views/order-view.ts";
import { type AddressInput, toAddressFields } from "./address-input.ts";
import { type OrderCreateInput, toOrderDraft } from "./order-create-input.ts";
import { respond } from "./respond.ts";

interface OrderInput extends Omit<OrderDetails, "shippingAddress"> {
  id: string;
  shippingAddress?: AddressInput | null;
}

interface CancelArgs {
  orderId: string;
  reason: string;
  restock: boolean;
  refund?: boolean | null;
  refundMethod?: { originalPaymentMethodsRefund?: boolean | null; storeCreditRefund?: object | null } | null;
  staffNote?: string | null;
}

interface MetafieldInput {
  ownerId: string;
  namespace?: string | null;
  key: string;
  type?: string | null;
  value: string;
  compareDigest?: string | null;
}

export function orderMutations(context: RequestContext) {
  const { scope, commands } = context;
  const orderId = (gid: string) => numericId(gid, "Order");
  return {
    orderCreate: ({ order }: { order: OrderCreateInput }) =>
      respond(createOrder(commands, toOrderDraft(commands, order)), ["order"], (created) => ({
        order: orderView(scope, created),
      })),
    orderUpdate: ({ input }: { input: OrderInput }) => {
      const { id, shippingAddress, ...details } = input;
      rejectUnmodelled("OrderInput", details, ["note", "email", "phone", "poNumber", "tags", "customAttributes"]);
      const address = toAddressFields(shippingAddress ?? null);
      const outcome = updateOrder(commands, orderId(id), {
        ...details,
        ...(details.customAttributes === undefined
          ? {}
          : { customAttributes: details.customAttributes.map(({ key, value }) => ({ key, value })) }),
        ...(address === undefined ? {} : { shippingAddress: address }),
      });
      return respond(outcome, ["order"], (order) => ({ order: orderView(scope, order) }));
    },
    orderCancel: (args: CancelArgs) => {
      if (args.refundMethod?.storeCreditRefund !== undefined && args.refundMethod.storeCreditRefund !== null)
        throw notModelled("OrderCancelRefundMethodInput.storeCreditRefund");
      const draft = {
        reason: args.reason,
        restock: args.restock,
        refund: args.refundMethod?.originalPaymentMethodsRefund ?? args.refund ?? false,
        staffNote: args.staffNote ?? null,
      };
      const outcome = requestOrderCancel(
        commands,
        orderId(args.orderId),
        draft,
        context.cancelDelayMs,
        context.cancelling,
      );
      const payload = respond(outcome, ["job"], (job) => ({
        job: { id: globalId("Job", job.id), done: job.done, query: null },
      }));
      // Both lists carry the same errors; `userErrors` is the older one.
      return { ...payload, orderCancelUserErrors: payload.userErrors };
    },
    tagsAdd: ({ id, tags }: { id: string; tags: string[] }) => tagged(id, addTags(commands, taggable(id), tags)),
    tagsRemove: ({ id, tags }: { id: string; tags: string[] }) => tagged(id, removeTags(commands, taggable(id), tags)),
    metafieldsSet: ({ metafields }: { metafields: MetafieldInput[] }) =>
      respond(setMetafields(commands, metafields.map(toMetafieldDraft), metafieldDigest), ["metafields"], (fields) => ({
        metafields: fields.map(metafieldView),
      })),
    draftOrderCreateFromOrder: (args: { orderId: string }) =>
      respond(draftFromOrder(commands, orderId(args.orderId)), ["draftOrder"], (draft) => ({
        draftOrder: draftOrderView(scope, draft),
      })),
    draftOrderComplete: ({ id, sourceName }: { id: string; sourceName?: string | null }) =>
      respond(
        completeDraft(commands, numericId(id, "DraftOrder"), sourceName ?? undefined),
        ["draftOrder"],
        ({ draft }) => ({
          draftOrder: draftOrderView(scope, draft),
        }),
      ),
  };

  function tagged(id: string, outcome: ReturnType<typeof addTags>) {
    return respond(outcome, ["node"], (order) => ({ node: { ...orderView(scope, order), id } }));
  }
}

function taggable(id: string): number {
  const parsed = parseGlobalId(id);
  if (parsed === null) throw invalidId(id);
  if (parsed.type !== "Order") throw notModelled(`tags of ${parsed.type}`);
  return Number(parsed.id);
}

function toMetafieldDraft(input: MetafieldInput): MetafieldDraft {
  const owner = parseGlobalId(input.ownerId);
  if (owner === null) throw invalidId(input.ownerId);
  if (owner.type !== "Order") throw notModelled(`metafields of ${owner.type}`);
  return {
    orderId: Number(owner.id),
    namespace: input.namespace ?? "custom",
    key: input.key,
    type: input.type ?? null,
    value: input.value,
    ...(input.compareDigest === undefined ? {} : { compareDigest: input.compareDigest }),
  };
}
