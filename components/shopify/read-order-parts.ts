import type { ShopifyAdminClient } from "./admin-client.ts";
import { FulfilledLinesDocument, OrderLinesDocument, OrderSnapshotsDocument } from "./generated/operations.ts";
import type { OrderSnapshotsQuery } from "./generated/operations.ts";
import type { FulfilledLinesPage, LineNode, OrderNode, OrderParts } from "./order-parts.ts";
import { ShopifyOrderKeepsChangingError, ShopifyOrderTooLargeError } from "./shopify-errors.ts";

/** Lines in one page. The page size hardly changes the cost: 100 lines ask for 9 times the points of one, not 100. */
const LINES_PER_PAGE = 100;
/** Lines of one fulfilment in one page. */
const FULFILLED_LINES_PER_PAGE = 50;
/** `Order.fulfillments` is a plain list without a cursor; Shopify gives at most this many. */
const MAX_FULFILLMENTS = 250;
/** How often an order that moves between two pages is read from the start. */
const MAX_ATTEMPTS = 4;

/**
 * The first page of each order; `null` for an order that is not there or must not be seen.
 *
 * @param metafields - As `namespace.key`, at most 25; the question is left out when there are none
 */
export async function readFirstPages(
  client: ShopifyAdminClient,
  gids: readonly string[],
  metafields: readonly string[],
): Promise<readonly (OrderNode | null)[]> {
  const { nodes } = await client.request(OrderSnapshotsDocument, {
    ids: gids,
    linesFirst: LINES_PER_PAGE,
    fulfilledLinesFirst: FULFILLED_LINES_PER_PAGE,
    metafieldKeys: metafields,
    withMetafields: metafields.length > 0,
  });
  return nodes.map((node) => (isOrder(node) ? node : null));
}

/** `nodes` gives an empty object for an id of another type. */
const isOrder = (node: OrderSnapshotsQuery["nodes"][number]): node is OrderNode => node !== null && "name" in node;

/**
 * Reads the pages that the first one left open. Pages belong together only when `updatedAt` is the same on each;
 * otherwise the order is read again from the start. Shopify's times are in seconds, so two changes within one second
 * cannot be told apart; the second one's webhook starts another run.
 *
 * @throws {ShopifyOrderKeepsChangingError} When the order moved each time
 */
export async function readAllPages(
  client: ShopifyAdminClient,
  first: OrderNode,
  metafields: readonly string[],
): Promise<OrderParts | null> {
  let order: OrderNode | null = first;
  for (let attempt = 1; order !== null; attempt += 1) {
    const parts = await readPagesOfOneMoment(client, order);
    if (parts !== null) return parts;
    if (attempt === MAX_ATTEMPTS) throw new ShopifyOrderKeepsChangingError(order.name, attempt);
    [order = null] = await readFirstPages(client, [order.id], metafields);
  }
  return null;
}

/** `null` when the order moved meanwhile. */
async function readPagesOfOneMoment(client: ShopifyAdminClient, order: OrderNode): Promise<OrderParts | null> {
  if (order.fulfillments.length >= MAX_FULFILLMENTS) {
    throw new ShopifyOrderTooLargeError(order.name, `${MAX_FULFILLMENTS} or more fulfilments`);
  }
  const moved = (updatedAt: string | undefined): boolean => updatedAt !== order.updatedAt;

  const lines: LineNode[] = [...order.lineItems.nodes];
  for (let page = order.lineItems.pageInfo; page.hasNextPage;) {
    const next: { order: { updatedAt: string; lineItems: OrderNode["lineItems"] } | null } = await client.request(
      OrderLinesDocument,
      { id: order.id, first: LINES_PER_PAGE, after: page.endCursor },
    );
    if (next.order === null || moved(next.order.updatedAt)) return null;
    lines.push(...next.order.lineItems.nodes);
    page = next.order.lineItems.pageInfo;
  }

  const fulfilled: OrderParts["fulfilled"][number][] = [];
  for (const { id, status, fulfillmentLineItems } of order.fulfillments) {
    let page: FulfilledLinesPage = fulfillmentLineItems;
    for (;;) {
      fulfilled.push(...page.nodes.map(({ lineItem, quantity }) => units(status, lineItem.id, quantity)));
      if (!page.pageInfo.hasNextPage) break;
      const { fulfillment } = await client.request(FulfilledLinesDocument, {
        id,
        first: FULFILLED_LINES_PER_PAGE,
        after: page.pageInfo.endCursor,
      });
      if (fulfillment === null || moved(fulfillment.order.updatedAt)) return null;
      page = fulfillment.fulfillmentLineItems;
    }
  }
  return { order, lines, fulfilled };
}

const units = (fulfillmentStatus: string, lineGid: string, quantity: number | null) => ({
  fulfillmentStatus,
  lineGid,
  quantity: quantity ?? 0,
});
