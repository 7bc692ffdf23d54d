import type { EmitMetadata } from "../../../components/pipedream-component.ts";
import { toGid } from "../../../components/shopify/gid.ts";
import type { OrderLook } from "./look-at-orders.ts";
import { unpackWebhookId } from "./pack-webhook-id.ts";
import type { PendingOrder } from "./settle-state.ts";
import { topicsOf } from "./topic-letters.ts";

/** What a source tells: this order changed; fetch it. Times are ISO 8601 in UTC. */
export interface OrderChangedEvent {
  readonly shop: string;
  readonly orderId: string;
  readonly orderGid: string;
  /** `null` when Shopify could not be asked for it. */
  readonly orderName: string | null;
  /** What told us: a webhook, or the poll that looks for lost ones. */
  readonly reason: "webhook" | "poll";
  /** Webhook topics that told of these changes. */
  readonly topics: readonly string[];
  readonly firstSeenAt: string;
  readonly lastSeenAt: string;
  /** The order's `updatedAt` when this event was made. */
  readonly updatedAt: string | null;
  /** `X-Shopify-Webhook-Id` of the latest delivery: to find it in Shopify's log. */
  readonly webhookId: string | null;
}

export function orderChangedEvent(shop: string, order: PendingOrder, look: OrderLook | null): OrderChangedEvent {
  return {
    shop,
    orderId: order.orderId,
    orderGid: toGid("Order", order.orderId),
    orderName: look?.name ?? null,
    reason: order.packedWebhookId === null ? "poll" : "webhook",
    topics: topicsOf(order.topicLetters),
    firstSeenAt: new Date(order.firstSeenAt).toISOString(),
    lastSeenAt: new Date(order.lastSeenAt).toISOString(),
    updatedAt: look?.updatedAt ?? null,
    webhookId: order.packedWebhookId === null ? null : unpackWebhookId(order.packedWebhookId),
  };
}

/** The id stays the same when a group is emitted again after a crash, and differs for each group. */
export function orderChangedMetadata(event: OrderChangedEvent, order: PendingOrder): EmitMetadata {
  const what = event.topics.length === 0 ? "seen by the poll" : event.topics.join(", ");
  return {
    id: `${order.orderId}-${order.firstSeenAt}-${order.group}`,
    summary: `Order ${event.orderName ?? order.orderId} changed (${what})`,
    ts: order.lastSeenAt,
  };
}
