import lodash from "lodash";
import type { OrderSnapshot } from "../../domain/sales-order/order-snapshot.ts";
import type { ShopifyAdminClient } from "../shopify/admin-client.ts";
import { fetchOrderSnapshot } from "../shopify/fetch-order-snapshot.ts";
import { OrdersUpdatedSinceDocument } from "../shopify/generated/operations.ts";
import type { OrdersUpdatedSinceQuery } from "../shopify/generated/operations.ts";
import { idOfGid } from "../shopify/gid.ts";

export interface ChangedOrder {
  readonly id: string;
  /** Milliseconds since 1970, by Shopify's clock. */
  readonly changedAt: number;
}

const ORDERS_PER_PAGE = 100;

/** Orders changed at a moment or later, the earliest change first, at most `most` of them. */
export async function changedOrders(
  client: ShopifyAdminClient,
  fromMs: number,
  most: number,
): Promise<readonly ChangedOrder[]> {
  const since = new Date(fromMs).toISOString().replace(/\.\d+Z$/, "Z");
  const found: ChangedOrder[] = [];
  let after: string | null = null;
  do {
    const { orders }: OrdersUpdatedSinceQuery = await client.request(OrdersUpdatedSinceDocument, {
      query: `updated_at:>='${since}'`,
      first: Math.min(ORDERS_PER_PAGE, most - found.length),
      after,
    });
    found.push(...orders.nodes.map(({ id, updatedAt }) => ({ id: idOfGid(id), changedAt: Date.parse(updatedAt) })));
    after = orders.pageInfo.hasNextPage ? orders.pageInfo.endCursor : null;
  } while (after !== null && found.length < most);
  return found;
}

/** Ten queries at once: enough to be quick, and no call waits for points for long. */
const ORDERS_AT_ONCE = 250;

/** These orders as they stand now, 25 in one query. One that Shopify no longer has is left out. */
export async function readOrders(
  client: ShopifyAdminClient,
  ids: readonly string[],
  metafields: readonly string[],
): Promise<OrderSnapshot[]> {
  const orders: OrderSnapshot[] = [];
  for (const group of lodash.chunk(ids, ORDERS_AT_ONCE)) {
    const read = await Promise.all(group.map((id) => readOrder(client, id, metafields)));
    orders.push(...read.filter((order) => order !== null));
  }
  return orders;
}

async function readOrder(
  client: ShopifyAdminClient,
  id: string,
  metafields: readonly string[],
): Promise<OrderSnapshot | null> {
  try {
    return await fetchOrderSnapshot(client, id, metafields);
  } catch (error) {
    if ((error as { readonly code?: string }).code === "shopify-order-not-found") return null;
    throw error;
  }
}
