import { firstRowThatFits } from "../decision-table/first-row-that-fits.ts";
import type { When } from "../decision-table/first-row-that-fits.ts";
import type { ExceptionKind } from "../exceptions/exception.ts";
import type { InboundState } from "./return-state.rules.ts";
import type { ReturnsCapability } from "./returns-profile.ts";

export const RETURNS_CAPABILITIES = ["rma-templates", "purchase-order", "none"] as const satisfies ReturnsCapability[];

/** What Peoplevox has under the number of this refund or Return; `begun`: it is open and has no items yet. */
export const DOCUMENT_STATES = [
  "absent",
  "begun",
  "open-same",
  "open-differs",
  "received",
  "cancelled",
  "unknown-status",
] as const;

/** Whether Peoplevox sent the order. */
export const SENT_STATES = ["despatched", "not-despatched", "missing"] as const;

export const ITEM_STATES = ["known", "partly-known", "unknown"] as const;

export interface RmaFacts {
  readonly inbound: InboundState;
  readonly capability: ReturnsCapability;
  readonly document: (typeof DOCUMENT_STATES)[number];
  readonly salesOrder: (typeof SENT_STATES)[number];
  /** Whether the Sales Order that was despatched has the ItemCodes that come back. */
  readonly items: (typeof ITEM_STATES)[number];
}

export type RmaOutcome = "nothing" | "wait" | "reduce-pick" | "create" | "correct" | "void" | "raise";

export interface RmaRule {
  readonly when: When<RmaFacts>;
  readonly then: RmaOutcome;
  /** Which exception tells a person, where one must. */
  readonly raises: ExceptionKind | null;
  readonly because: string;
}

const NOT_AWAITED = ["withdrawn", "unsent-only", "nothing"] as const;
const OPEN = ["begun", "open-same", "open-differs"] as const;

/** Read top to bottom; the first row that fits wins. */
export const RMA_RULES = [
  {
    when: { inbound: NOT_AWAITED, document: OPEN, capability: "none" },
    then: "raise",
    raises: "rma-not-possible",
    because: "The goods are not awaited any more, but LastEdit may not cancel what announces them.",
  },
  {
    when: { inbound: NOT_AWAITED, document: OPEN },
    then: "void",
    raises: null,
    because: "The goods are not awaited any more, so what announces them is cancelled.",
  },
  {
    when: { inbound: "withdrawn", document: "received" },
    then: "raise",
    raises: "return-withdrawn-after-receipt",
    because: "The Return was declined or cancelled in Shopify, but the warehouse has received its goods.",
  },
  {
    when: { inbound: NOT_AWAITED, document: "unknown-status" },
    then: "raise",
    raises: "rma-failed",
    because: "The goods are not awaited any more, but what announces them has a status nobody told us about.",
  },
  {
    when: { inbound: "unsent-only" },
    then: "reduce-pick",
    raises: null,
    because: "The units had not left; the Sales Order asks for less, and nothing comes back.",
  },
  {
    when: { inbound: NOT_AWAITED },
    then: "nothing",
    raises: null,
    because: "No goods come back, and none are awaited.",
  },
  {
    when: { inbound: "requested" },
    then: "wait",
    raises: null,
    because: "The Return waits for the merchant's approval.",
  },
  {
    when: {
      inbound: ["received", "closed"],
      document: "begun",
      capability: ["rma-templates", "purchase-order"],
    },
    then: "void",
    raises: null,
    because: "The Return was dealt with before its announcement was finished; one without items helps nobody.",
  },
  {
    when: { inbound: ["received", "closed"] },
    then: "nothing",
    raises: null,
    because: "The Return is dealt with; nothing more is awaited.",
  },
  {
    when: { document: "received" },
    then: "nothing",
    raises: null,
    because: "The warehouse has received the goods already.",
  },
  {
    when: { document: "open-same", items: ["partly-known", "unknown"] },
    then: "raise",
    raises: "return-unknown-sku",
    because: "Part of what comes back is awaited; the rest has an ItemCode that was not despatched.",
  },
  {
    when: { document: "open-same" },
    then: "nothing",
    raises: null,
    because: "The warehouse awaits the goods already.",
  },
  {
    when: { document: "cancelled" },
    then: "raise",
    raises: "rma-cancelled-in-warehouse",
    because: "Goods come back, but what announced them was cancelled in Peoplevox, and a number cannot be used again.",
  },
  {
    when: { document: "unknown-status" },
    then: "raise",
    raises: "rma-failed",
    because: "Goods come back, but what announces them has a status nobody told us about; it is left alone.",
  },
  {
    when: { salesOrder: "missing" },
    then: "raise",
    raises: "return-without-sales-order",
    because: "Goods come back, but Peoplevox has no Sales Order that they could belong to.",
  },
  {
    when: { salesOrder: "not-despatched" },
    then: "raise",
    raises: "return-without-sales-order",
    because: "Goods come back, but Peoplevox has not despatched the order; another place may have sent it.",
  },
  {
    when: { capability: "none" },
    then: "raise",
    raises: "rma-not-possible",
    because: "Goods come back, but this Peoplevox takes neither RMAs nor returns purchase orders from us.",
  },
  {
    when: { items: "unknown" },
    then: "raise",
    raises: "return-unknown-sku",
    because: "Goods come back whose ItemCode is not on the Sales Order that was despatched.",
  },
  {
    when: { document: ["begun", "open-differs"], items: "partly-known" },
    then: "correct",
    raises: "return-unknown-sku",
    because: "The announcement is corrected; part of what comes back has an ItemCode that was not despatched.",
  },
  {
    when: { document: ["begun", "open-differs"] },
    then: "correct",
    raises: null,
    because: "What comes back is announced only in part, or has changed since; the announcement is corrected.",
  },
  {
    when: { items: "partly-known" },
    then: "create",
    raises: "return-unknown-sku",
    because: "What is known is announced; the rest has an ItemCode that was not despatched.",
  },
  { when: {}, then: "create", raises: null, because: "Goods come back, and the warehouse does not await them yet." },
] as const satisfies readonly RmaRule[];

/** The first row that fits; the last row fits everything. */
export function decideRma(facts: RmaFacts): RmaRule {
  return firstRowThatFits<RmaFacts, RmaRule>(RMA_RULES, facts);
}
