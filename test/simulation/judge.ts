import { importableOrder } from "../../sandbox/importer/shopify-order.ts";
import type { Order } from "../../sandbox/shopify/model/records.ts";
import { referenceOf, workStarted } from "../../sandbox/warehouse/sales-order.ts";
import type { SalesOrder } from "../../sandbox/warehouse/sales-order.ts";
import type { Durable } from "./durable.ts";
import type { Violation, Watch } from "./invariants.ts";
import { areaOf, openExceptions } from "./open-exceptions.ts";
import { judgeReturns } from "./judge-returns.ts";
import type { SimulatedPeoplevox } from "./peoplevox.ts";
import type { SimulatedShopify } from "./shopify.ts";
import type { Scenario } from "./scenario.ts";
import { unitsOf, wantedUnits } from "./wanted.ts";

export interface JudgedWorld {
  readonly scenario: Scenario;
  readonly peoplevox: SimulatedPeoplevox;
  readonly shopify: SimulatedShopify;
  readonly durable: Durable;
  readonly watch: Watch;
}

/** What must hold once everything has come to rest. Shares no rule with the code that it judges. */
export function judge(world: JudgedWorld): Violation[] {
  const orders = [...world.shopify.store.orders.values()];
  return [
    ...orders.flatMap((order) => judgeOrder(order, world)),
    ...judgeHolds(world),
    ...judgeReturns(world),
    ...world.durable.runs
      .filter(({ status }) => status === "waiting" || status === "running")
      .map(({ id, recipe, orderName }) => ({
        rule: "run-never-ends",
        words: `run ${id} of ${recipe} for ${orderName ?? "?"}`,
      })),
  ];
}

/** Areas that an order in sync leaves no exception about. */
const ABOUT_THE_ORDER = ["order-edit", "order-gap", "sync-gap", "run"];

/** Gaps of money, and of goods that come back, which are judged by themselves. */
const NOT_ABOUT_THE_PARCEL = ["values-differ", "rma-missing"];

function judgeOrder(order: Order, { peoplevox, durable }: JudgedWorld): Violation[] {
  const live = [...peoplevox.tenant.warehouse.orders()].filter(
    (salesOrder) => referenceOf(salesOrder) === order.name && salesOrder.status !== "Cancelled",
  );
  const wanted = wantedUnits(order);
  const has = unitsOf(
    live.flatMap(({ lines }) => lines.map(({ itemCode, quantityOrdered }) => [itemCode, quantityOrdered] as const)),
  );
  const details = live.flatMap((salesOrder) => differingDetails(order, salesOrder));
  const exceptions = openExceptions(durable, order.name);
  if (wanted !== has || details.length > 0 || live.length > 1) {
    if (exceptions.length > 0) return [];
    const what =
      wanted === has
        ? details.join(", ") || `${live.length} Sales Orders`
        : `has ${has || "nothing"}, wanted ${wanted || "nothing"}`;
    return [{ rule: "silent-difference", words: `${order.name} ${what}, and nobody was told` }];
  }
  const waits = live.some(({ status, onHold, stopShip }) => status !== "Despatched" && (onHold || stopShip));
  if (waits) return [];
  const stale = exceptions
    .filter((one) => one.lineage === order.name && ABOUT_THE_ORDER.includes(areaOf(one)))
    .filter(({ kind }) => !NOT_ABOUT_THE_PARCEL.includes(kind));
  return stale.map(({ kind, whatHappened }) => ({
    rule: "stale-exception",
    words: `${order.name} is in sync, and ${kind} is open: ${whatHappened}`,
  }));
}

/** What stands on the label and the gift card. */
function differingDetails(order: Order, { fields }: SalesOrder): string[] {
  const { contactName, address, attributes } = importableOrder(order);
  const pairs: readonly (readonly [string, string])[] = [
    ["ContactName", contactName],
    ["ShippingAddressLine1", address.line1],
    ["ShippingAddressCity", address.city],
    ["ShippingAddressPostcode", address.postcode],
    ["Attribute1", attributes["Gift message"] ?? ""],
  ];
  return pairs.filter(([column, value]) => (fields[column] ?? "") !== value).map(([column]) => `${column} differs`);
}

/** What we hold or stop, somebody is told of. */
function judgeHolds({ peoplevox, durable, watch }: JudgedWorld): Violation[] {
  return [...peoplevox.tenant.warehouse.orders()].flatMap((order) => {
    const { number, status, onHold, stopShip } = order;
    if (status === "Cancelled" || status === "Despatched") return [];
    const held = onHold && !workStarted(status) && watch.placedBy(number, "OnHold") === "api";
    const stopped = stopShip && watch.placedBy(number, "StopShip") === "api";
    const flag = held ? "OnHold" : "StopShip";
    if ((held || stopped) && !watch.isRecorded(number, flag)) {
      return [{ rule: "hold-without-record", words: `${flag} of ${number} is ours, and we have forgotten it` }];
    }
    if ((!held && !stopped) || openExceptions(durable, referenceOf(order)).length > 0) return [];
    return [{ rule: "silent-hold", words: `${number} is ${held ? "held" : "stopped"} by us, and nobody was told` }];
  });
}
