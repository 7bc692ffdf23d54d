import type { PendingOrder, SeenOrder, SettleState } from "./settle-state.ts";

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
  readonly topic: string | null;
  readonly webhookId: string | null;
}

/** Is this change dealt with already, or waiting with at least this change in it? */
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
    topics: [...new Set([...(known?.topics ?? []), ...(report.topic === null ? [] : [report.topic])])],
    webhookId: report.webhookId ?? known?.webhookId ?? null,
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

/** Orders to emit now, oldest first. */
export function dueOrders(state: SettleState, policy: SettlePolicy, nowMs: number): PendingOrder[] {
  return [...state.pending.values()]
    .filter((order) => dueAt(order, policy) <= nowMs)
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

export const isKnownDelivery = (state: SettleState, key: string): boolean => state.deliveries.includes(key);

export const rememberDelivery = (state: SettleState, key: string): SettleState => ({
  ...state,
  deliveries: [...state.deliveries, key],
});

const latest = (a: number | null, b: number | null): number | null =>
  a === null ? b : b === null ? a : Math.max(a, b);
