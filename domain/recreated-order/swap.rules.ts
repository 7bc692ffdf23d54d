import { firstRowThatFits } from "../decision-table/first-row-that-fits.ts";
import type { When } from "../decision-table/first-row-that-fits.ts";

/**
 * Where the warehouse is with the Sales Orders of one side. Of several the one counts that something can still be done
 * about: not started before started, started before despatched, and `cancelled` or `missing` only when all are.
 */
export const SIDE_STATES = [
  "missing",
  "not-started",
  "picking",
  "picked",
  "unknown",
  "despatched",
  "cancelled",
] as const;

/**
 * Whether a side is kept from leaving: on hold before it is picked, its parcel stopped afterwards. `free`: some of it
 * could go. `ours`: none of it could, and we placed a flag. `somebody`: none of it could, and no flag is ours.
 */
export const FENCES = ["free", "ours", "somebody"] as const;

/** What a consultant can soften or harden. */
export const SWAP_POLICY_CHOICES = {
  /** The parcel of an original that is being picked, or is picked. */
  onceOldStarted: ["stop-parcel", "leave"],
  /** The newer order of a pair that a person has to look at. */
  onReview: ["hold", "tell-only"],
} as const;

export type SwapPolicy = { readonly [K in keyof typeof SWAP_POLICY_CHOICES]: (typeof SWAP_POLICY_CHOICES)[K][number] };

/** Nothing is sent twice, unless a merchant says otherwise. */
export const DEFAULT_SWAP_POLICY: SwapPolicy = { onceOldStarted: "stop-parcel", onReview: "hold" };

/** What is known of a lineage at one moment: the original's side (`old`) and that of the order in its place (`new`). */
export interface SwapFacts extends SwapPolicy {
  readonly kind: "recreated" | "split" | "under-way" | "review" | "none";
  readonly old: (typeof SIDE_STATES)[number];
  readonly oldFence: (typeof FENCES)[number];
  readonly new: (typeof SIDE_STATES)[number];
  readonly newFence: (typeof FENCES)[number];
  /** `yes`: an order that takes the original's place has several Sales Orders, and a flag of ours keeps one back. */
  readonly newTwice: "no" | "yes";
  /** Whether each order that is to be sent has a Sales Order. */
  readonly imported: "all" | "not-all";
  /** Whether one that has none may still be on its way, or takes longer than an import does. */
  readonly patience: "waiting" | "over";
}

export const SWAP_FACT_VALUES: { readonly [K in keyof SwapFacts]: readonly SwapFacts[K][] } = {
  kind: ["recreated", "split", "under-way", "review", "none"],
  old: SIDE_STATES,
  oldFence: FENCES,
  new: SIDE_STATES,
  newFence: FENCES,
  newTwice: ["no", "yes"],
  imported: ["all", "not-all"],
  patience: ["waiting", "over"],
  ...SWAP_POLICY_CHOICES,
};

/** One write to Peoplevox, after which both sides are read again. */
export const SWAP_MOVES = ["hold-new", "stop-new", "hold-old", "stop-old", "cancel-old", "release-new"] as const;

export type SwapMove = (typeof SWAP_MOVES)[number];

/** How a run ends. `ask-again` and `wait-for-import` end only this try. */
export type SwapEnd =
  | "settled"
  | "ask-again"
  | "wait-for-import"
  | "raise-review"
  | "raise-old-in-work"
  | "raise-old-sent"
  | "raise-not-imported"
  | "raise-new-cancelled";

export interface SwapRule {
  readonly when: When<SwapFacts>;
  readonly then: SwapMove | SwapEnd;
  readonly because: string;
}

const IN_WORK = ["picking", "picked", "unknown"] as const;

/** What to do next. Read top to bottom, the first row that fits wins; after a move both sides are read again. */
export const SWAP_RULES = [
  {
    when: { kind: "under-way", new: "not-started", newFence: "free" },
    then: "hold-new",
    because: "The original is about to be cancelled; until then the new order must not be picked.",
  },
  {
    when: { kind: "under-way" },
    then: "ask-again",
    because: "It looks like a recreated order, and its counterpart is still on its way.",
  },
  {
    when: { kind: "review", new: "not-started", newFence: "free", onReview: "hold" },
    then: "hold-new",
    because: "The newer order may repeat the older one; it is kept back until a person has looked.",
  },
  {
    when: { kind: "review" },
    then: "raise-review",
    because: "It cannot be told what replaces what, so nothing is cancelled and a person decides.",
  },
  {
    when: { old: ["not-started", ...IN_WORK, "despatched"], new: "not-started", newFence: "free" },
    then: "hold-new",
    because: "The original could still be sent, so the new order is kept back.",
  },
  {
    when: { old: IN_WORK, oldFence: "free", onceOldStarted: "stop-parcel" },
    then: "stop-old",
    because: "The original is cancelled, and work on it has begun: its parcel must not leave.",
  },
  {
    when: { old: IN_WORK, oldFence: "free", new: "despatched" },
    then: "stop-old",
    because: "The new order has left already, so the original's parcel must not.",
  },
  {
    when: { old: IN_WORK, oldFence: "free", new: IN_WORK, newFence: "free" },
    then: "stop-new",
    because: "The original's parcel may leave, so the new order's parcel must not.",
  },
  {
    when: { old: "despatched", new: IN_WORK, newFence: "free" },
    then: "stop-new",
    because: "The original has left, so the new order's parcel must not.",
  },
  {
    when: { old: "not-started", oldFence: "free" },
    then: "hold-old",
    because: "Nobody may begin to pick the original while it is cancelled.",
  },
  {
    when: { old: "not-started" },
    then: "cancel-old",
    because: "The original is cancelled in Shopify and the warehouse has not started.",
  },
  {
    when: { kind: ["recreated", "split"], old: [...IN_WORK, "despatched"], imported: "not-all", patience: "waiting" },
    then: "wait-for-import",
    because: "The new order is to be kept back, and it is not in Peoplevox yet.",
  },
  {
    when: { old: IN_WORK },
    then: "raise-old-in-work",
    because: "The original is being picked or is picked; a person decides which of the two is sent.",
  },
  {
    when: { old: "despatched" },
    then: "raise-old-sent",
    because: "The original has left the warehouse; customer service decides whether the new order is sent as well.",
  },
  {
    when: { newTwice: "yes", new: ["not-started", ...IN_WORK] },
    then: "raise-review",
    because: "The new order has more than one Sales Order, so nothing is let go until a person has cancelled one.",
  },
  {
    when: { newFence: "ours", new: ["not-started", ...IN_WORK] },
    then: "release-new",
    because: "Nothing else of this order can be sent any more.",
  },
  {
    when: { kind: ["recreated", "split"], imported: "not-all", patience: "waiting" },
    then: "wait-for-import",
    because: "The new order is not in Peoplevox yet; it is tried again until it has been imported.",
  },
  {
    when: { kind: ["recreated", "split"], imported: "not-all" },
    then: "raise-not-imported",
    because: "The new order should have been imported into Peoplevox by now and is not there.",
  },
  {
    when: { kind: ["recreated", "split"], new: "cancelled" },
    then: "raise-new-cancelled",
    because: "The new order is cancelled in Peoplevox, but the customer still wants it.",
  },
  {
    when: {},
    then: "settled",
    because: "Only the order that the customer wants can be sent.",
  },
] as const satisfies readonly SwapRule[];

/** The first row that fits; the last row fits everything. */
export function decideSwap(facts: SwapFacts): SwapRule {
  return firstRowThatFits<SwapFacts, SwapRule>(SWAP_RULES, facts);
}

export const isMove = (then: SwapRule["then"]): then is SwapMove => (SWAP_MOVES as readonly string[]).includes(then);
