import { fetchReturnsHistory } from "../../../components/shopify/fetch-returns-history.ts";
import { ReturnSignalsDocument } from "../../../components/shopify/generated/operations.ts";
import { idOfGid, toGid } from "../../../components/shopify/gid.ts";
import type { WarehouseLocations } from "../../../components/shopify/returns-history.ts";
import { expectedGoods } from "../../../domain/returns/expected-goods.ts";
import type { ReturnsPolicy } from "../../../domain/returns/refund-kind.rules.ts";
import { dealtWithUpTo } from "../common/look-at-orders.ts";
import type { OrderLook } from "../common/look-at-orders.ts";
import { orderChangedEvent, orderChangedMetadata } from "../common/order-changed-event.ts";
import { readState } from "../common/order-source.ts";
import type { OrderSource } from "../common/order-source.ts";
import type { Telling } from "../common/telling.ts";
import { classify, refundMetadata } from "./refund-event.ts";
import type { MarkedReturn, RefundCreatedEvent } from "./refund-event.ts";
import { fingerprintOf, isKnownMark, isOrder, returnMarks } from "./return-marks.ts";
import type { ReturnMark } from "./return-marks.ts";

/** How refunds and Returns are classified. */
export interface ReturnsReading {
  readonly policy: ReturnsPolicy;
  readonly locations: WarehouseLocations;
}

interface ReturnsLook extends OrderLook {
  /** What was new at the look; `null` when it could not be classified. */
  readonly news: readonly MarkedReturn[] | null;
}

/**
 * Tells of each refund and Return, once for each state it is in. The webhook only says which order to look at: a
 * refund is told with its Return, whichever came first, and with all that was despatched by then.
 */
export const tellReturns = (reading: ReturnsReading): Telling<ReturnsLook> => ({
  async look(source, orderIds) {
    const { nodes } = await source.client.request(ReturnSignalsDocument, {
      ids: orderIds.map((id) => toGid("Order", id)),
    });
    const looks = nodes.filter(isOrder).map(async (order): Promise<ReturnsLook> => {
      const orderId = idOfGid(order.id);
      const marks = returnMarks(order);
      const fingerprint = fingerprintOf(order, marks);
      const before = readState(source).seen.get(orderId)?.fingerprint ?? null;
      const wanted = marks.filter(({ mark }) => !isKnownMark(before, mark));
      return {
        orderId,
        name: order.name,
        updatedAt: order.updatedAt,
        upTo: dealtWithUpTo(Date.parse(order.updatedAt), source.now()),
        fingerprint,
        news: wanted.length === 0 ? [] : await readNews(source, orderId, wanted, reading),
      };
    });
    return new Map((await Promise.all(looks)).map((look) => [look.orderId, look]));
  },

  tell(shop, order, look, before) {
    const changed = orderChangedEvent(shop, order, look);
    if (look?.news === null || look === null) {
      const event: RefundCreatedEvent = { ...changed, about: "unknown", id: null };
      return [{ event, metadata: orderChangedMetadata(changed, order) }];
    }
    return look.news
      .filter(({ mark }) => !isKnownMark(before, mark))
      .map((marked) => {
        const event: RefundCreatedEvent = { ...changed, ...marked.classified };
        return { event, metadata: refundMetadata(changed, marked) };
      });
  },
});

/** @returns `null` when Shopify's answer cannot be classified: the order is told of all the same */
async function readNews(
  { client }: OrderSource,
  orderId: string,
  wanted: readonly ReturnMark[],
  { policy, locations }: ReturnsReading,
): Promise<MarkedReturn[] | null> {
  try {
    const history = await fetchReturnsHistory(client, orderId, locations);
    return classify(expectedGoods(history, policy), history, wanted);
  } catch (error) {
    // What passes by itself is tried again; anything else must not keep the other orders from being told.
    if ((error as { readonly retry?: string }).retry === "safe") throw error;
    return null;
  }
}
