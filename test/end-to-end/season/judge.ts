import { EXCEPTION_KINDS } from "../../../domain/exceptions/exception-kinds.ts";
import type { OpenException } from "../../../domain/exceptions/exception.ts";
import { judgeReturns } from "./judge-returns.ts";
import type { ReturnsVerdict } from "./judge-returns.ts";
import { rootOf, unitsOf } from "./systems.ts";
import type { BothSystems, ShopOrder, WarehouseOrder } from "./systems.ts";

/** What must hold once everything has come to rest; the lists must be empty. */
export interface SeasonVerdict extends ReturnsVerdict {
  readonly inSync: number;
  /** Orders that differ and have an open exception that says so. */
  readonly described: number;
  /** Orders that differ, or wait, and nobody is told. */
  readonly silent: readonly unknown[];
  /** Orders in sync with an exception about their lines or a run still open. */
  readonly stale: readonly unknown[];
  /** Orders of which two parcels left the building. */
  readonly despatchedTwice: readonly unknown[];
  /** Sales Orders whose parcel is not what the customer wanted in the end: most changed their mind after it had left. */
  readonly wrongParcels: readonly string[];
  /** Those of them that no open exception is about. */
  readonly untoldParcels: readonly string[];
}

/** Compares both systems with each other and with what people are told. Shares no rule with what it judges. */
export function judge(systems: BothSystems, exceptions: readonly OpenException[]): SeasonVerdict {
  const verdicts = systems.orders.map((order) => verdictOn(order, systems.salesOrders, exceptions));
  const those = (verdict: string) => verdicts.filter((each) => each.verdict === verdict);
  return {
    inSync: those("in-sync").length,
    described: those("described").length,
    silent: those("silent"),
    stale: those("stale"),
    despatchedTwice: despatchedTwice(Object.keys(systems.parcels)),
    ...wrongParcels(systems, exceptions),
    ...judgeReturns(systems),
  };
}

function verdictOn(order: ShopOrder, salesOrders: readonly WarehouseOrder[], exceptions: readonly OpenException[]) {
  const { name } = order;
  const live = salesOrders.filter(
    (salesOrder) => referenceOf(salesOrder) === name && salesOrder.status !== "Cancelled",
  );
  const wanted = wantedUnits(order);
  const inWarehouse = unitsOf(live.flatMap(({ items }) => items.map((item) => [item.itemCode, item.quantityOrdered])));
  const gift = order.customAttributes.find(({ key }) => key === "Gift message")?.value ?? "";
  const sameGift = live.every(({ fields }) => (fields["Attribute1"] ?? "") === gift);
  const waiting = live.some(({ status, onHold, stopShip }) => status !== "Despatched" && (onHold || stopShip));

  const told = exceptions.filter((exception) => concerns(exception, name));
  if (wanted === inWarehouse && (wanted === "" || (sameGift && !waiting))) {
    const open = told.filter(({ kind }) => ["order-edit", "run"].includes(EXCEPTION_KINDS[kind].about));
    return { name, verdict: open.length === 0 ? "in-sync" : "stale", open };
  }
  const described = told.some((exception) => describes(exception, wanted, inWarehouse));
  return { name, verdict: described ? "described" : "silent", wanted, inWarehouse, sameGift, waiting, told };
}

/** An exception about a recreated order concerns all orders of its root. */
function concerns({ kind, orderName, lineage }: OpenException, name: string): boolean {
  if (orderName === name) return true;
  return EXCEPTION_KINDS[kind].about === "recreated-order" && rootOf(lineage) === rootOf(name);
}

/** An exception about lines must show both sides as they are; the others ask a person to decide between orders. */
function describes({ kind, wanted, inWarehouse }: OpenException, customer: string, warehouse: string): boolean {
  if (EXCEPTION_KINDS[kind].about === "recreated-order") return true;
  const same = (lines: OpenException["wanted"], units: string): boolean =>
    unitsOf(lines.map((line) => [line.itemCode, line.quantity])) === units;
  return same(wanted, customer) && same(inWarehouse, warehouse);
}

/** Units still to send, and units that were sent: a refund of what was sent takes nothing back from the parcel. */
function wantedUnits({ cancelledAt, lines }: ShopOrder): string {
  return unitsOf(
    lines
      .filter(({ requiresShipping }) => requiresShipping)
      .map((line) => [line.sku, line.fulfilledQuantity + (cancelledAt === null ? line.unfulfilledQuantity : 0)]),
  );
}

const referenceOf = ({ fields }: WarehouseOrder): string => fields["CustomerPurchaseOrderReferenceNumber"] ?? "";

function despatchedTwice(numbers: readonly string[]): readonly unknown[] {
  const byRoot = new Map<string, string[]>();
  for (const number of numbers) byRoot.set(rootOf(number), [...(byRoot.get(rootOf(number)) ?? []), number]);
  return [...byRoot.values()].filter((parcels) => parcels.length > 1);
}

function wrongParcels(
  { orders, salesOrders, parcels }: BothSystems,
  exceptions: readonly OpenException[],
): Pick<SeasonVerdict, "wrongParcels" | "untoldParcels"> {
  const references = new Map(salesOrders.map((salesOrder) => [salesOrder.number, referenceOf(salesOrder)]));
  const nameOf = (number: string): string => references.get(number) ?? "";
  const wantedBy = new Map(orders.map((order) => [order.name, wantedUnits(order)]));
  const wrong = Object.entries(parcels)
    .filter(([number, lines]) => {
      const sent = unitsOf(lines.map(({ itemCode, quantity }) => [itemCode, quantity]));
      return wantedBy.get(nameOf(number)) !== sent;
    })
    .map(([number]) => number);
  const isTold = (number: string): boolean => exceptions.some((exception) => concerns(exception, nameOf(number)));
  return { wrongParcels: wrong, untoldParcels: wrong.filter((number) => !isTold(number)) };
}
