import type { ReturnsHistory } from "../../domain/returns/returns-snapshot.ts";
import type { ShopifyAdminClient } from "./admin-client.ts";
import { fetchOrderSnapshot } from "./fetch-order-snapshot.ts";
import { readReturnsParts } from "./read-returns-parts.ts";
import { toReturnsHistory } from "./returns-history.ts";
import type { WarehouseLocations } from "./returns-history.ts";
import { ShopifyOrderKeepsChangingError } from "./shopify-errors.ts";

/** How often an order that moves between its parts is read from the start. */
const MAX_ATTEMPTS = 4;

/**
 * An order with all its refunds, Returns and fulfilments as they stand now, all of one moment. Needs the scopes
 * `read_orders`, `read_products`, `read_returns` and `read_locations`.
 *
 * @param orderReference - As for `fetchOrderSnapshot`
 * @throws {ShopifyOrderKeepsChangingError} When the order moved each time
 * @throws {ShopifyAccessDeniedError} When a scope is missing
 */
export async function fetchReturnsHistory(
  client: ShopifyAdminClient,
  orderReference: string | number,
  locations: WarehouseLocations = { warehouseLocations: [] },
): Promise<ReturnsHistory> {
  let reference = orderReference;
  for (let attempt = 1; ; attempt += 1) {
    const order = await fetchOrderSnapshot(client, reference);
    const parts = await readReturnsParts(client, order);
    if (parts !== null) return toReturnsHistory(order, parts, locations);
    if (attempt === MAX_ATTEMPTS) throw new ShopifyOrderKeepsChangingError(order.name, attempt);
    reference = order.gid;
  }
}
