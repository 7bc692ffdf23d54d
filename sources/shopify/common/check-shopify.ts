import { OrdersUpdatedSinceDocument } from "../../../components/shopify/generated/operations.ts";
import type { OrdersUpdatedSinceQuery } from "../../../components/shopify/generated/operations.ts";
import { idOfGid } from "../../../components/shopify/gid.ts";
import { ensureSubscriptions } from "../../../components/shopify/webhooks/subscriptions.ts";
import { emitOverflow } from "./emit-orders.ts";
import { readState, writeState } from "./order-source.ts";
import type { OrderSource } from "./order-source.ts";
import { isKnownChange, noteChange } from "./settle-window.ts";
import { trimMemories } from "./state-size.ts";

/** Shopify's order search is an index that lags some seconds behind, so each poll also looks at this much of the past. */
const OVERLAP_MS = 3 * 60_000;

/** Small enough that one page always fits into the state beside what waits there already. */
const ORDERS_PER_PAGE = 50;

/** Shopify lists at most 25,000 objects of one query. */
const MAX_PAGES = 500;

/** Is it time to ask Shopify for changes that no webhook told? Also when the clock was put back since the last time. */
export function isCheckDue(source: OrderSource): boolean {
  const agoMs = source.now() - readState(source).checkedAt;
  return agoMs >= source.checkEveryMs || agoMs < 0;
}

/** Marks the check as begun, so that a tick that overlaps with it does not begin another. */
export function beginCheck(source: OrderSource): void {
  writeState(source, { ...readState(source), checkedAt: source.now() });
}

/** What a source polls for. */
export interface Poll {
  /** Shopify's order search for what changed since a moment (ISO 8601, whole seconds). */
  readonly query: (since: string) => string;
  /** Makes room once a page's orders are noted. */
  readonly afterPage: (source: OrderSource) => Promise<void>;
}

const EVERY_CHANGE: Poll = { query: (since) => `updated_at:>='${since}'`, afterPage: emitOverflow };

/**
 * Notes every order that changed since the last poll and that we do not know of: the net under lost webhooks. How far
 * the poll has come is kept only after a page's orders are noted.
 */
export async function pollChangedOrders(source: OrderSource, poll: Poll = EVERY_CHANGE): Promise<void> {
  const since = new Date(readState(source).polledUpTo - OVERLAP_MS).toISOString().replace(/\.\d+Z$/, "Z");
  let after: string | null = null;
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const { orders }: OrdersUpdatedSinceQuery = await source.client.request(OrdersUpdatedSinceDocument, {
      query: poll.query(since),
      first: ORDERS_PER_PAGE,
      after,
    });
    notePage(source, orders.nodes);
    await poll.afterPage(source);
    if (!orders.pageInfo.hasNextPage) return;
    after = orders.pageInfo.endCursor;
  }
}

function notePage(source: OrderSource, orders: OrdersUpdatedSinceQuery["orders"]["nodes"]): void {
  let state = readState(source);
  const seenAt = source.now();
  for (const { id, updatedAt } of orders) {
    const orderId = idOfGid(id);
    const changedAt = Date.parse(updatedAt);
    const waitsAlready = (state.pending.get(orderId)?.changedAt ?? Number.NEGATIVE_INFINITY) >= changedAt;
    if (!waitsAlready && !isKnownChange(state, orderId, changedAt)) {
      state = noteChange(state, { orderId, seenAt, changedAt, topic: null, webhookId: null });
    }
    state = { ...state, polledUpTo: Math.max(state.polledUpTo, changedAt) };
  }
  writeState(source, trimMemories(state));
}

/** Creates subscriptions again that Shopify deleted after failed deliveries, or that somebody deleted. */
export async function healSubscriptions(source: OrderSource): Promise<void> {
  await ensureSubscriptions(source.client, { uri: source.uri, topics: source.topics });
}
