import type { ShopifyAdminClient } from "./admin-client.ts";
import { FindOrdersDocument } from "./generated/operations.ts";
import type { FindOrdersQuery } from "./generated/operations.ts";
import { idOfGid } from "./gid.ts";
import { ShopifyOrderAmbiguousError, ShopifyOrderNotFoundError } from "./shopify-errors.ts";

export type FoundOrder = FindOrdersQuery["orders"]["nodes"][number];

/** Orders, newest first. `query` is Shopify's order search; `null` or absent lists all. */
export async function findOrders(
  client: ShopifyAdminClient,
  search: { readonly query?: string | null; readonly first: number; readonly after?: string | null },
): Promise<{ readonly orders: readonly FoundOrder[]; readonly nextCursor: string | null }> {
  const { orders } = await client.request(FindOrdersDocument, {
    query: search.query ?? null,
    first: search.first,
    after: search.after ?? null,
  });
  return { orders: orders.nodes, nextCursor: orders.pageInfo.hasNextPage ? orders.pageInfo.endCursor : null };
}

/**
 * The id of the one order with this name.
 *
 * Shopify's search is looser than a name (it also finds `#10011` by parts), so answers are compared exactly.
 *
 * @throws {ShopifyOrderNotFoundError | ShopifyOrderAmbiguousError}
 */
export async function orderIdByName(client: ShopifyAdminClient, name: string): Promise<string> {
  const quoted = name.replace(/[\\"]/g, (character) => `\\${character}`);
  const { orders } = await findOrders(client, { query: `name:"${quoted}"`, first: 25 });
  const ids = orders.filter((order) => order.name === name).map((order) => idOfGid(order.id));
  const [id, ...others] = ids;
  if (id === undefined) throw new ShopifyOrderNotFoundError(client.shop, name, "");
  if (others.length > 0) throw new ShopifyOrderAmbiguousError(client.shop, name, ids);
  return id;
}
