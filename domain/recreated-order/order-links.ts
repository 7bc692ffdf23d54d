import type { EvidenceRules } from "./evidence-rule.ts";
import { stepsBetween } from "./order-name.ts";
import { byAge } from "./order-trace.ts";
import type { OrderTrace } from "./order-trace.ts";
import { saysWhich, scorePair } from "./score-pair.ts";
import type { PairScore } from "./score-pair.ts";

/** What a set of orders says about which came from which. */
export interface OrderLinks {
  /** All orders, oldest first, each once. */
  readonly orders: readonly OrderTrace[];
  /** All pairs of an older and a newer order that have points enough to matter. */
  readonly pairs: readonly PairScore[];
  /** Each newer order with the one order it comes from. */
  readonly links: readonly PairScore[];
  /** Pairs of a newer order that could come from several. */
  readonly ambiguous: readonly PairScore[];
}

/** Compares all orders of one shop with each other. The order in which they are given does not matter. */
export function orderLinks(given: readonly OrderTrace[], rules: EvidenceRules): OrderLinks {
  const orders = [...new Map(given.map((order) => [order.id, order])).values()].sort(byAge);
  const pairs = orders.flatMap((newer, index) =>
    orders
      .slice(0, index)
      .filter(({ shop }) => shop === newer.shop)
      .map((older) => scorePair(older, newer, rules))
      .filter(({ verdict }) => verdict !== "weak"),
  );
  const origins = orders.map((newer) => originsOf(newer, pairs, rules));
  return {
    orders,
    pairs,
    links: origins.filter(({ length }) => length === 1).flat(),
    ambiguous: origins.filter(({ length }) => length > 1).flat(),
  };
}

/** The pairs that could tell where an order comes from; of a chain only the last one. */
function originsOf(newer: OrderTrace, pairs: readonly PairScore[], rules: EvidenceRules): readonly PairScore[] {
  const linked = pairs.filter((pair) => pair.verdict === "linked" && pair.newer === newer);
  const telling = mostTelling(linked, pairs);
  return telling.filter(
    ({ older }) => !telling.some((other) => other.older !== older && comesFrom(other.older, older, pairs, rules)),
  );
}

/** Pairs that say which order it is; else those whose older order no other one says it comes from; else all. */
function mostTelling(linked: readonly PairScore[], pairs: readonly PairScore[]): readonly PairScore[] {
  const telling = linked.filter(saysWhich);
  if (telling.length > 0) return telling;
  const isFree = ({ older }: PairScore): boolean =>
    !pairs.some((pair) => pair.verdict === "linked" && pair.older === older && saysWhich(pair));
  const free = linked.filter(isFree);
  return free.length > 0 ? free : linked;
}

function comesFrom(newer: OrderTrace, older: OrderTrace, pairs: readonly PairScore[], rules: EvidenceRules): boolean {
  return (
    pairs.some((pair) => pair.older === older && pair.newer === newer && pair.verdict === "linked") ||
    stepsBetween(older.name, newer.name, rules) !== null
  );
}
