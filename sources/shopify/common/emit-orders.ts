import type { OrderLook } from "./look-at-orders.ts";
import { readState, writeState } from "./order-source.ts";
import type { OrderSource } from "./order-source.ts";
import type { PendingOrder } from "./settle-state.ts";
import { dueAt, dueOrders, isDue, settle } from "./settle-window.ts";
import { overflowing, STATE_BYTES } from "./state-size.ts";
import { TELL_CHANGED_ORDER } from "./telling.ts";
import type { Telling } from "./telling.ts";

/** Orders looked at with one query. */
const ORDERS_PER_LOOK = 50;

/** How long an order that is due waits for Shopify to answer before its event goes out without a look. */
const LOOK_GRACE_MS = 10 * 60_000;

/** Emits the orders whose settle window has ended, unless nothing that matters differs from the last time. */
export async function emitDueOrders(source: OrderSource): Promise<void> {
  const isWanted = (order: PendingOrder) => isDue(order, source.policy, source.now());
  await emitAfterLook(source, dueOrders(readState(source), source.policy, source.now()), isWanted);
}

/** Emits the oldest orders before their time when the state has grown too large: early rather than never. */
export async function emitOverflow(source: OrderSource): Promise<void> {
  await emitAfterLook(source, overflowing(readState(source), STATE_BYTES.comfortable), () => true);
}

/** The last resort, with no time to ask Shopify: keeps the state below the host's limit. */
export function emitOverflowAtOnce(source: OrderSource): Promise<void> {
  return emitNow(source, overflowing(readState(source), STATE_BYTES.most), null, () => true);
}

async function emitAfterLook(
  source: OrderSource,
  orders: readonly PendingOrder[],
  isWanted: (order: PendingOrder) => boolean,
): Promise<void> {
  for (let start = 0; start < orders.length; start += ORDERS_PER_LOOK) {
    const group = orders.slice(start, start + ORDERS_PER_LOOK);
    let looks: ReadonlyMap<string, OrderLook>;
    try {
      const ids = group.map((order) => order.orderId);
      looks = await tellingOf(source).look(source, ids);
    } catch (error) {
      // The look only adds the name and saves runs; an order must not wait for it for ever.
      const passesByItself = (error as { readonly retry?: string }).retry === "safe";
      const overdue = (order: PendingOrder) => dueAt(order, source.policy) + LOOK_GRACE_MS <= source.now();
      await emitNow(source, group, null, (order) => isWanted(order) && (!passesByItself || overdue(order)));
      throw error;
    }
    await emitNow(source, group, looks, isWanted);
  }
}

/**
 * Emits and takes out in one go. The state is read afresh: while we looked, another run may have emitted some of these
 * orders, or another change may have come that has its own time to settle.
 *
 * Emitting comes before writing: a crash between the two repeats an event, with the same id, and loses none.
 */
async function emitNow(
  source: OrderSource,
  orders: readonly PendingOrder[],
  looks: ReadonlyMap<string, OrderLook> | null,
  isWanted: (order: PendingOrder) => boolean,
): Promise<void> {
  const state = readState(source);
  const ready = orders
    .map(({ orderId }) => state.pending.get(orderId))
    .filter((order) => order !== undefined)
    .filter(isWanted);
  const emitted = ready.flatMap((order) => {
    const look = looks?.get(order.orderId) ?? null;
    const before = state.seen.get(order.orderId)?.fingerprint ?? null;
    const told = tellingOf(source).tell(source.shop, order, look, before);
    return told.map(({ event, metadata }) => source.emit(event, metadata));
  });
  const ids = ready.map((order) => order.orderId);
  const seen = ids.map((orderId) => looks?.get(orderId)).filter((look) => look !== undefined);
  writeState(source, settle(state, ids, seen));
  await Promise.all(emitted);
}

const tellingOf = ({ telling }: OrderSource): Telling => telling ?? TELL_CHANGED_ORDER;
