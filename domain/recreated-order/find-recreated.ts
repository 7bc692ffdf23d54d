import type { EvidenceRules } from "./evidence-rule.ts";
import { decideFinding } from "./finding.rules.ts";
import type { FindingFacts, FindingReason } from "./finding.rules.ts";
import { orderLineage } from "./lineage.ts";
import type { OrderLineage } from "./lineage.ts";
import { orderLinks } from "./order-links.ts";
import type { OrderLinks } from "./order-links.ts";
import { orderRef } from "./order-trace.ts";
import type { OrderRef, OrderTrace } from "./order-trace.ts";
import type { Evidence, PairScore } from "./score-pair.ts";

/** A newer order and the older one it came from, with what says so. */
export interface FindingStep {
  readonly original: OrderRef;
  readonly replacement: OrderRef;
  readonly score: number;
  readonly makes: PairScore["makes"];
  readonly evidence: readonly Evidence[];
  /** What speaks against it, in words. */
  readonly against: string | null;
}

interface FindingBase {
  /** Id of the row in `FINDING_RULES` that decided. */
  readonly reason: FindingReason;
  readonly because: string;
  readonly shop: string;
  /** Name of the first order: the same for each member of a lineage, at any time. */
  readonly root: string;
  /** Members that would be sent, oldest first. */
  readonly live: readonly OrderRef[];
  /** Members that are cancelled in Shopify, oldest first. */
  readonly cancelled: readonly OrderRef[];
  /** Members that another one came from and that are still open, oldest first. */
  readonly openAndReplaced: readonly OrderRef[];
  /** What was found of how the orders hang together, oldest first. */
  readonly steps: readonly FindingStep[];
}

/**
 * What is found about one order. Plain data without personal data, so that it can be an event.
 *
 * - `recreated`: each older version is cancelled in Shopify; only `replacement` is to be sent
 * - `split`: the original is cancelled in Shopify; each of `parts` is to be sent
 * - `under-way`: hold `live` orders back and ask again
 * - `review`: a person decides; nothing is to be cancelled
 * - `none`: nothing to do about it
 */
export type RecreateFinding =
  | (FindingBase & { readonly kind: "under-way" | "review" | "none" })
  | (FindingBase & {
      readonly kind: "recreated";
      /** The last older version. */
      readonly original: OrderRef;
      readonly replacement: OrderRef;
      readonly score: number;
      readonly evidence: readonly Evidence[];
    })
  | (FindingBase & { readonly kind: "split"; readonly parts: readonly OrderRef[] });

/** Whether the counterpart's webhook may still be on its way; see `waiting-room.ts`. */
export type Patience = FindingFacts["patience"];

/**
 * Tells whether an order was recreated as another one, or is itself such another one.
 *
 * Asked from any order of a lineage, with the same orders known, the finding is the same: it does not matter whether
 * the create or the cancel arrives first. An older version counts as replaced only when Shopify says that it is
 * cancelled, so a finding never has an order cancelled that its shop still wants.
 *
 * @param asked - The order that was created or cancelled
 * @param candidates - Orders it may belong to; unrelated ones and itself do no harm
 */
export function findRecreated(
  asked: OrderTrace,
  candidates: readonly OrderTrace[],
  rules: EvidenceRules,
  patience: Patience,
): RecreateFinding {
  const known = linksAmong(candidates, asked, rules);
  const order = known.orders.find(({ id }) => id === asked.id) as OrderTrace;
  const lineage = orderLineage(order, known, rules);
  const { connection, pairs } = connectionOf(order, lineage, known);
  const row = decideFinding({
    connection,
    older: olderOf(connection, lineage, pairs),
    live: liveOf(lineage),
    split: lineage.split,
    patience,
  });
  const base: FindingBase = {
    reason: row.id,
    because: row.because,
    shop: asked.shop,
    root: lineage.rootName,
    live: lineage.live.map(orderRef),
    cancelled: lineage.members.filter(({ cancelledAt }) => cancelledAt !== null).map(orderRef),
    openAndReplaced: lineage.openAndReplaced.map(orderRef),
    steps: pairs.map(stepOf),
  };
  switch (row.then) {
    case "recreated":
      return { ...base, kind: row.then, ...lastStep(lineage) };
    case "split":
      return { ...base, kind: row.then, parts: base.live };
    default:
      return { ...base, kind: row.then };
  }
}

const worked = new WeakMap<readonly OrderTrace[], { readonly rules: EvidenceRules; readonly links: OrderLinks }>();

/**
 * Compares the orders with each other, once for all orders asked about among the same candidates: comparing 200 orders
 * takes 20,000 pairs, and a look asks about 25 of them.
 */
function linksAmong(candidates: readonly OrderTrace[], asked: OrderTrace, rules: EvidenceRules): OrderLinks {
  if (!candidates.includes(asked)) return orderLinks([...candidates, asked], rules);
  const before = worked.get(candidates);
  if (before?.rules === rules) return before.links;
  const links = orderLinks(candidates, rules);
  worked.set(candidates, { rules, links });
  return links;
}

/**
 * A name for a finding: the same for each delivery of the same finding, another one when an order of the lineage is
 * created or cancelled.
 */
export function findingId({ kind, shop, live, cancelled, openAndReplaced }: RecreateFinding): string {
  const ids = [live, openAndReplaced, cancelled].map((orders) => orders.map(({ id }) => id).join("+"));
  return [kind, shop, ...ids].join(":");
}

/** The links of the lineage; without one, the strongest pair that speaks for something else. */
function connectionOf(
  order: OrderTrace,
  lineage: OrderLineage,
  { ambiguous, doubtful }: OrderLinks,
): { connection: FindingFacts["connection"]; pairs: readonly PairScore[] } {
  const unclear = ambiguous.filter(({ older, newer }) => [older, newer].some((one) => lineage.members.includes(one)));
  if (unclear.length > 0) {
    const pairsOfThese = ambiguous.filter(({ newer }) => unclear.some((pair) => pair.newer === newer));
    return { connection: "several-originals", pairs: pairsOfThese };
  }
  if (lineage.steps.length > 0) return { connection: "linked", pairs: lineage.steps };
  const own = doubtful.filter(({ older, newer }) => older === order || newer === order);
  const [strongest] = own.toSorted((one, other) => other.score - one.score);
  if (strongest === undefined) return { connection: "none", pairs: [] };
  return { connection: strongest.verdict as FindingFacts["connection"], pairs: [strongest] };
}

function liveOf({ live, members }: OrderLineage): FindingFacts["live"] {
  if (live.length > 1) return "several";
  if (live.length === 0) return "none";
  return live[0] === members[0] ? "original" : "one";
}

function olderOf(
  connection: FindingFacts["connection"],
  lineage: OrderLineage,
  pairs: readonly PairScore[],
): FindingFacts["older"] {
  const isOpen =
    connection === "linked"
      ? lineage.openAndReplaced.length > 0
      : pairs.some(({ older }) => older.cancelledAt === null);
  return isOpen ? "open" : "cancelled";
}

function lastStep({ steps, live }: OrderLineage): Pick<FindingStep, "original" | "replacement" | "score" | "evidence"> {
  const last = steps.find(({ newer }) => live.includes(newer)) as PairScore;
  const { original, replacement, score, evidence } = stepOf(last);
  return { original, replacement, score, evidence };
}

function stepOf({ older, newer, score, makes, evidence, guard }: PairScore): FindingStep {
  return {
    original: orderRef(older),
    replacement: orderRef(newer),
    score,
    makes,
    evidence,
    against: guard?.because ?? null,
  };
}
