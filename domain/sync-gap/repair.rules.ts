import { firstRowThatFits } from "../decision-table/first-row-that-fits.ts";
import type { When } from "../decision-table/first-row-that-fits.ts";
import type { ExceptionKind } from "../exceptions/exception.ts";
import type { WarehouseState } from "../order-edit/order-edit.rules.ts";
import type { GapKind } from "./gap-kinds.ts";

/** What a consultant can choose for gaps. */
export const GAP_POLICY_CHOICES = {
  /** Whether gaps are repaired by the order edit run and the returns run. */
  repairs: ["repair", "raise-only"],
  /** Parcels that would leave wrong, once work has started. */
  parcelAtRisk: ["stop-parcel", "raise-only"],
  heldTooLong: ["raise", "ignore"],
  valuesDiffer: ["raise", "ignore"],
} as const;

export type GapPolicy = { readonly [K in keyof typeof GAP_POLICY_CHOICES]: (typeof GAP_POLICY_CHOICES)[K][number] };

export const DEFAULT_GAP_POLICY: GapPolicy = {
  repairs: "repair",
  parcelAtRisk: "stop-parcel",
  heldTooLong: "raise",
  valuesDiffer: "raise",
};

export interface RepairFacts extends GapPolicy {
  readonly gap: GapKind;
  readonly phase: WarehouseState;
  /** `fresh`: so young that an ordinary run may be about to close it. */
  readonly age: "fresh" | "ripe";
  /** Whether the courier collects so soon that there is no time to wait. */
  readonly courier: "soon" | "not-soon";
}

/**
 * `repair`: run what the gap kind is repaired by; that run decides, fences and raises by its own rules.
 * `stop-parcel`: set StopShip on the Sales Orders of the gap and raise.
 */
export type RepairOutcome = "repair" | "stop-parcel" | "raise" | "ignore-for-now" | "ignore";

export interface RepairRule {
  readonly when: When<RepairFacts>;
  readonly then: RepairOutcome;
  readonly raises: ExceptionKind | null;
  readonly because: string;
}

const WORK_STARTED = ["picking", "picked", "unknown-status"] as const;
const RETURNS = ["rma-missing", "rma-not-withdrawn"] as const;
const WRONG_PARCEL = ["lines-differ", "cancelled-in-shopify-only", "replaced-order-live"] as const;

/** Read top to bottom; the first row that fits wins. */
export const REPAIR_RULES = [
  {
    when: { gap: "held-too-long", heldTooLong: "ignore" },
    then: "ignore",
    raises: null,
    because: "This merchant does not want to hear of long holds.",
  },
  {
    when: { gap: "held-too-long" },
    then: "raise",
    raises: "held-too-long",
    because: "Nobody but a person knows whether the hold is still needed.",
  },
  {
    when: { gap: "values-differ", valuesDiffer: "ignore" },
    then: "ignore",
    raises: null,
    because: "This merchant does not reconcile values with the warehouse.",
  },
  {
    when: { age: "fresh", courier: "not-soon" },
    then: "ignore-for-now",
    raises: null,
    because: "The change is so young that a run for it may be under way, and there is time to wait.",
  },
  {
    when: { age: "fresh", gap: ["values-differ", ...RETURNS] },
    then: "ignore-for-now",
    raises: null,
    because: "The change is so young that a run for it may be under way, and no parcel depends on it.",
  },
  {
    when: { gap: "values-differ" },
    then: "raise",
    raises: "values-differ",
    because: "Finance needs to know; the parcel itself is right.",
  },
  {
    when: { gap: RETURNS, repairs: "repair" },
    then: "repair",
    raises: null,
    because: "The returns run announces or withdraws the goods, or raises by its own rules.",
  },
  {
    when: { gap: RETURNS },
    then: "raise",
    raises: "rma-missing",
    because: "The returns bench expects the wrong goods, and this merchant wants people to repair gaps.",
  },
  {
    when: { gap: "several-live", courier: "soon", parcelAtRisk: "stop-parcel" },
    then: "stop-parcel",
    raises: "several-live-sales-orders",
    because: "More than one parcel could leave, and the courier collects soon; none leaves until a person says which.",
  },
  {
    when: { gap: "several-live" },
    then: "raise",
    raises: "several-live-sales-orders",
    because: "More than one Sales Order of this order could be shipped; a person says which one is right.",
  },
  {
    when: { gap: "cancelled-in-warehouse-only" },
    then: "raise",
    raises: "cancelled-in-warehouse",
    because: "The warehouse cancelled what the customer still wants; a cancelled Sales Order cannot be opened again.",
  },
  {
    when: { phase: "despatched" },
    then: "raise",
    raises: "already-despatched",
    because: "The parcel has left; customer service speaks with the customer.",
  },
  {
    when: { gap: WRONG_PARCEL, phase: WORK_STARTED, parcelAtRisk: "stop-parcel" },
    then: "stop-parcel",
    raises: "picking-started",
    because: "Work has started on a parcel that would leave wrong.",
  },
  {
    when: { gap: WRONG_PARCEL, phase: WORK_STARTED },
    then: "raise",
    raises: "picking-started",
    because:
      "Work has started on a parcel that would leave wrong, and this merchant wants people told, not the parcel stopped.",
  },
  {
    when: { repairs: "repair" },
    then: "repair",
    raises: null,
    because: "The order edit run brings the Sales Order up to date, or raises by its own rules.",
  },
  {
    when: { gap: "missing-in-warehouse" },
    then: "raise",
    raises: "missing-in-warehouse",
    because: "The order is not in Peoplevox, and this merchant wants people to repair gaps.",
  },
  {
    when: { gap: "details-differ" },
    then: "raise",
    raises: "details-out-of-step",
    because: "Details differ, and this merchant wants people to repair gaps.",
  },
  {
    when: {},
    then: "raise",
    raises: "warehouse-out-of-step",
    because:
      "The warehouse has not started, but works from an old version, and this merchant wants people to repair gaps.",
  },
] as const satisfies readonly RepairRule[];

/** The first row that fits; the last row fits everything. */
export function decideRepair(facts: RepairFacts): RepairRule {
  return firstRowThatFits<RepairFacts, RepairRule>(REPAIR_RULES, facts);
}
