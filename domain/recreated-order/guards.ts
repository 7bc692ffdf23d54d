import { differentParty, equal } from "./circumstances.ts";
import type { EvidenceRules } from "./evidence-rule.ts";
import { numberOfName, orderNameParts, rootName, stepsBetween } from "./order-name.ts";
import { looksLikeOrder, namesOrder, referencesBy } from "./order-reference.ts";
import type { OrderTrace } from "./order-trace.ts";

export type GuardId =
  | "exchange"
  | "already-sent"
  | "names-another-order"
  | "names-several-orders"
  | "other-customer"
  | "other-cancel-reason";

/** What speaks against a recreated order, however many points there are. */
export interface Guard {
  readonly id: GuardId;
  /** `unrelated`: not this pair. `contradicted`: a person looks. */
  readonly means: "exchange" | "sent" | "unrelated" | "contradicted";
  readonly because: string;
}

/** Read top to bottom; the first that holds decides. Texts may use `{old}` and `{new}`. */
export const GUARDS = [
  { id: "names-another-order", means: "unrelated", because: "{new} says that it comes from another order than {old}." },
  {
    id: "exchange",
    means: "exchange",
    because: "{new} is an exchange for {old}: its goods are sent in addition, when others come back.",
  },
  {
    id: "already-sent",
    means: "sent",
    because: "Goods of {old} were sent already, so {new} is an exchange or sends something again.",
  },
  { id: "names-several-orders", means: "contradicted", because: "{new} names several orders, as after a merge." },
  {
    id: "other-customer",
    means: "contradicted",
    because: "{old} and {new} share neither customer, e-mail, phone nor address.",
  },
  {
    id: "other-cancel-reason",
    means: "contradicted",
    because: "{old} was cancelled for fraud or a declined payment, not for an edit.",
  },
] as const satisfies readonly Guard[];

const TESTS: Readonly<Record<GuardId, (older: OrderTrace, newer: OrderTrace, rules: EvidenceRules) => boolean>> = {
  exchange: (older, newer, rules) =>
    older.hasExchange ||
    newer.hasExchange ||
    hasExchangeName(newer, rules) ||
    [...older.tags, ...newer.tags].some((tag) => rules.exchange.tags.some((mark) => equal(mark, tag))),
  "already-sent": wasSent,
  "names-several-orders": namesBoth,
  "names-another-order": namesAnother,
  "other-customer": differentParty,
  "other-cancel-reason": (older, _newer, rules) =>
    rules.otherCancelReasons.some((reason) => equal(reason, older.cancelReason)),
};

/** The first guard that speaks against a pair, or `null`. */
export function guardAgainst(older: OrderTrace, newer: OrderTrace, rules: EvidenceRules): Guard | null {
  return GUARDS.find(({ id }) => TESTS[id](older, newer, rules)) ?? null;
}

/**
 * Goods of an open order that were sent only after the newer one was created are no reason for it: both would be sent.
 * Those of a cancelled order count at any time, since the newer one could send them again.
 */
function wasSent({ firstSentAt, hasReturns, cancelledAt }: OrderTrace, newer: OrderTrace): boolean {
  if (firstSentAt === null) return hasReturns;
  return cancelledAt !== null || Date.parse(firstSentAt) <= Date.parse(newer.createdAt);
}

/** An exchange prefix counts before a number only, so that no shop's own words are taken for one. */
function hasExchangeName({ name }: OrderTrace, rules: EvidenceRules): boolean {
  const plain = numberOfName(name, rules).toLowerCase();
  return (
    rules.exchange.namePrefixes.some((prefix) => {
      const mark = prefix.toLowerCase();
      return plain.startsWith(mark) && /^[-#\s]*\d/.test(plain.slice(mark.length));
    }) || rules.exchange.nameSuffixes.some((suffix) => plain.endsWith(suffix.toLowerCase()))
  );
}

/**
 * Orders that the newer one names by a link, other than the older one and earlier versions of itself by name. A source
 * identifier is left out: an order from a marketplace has that marketplace's.
 */
function othersNamed(older: OrderTrace, newer: OrderTrace, rules: EvidenceRules): readonly string[] {
  const links = rules.links.filter(({ where }) => where.in !== "source-identifier");
  return links
    .flatMap((rule) => referencesBy(rule, newer))
    .filter(
      (reference) =>
        looksLikeOrder(reference, rules) &&
        !namesOrder(reference, "{order}", older, rules) &&
        rootName(reference, rules) !== rootName(newer.name, rules),
    );
}

function namesBoth(older: OrderTrace, newer: OrderTrace, rules: EvidenceRules): boolean {
  return isNamed(older, newer, rules) && othersNamed(older, newer, rules).length > 0;
}

/** It names other orders only, or its name is made of another order's. */
function namesAnother(older: OrderTrace, newer: OrderTrace, rules: EvidenceRules): boolean {
  if (isNamed(older, newer, rules)) return false;
  return othersNamed(older, newer, rules).length > 0 || orderNameParts(newer.name, rules).steps.length > 0;
}

function isNamed(older: OrderTrace, newer: OrderTrace, rules: EvidenceRules): boolean {
  return (
    stepsBetween(older.name, newer.name, rules) !== null ||
    rules.links.some((rule) =>
      referencesBy(rule, newer).some((reference) => namesOrder(reference, rule.template, older, rules)),
    )
  );
}
