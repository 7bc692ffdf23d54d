import type { OrderOfRuns } from "../../store/runs/run-relations.ts";
import type { Run } from "../../store/runs/run.ts";
import { runsNamingOrder } from "../../store/runs/runs-naming-order.ts";
import type { NamingRun, OrderSought } from "../../store/runs/runs-naming-order.ts";
import { searchRuns } from "../../store/runs/search-runs.ts";
import type { ApiContext } from "../api-context.ts";
import { recipesBySteps, tracesRecreatedOrders } from "../recipes/recipes-by-steps.ts";
import { keyOfOrder, restOfKey, shopOfKey } from "../views/order-keys.ts";
import { runItemOf } from "../views/run-view.ts";

const RUNS_LISTED = 50;
/** Runs looked through when orders are searched by a text. */
const RUNS_SEARCHED = 200;

/** What the history calls an order. */
export interface OrderNames {
  readonly id: string | null;
  readonly name: string | null;
}

/** An order of a list; `named` for one that only the events of another order's runs name. */
export type FoundOrder = OrderOfRuns & { readonly named?: NamingRun["named"] };

/**
 * Runs of the order that a key names, newest first; for an order without any, those that tell of it as the copy or the
 * original of a recreated one. Empty when no run does.
 */
export async function findOrder(
  context: ApiContext,
  key: string,
): Promise<{ readonly order: OrderNames; readonly runs: readonly Run[] }> {
  const shop = shopOfKey(key);
  const order = restOfKey(key);
  const { runs } = await searchRuns(context.store.database, { order, limit: RUNS_LISTED });
  const own = runs.filter(({ orderKey }) => shop === null || shopOfKey(orderKey) === shop);
  const about = own.find(({ orderName }) => orderName !== null) ?? own[0];
  if (about !== undefined) return { order: { id: about.orderId, name: about.orderName }, runs: own };
  const naming = await tellingOf(context, { order, beginning: false, shop });
  return { order: naming[0]?.named ?? { id: null, name: null }, runs: naming.map(({ run }) => run) };
}

/** Orders by their id, or by the beginning of their name, the one with the latest run first. */
export async function searchOrders(context: ApiContext, text: string, limit: number): Promise<FoundOrder[]> {
  const { database } = context.store;
  const exact = await searchRuns(database, { order: text, limit: RUNS_LISTED });
  const named = await searchRuns(database, { text, limit: RUNS_SEARCHED });
  const plain = text.replace(/^#/, "").toLowerCase();
  const fits = ({ orderName }: Run): boolean => orderName?.replace(/^#/, "").toLowerCase().startsWith(plain) === true;
  const own = [
    ...exact.runs,
    ...named.runs.filter((each) => fits(each) && !exact.runs.some(({ id }) => id === each.id)),
  ];
  const found = new Map<string, FoundOrder>();
  const add = (key: string, order: FoundOrder): void => {
    const known = found.get(key);
    found.set(key, known === undefined ? order : { ...known, runs: known.runs + 1 });
  };
  for (const run of own) add(runItemOf(run).order.key, { last: run, runs: 1 });
  const ofOwn = new Set(found.keys());
  for (const { run, named } of await tellingOf(context, { order: text, beginning: true, shop: null })) {
    const { key } = namedOrder(run, named);
    if (!ofOwn.has(key)) add(key, { last: run, runs: 1, named });
  }
  return [...found.values()].slice(0, limit);
}

/** An order as lists show it, by a run that only tells of it. */
export function namedOrder({ orderKey }: Run, { id, name }: NamingRun["named"]) {
  const shop = shopOfKey(orderKey);
  return { key: keyOfOrder(shop, id, orderKey), name, id, shop };
}

async function tellingOf(context: ApiContext, sought: OrderSought): Promise<NamingRun[]> {
  return runsNamingOrder(context.store.database, await recipesBySteps(context, tracesRecreatedOrders), sought);
}
