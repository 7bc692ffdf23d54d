/** What the known orders say about the order that was asked for. */
export const CONNECTIONS = [
  "none",
  "possible",
  "exchange",
  "sent",
  "contradicted",
  "several-originals",
  "linked",
] as const;

export interface FindingFacts {
  readonly connection: (typeof CONNECTIONS)[number];
  /** Whether all orders that another one came from are cancelled in Shopify. */
  readonly older: "cancelled" | "open";
  /** Members of the lineage that would be sent; `original`: only the first order, since each copy of it is cancelled. */
  readonly live: "none" | "original" | "one" | "several";
  readonly split: "no" | "fits" | "exceeds";
  /** Whether the counterpart's webhook may still be on its way. */
  readonly patience: "waiting" | "over";
}

export const FACT_VALUES: { readonly [K in keyof FindingFacts]: readonly FindingFacts[K][] } = {
  connection: CONNECTIONS,
  older: ["cancelled", "open"],
  live: ["none", "original", "one", "several"],
  split: ["no", "fits", "exceeds"],
  patience: ["waiting", "over"],
};

/** What is found. `under-way`: not settled yet; hold the newer order back and ask again. */
export type FindingKind = "recreated" | "split" | "under-way" | "review" | "none";

export interface FindingRule {
  readonly id: string;
  readonly when: { readonly [K in keyof FindingFacts]?: FindingFacts[K] | readonly FindingFacts[K][] };
  readonly then: FindingKind;
  readonly because: string;
}

/** Read top to bottom; the first row that fits wins. */
export const FINDING_RULES = [
  {
    id: "unrelated",
    when: { connection: "none" },
    then: "none",
    because: "No known order is an earlier or later version of this one.",
  },
  {
    id: "exchange",
    when: { connection: "exchange" },
    then: "none",
    because: "It is an exchange: both orders are right, and the older one is not to be cancelled.",
  },
  {
    id: "sent-and-cancelled",
    when: { connection: "sent", older: "cancelled", patience: "over" },
    then: "review",
    because: "The older order is cancelled although goods of it were sent; the newer one could send them again.",
  },
  {
    id: "sent",
    when: { connection: "sent" },
    then: "none",
    because: "Goods of the older order were sent: an exchange or a second parcel, not an edit.",
  },
  {
    id: "possible-and-early",
    when: { connection: "possible", patience: "waiting" },
    then: "none",
    because: "Something speaks for a recreated order, but not enough yet.",
  },
  {
    id: "not-settled",
    when: { connection: ["contradicted", "several-originals"], patience: "waiting" },
    then: "under-way",
    because: "It looks like a recreated order, but it does not fit together yet.",
  },
  {
    id: "no-link",
    when: { connection: "possible" },
    then: "review",
    because: "Much speaks for a recreated order, but nothing says which order it came from.",
  },
  {
    id: "contradicted",
    when: { connection: "contradicted" },
    then: "review",
    because: "It looks like a recreated order, but something speaks against it.",
  },
  {
    id: "several-originals",
    when: { connection: "several-originals" },
    then: "review",
    because: "More than one order could be the original, or several were merged into one.",
  },
  {
    id: "nothing-live",
    when: { live: "none" },
    then: "none",
    because: "Every version of the order is cancelled; there is nothing to send.",
  },
  {
    id: "copy-cancelled",
    when: { live: "original" },
    then: "none",
    because: "The newer order is cancelled and the original is not: the original is sent.",
  },
  {
    id: "older-still-open",
    when: { older: "open", patience: "waiting" },
    then: "under-way",
    because: "The older order is about to be cancelled; until then the newer one must not be sent.",
  },
  {
    id: "split-off",
    when: { older: "open", split: "fits" },
    then: "none",
    because: "Goods were moved to another order and the rest stays; both are sent, nothing twice.",
  },
  {
    id: "both-open",
    when: { older: "open" },
    then: "review",
    because: "The order was copied, but the older one was never cancelled; both would be sent.",
  },
  {
    id: "split",
    when: { split: "fits" },
    then: "split",
    because: "The cancelled order was split: each part is sent, and together they have no more than it had.",
  },
  {
    id: "recreated",
    when: { live: "one" },
    then: "recreated",
    because: "The older order is cancelled, and exactly one newer order takes its place.",
  },
  {
    id: "several-live-and-early",
    when: { patience: "waiting" },
    then: "under-way",
    because: "Several newer orders take the place of one; perhaps one of them is about to be cancelled.",
  },
  {
    id: "several-live",
    when: {},
    then: "review",
    because: "Several newer orders take the place of one, and together they would send goods twice.",
  },
] as const satisfies readonly FindingRule[];

export type FindingReason = (typeof FINDING_RULES)[number]["id"];

/** The first row that fits; the last row fits everything. */
export function decideFinding(facts: FindingFacts): (typeof FINDING_RULES)[number] {
  return FINDING_RULES.find(({ when }) => fits(when, facts)) as (typeof FINDING_RULES)[number];
}

function fits(when: FindingRule["when"], facts: FindingFacts): boolean {
  return (Object.keys(when) as (keyof FindingFacts)[]).every((fact) => {
    const wanted = when[fact];
    return Array.isArray(wanted) ? wanted.includes(facts[fact]) : wanted === facts[fact];
  });
}
