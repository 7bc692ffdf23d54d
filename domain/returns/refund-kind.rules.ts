import { firstRowThatFits } from "../decision-table/first-row-that-fits.ts";
import type { When } from "../decision-table/first-row-that-fits.ts";
import type { RefundLine, RestockLocation, RestockType } from "./returns-snapshot.ts";

/**
 * What one part of a refund is about. A refund is taken apart first: each refunded line gives one part per kind of
 * unit, a delivery charge, duties and fees, and money without lines give one part each.
 */
export const REFUND_SUBJECTS = [
  "delivery-charge",
  "duties-or-fees",
  "money-only",
  "line-that-ships-nothing",
  "unsent-units",
  "despatched-units",
  "units-of-a-return",
] as const;

export const RESTOCK_TYPES = ["return", "cancel", "no-restock", "legacy-restock"] as const satisfies RestockType[];
export const RESTOCK_LOCATIONS = ["warehouse", "shop", "none"] as const satisfies RestockLocation[];

/** `none`: the refund has no transaction at all, as a removal by order edit has. */
export const REFUND_MONEY = ["none", "pending", "paid", "failed"] as const;

/** What a consultant can choose for refunds and Returns. */
export const RETURNS_POLICY_CHOICES = {
  /** Despatched goods that are refunded without restock and without a Return. */
  noRestock: ["nothing-comes", "expect-goods"],
  /** Despatched goods that were restocked at a shop's location. */
  restockedInShop: ["in-hand", "expect-goods"],
  /** A Return that waits for the merchant's approval. */
  returnRequested: ["wait-for-approval", "expect-goods"],
  /** A Return that was closed before all its goods were dealt with. */
  returnClosed: ["expect-goods", "nothing-comes"],
} as const;

export type ReturnsPolicy = {
  readonly [K in keyof typeof RETURNS_POLICY_CHOICES]: (typeof RETURNS_POLICY_CHOICES)[K][number];
};

/** Goods are expected where Shopify says so, not where somebody may have meant it. */
export const DEFAULT_RETURNS_POLICY: ReturnsPolicy = {
  noRestock: "nothing-comes",
  restockedInShop: "in-hand",
  returnRequested: "wait-for-approval",
  returnClosed: "expect-goods",
};

export type RefundMoney = (typeof REFUND_MONEY)[number];
export type RefundSubject = (typeof REFUND_SUBJECTS)[number];

export interface RefundFacts extends Pick<ReturnsPolicy, "noRestock" | "restockedInShop"> {
  readonly subject: RefundSubject;
  /** `none` for parts without a line. */
  readonly restock: RestockType | "none";
  readonly location: RestockLocation;
  readonly money: RefundMoney;
  readonly order: "live" | "cancelled";
}

export type RefundKind =
  | "delivery-charge-refunded"
  | "duties-or-fees-refunded"
  | "record-without-money"
  | "failed-refund"
  | "appeasement"
  | "ships-nothing"
  | "order-cancelled"
  | "removed-by-edit"
  | "refunded-before-despatch"
  | "return-refunded"
  | "restocked-in-shop"
  | "returned-without-return"
  | "restocked-long-ago"
  | "refunded-and-awaited"
  | "keep-it";

/** What a part of a refund means for goods. */
export type GoodsMovement = "none" | "smaller-pick" | "told-by-return" | "in-hand" | "coming";

export interface RefundRule {
  readonly when: When<RefundFacts>;
  readonly then: RefundKind;
  readonly goods: GoodsMovement;
  readonly because: string;
}

/** Read top to bottom; the first row that fits wins. */
export const REFUND_RULES = [
  {
    when: { subject: "delivery-charge" },
    then: "delivery-charge-refunded",
    goods: "none",
    because: "The delivery charge was given back; no goods move.",
  },
  {
    when: { subject: "duties-or-fees" },
    then: "duties-or-fees-refunded",
    goods: "none",
    because: "Duties or fees were given back or kept; no goods move.",
  },
  {
    when: { subject: "money-only", money: "none" },
    then: "record-without-money",
    goods: "none",
    because: "The refund has neither lines nor money; nothing moves.",
  },
  {
    when: { subject: "money-only", money: "failed" },
    then: "failed-refund",
    goods: "none",
    because: "The money did not go out, and the refund has no lines; nothing moves.",
  },
  {
    when: { subject: "money-only" },
    then: "appeasement",
    goods: "none",
    because: "Money was given back as goodwill; the customer keeps the goods.",
  },
  {
    when: { subject: "line-that-ships-nothing" },
    then: "ships-nothing",
    goods: "none",
    because: "The line ships nothing (a service or a gift card), so nothing can come back.",
  },
  {
    when: { subject: "unsent-units", order: "cancelled" },
    then: "order-cancelled",
    goods: "smaller-pick",
    because: "The order was cancelled before these units left; they must not be picked.",
  },
  {
    when: { subject: "unsent-units", money: "none" },
    then: "removed-by-edit",
    goods: "smaller-pick",
    because: "An order edit took these units off before they left; no money moved. They must not be picked.",
  },
  {
    when: { subject: "unsent-units" },
    then: "refunded-before-despatch",
    goods: "smaller-pick",
    because: "These units were refunded before they left; they must not be picked, and nothing comes back.",
  },
  {
    when: { subject: "units-of-a-return" },
    then: "return-refunded",
    goods: "told-by-return",
    because: "A Return covers these units; the Return says what comes back, not the refund.",
  },
  {
    when: { subject: "despatched-units", restock: "return", location: "shop", restockedInShop: "in-hand" },
    then: "restocked-in-shop",
    goods: "in-hand",
    because: "The goods were handed in at a shop; the warehouse gets nothing.",
  },
  {
    when: { subject: "despatched-units", restock: "return" },
    then: "returned-without-return",
    goods: "coming",
    because: "Despatched goods were refunded as returned, without a Return in Shopify.",
  },
  {
    when: { subject: "despatched-units", restock: "legacy-restock" },
    then: "restocked-long-ago",
    goods: "none",
    because: "The refund is from the time before restock types; its goods are not awaited any more.",
  },
  {
    when: { subject: "despatched-units", noRestock: "expect-goods" },
    then: "refunded-and-awaited",
    goods: "coming",
    because: "This merchant expects refunded goods back even where staff chose not to restock them.",
  },
  {
    when: { subject: "despatched-units", restock: "cancel" },
    then: "keep-it",
    goods: "none",
    because: "The goods had left although the refund restocked them as unsent; nothing says that they come back.",
  },
  {
    when: {},
    then: "keep-it",
    goods: "none",
    because:
      "The goods were refunded after they had left, without restock and without a Return: the customer keeps them.",
  },
] as const satisfies readonly RefundRule[];

/** The first row that fits; the last row fits everything. */
export function decideRefundKind(facts: RefundFacts): RefundRule {
  return firstRowThatFits<RefundFacts, RefundRule>(REFUND_RULES, facts);
}

/** Whether goods come back with a refunded line, if its units had left and no Return tells of them. */
export function bringsGoods({ restockType: restock, location }: RefundLine, policy: ReturnsPolicy): boolean {
  const { goods } = decideRefundKind({
    ...policy,
    subject: "despatched-units",
    restock,
    location,
    money: "paid",
    order: "live",
  });
  return goods === "coming";
}
