import { firstRowThatFits } from "../decision-table/first-row-that-fits.ts";
import type { When } from "../decision-table/first-row-that-fits.ts";
import type { LineRemoval } from "../sales-order/tenant-profile.ts";

/** Where the warehouse is with the order. */
export const WAREHOUSE_STATES = [
  "missing",
  "missing-too-long",
  "several-live",
  "only-cancelled",
  "not-started",
  "picking",
  "picked",
  "despatched",
  "unknown-status",
] as const;

/**
 * What the customer changed, the strongest part of it: a change that also removes a line is `removes`. `address` is what
 * stands on the parcel's label: address, contact name and service.
 */
export const CHANGES = [
  "none",
  "details",
  "address",
  "adds",
  "lowers",
  "removes",
  "nothing-to-send",
  "replaced",
] as const;

export const LINE_REMOVALS = ["none", "quantity-0", "delete-row"] as const satisfies readonly LineRemoval[];

/** What a consultant can soften or harden. */
export const POLICY_CHOICES = {
  /** Lines that are only added while the order is being picked. */
  addsWhilePicking: ["stop-parcel", "apply"],
  /** Details (gift message, delivery note …) that change while the order is being picked. */
  detailsWhilePicking: ["stop-parcel", "tell-only"],
  /**
   * Address, contact name or service that change once picking has begun. `apply-until-picked` writes them while the
   * order is still being picked: its label is printed at the packing bench.
   */
  addressOncePicked: ["stop-parcel", "apply-until-picked", "tell-only"],
  /** Any other change once picking has begun. */
  onceWorkStarted: ["stop-parcel", "tell-only"],
  /** An order that is not in Peoplevox: another integration imports it, LastEdit creates it, or a person is told. */
  whenMissing: ["wait", "create", "raise"],
  /** Whether lines are kept in step too, or only details and another integration looks after the lines. */
  scope: ["everything", "details"],
} as const;

export type WarehouseState = (typeof WAREHOUSE_STATES)[number];
export type Change = (typeof CHANGES)[number];
export type OrderEditPolicy = { readonly [K in keyof typeof POLICY_CHOICES]: (typeof POLICY_CHOICES)[K][number] };

/** A parcel is stopped rather than sent wrong, unless a merchant says otherwise. */
export const DEFAULT_POLICY: OrderEditPolicy = {
  addsWhilePicking: "stop-parcel",
  detailsWhilePicking: "stop-parcel",
  addressOncePicked: "stop-parcel",
  onceWorkStarted: "stop-parcel",
  whenMissing: "wait",
  scope: "everything",
};

export interface OrderEditFacts extends OrderEditPolicy {
  readonly warehouse: WarehouseState;
  readonly change: Change;
  readonly lineRemoval: LineRemoval;
  /** `ambiguous`: two lines of the Sales Order have the same key, so a write could hit the wrong one. */
  readonly rows: "distinct" | "ambiguous";
  readonly skus: "known" | "unknown";
  /** Whether a replacement number of at most 30 characters is left. */
  readonly replacement: "possible" | "impossible";
}

export type OrderEditOutcome =
  | "in-sync"
  | "wait-for-import"
  | "create"
  | "raise-unknown-sku"
  | "raise-missing"
  | "raise-several-live"
  | "raise-cancelled-in-warehouse"
  | "apply-in-place"
  | "apply-by-replacement"
  | "cancel"
  | "hold-for-unknown-sku"
  | "hold-and-ask"
  | "stop-parcel"
  | "tell-only"
  | "too-late";

export interface OrderEditRule {
  readonly when: When<OrderEditFacts>;
  readonly then: OrderEditOutcome;
  readonly because: string;
}

const CANCELS = ["nothing-to-send", "replaced"] as const;
const ROWS = ["details", "address", "adds", "lowers", "removes"] as const;
const MISSING = ["missing", "missing-too-long"] as const;
const WORK_STARTED = ["picking", "picked", "unknown-status"] as const;

/** Read top to bottom; the first row that fits wins. */
export const ORDER_EDIT_RULES = [
  {
    when: { warehouse: "several-live" },
    then: "raise-several-live",
    because: "More than one Sales Order of this order could be shipped; a person says which one is right.",
  },
  {
    when: { scope: "details", change: CANCELS },
    then: "in-sync",
    because: "Only details are kept in step here; whether the order is sent at all is another integration's business.",
  },
  {
    when: { warehouse: MISSING, whenMissing: "create", scope: "everything", change: CANCELS },
    then: "in-sync",
    because: "The warehouse should send nothing, and it never got the order.",
  },
  {
    when: { warehouse: MISSING, whenMissing: "create", scope: "everything", skus: "unknown" },
    then: "raise-unknown-sku",
    because: "The order has a SKU that Peoplevox does not know; its Sales Order is created once the item exists.",
  },
  {
    when: { warehouse: MISSING, whenMissing: "create", scope: "everything" },
    then: "create",
    because: "The order is not in Peoplevox, and no other integration brings it there.",
  },
  {
    when: { warehouse: "missing", whenMissing: "raise", change: CANCELS },
    then: "in-sync",
    because: "The warehouse should send nothing, and it does not have the order.",
  },
  {
    when: { warehouse: "missing", whenMissing: "raise" },
    then: "raise-missing",
    because: "The order is not in Peoplevox, and this merchant wants a person told at once.",
  },
  {
    when: { warehouse: "missing" },
    then: "wait-for-import",
    because: "The order is not in Peoplevox yet; it is tried again until it has been imported.",
  },
  {
    when: { warehouse: "missing-too-long", change: CANCELS },
    then: "in-sync",
    because: "The warehouse should send nothing, and it never got the order.",
  },
  {
    when: { warehouse: "missing-too-long" },
    then: "raise-missing",
    because: "The order should have been imported into Peoplevox by now and is not there.",
  },
  {
    when: { warehouse: "only-cancelled", change: CANCELS },
    then: "in-sync",
    because: "The warehouse should send nothing, and the Sales Order is cancelled.",
  },
  {
    when: { warehouse: "only-cancelled" },
    then: "raise-cancelled-in-warehouse",
    because: "The Sales Order is cancelled in Peoplevox, but the customer still wants the order.",
  },
  { when: { change: "none" }, then: "in-sync", because: "The Sales Order has what the customer wants." },
  {
    when: { warehouse: "despatched" },
    then: "too-late",
    because: "The parcel has been despatched; customer service speaks with the customer.",
  },
  {
    when: { warehouse: "picking", change: "adds", skus: "known", addsWhilePicking: "apply" },
    then: "apply-in-place",
    because: "Only lines are added, and this merchant lets them be added while the order is picked.",
  },
  {
    when: { warehouse: ["picking", "picked"], change: "details", detailsWhilePicking: "tell-only" },
    then: "tell-only",
    because: "Only details changed; this merchant wants the warehouse told, not the parcel stopped.",
  },
  {
    when: { warehouse: "picking", change: "address", addressOncePicked: "apply-until-picked" },
    then: "apply-in-place",
    because: "The label is printed at the packing bench, and this order is still being picked.",
  },
  {
    when: { warehouse: ["picking", "picked"], change: "address", addressOncePicked: "tell-only" },
    then: "tell-only",
    because: "What stands on the label changed; this merchant wants the warehouse told, not the parcel stopped.",
  },
  {
    when: { warehouse: ["picking", "picked"], change: "address" },
    then: "stop-parcel",
    because:
      "The label may have been printed with the old address or service, so the parcel is stopped before it leaves.",
  },
  {
    when: { warehouse: WORK_STARTED, change: CANCELS, onceWorkStarted: "stop-parcel" },
    then: "stop-parcel",
    because: "The parcel must not leave, but the warehouse has begun to work on it.",
  },
  {
    when: { warehouse: "unknown-status", onceWorkStarted: "stop-parcel" },
    then: "stop-parcel",
    because: "The Sales Order has a status nobody told us about; it is treated as work started.",
  },
  {
    when: { warehouse: ["picking", "picked"], onceWorkStarted: "stop-parcel" },
    then: "stop-parcel",
    because: "Picking has begun, so the lines are not changed any more; the parcel is stopped before it leaves.",
  },
  {
    when: { warehouse: WORK_STARTED },
    then: "tell-only",
    because: "Picking has begun, and this merchant wants people told, not the parcel stopped.",
  },
  {
    when: { change: CANCELS },
    then: "cancel",
    because: "The warehouse should send nothing and has not started.",
  },
  {
    when: { scope: "details", rows: "ambiguous" },
    then: "hold-and-ask",
    because: "Two lines of the Sales Order cannot be told apart, and lines are another integration's business.",
  },
  { when: { scope: "details" }, then: "apply-in-place", because: "The warehouse has not started." },
  {
    when: { skus: "unknown" },
    then: "hold-for-unknown-sku",
    because: "The order has a SKU that Peoplevox does not know; it is held until the item exists or the SKU is mapped.",
  },
  {
    when: { change: ROWS, rows: "ambiguous", replacement: "possible" },
    then: "apply-by-replacement",
    because: "Two lines of the Sales Order cannot be told apart, so a new Sales Order takes its place.",
  },
  {
    when: { change: "removes", lineRemoval: "none", replacement: "possible" },
    then: "apply-by-replacement",
    because: "This Peoplevox cannot remove a line, so a new Sales Order takes its place.",
  },
  {
    when: { change: ROWS, rows: "ambiguous" },
    then: "hold-and-ask",
    because: "Two lines cannot be told apart, and the number of a new Sales Order would be too long for Peoplevox.",
  },
  {
    when: { change: "removes", lineRemoval: "none" },
    then: "hold-and-ask",
    because: "A line must go, and the number of a new Sales Order would be too long for Peoplevox.",
  },
  { when: {}, then: "apply-in-place", because: "The warehouse has not started." },
] as const satisfies readonly OrderEditRule[];

/** The first row that fits; the last row fits everything. */
export function decideOrderEdit(facts: OrderEditFacts): OrderEditRule {
  return firstRowThatFits<OrderEditFacts, OrderEditRule>(ORDER_EDIT_RULES, facts);
}
