import { createHoldLedger } from "../../../components/lastedit/hold-ledger.ts";
import { warehouseFromProps } from "../../../components/peoplevox/peoplevox-props.ts";
import { openDataStore } from "../../store/data-store.ts";
import { findRun } from "../../store/runs/read-runs.ts";
import type { RunDetail as StoredRun } from "../../store/runs/read-runs.ts";
import type { Run } from "../../store/runs/run.ts";
import { countOpenOfOrders } from "../../store/exceptions/search-exceptions.ts";
import { listOrders } from "../../store/runs/run-relations.ts";
import type { OrderOfRuns } from "../../store/runs/run-relations.ts";
import { searchRuns } from "../../store/runs/search-runs.ts";
import type { ApiContext } from "../api-context.ts";
import { notFound, refused } from "../api-error.ts";
import type { OrderDetail, OrderItem, ORDERS } from "../contract/orders.ts";
import { cursorNumber } from "../cursor-number.ts";
import type { Handlers } from "../handlers.ts";
import { compareNow } from "../orders/compare-now.ts";
import { comparisonOfRuns } from "../orders/comparison-of-runs.ts";
import { lineageOf } from "../orders/order-lineage.ts";
import { peoplevoxHappenings, shopifyHappenings } from "../orders/order-story.ts";
import { systemsOfShop } from "../orders/systems-of-shop.ts";
import type { SystemsOfShop } from "../orders/systems-of-shop.ts";
import { exceptionsOfOrder } from "../views/exceptions-of-order.ts";
import { restOfKey, shopOfKey } from "../views/order-keys.ts";
import { orderLinks } from "../views/order-links.ts";
import { runItemOf } from "../views/run-view.ts";

const RUNS_LISTED = 50;
/** Runs that are read in full for the timelines. */
const RUNS_READ = 20;
/** Runs looked through when orders are searched by a text. */
const RUNS_SEARCHED = 200;

export function orderRoutes(context: ApiContext): Handlers<typeof ORDERS> {
  const { database } = context.store;
  const records = openDataStore(database, "lastedit");
  const systemsOf = (shop: string | null): SystemsOfShop =>
    systemsOfShop(shop, context.installation.connections(), context.installation.recipes.values());

  /** Runs of the order that a key names, newest first. @throws {ApiError} When there are none */
  async function runsOf(key: string): Promise<Run[]> {
    const shop = shopOfKey(key);
    const { runs } = await searchRuns(database, { order: restOfKey(key), limit: RUNS_LISTED });
    const own = runs.filter(({ orderKey }) => shop === null || shopOfKey(orderKey) === shop);
    if (own.length === 0) throw notFound(`order ${key} in the history`);
    return own;
  }

  return {
    async list({ query: { text, before, limit } }) {
      if (text !== undefined && text.trim() !== "") return { items: await search(text.trim(), limit), next: null };
      const found = await listOrders(database, cursorNumber(before), limit + 1);
      const page = found.slice(0, limit);
      const last = page.at(-1)?.last;
      return {
        items: await itemsOf(page),
        next: found.length > limit && last !== undefined ? String(last.id) : null,
      };
    },
    async get({ params: { key } }): Promise<OrderDetail> {
      const runs = await runsOf(key);
      const stored = (await Promise.all(runs.slice(0, RUNS_READ).map(({ id }) => findRun(database, id)))).filter(
        (each) => each !== null,
      );
      return detail(key, runs, stored.reverse());
    },
    async compare({ params: { key } }) {
      const [latest] = await runsOf(key);
      const systems = systemsOf(shopOfKey(key));
      if (!systems.ok) throw refused(`${systems.because} Nothing was read.`);
      return compareNow(latest?.orderId ?? latest?.orderName ?? restOfKey(key), systems, records);
    },
  };

  async function itemsOf(orders: readonly OrderOfRuns[]): Promise<OrderItem[]> {
    const items = orders.map(({ last, runs }) => ({ ...runItemOf(last), runs }));
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

  /** By the order itself, or by the beginning of its name. */
  async function search(text: string, limit: number): Promise<OrderItem[]> {
    const exact = await searchRuns(database, { order: text, limit: RUNS_LISTED });
    const named = await searchRuns(database, { text, limit: RUNS_SEARCHED });
    const plain = text.replace(/^#/, "").toLowerCase();
    const fits = ({ orderName }: Run): boolean => orderName?.replace(/^#/, "").toLowerCase().startsWith(plain) === true;
    const latest = new Map<string, OrderOfRuns>();
    for (const run of [
      ...exact.runs,
      ...named.runs.filter((each) => fits(each) && !exact.runs.some(({ id }) => id === each.id)),
    ]) {
      const { key } = runItemOf(run).order;
      const known = latest.get(key);
      latest.set(key, { last: known?.last ?? run, runs: (known?.runs ?? 0) + 1 });
    }
    return itemsOf([...latest.values()].slice(0, limit));
  }

  async function detail(key: string, runs: readonly Run[], stored: readonly StoredRun[]): Promise<OrderDetail> {
    const named = runs.find(({ orderName }) => orderName !== null) ?? runs[0];
    const shop = shopOfKey(key);
    const order = { shop, name: named?.orderName ?? null, id: named?.orderId ?? null };
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
