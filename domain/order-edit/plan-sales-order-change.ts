import type { CheckedSku } from "../item-code/check-skus.ts";
import type { DesiredSalesOrder } from "../sales-order/desired-sales-order.ts";
import { NO_DIFFERENCE, salesOrderDifference } from "../sales-order/difference.ts";
import type { SalesOrderDifference } from "../sales-order/difference.ts";
import { SALES_ORDER_FIELDS } from "../sales-order/sales-order.ts";
import type { ObservedSalesOrder, SalesOrderField, SalesOrderFields } from "../sales-order/sales-order.ts";
import type { TenantProfile } from "../sales-order/tenant-profile.ts";
import { itemOperations } from "./item-operations.ts";
import type { ItemOperations } from "./item-operations.ts";
import { lineageOf } from "./lineage.ts";
import type { HoldRecord, Lineage } from "./lineage.ts";
import { decideOrderEdit } from "./order-edit.rules.ts";
import type { Change, OrderEditFacts, OrderEditOutcome, OrderEditPolicy, WarehouseState } from "./order-edit.rules.ts";
import { replacementNumber } from "./replacement-number.ts";

/** Everything a plan depends on. No clock: how long the order has been missing comes in as a fact. */
export interface PlanInput {
  readonly desired: DesiredSalesOrder;
  readonly salesOrders: readonly ObservedSalesOrder[];
  readonly records: readonly HoldRecord[];
  readonly skus: readonly CheckedSku[];
  readonly profile: TenantProfile;
  readonly policy: OrderEditPolicy;
  /** Whether the order has been missing in Peoplevox for longer than an import takes. */
  readonly missingTooLong: boolean;
  /** Name of the order that took this one's place, when it was recreated. */
  readonly replacedBy: string | null;
}

/** What to do to one Sales Order, and why. Changes nothing by itself. */
export interface SalesOrderPlan {
  readonly outcome: OrderEditOutcome;
  readonly because: string;
  readonly facts: OrderEditFacts;
  readonly lineage: Lineage;
  readonly difference: SalesOrderDifference;
  /** SKUs that the warehouse cannot pick. */
  readonly unknownSkus: readonly CheckedSku[];
  /** Row writes for `apply-in-place`. */
  readonly items: ItemOperations;
  /** Header columns for `apply-in-place`: only those that differ, since a blank cell overwrites. */
  readonly fields: SalesOrderFields;
  /** Number for `apply-by-replacement`. */
  readonly replacementNumber: string | null;
}

const NO_OPERATIONS: ItemOperations = { writes: [], removals: [], ambiguous: false };

/** Columns that stand on the parcel's label. */
const ON_THE_LABEL: readonly SalesOrderField[] = [
  "ContactName",
  "ServiceType",
  ...SALES_ORDER_FIELDS.filter((field) => field.startsWith("ShippingAddress")),
];

/**
 * Decides what must happen so that the warehouse works from the final version of an order.
 *
 * Applying the plan and planning again gives `in-sync`: a second delivery of the same event changes nothing.
 */
export function planSalesOrderChange(input: PlanInput): SalesOrderPlan {
  const { desired, profile } = input;
  const lineage = lineageOf(input.salesOrders, input.records, profile);
  const observed = lineage.current?.salesOrder ?? null;
  const { scope } = input.policy;
  const difference = observed === null ? NO_DIFFERENCE : salesOrderDifference(desired, observed, scope);
  const items = observed === null ? NO_OPERATIONS : itemOperations(desired, observed.items, profile, scope);
  const unknownSkus = scope === "details" ? [] : input.skus.filter(({ verdict }) => verdict !== "known");
  const replacement = replacementNumber(
    desired.salesOrderNumber,
    input.salesOrders.map(({ salesOrderNumber }) => salesOrderNumber),
  );
  const facts: OrderEditFacts = {
    ...input.policy,
    warehouse: warehouseState(lineage, input.missingTooLong),
    change: changeOf(input, difference, items, unknownSkus),
    lineRemoval: profile.lineRemoval,
    rows: items.ambiguous ? "ambiguous" : "distinct",
    skus: unknownSkus.length === 0 ? "known" : "unknown",
    replacement: replacement === null ? "impossible" : "possible",
  };
  const { then: outcome, because } = decideOrderEdit(facts);
  return {
    outcome,
    because,
    facts,
    lineage,
    difference,
    unknownSkus,
    items,
    fields: Object.fromEntries(difference.fields.map(({ field, to }) => [field, to])),
    replacementNumber: lineage.successor?.salesOrder.salesOrderNumber ?? replacement,
  };
}

const STATE_OF_PHASE = {
  "not-started": "not-started",
  picking: "picking",
  picked: "picked",
  despatched: "despatched",
  unknown: "unknown-status",
  // A cancelled Sales Order is never the current one.
  cancelled: "only-cancelled",
} as const satisfies Record<string, WarehouseState>;

function warehouseState(lineage: Lineage, missingTooLong: boolean): WarehouseState {
  if (lineage.current !== null) return STATE_OF_PHASE[lineage.current.phase];
  if (lineage.rivals.length > 0) return "several-live";
  if (lineage.cancelled.length > 0) return "only-cancelled";
  return missingTooLong ? "missing-too-long" : "missing";
}

function changeOf(
  input: PlanInput,
  difference: SalesOrderDifference,
  items: ItemOperations,
  unknownSkus: readonly CheckedSku[],
): Change {
  if (input.replacedBy !== null) return "replaced";
  if (input.desired.nothingToSend !== null) return "nothing-to-send";
  if (items.removals.length > 0) return "removes";
  if (difference.items.some(({ from, to }) => to < from)) return "lowers";
  // A line without an ItemCode is wanted and not in the warehouse: something is added.
  if (difference.items.length > 0 || unknownSkus.some(({ verdict }) => verdict === "no-sku")) return "adds";
  if (difference.fields.some(({ field }) => ON_THE_LABEL.includes(field))) return "address";
  return difference.fields.length + difference.itemFields.length > 0 ? "details" : "none";
}
