import { describeDifference } from "../order-edit/describe-plan.ts";
import type { LineageMember } from "../order-edit/lineage.ts";
import { planSalesOrderChange } from "../order-edit/plan-sales-order-change.ts";
import type { PlanInput, SalesOrderPlan } from "../order-edit/plan-sales-order-change.ts";
import type { Change, WarehouseState } from "../order-edit/order-edit.rules.ts";
import type { ReturnPlan } from "../returns/plan-returns.ts";
import type { OrderSnapshot } from "../sales-order/order-snapshot.ts";
import type { GapKind } from "./gap-kinds.ts";
import { reconcileValues, valuesInWords } from "./value-reconciliation.ts";
import type { ValuePolicy } from "./value-reconciliation.ts";

/** One gap between Shopify and Peoplevox. */
export interface Gap {
  readonly kind: GapKind;
  /** Sales Orders it is about; empty where there is none. */
  readonly salesOrderNumbers: readonly string[];
  /** Where the warehouse is with the order. */
  readonly phase: WarehouseState;
  /** What the courier will collect it for; `null` when not known. */
  readonly serviceType: string | null;
  /** Since when it can have existed, in milliseconds since 1970. */
  readonly sinceMs: number;
  /** What differs, in a sentence. */
  readonly inWords: string;
}

export interface SidesInput {
  readonly order: OrderSnapshot;
  /** What the order edit run would decide from: desired order, observed Sales Orders, hold records, policy. */
  readonly edit: PlanInput;
  /** What the returns run would do; empty when returns were not looked at. */
  readonly returns: readonly ReturnPlan[];
  /** `null`: values are not compared. */
  readonly values: ValuePolicy | null;
  /** When a hold or stop was first seen, by Sales Order number, in milliseconds since 1970. Peoplevox does not tell. */
  readonly heldSinceMs: ReadonlyMap<string, number>;
  /** From how long a hold is too long, in milliseconds. */
  readonly heldTooLongMs: number;
  readonly nowMs: number;
}

/**
 * Lists every gap between what Shopify says and what Peoplevox would do. None: the order is in sync.
 *
 * Whether lines and details match is decided by the order edit plan itself, so that the sweep and the run never disagree.
 */
export function compareSides(input: SidesInput): Gap[] {
  const plan = planSalesOrderChange(input.edit);
  const { current, rivals } = plan.lineage;
  const members = current === null ? rivals : [current];
  const common = {
    salesOrderNumbers: members.map(({ salesOrder }) => salesOrder.salesOrderNumber),
    phase: plan.facts.warehouse,
    serviceType: members[0]?.salesOrder.fields.ServiceType ?? input.edit.desired.fields.ServiceType ?? null,
    sinceMs: Date.parse(input.order.updatedAt),
  };
  const gaps: Pick<Gap, "kind" | "inWords">[] = [...orderGap(plan, input), ...valueGap(current, input)];
  return [
    ...gaps.map((gap) => ({ ...common, ...gap })),
    ...members.flatMap((member) => holdGap(member, input).map((gap) => ({ ...common, ...gap }))),
    ...returnGaps(input.returns).map((gap) => ({ ...common, ...gap })),
  ];
}

/** The gap between the two sides of the order itself: at most one, the strongest. */
function orderGap(plan: SalesOrderPlan, { edit, order }: SidesInput): Pick<Gap, "kind" | "inWords">[] {
  const kind = plan.outcome === "in-sync" ? null : orderGapKind(plan.facts.warehouse, plan.facts.change);
  if (kind === null) return [];
  const inWords = {
    "missing-in-warehouse": `Peoplevox has no Sales Order for ${order.name}.`,
    "several-live": `Sales Orders ${plan.lineage.rivals.map(({ salesOrder }) => salesOrder.salesOrderNumber).join(", ")} are all live.`,
    "cancelled-in-warehouse-only": `The Sales Order of ${order.name} is cancelled in Peoplevox.`,
    "cancelled-in-shopify-only": `${order.name} asks for nothing any more (${edit.desired.nothingToSend ?? ""}).`,
    "replaced-order-live": `${order.name} was replaced by ${edit.replacedBy ?? ""}.`,
    "lines-differ": linesInWords(plan),
    "details-differ": `${describeDifference(plan.difference)}.`,
  }[kind];
  return [{ kind, inWords }];
}

type OrderGapKind = Exclude<GapKind, "held-too-long" | "rma-missing" | "rma-not-withdrawn" | "values-differ">;

const GAP_OF_CHANGE = {
  none: null,
  details: "details-differ",
  address: "details-differ",
  adds: "lines-differ",
  lowers: "lines-differ",
  removes: "lines-differ",
  "nothing-to-send": "cancelled-in-shopify-only",
  replaced: "replaced-order-live",
} as const satisfies Record<Change, OrderGapKind | null>;

function orderGapKind(warehouse: WarehouseState, change: Change): OrderGapKind | null {
  switch (warehouse) {
    case "several-live":
      return "several-live";
    case "missing":
    case "missing-too-long":
      return change === "nothing-to-send" || change === "replaced" ? null : "missing-in-warehouse";
    case "only-cancelled":
      return "cancelled-in-warehouse-only";
    default:
      return GAP_OF_CHANGE[change];
  }
}

function linesInWords({ difference, unknownSkus }: SalesOrderPlan): string {
  const unknown = unknownSkus.map(({ title, verdict }) => `${title} has an ItemCode that is ${verdict}`);
  const known = difference.items.length > 0 ? [describeDifference(difference)] : [];
  return `${[...known, ...unknown].join(", ")}.`;
}

/** A hold of ours has a record with its time; for anybody else's, the first time it was seen counts. */
function holdGap(
  { salesOrder, hold, stop, phase }: LineageMember,
  { edit, heldSinceMs, heldTooLongMs, nowMs }: SidesInput,
): Pick<Gap, "kind" | "inWords" | "sinceMs" | "salesOrderNumbers">[] {
  const { salesOrderNumber } = salesOrder;
  if ((hold === "none" && stop === "none") || phase === "despatched") return [];
  const record = edit.records.find((each) => each.salesOrderNumber === salesOrderNumber);
  const ours = hold === "ours" || stop === "ours";
  const sinceMs = ours && record !== undefined ? Date.parse(record.placedAt) : heldSinceMs.get(salesOrderNumber);
  if (sinceMs === undefined || nowMs - sinceMs < heldTooLongMs) return [];
  const flags = [...(hold === "none" ? [] : ["on hold"]), ...(stop === "none" ? [] : ["stopped"])].join(" and ");
  const why = ours && record !== undefined ? `: ${record.because}` : " by somebody else.";
  const hours = Math.floor((nowMs - sinceMs) / 3_600_000);
  const inWords = `Sales Order ${salesOrderNumber} has been ${flags} for ${hours} h${why}`;
  return [{ kind: "held-too-long", inWords, sinceMs, salesOrderNumbers: [salesOrderNumber] }];
}

function valueGap(current: LineageMember | null, { order, values }: SidesInput): Pick<Gap, "kind" | "inWords">[] {
  if (values === null || current === null) return [];
  const comparison = reconcileValues(order, current.salesOrder, values);
  return comparison.state === "differs" ? [{ kind: "values-differ", inWords: valuesInWords(comparison) }] : [];
}

/** What the returns run would write or raise; where it would do neither, the returns bench expects the right goods. */
function returnGaps(returns: readonly ReturnPlan[]): Pick<Gap, "kind" | "inWords" | "sinceMs">[] {
  return returns.flatMap(({ inbound, number, outcome, because }) => {
    if (outcome === "nothing" || outcome === "wait" || outcome === "reduce-pick") return [];
    const kind = inbound.state === "coming" ? "rma-missing" : "rma-not-withdrawn";
    return [
      { kind, inWords: `${number} for ${inbound.title}: ${because}`, sinceMs: Date.parse(inbound.source.createdAt) },
    ];
  });
}
