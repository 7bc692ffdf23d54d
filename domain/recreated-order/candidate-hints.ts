import type { EvidenceRules, LinkRule } from "./evidence-rule.ts";
import { orderNameParts } from "./order-name.ts";
import { looksLikeOrder, referencesBy } from "./order-reference.ts";
import { equal } from "./circumstances.ts";
import type { OrderTrace } from "./order-trace.ts";

/** Where to look for orders that may belong to an order. */
export interface CandidateHints {
  /** Texts that name an older order: an id, a gid, a name or a number. */
  readonly references: readonly string[];
  /** What the names of all versions have in common, without the shop's prefix: `1031` for `#1031B`. */
  readonly nameStem: string;
  readonly customerId: string | null;
  readonly email: string | null;
}

/** What to search for; whatever is found goes to `findRecreated`, which sorts out what does not belong. */
export function candidateHints(order: OrderTrace, rules: EvidenceRules): CandidateHints {
  return {
    references: [...new Set(rules.links.flatMap((rule) => named(rule, order, rules)))],
    nameStem: orderNameParts(order.name, rules).base,
    customerId: order.customerId,
    email: order.email,
  };
}

/**
 * Whether an order can have a counterpart at all, so that it is worth waiting for: it is cancelled, or something on it
 * says that it is a copy. An ordinary new order need not wait, since circumstances alone never make it a copy.
 */
export function mayHaveCounterpart(order: OrderTrace, rules: EvidenceRules): boolean {
  return (
    order.cancelledAt !== null ||
    orderNameParts(order.name, rules).steps.length > 0 ||
    mayNameAnOrder(order, rules) ||
    rules.marks.some(({ when: { newTag, oldTag, eitherTag, newApp } }) => {
      const tags = [newTag, oldTag, eitherTag].filter((tag) => tag !== undefined);
      return (
        tags.some((mark) => order.tags.some((tag) => equal(mark, tag))) ||
        newApp?.some((name) => equal(name, order.app?.name ?? null)) === true
      );
    })
  );
}

function mayNameAnOrder(order: OrderTrace, rules: EvidenceRules): boolean {
  return rules.links.some((rule) => {
    const references = named(rule, order, rules);
    // Every order from a marketplace has a source; it tells something only when it is an order of this shop.
    return rule.where.in === "source-identifier"
      ? references.some((reference) => looksLikeOrder(reference, rules))
      : references.length > 0;
  });
}

/** Any tag fits a template that is a name only; those that are no order's name are left out. */
const named = (rule: LinkRule, order: OrderTrace, rules: EvidenceRules): readonly string[] =>
  referencesBy(rule, order).filter((reference) => rule.where.in !== "tag" || looksLikeOrder(reference, rules));
