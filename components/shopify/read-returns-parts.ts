import type { ShopifyAdminClient } from "./admin-client.ts";
import {
  OrderRefundsDocument,
  OrderReturnsDocument,
  RefundLinesDocument,
  ReturnLinesDocument,
} from "./generated/operations.ts";
import type {
  OrderRefundsQuery,
  OrderReturnsQuery,
  RefundLinesQuery,
  ReturnLinesQuery,
} from "./generated/operations.ts";
import type {
  RefundLineNode,
  RefundLinesPage,
  ReturnLineNode,
  ReturnLinesPage,
  ReturnNode,
  ReturnsParts,
} from "./returns-parts.ts";
import { ShopifyOrderTooLargeError } from "./shopify-errors.ts";

/** Lines of one refund or Return in one page: keeps the query far below Shopify's 1,000 points. */
const LINES_PER_PAGE = 50;
const RETURNS_PER_PAGE = 25;
/** `Order.refunds` is a plain list without a cursor; Shopify gives at most this many. */
const MAX_REFUNDS = 250;

/**
 * Reads all refunds and Returns of an order.
 *
 * @param updatedAt - Of the order as it was read; on each page the order must still have it
 * @returns `null` when the order moved meanwhile
 * @throws {ShopifyOrderTooLargeError} When the order has more refunds than Shopify lists
 */
export async function readReturnsParts(
  client: ShopifyAdminClient,
  order: { readonly gid: string; readonly name: string; readonly updatedAt: string },
): Promise<ReturnsParts | null> {
  const refunds = await readRefunds(client, order);
  const returns = refunds === null ? null : await readReturns(client, order);
  return refunds === null || returns === null ? null : { refunds, returns };
}

type OrderHead = Parameters<typeof readReturnsParts>[1];

async function readRefunds(client: ShopifyAdminClient, order: OrderHead): Promise<ReturnsParts["refunds"] | null> {
  const { order: found }: OrderRefundsQuery = await client.request(OrderRefundsDocument, {
    id: order.gid,
    linesFirst: LINES_PER_PAGE,
  });
  if (found?.updatedAt !== order.updatedAt) return null;
  if (found.refunds.length >= MAX_REFUNDS) {
    throw new ShopifyOrderTooLargeError(order.name, `${MAX_REFUNDS} or more refunds`);
  }
  const refunds: ReturnsParts["refunds"][number][] = [];
  for (const refund of found.refunds) {
    const lines: RefundLineNode[] = [...refund.refundLineItems.nodes];
    for (let page: RefundLinesPage = refund.refundLineItems; page.pageInfo.hasNextPage;) {
      const next: RefundLinesQuery = await client.request(RefundLinesDocument, {
        id: refund.id,
        first: LINES_PER_PAGE,
        after: page.pageInfo.endCursor,
      });
      if (next.refund?.order.updatedAt !== order.updatedAt) return null;
      page = next.refund.refundLineItems;
      lines.push(...page.nodes);
    }
    refunds.push({ refund, lines });
  }
  return refunds;
}

async function readReturns(client: ShopifyAdminClient, order: OrderHead): Promise<ReturnsParts["returns"] | null> {
  const returns: ReturnsParts["returns"][number][] = [];
  for (let after: string | null = null; ;) {
    const { order: found }: OrderReturnsQuery = await client.request(OrderReturnsDocument, {
      id: order.gid,
      first: RETURNS_PER_PAGE,
      after,
      linesFirst: LINES_PER_PAGE,
    });
    if (found?.updatedAt !== order.updatedAt) return null;
    for (const node of found.returns.nodes) {
      const lines = await readReturnLines(client, order, node);
      if (lines === null) return null;
      returns.push({ node, lines });
    }
    if (!found.returns.pageInfo.hasNextPage) return returns;
    after = found.returns.pageInfo.endCursor;
  }
}

async function readReturnLines(
  client: ShopifyAdminClient,
  order: OrderHead,
  node: ReturnNode,
): Promise<ReturnLineNode[] | null> {
  const lines: ReturnLineNode[] = [...node.returnLineItems.nodes];
  for (let page: ReturnLinesPage = node.returnLineItems; page.pageInfo.hasNextPage;) {
    const next: ReturnLinesQuery = await client.request(ReturnLinesDocument, {
      id: node.id,
      first: LINES_PER_PAGE,
      after: page.pageInfo.endCursor,
    });
    if (next.return?.order.updatedAt !== order.updatedAt) return null;
    page = next.return.returnLineItems;
    lines.push(...page.nodes);
  }
  return lines;
}
