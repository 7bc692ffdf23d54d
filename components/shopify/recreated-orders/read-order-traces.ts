import type { EvidenceRules } from "../../../domain/recreated-order/evidence-rule.ts";
import type { OrderTrace } from "../../../domain/recreated-order/order-trace.ts";
import type { ShopifyAdminClient } from "../admin-client.ts";
import { OrderTracesDocument } from "../generated/operations.ts";
import type { OrderTracesQuery } from "../generated/operations.ts";
import { idOfGid, toGid } from "../gid.ts";
import { processWide } from "../process-wide.ts";
import { toOrderTrace } from "./to-order-trace.ts";
import type { TraceNode } from "./to-order-trace.ts";

/** Keeps an answer of orders with many lines at a few MB. */
const ORDERS_PER_QUERY = 100;

/** An order as it was read, and when Shopify says that it last changed (ISO 8601). */
export interface ReadTrace {
  readonly trace: OrderTrace;
  readonly updatedAt: string;
}

/**
 * Reads orders as they stand now. An app without the scopes `read_customers` and `read_returns` reads them without
 * customer ids and Returns: e-mail, address and what was sent still tell orders apart.
 *
 * @returns By order id; an order that is not there, or must not be seen, is absent
 * @throws {ShopifyAccessDeniedError} When the app may not read orders, or not their customer data
 */
export async function readOrderTraces(
  client: ShopifyAdminClient,
  orderIds: readonly string[],
  { links }: Pick<EvidenceRules, "links">,
): Promise<ReadonlyMap<string, ReadTrace>> {
  const metafieldKeys = links.flatMap(({ where }) =>
    where.in === "metafield" ? [`${where.namespace}.${where.key}`] : [],
  );
  const found = new Map<string, ReadTrace>();
  const ids = [...new Set(orderIds)];
  for (let start = 0; start < ids.length; start += ORDERS_PER_QUERY) {
    for (const node of await readNodes(client, ids.slice(start, start + ORDERS_PER_QUERY), metafieldKeys)) {
      if (!isOrder(node)) continue;
      found.set(idOfGid(node.id), { trace: toOrderTrace(client.shop, node), updatedAt: node.updatedAt });
    }
  }
  return found;
}

type Node = OrderTracesQuery["nodes"][number];

const isOrder = (node: Node): node is TraceNode => node !== null && "name" in node;

/** Clients whose app was refused the extra scopes; asking them again each time would cost a request each time. */
const withoutExtraScopes = (): WeakSet<ShopifyAdminClient> =>
  processWide("traces-without-extra-scopes", () => new WeakSet<ShopifyAdminClient>());

async function readNodes(
  client: ShopifyAdminClient,
  ids: readonly string[],
  metafieldKeys: readonly string[],
): Promise<readonly Node[]> {
  const read = async (withExtras: boolean): Promise<readonly Node[]> => {
    const { nodes } = await client.request(OrderTracesDocument, {
      ids: ids.map((id) => toGid("Order", id)),
      metafieldKeys,
      withMetafields: metafieldKeys.length > 0,
      withCustomer: withExtras,
      withReturns: withExtras,
    });
    return nodes;
  };
  if (withoutExtraScopes().has(client)) return read(false);
  try {
    return await read(true);
  } catch (error) {
    const { code, gate } = error as { readonly code?: string; readonly gate?: string };
    if (code !== "shopify-access-denied" || gate !== "scope") throw error;
    const nodes = await read(false);
    withoutExtraScopes().add(client);
    return nodes;
  }
}
