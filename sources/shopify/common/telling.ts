import type { EmitMetadata } from "../../../components/pipedream-component.ts";
import { lookAtOrders } from "./look-at-orders.ts";
import type { OrderLook } from "./look-at-orders.ts";
import { orderChangedEvent, orderChangedMetadata } from "./order-changed-event.ts";
import type { OrderSource } from "./order-source.ts";
import type { PendingOrder } from "./settle-state.ts";

/** An event and what it is emitted with. */
export interface ToldEvent {
  readonly event: unknown;
  readonly metadata: EmitMetadata;
}

/** How a source looks at orders that have settled, and what it tells of them. */
export interface Telling<Look extends OrderLook = OrderLook> {
  /** Looks at up to 50 orders; one that is not there, or must not be seen, is absent. */
  look(source: OrderSource, orderIds: readonly string[]): Promise<ReadonlyMap<string, Look>>;
  /**
   * The events of one order; none when nothing differs from the last time.
   *
   * @param look - `null` when Shopify did not answer
   * @param before - The fingerprint of the last time, or `null`
   */
  tell(shop: string, order: PendingOrder, look: Look | null, before: string | null): readonly ToldEvent[];
}

/** Tells that an order changed, once for each group of changes. */
export const TELL_CHANGED_ORDER: Telling = {
  look: (source, orderIds) => lookAtOrders(source.client, orderIds, { ...source, nowMs: source.now() }),
  tell(shop, order, look, before) {
    // A payment, a tag, or an echo of our own write changes nothing that counts.
    if (look !== null && before !== null && before === look.fingerprint) return [];
    const event = orderChangedEvent(shop, order, look);
    return [{ event, metadata: orderChangedMetadata(event, order) }];
  },
};
