import { unitsBySku } from "./circumstances.ts";
import type { EvidenceRules } from "./evidence-rule.ts";
import { rootName } from "./order-name.ts";
import type { OrderLinks } from "./order-links.ts";
import type { OrderTrace } from "./order-trace.ts";
import type { PairScore } from "./score-pair.ts";

/** All known orders that are, or were, versions or parts of one order. */
export interface OrderLineage {
  /** Name of the first order, also when that one is not known: `#1031` for `#1031B`. Names the lineage. */
  readonly rootName: string;
  /** Oldest first. */
  readonly members: readonly OrderTrace[];
  /** Which came from which; one per member except the oldest. */
  readonly steps: readonly PairScore[];
  /** Members that are not cancelled and that no other live member came from. */
  readonly live: readonly OrderTrace[];
  /** Members that another one came from, and that are not cancelled. */
  readonly openAndReplaced: readonly OrderTrace[];
  /**
   * Whether live members may stand side by side: `fits` when the order was split and the parts together have no more
   * of its goods than it had, `exceeds` when they have more, `no` when it was not split.
   */
  readonly split: "no" | "fits" | "exceeds";
}

/** The lineage of one order; an order that nothing is linked to is a lineage of its own. */
export function orderLineage(
  order: OrderTrace,
  { orders, links }: Pick<OrderLinks, "orders" | "links">,
  rules: Pick<EvidenceRules, "names" | "shopNames">,
): OrderLineage {
  const oldest = oldestOf(order, links);
  const members = orders.filter((member) => oldestOf(member, links) === oldest);
  const steps = links.filter(({ newer }) => members.includes(newer));
  const active = new Set(members.filter(({ cancelledAt }) => cancelledAt === null).flatMap((one) => path(one, steps)));
  const isReplaced = (member: OrderTrace): boolean =>
    steps.some(({ older, newer }) => older === member && active.has(newer));
  const open = members.filter(({ cancelledAt }) => cancelledAt === null);
  return {
    rootName: rootName(oldest.name, rules),
    members,
    steps,
    live: open.filter((member) => !isReplaced(member)),
    openAndReplaced: open.filter(isReplaced),
    split: splitOf(members, steps, active),
  };
}

/** From an order back to the first one it comes from, the order itself included. */
function path(order: OrderTrace, links: readonly PairScore[]): readonly OrderTrace[] {
  const origin = links.find(({ newer }) => newer === order);
  return origin === undefined ? [order] : [order, ...path(origin.older, links)];
}

const oldestOf = (order: OrderTrace, links: readonly PairScore[]): OrderTrace =>
  path(order, links).at(-1) as OrderTrace;

/** Looks at each order whose goods are claimed twice: by several newer ones, or by itself and a newer one. */
function splitOf(
  members: readonly OrderTrace[],
  steps: readonly PairScore[],
  active: ReadonlySet<OrderTrace>,
): OrderLineage["split"] {
  let split: OrderLineage["split"] = steps.some(({ makes, newer }) => makes === "part" && active.has(newer))
    ? "fits"
    : "no";
  for (const member of members) {
    const claims = steps.filter(({ older, newer }) => older === member && active.has(newer));
    const isOpen = member.cancelledAt === null;
    if (claims.length === 0 || (claims.length === 1 && !isOpen)) continue;
    if (!claims.some(({ makes }) => makes === "part")) return "no";
    if (!fits(member, isOpen, claims)) split = "exceeds";
  }
  return split;
}

function fits(parent: OrderTrace, isOpen: boolean, claims: readonly PairScore[]): boolean {
  const parts = claims.map(({ newer }) => unitsBySku(newer));
  if (isOpen)
    parts.push(unitsBySku({ lines: parent.lines.map((line) => ({ ...line, quantity: line.currentQuantity })) }));
  return [...unitsBySku(parent)].every(
    ([sku, units]) => parts.reduce((sum, part) => sum + (part.get(sku) ?? 0), 0) <= units,
  );
}
