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
  /** Each newer order with the one order it comes from. */
  readonly links: readonly PairScore[];
  /** Pairs of a newer order that could come from several. */
  readonly ambiguous: readonly PairScore[];
  /** Pairs that a guard or missing points keep from being links. */
  readonly doubtful: readonly PairScore[];
}

/** Compares all orders of one shop with each other. The order in which they are given does not matter. */
export function orderLinks(given: readonly OrderTrace[], rules: EvidenceRules): OrderLinks {
  const orders = [...new Map(given.map((order) => [order.id, order])).values()].sort(byAge);
  const pairs = orders.flatMap((newer, index) =>
    orders
      .slice(0, index)
      .filter(({ shop }) => shop === newer.shop)
      .map((older) => scorePair(older, newer, rules))
      .filter(({ verdict }) => verdict !== "weak" && verdict !== "unrelated"),
  );
  const origins = orders.map((newer) => originsOf(newer, pairs, rules));
  const only = origins.flatMap((some) => (some.length === 1 ? some : []));
  return {
    orders,
    links: only.filter(isLinked),
    ambiguous: origins.flatMap((some) => (some.length > 1 ? some : [])),
    doubtful: [...only.filter((pair) => !isLinked(pair)), ...pairs.filter(isPossible)],
  };
}

/**
 * The pairs that could tell where an order comes from; of a chain only the last one. A pair with a guard against it
 * stays among them: the order before is not the original only because the nearest one may not be.
 */
function originsOf(newer: OrderTrace, pairs: readonly PairScore[], rules: EvidenceRules): readonly PairScore[] {
  const own = pairs.filter((pair) => pair.newer === newer && !isPossible(pair));
  const telling = mostTelling(own, pairs);
  return telling.filter(
    ({ older }) => !telling.some((other) => other.older !== older && comesFrom(other.older, older, pairs, rules)),
  );
}

/** Pairs that say which order it is; else those whose older order no other one says it comes from; else all. */
function mostTelling(own: readonly PairScore[], pairs: readonly PairScore[]): readonly PairScore[] {
  const telling = own.filter(saysWhich);
  if (telling.length > 0) return telling;
  const isFree = ({ older }: PairScore): boolean =>
    !pairs.some((pair) => isLinked(pair) && pair.older === older && saysWhich(pair));
  const free = own.filter(isFree);
  return free.length > 0 ? free : own;
}

function comesFrom(newer: OrderTrace, older: OrderTrace, pairs: readonly PairScore[], rules: EvidenceRules): boolean {
  return (
    pairs.some((pair) => pair.older === older && pair.newer === newer && isLinked(pair)) ||
    stepsBetween(older.name, newer.name, rules) !== null
  );
}

const isLinked = ({ verdict }: PairScore): boolean => verdict === "linked";

const isPossible = ({ verdict }: PairScore): boolean => verdict === "possible";
