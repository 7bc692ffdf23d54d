import { firstRowThatFits } from "../decision-table/first-row-that-fits.ts";
import type { When } from "../decision-table/first-row-that-fits.ts";
import type { ReturnsPolicy } from "./refund-kind.rules.ts";
import type { ReturnStatus } from "./returns-snapshot.ts";

/**
 * How the goods of a refund or a Return stand.
 *
 * `unsent-only`: units were taken off before they left. `nothing`: no goods, now or later.
 */
export const INBOUND_STATES = [
  "coming",
  "received",
  "requested",
  "closed",
  "withdrawn",
  "unsent-only",
  "nothing",
] as const;

export type InboundState = (typeof INBOUND_STATES)[number];

export interface ReturnFacts extends Pick<ReturnsPolicy, "returnRequested" | "returnClosed"> {
  readonly status: ReturnStatus;
  /** Units of the Return that were despatched by the warehouse and can come back. */
  readonly units: "some" | "none";
  /** Whether some of these have not been dealt with in Shopify yet. */
  readonly outstanding: "some" | "none";
}

export interface ReturnRule {
  readonly when: When<ReturnFacts>;
  readonly then: InboundState;
  readonly because: string;
}

/** Read top to bottom; the first row that fits wins. */
export const RETURN_RULES = [
  {
    when: { status: ["declined", "cancelled"] },
    then: "withdrawn",
    because: "The Return was declined or cancelled; nothing comes back.",
  },
  {
    when: { units: "none" },
    then: "nothing",
    because: "The Return has no line whose goods could come back.",
  },
  {
    when: { status: "requested", returnRequested: "wait-for-approval" },
    then: "requested",
    because: "The customer has asked for a Return, and the merchant has not approved it yet.",
  },
  {
    when: { outstanding: "none" },
    then: "received",
    because: "All goods of the Return have been dealt with in Shopify already.",
  },
  {
    when: { status: "closed", returnClosed: "nothing-comes" },
    then: "closed",
    because: "The Return is closed, and this merchant does not await goods of a closed Return.",
  },
  { when: {}, then: "coming", because: "The Return was approved; its goods come back." },
] as const satisfies readonly ReturnRule[];

/** The first row that fits; the last row fits everything. */
export function decideReturnState(facts: ReturnFacts): ReturnRule {
  return firstRowThatFits<ReturnFacts, ReturnRule>(RETURN_RULES, facts);
}
