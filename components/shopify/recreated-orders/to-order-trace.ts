import type { OrderTrace } from "../../../domain/recreated-order/order-trace.ts";
import type { OrderTracesQuery } from "../generated/operations.ts";
import { idOfGid } from "../gid.ts";

export type TraceNode = Extract<NonNullable<OrderTracesQuery["nodes"][number]>, { readonly name: string }>;

/** Fulfilments with these statuses sent nothing; every other status counts as sent. */
const NOTHING_SENT = new Set(["CANCELLED", "ERROR", "FAILURE"]);

/** Shopify's answer in our words. Pure. */
export function toOrderTrace(shop: string, order: TraceNode): OrderTrace {
  const address = order.shippingAddress;
  const returns = order.returns?.nodes ?? [];
  const sentAt = order.fulfillments
    .filter(({ status, totalQuantity }) => !NOTHING_SENT.has(status) && totalQuantity > 0)
    .map(({ createdAt }) => createdAt);
  return {
    shop,
    id: idOfGid(order.id),
    name: order.name,
    createdAt: order.createdAt,
    processedAt: order.processedAt,
    cancelledAt: order.cancelledAt,
    cancelReason: order.cancelReason,
    cancelledByApp: cancellingApp(order),
    tags: order.tags,
    note: order.note,
    attributes: order.customAttributes.map(({ key, value }) => ({ key, value: value ?? "" })),
    metafields: order.metafields?.nodes ?? [],
    sourceName: order.sourceName,
    sourceIdentifier: order.sourceIdentifier,
    app: order.app === null ? null : { id: idOfGid(order.app.id), name: order.app.name },
    customerId: order.customer === null || order.customer === undefined ? null : idOfGid(order.customer.id),
    email: order.email,
    phone: order.phone,
    shippingAddress:
      address === null
        ? null
        : { name: address.name, address1: address.address1, zip: address.zip, countryCode: address.countryCodeV2 },
    lines: order.lineItems.nodes,
    discountCodes: order.discountCodes,
    payments: order.transactions.flatMap(({ kind, status, gateway, processedAt }) =>
      kind === "SALE" && status === "SUCCESS" && gateway !== null && processedAt !== null
        ? [{ gateway, processedAt }]
        : [],
    ),
    firstSentAt: sentAt.sort((one, other) => Date.parse(one) - Date.parse(other))[0] ?? null,
    hasReturns: returns.length > 0,
    hasExchange: returns.some(({ exchangeLineItems }) => exchangeLineItems.nodes.length > 0),
  };
}

function cancellingApp({ cancelledAt, events }: TraceNode): string | null {
  if (cancelledAt === null) return null;
  // Events of other kinds (comments) come without an action.
  const cancel = events.nodes.find((event) => "action" in event && event.action === "cancelled");
  return cancel !== undefined && "appTitle" in cancel ? cancel.appTitle : null;
}
