import { firstRowThatFits } from "../decision-table/first-row-that-fits.ts";
import type { When } from "../decision-table/first-row-that-fits.ts";

/** Every fact that decides whether an order goes to the warehouse, with the values it may have. */
export const RELEASE_FACTS = {
  /** `there`: the warehouse has a Sales Order of it, whole or half-built. */
  warehouse: ["absent", "there"],
  /** What the customer wants; `empty`: no line is left that the warehouse could send. */
  order: ["wanted", "cancelled", "empty"],
  /** An order placed with a test payment. */
  test: ["no", "yes"],
  /** `gone-back`: refunded or voided in full. */
  payment: ["settled", "open", "gone-back"],
  /** The time in which a customer may still edit. */
  editWindow: ["closed", "open"],
  /** A fulfilment hold in Shopify. */
  hold: ["free", "held"],
  /** `open`: the tag that releases is not there yet, or the one that holds back still is. */
  tag: ["satisfied", "open"],
  skus: ["known", "unknown"],
} as const;

export type ReleaseFacts = { readonly [K in keyof typeof RELEASE_FACTS]: (typeof RELEASE_FACTS)[K][number] };

/** `raise`: released as soon as a person has done something. */
export type ReleaseOutcome = "release" | "wait" | "never" | "raise" | "released-before";

/** What an order waits for. */
export type ReleaseGate = "payment" | "edit-window" | "hold" | "tag";

export interface ReleaseRule {
  readonly when: When<ReleaseFacts>;
  readonly then: ReleaseOutcome;
  /** With `wait`: the gate that is closed. */
  readonly waitsFor?: ReleaseGate;
  readonly because: string;
}

/** Read top to bottom; the first row that fits wins. */
export const RELEASE_RULES: readonly ReleaseRule[] = [
  {
    when: { warehouse: "there" },
    then: "released-before",
    because: "The warehouse has the order; a Sales Order that was half-built is finished, and changes are edits now.",
  },
  {
    when: { order: "cancelled" },
    then: "never",
    because: "The order is cancelled, so the warehouse never hears of it.",
  },
  { when: { test: "yes" }, then: "never", because: "It is a test order." },
  {
    when: { payment: "gone-back" },
    then: "never",
    because: "The money went back to the customer before the order was released.",
  },
  { when: { order: "empty" }, then: "never", because: "No line is left that the warehouse could send." },
  { when: { payment: "open" }, then: "wait", waitsFor: "payment", because: "The payment has not come yet." },
  {
    when: { tag: "open" },
    then: "wait",
    waitsFor: "tag",
    because: "The order's tags say that it is not to be released yet.",
  },
  {
    when: { editWindow: "open" },
    then: "wait",
    waitsFor: "edit-window",
    because: "The customer may still edit the order.",
  },
  { when: { hold: "held" }, then: "wait", waitsFor: "hold", because: "A fulfilment hold is on the order in Shopify." },
  {
    when: { skus: "unknown" },
    then: "raise",
    because:
      "The order has a SKU that Peoplevox does not know; it is released once the item exists or the SKU is mapped.",
  },
  { when: {}, then: "release", because: "Every gate is open." },
];

/** The first row that fits; the last row fits everything. */
export function decideRelease(facts: ReleaseFacts): ReleaseRule {
  return firstRowThatFits(RELEASE_RULES, facts);
}
