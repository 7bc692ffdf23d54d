import type { OrderSnapshot } from "../../domain/sales-order/order-snapshot.ts";
import type { ShopifyAdminClient } from "./admin-client.ts";
import { orderIdByName } from "./find-orders.ts";
import { OrderLinesDocument } from "./generated/operations.ts";
import { toGid } from "./gid.ts";
import { mergeCalls } from "./merge-calls.ts";
import { readOrderReference } from "./order-reference.ts";
import type { OrderNode } from "./order-parts.ts";
import { toOrderSnapshot } from "./order-snapshot.ts";
import { processWide } from "./process-wide.ts";
import { readAllPages, readFirstPages } from "./read-order-parts.ts";
import { ShopifyOrderNotFoundError } from "./shopify-errors.ts";

/** Orders in one query: keeps an answer of orders with many lines at a few MB. */
const ORDERS_PER_QUERY = 25;
/** Long enough for steps that start in the same moment to meet, too short to be felt. */
const LINGER_MS = 5;

/** Longest id that a person could have meant as an order name. Shopify's order ids have 13 digits or more. */
const NAME_LIKE_DIGITS = 9;

/**
 * The order as it stands now, always from Shopify. Calls made within a few milliseconds share one query.
 *
 * @param orderReference - An id (number or text), `gid://shopify/Order/…`, or a name such as `#1001`
 * @param metafields - Order metafields to read too, as `namespace.key`, at most 25. An app sees only those it may read
 * @throws {ShopifyOrderNotFoundError} When there is no such order
 * @throws {ShopifyAccessDeniedError} When a scope or the approval for customer data is missing
 * @throws {ShopifyOrderAmbiguousError} When several orders have that name
 * @throws {RangeError} When the reference is none
 */
export async function fetchOrderSnapshot(
  client: ShopifyAdminClient,
  orderReference: string | number,
  metafields: readonly string[] = [],
): Promise<OrderSnapshot> {
  const reference = readOrderReference(orderReference);
  const id = reference.kind === "id" ? reference.id : await orderIdByName(client, reference.name);
  const first = await firstPagesOf(client, metafields)(id);
  const parts = first === null ? null : await readAllPages(client, first, metafields);
  if (parts === null) {
    await failIfDenied(client, id);
    const hint = id.length <= NAME_LIKE_DIGITS ? `If this is its name, write "#${id}". ` : "";
    throw new ShopifyOrderNotFoundError(client.shop, `with id ${id}`, hint);
  }
  return toOrderSnapshot(client.shop, parts, metafields);
}

/** `nodes` gives `null` also for what an app may not see; asking for the order itself tells why. */
async function failIfDenied(client: ShopifyAdminClient, id: string): Promise<void> {
  await client.request(OrderLinesDocument, { id: toGid("Order", id), first: 1 });
}

type FirstPages = (id: string) => Promise<OrderNode | null>;

/** Merged reading per client and list of metafields; clients are shared over the process. */
function firstPagesOf(client: ShopifyAdminClient, metafields: readonly string[]): FirstPages {
  const readers = processWide("first-pages-by-metafields", () => new WeakMap<ShopifyAdminClient, Readers>());
  const ofClient = readers.get(client) ?? new Map<string, FirstPages>();
  readers.set(client, ofClient);
  const key = metafields.join("\n");
  const reader =
    ofClient.get(key) ??
    mergeCalls<OrderNode | null>((ids) => readMany(client, ids, metafields), {
      maxKeys: ORDERS_PER_QUERY,
      lingerMs: LINGER_MS,
    });
  ofClient.set(key, reader);
  return reader;
}

type Readers = Map<string, FirstPages>;

async function readMany(
  client: ShopifyAdminClient,
  ids: readonly string[],
  metafields: readonly string[],
): Promise<Map<string, OrderNode | null>> {
  const orders = await readFirstPages(
    client,
    ids.map((id) => toGid("Order", id)),
    metafields,
  );
  return new Map(ids.map((id, index) => [id, orders[index] ?? null]));
}
