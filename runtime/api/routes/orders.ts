import { createHoldLedger } from "../../../components/lastedit/hold-ledger.ts";
import { warehouseFromProps } from "../../../components/peoplevox/peoplevox-props.ts";
import { openDataStore } from "../../store/data-store.ts";
import { findRun } from "../../store/runs/read-runs.ts";
import type { RunDetail as StoredRun } from "../../store/runs/read-runs.ts";
import type { Run } from "../../store/runs/run.ts";
import { countOpenOfOrders } from "../../store/exceptions/search-exceptions.ts";
import { listOrders } from "../../store/runs/run-relations.ts";
import type { ApiContext } from "../api-context.ts";
import { notFound, refused } from "../api-error.ts";
import type { OrderDetail, OrderItem, ORDERS } from "../contract/orders.ts";
import type { Handlers } from "../handlers.ts";
import { compareNow } from "../orders/compare-now.ts";
import { comparisonOfRuns } from "../orders/comparison-of-runs.ts";
import { findOrder, namedOrder, searchOrders } from "../orders/find-orders.ts";
import type { FoundOrder, OrderNames } from "../orders/find-orders.ts";
import { lineageOf } from "../orders/order-lineage.ts";
import { peoplevoxHappenings, shopifyHappenings } from "../orders/order-story.ts";
import { systemsOfShop } from "../orders/systems-of-shop.ts";
import type { SystemsOfShop } from "../orders/systems-of-shop.ts";
import { exceptionsOfOrder } from "../views/exceptions-of-order.ts";
import { restOfKey, shopOfKey } from "../views/order-keys.ts";
import { orderLinks } from "../views/order-links.ts";
import { runItemOf } from "../views/run-view.ts";

/** Runs that are read in full for the timelines. */
const RUNS_READ = 20;

export function orderRoutes(context: ApiContext): Handlers<typeof ORDERS> {
  const { database } = context.store;
  const records = openDataStore(database, "lastedit");
  const systemsOf = (shop: string | null): SystemsOfShop =>
    systemsOfShop(shop, context.installation.connections(), context.installation.recipes.values());

  return {
    async list({ query: { text, before, limit } }) {
      if (text !== undefined && text.trim() !== "")
        return { items: await itemsOf(await searchOrders(context, text.trim(), limit)), next: null };
      const found = await listOrders(database, before, limit + 1);
      const page = found.slice(0, limit);
      const last = page.at(-1)?.last;
      return {
        items: await itemsOf(page),
        next: found.length > limit && last !== undefined ? String(last.id) : null,
      };
    },
    async get({ params: { key } }): Promise<OrderDetail> {
      const { runs, order } = await findOrder(context, key);
      if (runs.length === 0) throw notFound(`order ${key} in the history`);
      const stored = (await Promise.all(runs.slice(0, RUNS_READ).map(({ id }) => findRun(database, id)))).filter(
        (each) => each !== null,
      );
      return detail(key, order, runs, stored.reverse());
    },
    async compare({ params: { key } }) {
      const { id, name } = (await findOrder(context, key)).order;
      const systems = systemsOf(shopOfKey(key));
      if (!systems.ok) throw refused(`${systems.because} Nothing was read.`);
      return compareNow(id ?? name ?? restOfKey(key), systems, records);
    },
  };

  async function itemsOf(orders: readonly FoundOrder[]): Promise<OrderItem[]> {
    const items = orders.map(({ last, runs, named }) => {
      const item = runItemOf(last);
      return { ...item, order: named === undefined ? item.order : namedOrder(last, named), runs };
    });
    const open = await countOpenOfOrders(
      database,
      items.map(({ order }) => order),
    );
    return items.map(({ order, state, queuedAt, runs }, index) => ({
      key: order.key,
      shop: order.shop,
      name: order.name ?? order.id ?? order.key,
      id: order.id,
      runs,
      lastRunAt: queuedAt,
      lastState: state,
      openExceptions: open[index] ?? 0,
    }));
  }

  async function detail(
    key: string,
    named: OrderNames,
    runs: readonly Run[],
    stored: readonly StoredRun[],
  ): Promise<OrderDetail> {
    const shop = shopOfKey(key);
    const order = { shop, ...named };
    const comparison = comparisonOfRuns(stored);
    const numbers = comparison?.salesOrders.map(({ number }) => number) ?? [];
    const systems = systemsOf(shop);
    const name = order.name ?? order.id ?? restOfKey(key);
    return {
      key,
      ...order,
      name,
      shopify: shopifyHappenings(stored),
      peoplevox: peoplevoxHappenings(stored),
      lineage: lineageOf(stored, { key, name, shop }, numbers),
      holds: await holdsOf(numbers, systems, comparison),
      comparison,
      runs: runs.map(runItemOf),
      exceptions: await exceptionsOfOrder(database, order),
      links: orderLinks(order),
      whyNoCompare: systems.ok ? null : systems.because,
    };
  }

  /** Holds that LastEdit has on record, and flags that the latest run saw and that are not its own. */
  async function holdsOf(
    numbers: readonly string[],
    systems: SystemsOfShop,
    seen: OrderDetail["comparison"],
  ): Promise<OrderDetail["holds"]> {
    const ours = systems.ok
      ? await createHoldLedger(records, warehouseFromProps(systems.peoplevox).clientId).recordsOf(numbers)
      : [];
    const foreign = (seen?.salesOrders ?? []).filter(
      ({ number, onHold, stopShip }) => (onHold || stopShip) && !ours.some((each) => each.salesOrderNumber === number),
    );
    return [
      ...ours.map(({ salesOrderNumber, flags, placedAt, because }) => ({
        salesOrderNumber,
        flags: [...flags],
        placedAt: new Date(placedAt).toISOString(),
        because,
        ours: true,
      })),
      ...foreign.map(({ number, onHold, stopShip }) => ({
        salesOrderNumber: number,
        flags: [...(onHold ? ["OnHold"] : []), ...(stopShip ? ["StopShip"] : [])],
        placedAt: null,
        because: "Somebody else placed it, or it was ours and is cleared by now.",
        ours: false,
      })),
    ];
  }
}
