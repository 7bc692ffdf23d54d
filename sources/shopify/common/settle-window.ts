import type { OrderTopic } from "../../../components/shopify/webhooks/webhook-tables.ts";
import { packWebhookId } from "./pack-webhook-id.ts";
import { DELIVERY_KEY_LENGTH } from "./settle-state.ts";
import type { PendingOrder, SeenOrder, SettleState } from "./settle-state.ts";
import { addTopicLetter } from "./topic-letters.ts";

/** When an order that changed is emitted: some quiet time after its last change, or at the next fixed moment. */
export type SettlePolicy =
  | { readonly kind: "window"; readonly settleMs: number; readonly maxWaitMs: number }
  | { readonly kind: "schedule"; readonly nextAfter: (ms: number) => number };

/** A report that an order changed. */
export interface ChangeReport {
  readonly orderId: string;
  /** When we heard of it, in milliseconds since 1970. */
  readonly seenAt: number;
  /** When it happened by Shopify's clock; `null` when not told. */
  readonly changedAt: number | null;
  /** `null` when the poll found it. */
  readonly topic: OrderTopic | null;
  readonly webhookId: string | null;
}

/** Was the order looked at after this change already? A change of unknown time counts as new. */
export function isKnownChange(state: SettleState, orderId: string, changedAt: number | null): boolean {
  if (changedAt === null) return false;
  const dealtWithUpTo = state.seen.get(orderId)?.upTo ?? Number.NEGATIVE_INFINITY;
  return changedAt <= dealtWithUpTo;
}

/** Adds a change to those that wait. The first change of an order opens a group; later ones join it. */
export function noteChange(state: SettleState, report: ChangeReport): SettleState {
  const known = state.pending.get(report.orderId);
  const group = known?.group ?? state.lastGroup + 1;
  const order: PendingOrder = {
    orderId: report.orderId,
    group,
    firstSeenAt: known?.firstSeenAt ?? report.seenAt,
    lastSeenAt: Math.max(known?.lastSeenAt ?? report.seenAt, report.seenAt),
    changedAt: latest(known?.changedAt ?? null, report.changedAt),
    topicLetters: addTopicLetter(known?.topicLetters ?? "", report.topic),
    packedWebhookId: report.webhookId === null ? (known?.packedWebhookId ?? null) : packWebhookId(report.webhookId),
  };
  return {
    ...state,
    lastGroup: Math.max(state.lastGroup, group),
    pending: new Map(state.pending).set(report.orderId, order),
  };
}

/** When a waiting order is to be emitted, in milliseconds since 1970. */
export function dueAt(order: PendingOrder, policy: SettlePolicy): number {
  return policy.kind === "window"
    ? Math.min(order.lastSeenAt + policy.settleMs, order.firstSeenAt + policy.maxWaitMs)
    : policy.nextAfter(order.firstSeenAt);
}

/** A clock that was put back by less than this only prolongs the wait by as much. */
const PUT_BACK_MS = 60_000;

/**
 * Is it time to emit the order? Also when it was heard of in the future: the clock was put back since, and nobody is to
 * wait until it has caught up.
 */
export function isDue(order: PendingOrder, policy: SettlePolicy, nowMs: number): boolean {
  return dueAt(order, policy) <= nowMs || order.lastSeenAt - nowMs > PUT_BACK_MS;
}

/** Orders to emit now, oldest first. */
export function dueOrders(state: SettleState, policy: SettlePolicy, nowMs: number): PendingOrder[] {
  return [...state.pending.values()]
    .filter((order) => isDue(order, policy, nowMs))
    .sort((a, b) => a.firstSeenAt - b.firstSeenAt);
}

/** Takes emitted orders out, and remembers what was seen of them. */
export function settle(state: SettleState, orderIds: Iterable<string>, seen: readonly SeenOrder[] = []): SettleState {
  const pending = new Map(state.pending);
  for (const orderId of orderIds) pending.delete(orderId);
  const nextSeen = new Map(state.seen);
  for (const order of seen) {
    nextSeen.delete(order.orderId);
    nextSeen.set(order.orderId, order);
  }
  return { ...state, pending, seen: nextSeen };
}

/** @param key - `DELIVERY_KEY_LENGTH` characters */
export function isKnownDelivery(state: SettleState, key: string): boolean {
  let found = state.deliveries.indexOf(key);
  // Found across the border of two keys is not found.
  while (found % DELIVERY_KEY_LENGTH > 0) found = state.deliveries.indexOf(key, found + 1);
  return found !== -1;
}

export const rememberDelivery = (state: SettleState, key: string): SettleState => ({
  ...state,
  deliveries: state.deliveries + key,
});

const latest = (a: number | null, b: number | null): number | null =>
  a === null ? b : b === null ? a : Math.max(a, b);
