import { checkSkus, itemCodesOf } from "../../domain/item-code/check-skus.ts";
import type { HoldRecord } from "../../domain/order-edit/lineage.ts";
import { planSalesOrderChange } from "../../domain/order-edit/plan-sales-order-change.ts";
import type { SalesOrderPlan } from "../../domain/order-edit/plan-sales-order-change.ts";
import type { ReturnPlan } from "../../domain/returns/plan-returns.ts";
import type { ReturnsPolicy } from "../../domain/returns/refund-kind.rules.ts";
import type { ReturnsHistory } from "../../domain/returns/returns-snapshot.ts";
import { desiredSalesOrder } from "../../domain/sales-order/desired-sales-order.ts";
import type { DesiredSalesOrder } from "../../domain/sales-order/desired-sales-order.ts";
import type { OrderSnapshot } from "../../domain/sales-order/order-snapshot.ts";
import type { ObservedSalesOrder } from "../../domain/sales-order/sales-order.ts";
import { compareSides } from "../../domain/sync-gap/compare-sides.ts";
import { planRepairs } from "../../domain/sync-gap/plan-repairs.ts";
import type { GapRepair } from "../../domain/sync-gap/plan-repairs.ts";
import { reconcileValues } from "../../domain/sync-gap/value-reconciliation.ts";
import type { ValueComparison } from "../../domain/sync-gap/value-reconciliation.ts";
import type { HoldLedger } from "../lastedit/hold-ledger.ts";
import { findLineages } from "../peoplevox/find-lineages.ts";
import { isSearchable } from "../peoplevox/search-clause.ts";
import type { SharedPeoplevox } from "../peoplevox/shared-warehouse.ts";
import type { GapSettings } from "./gap-props.ts";
import { planAllReturns } from "./returns-to-compare.ts";

/** What both sides of one order say, and what follows from it. */
export interface InspectedOrder {
  readonly order: OrderSnapshot;
  readonly desired: DesiredSalesOrder;
  readonly salesOrders: readonly ObservedSalesOrder[];
  readonly plan: SalesOrderPlan;
  /** The most urgent first; empty when both sides say the same. */
  readonly gaps: readonly GapRepair[];
  /** `null` where there is no single Sales Order to compare, or values are not looked at. */
  readonly values: ValueComparison | null;
}

export interface InspectionInput {
  readonly orders: readonly OrderSnapshot[];
  readonly peoplevox: SharedPeoplevox;
  /** `null`: which holds are LastEdit's own is not known; each counts as somebody else's. */
  readonly holds: HoldLedger | null;
  readonly settings: GapSettings;
  /** When a hold was first seen, by Sales Order number; one that is not here is new. */
  readonly heldSinceMs: ReadonlyMap<string, number>;
  /** Order id → name of the order that took its place. */
  readonly replacedBy: ReadonlyMap<string, string>;
  /** Refunds and Returns by order id; orders that are not here are not looked at for returns. */
  readonly returns: ReadonlyMap<string, ReturnsHistory>;
  readonly returnsPolicy: ReturnsPolicy;
  readonly nowMs: number;
}

export interface Inspection {
  readonly inspected: readonly InspectedOrder[];
  /** Orders that cannot be looked up: their name holds a character that a search clause cannot. */
  readonly unsearchable: readonly OrderSnapshot[];
}

/**
 * Compares orders with Peoplevox, all in a few requests: up to 100 search terms each. Changes nothing.
 *
 * @throws {IntegrationError} When Peoplevox does not answer
 */
export async function inspectOrders(input: InspectionInput): Promise<Inspection> {
  const { peoplevox } = input;
  const wanted = input.orders.map((order) => ({ order, desired: desiredSalesOrder(order, peoplevox.profile) }));
  const canSearch = ({ desired }: (typeof wanted)[number]): boolean =>
    isSearchable(desired.reference) && isSearchable(desired.salesOrderNumber);
  const searchable = wanted.filter(canSearch);

  const salesOrders = await findLineages(
    peoplevox,
    searchable.map(({ desired }) => desired),
  );
  const codes = searchable.flatMap(({ order }) => itemCodesOf(order.lines, peoplevox.profile.itemCode));
  const items = await peoplevox.warehouse.findItems(codes.filter(isSearchable));
  const numbers = salesOrders.flat().map(({ salesOrderNumber }) => salesOrderNumber);
  const sides = searchable.flatMap(({ order }, index) => {
    const history = input.returns.get(order.id);
    return history === undefined ? [] : [{ history, salesOrders: salesOrders[index] ?? [] }];
  });
  const returns = await planAllReturns(sides, peoplevox, input.returnsPolicy);
  const records = (await input.holds?.recordsOf([...new Set(numbers)])) ?? [];

  return {
    inspected: searchable.map(({ order, desired }, index) =>
      inspectOne(
        { order, desired, items, salesOrders: salesOrders[index] ?? [], records, returns: returns.get(order.id) ?? [] },
        input,
      ),
    ),
    unsearchable: wanted.filter((each) => !canSearch(each)).map(({ order }) => order),
  };
}

interface OneOrder {
  readonly order: OrderSnapshot;
  readonly desired: DesiredSalesOrder;
  readonly salesOrders: readonly ObservedSalesOrder[];
  readonly items: Parameters<typeof checkSkus>[2];
  readonly records: readonly HoldRecord[];
  readonly returns: readonly ReturnPlan[];
}

function inspectOne(
  { order, desired, salesOrders, items, records, returns }: OneOrder,
  input: InspectionInput,
): InspectedOrder {
  const { settings, nowMs, peoplevox } = input;
  const { profile } = peoplevox;
  const edit = {
    desired,
    salesOrders,
    records: records.filter((record) =>
      salesOrders.some(({ salesOrderNumber }) => salesOrderNumber === record.salesOrderNumber),
    ),
    skus: checkSkus(order.lines, profile.itemCode, items),
    profile,
    policy: settings.editPolicy,
    missingTooLong: nowMs - Date.parse(order.updatedAt) > settings.importWaitMs,
    replacedBy: input.replacedBy.get(order.id) ?? null,
  };
  const gaps = compareSides({
    order,
    edit,
    returns,
    values: settings.values,
    heldSinceMs: new Map(
      heldNumbers(salesOrders).map((number) => [number, input.heldSinceMs.get(number) ?? nowMs] as const),
    ),
    heldTooLongMs: settings.heldTooLongMs,
    nowMs,
  });
  const plan = planSalesOrderChange(edit);
  const { current } = plan.lineage;
  return {
    order,
    desired,
    salesOrders,
    plan,
    gaps: planRepairs(gaps, settings, nowMs),
    values:
      settings.values === null || current === null ? null : reconcileValues(order, current.salesOrder, settings.values),
  };
}

/** Numbers of Sales Orders that are on hold or stopped. */
export function heldNumbers(salesOrders: readonly ObservedSalesOrder[]): string[] {
  return salesOrders.filter(({ onHold, stopShip }) => onHold || stopShip).map((each) => each.salesOrderNumber);
}
