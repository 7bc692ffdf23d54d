import { createHash } from "node:crypto";
import type { ShopifyAdminClient } from "../../../components/shopify/admin-client.ts";
import { OrderSignalsDocument } from "../../../components/shopify/generated/operations.ts";
import type { OrderSignalsQuery } from "../../../components/shopify/generated/operations.ts";
import { idOfGid, toGid } from "../../../components/shopify/gid.ts";
import type { OrderSource } from "./order-source.ts";
import type { SeenOrder } from "./settle-state.ts";

/** What counts as a change beside lines and cancellation. */
export type WatchedFacts = Pick<OrderSource, "detailChanges" | "metafields" | "releaseSignals">;

type SignalsNode = OrderSignalsQuery["nodes"][number];
type OrderSignals = Extract<NonNullable<SignalsNode>, { readonly name: string }>;

/** An order as it stands when its event is made. */
export interface OrderLook extends SeenOrder {
  readonly name: string;
  /** Shopify's `updatedAt`, ISO 8601. */
  readonly updatedAt: string;
}

/**
 * Shopify's times have whole seconds. A look that comes soon after a change may be followed by another change in the
 * same second, so it does not count that second as dealt with. Also covers clocks that differ by this much.
 */
const SAME_SECOND_MARGIN_MS = 10_000;

/**
 * Looks at orders, up to 250, with one query.
 *
 * @param watch - What the fingerprint covers beside lines and cancellation
 * @returns By order id; an order that is not there, or must not be seen, is absent
 */
export async function lookAtOrders(
  client: ShopifyAdminClient,
  orderIds: readonly string[],
  watch: WatchedFacts & { readonly nowMs: number },
): Promise<ReadonlyMap<string, OrderLook>> {
  const { nowMs, metafields } = watch;
  const { nodes } = await client.request(OrderSignalsDocument, {
    ids: orderIds.map((id) => toGid("Order", id)),
    metafieldKeys: metafields,
    withMetafields: metafields.length > 0,
  });
  const looks = nodes.filter(isOrder).map((order): OrderLook => {
    const updatedAtMs = Date.parse(order.updatedAt);
    return {
      orderId: idOfGid(order.id),
      name: order.name,
      updatedAt: order.updatedAt,
      upTo: dealtWithUpTo(updatedAtMs, nowMs),
      fingerprint: fingerprint(order, watch),
    };
  });
  return new Map(looks.map((look) => [look.orderId, look]));
}

/** Up to when an order's changes are dealt with by a look at it now. */
export const dealtWithUpTo = (updatedAtMs: number, nowMs: number): number =>
  nowMs - updatedAtMs >= SAME_SECOND_MARGIN_MS ? updatedAtMs : updatedAtMs - 1000;

const isOrder = (node: SignalsNode): node is OrderSignals => node !== null && "name" in node;

/**
 * A short text that changes when anything changes that a warehouse may care about. A payment, a tag or a despatch
 * changes nothing here, unless `releaseSignals` asks for them. `null` for an order with more lines than one page, which
 * counts as changed each time.
 */
export function fingerprint(
  order: OrderSignals,
  { detailChanges, releaseSignals }: Omit<WatchedFacts, "metafields">,
): string | null {
  if (order.lineItems.pageInfo.hasNextPage) return null;
  const lines = order.lineItems.nodes.map((line) => [line.id, line.currentQuantity]);
  // A run may have read the order between two edits that undo each other; then the warehouse has the middle version.
  const edits = order.agreements.nodes.filter(({ reason }) => reason === "ORDER_EDIT").map(({ id }) => id);
  const details = [
    order.lineItems.nodes.map((line) => line.customAttributes),
    order.customAttributes,
    order.note,
    order.email,
    order.phone,
    order.shippingAddress,
    order.shippingLines.nodes,
    order.currentTotalPriceSet.shopMoney.amount,
    ...(order.metafields === undefined ? [] : [order.metafields.nodes]),
  ];
  const gates = (): unknown[] => [order.tags.toSorted(), order.displayFinancialStatus, order.displayFulfillmentStatus];
  const facts = [
    order.cancelledAt,
    lines,
    edits,
    ...(detailChanges ? details : []),
    ...(releaseSignals ? gates() : []),
  ];
  return createHash("sha256").update(JSON.stringify(facts)).digest("base64url").slice(0, 12);
}
