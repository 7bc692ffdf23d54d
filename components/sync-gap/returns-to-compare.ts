import lodash from "lodash";
import {
  capAtDespatched,
  despatchedByItemCode,
  despatchedSalesOrders,
} from "../../domain/returns/cap-at-despatched.ts";
import { planReturns, returnDocumentNumbers } from "../../domain/returns/plan-returns.ts";
import type { ReturnPlan } from "../../domain/returns/plan-returns.ts";
import type { ReturnsPolicy } from "../../domain/returns/refund-kind.rules.ts";
import type { ReturnsHistory } from "../../domain/returns/returns-snapshot.ts";
import type { OrderSnapshot } from "../../domain/sales-order/order-snapshot.ts";
import type { ObservedSalesOrder } from "../../domain/sales-order/sales-order.ts";
import type { SharedPeoplevox } from "../peoplevox/shared-warehouse.ts";
import type { ShopifyAdminClient } from "../shopify/admin-client.ts";
import { fetchReturnsHistory } from "../shopify/fetch-returns-history.ts";
import { ReturnSignalsDocument } from "../shopify/generated/operations.ts";
import { idOfGid, toGid } from "../shopify/gid.ts";
import type { WarehouseLocations } from "../shopify/returns-history.ts";

const ORDERS_PER_QUERY = 50;

/**
 * Refunds and Returns of those orders that have any, by order id. Orders of which nothing was sent are not asked for:
 * nothing can come back.
 *
 * @throws {ShopifyAccessDeniedError} When the scope `read_returns` or `read_locations` is missing
 */
export async function returnsOf(
  client: ShopifyAdminClient,
  orders: readonly OrderSnapshot[],
  locations: WarehouseLocations,
): Promise<ReadonlyMap<string, ReturnsHistory>> {
  const sent = orders.filter(({ lines }) => lines.some(({ fulfilledQuantity }) => fulfilledQuantity > 0));
  const groups = lodash.chunk(sent, ORDERS_PER_QUERY);
  const ids = (await Promise.all(groups.map((group) => withReturns(client, group)))).flat();
  const histories = await Promise.all(
    ids.map(async (id) => [id, await fetchReturnsHistory(client, id, locations)] as const),
  );
  return new Map(histories);
}

async function withReturns(client: ShopifyAdminClient, orders: readonly OrderSnapshot[]): Promise<string[]> {
  const ids = orders.map(({ id }) => toGid("Order", id));
  const { nodes } = await client.request(ReturnSignalsDocument, { ids });
  return nodes.flatMap((node) =>
    node !== null && "refunds" in node && node.refunds.length + node.returns.nodes.length > 0 ? [idOfGid(node.id)] : [],
  );
}

/** One order's refunds and Returns, with the Sales Orders they belong to. */
export interface ReturnsSide {
  readonly history: ReturnsHistory;
  readonly salesOrders: readonly ObservedSalesOrder[];
}

/**
 * What the returns run would do for each of these orders, by order id. The returns bench's documents of all orders are
 * read together.
 */
export async function planAllReturns(
  sides: readonly ReturnsSide[],
  { returnsDesk, profile }: Pick<SharedPeoplevox, "returnsDesk" | "profile">,
  policy: ReturnsPolicy,
): Promise<ReadonlyMap<string, readonly ReturnPlan[]>> {
  if (sides.length === 0) return new Map();
  const returnsProfile = await returnsDesk.profile();
  const numbers = sides.flatMap(({ history }) => returnDocumentNumbers(history, returnsProfile));
  const documents = await returnsDesk.readDocuments(numbers);
  const plans = sides.map(async ({ history, salesOrders }) => {
    const sent = despatchedSalesOrders(salesOrders, profile).map((each) => each.salesOrderNumber);
    const reported = sent.length === 0 ? null : await returnsDesk.despatchedUnits(sent);
    const capped = capAtDespatched(history, despatchedByItemCode(salesOrders, profile, reported), profile.itemCode);
    const plan = planReturns({ history: capped, salesOrders, documents, profile, returnsProfile, policy });
    return [history.order.id, plan] as const;
  });
  return new Map(await Promise.all(plans));
}
