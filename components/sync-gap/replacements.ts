import { DEFAULT_EVIDENCE_RULES } from "../../domain/recreated-order/evidence.rules.ts";
import { sameParty } from "../../domain/recreated-order/circumstances.ts";
import { findRecreated } from "../../domain/recreated-order/find-recreated.ts";
import type { OrderTrace } from "../../domain/recreated-order/order-trace.ts";
import type { OrderSnapshot } from "../../domain/sales-order/order-snapshot.ts";

/**
 * Which of these orders were recreated as another one of them: order id → name of the order that took its place.
 *
 * What a snapshot does not hold (payments, apps) gives no evidence, so this finds fewer pairs than the run for recreated
 * orders, and never one that it would not find.
 */
export function replacementsAmong(orders: readonly OrderSnapshot[]): ReadonlyMap<string, string> {
  const traces = orders.map(traceOf);
  const found = traces
    .filter(({ cancelledAt }) => cancelledAt !== null)
    .flatMap((asked) => {
      const candidates = candidatesFor(asked, traces);
      const finding = findRecreated(asked, candidates, DEFAULT_EVIDENCE_RULES, "over");
      return finding.kind === "recreated" && finding.replacement.id !== asked.id
        ? [[asked.id, finding.replacement.name] as const]
        : [];
    });
  return new Map(found);
}

/** Each pair of candidates is weighed, so their number must be bounded: hundreds of orders can share an address. */
const MOST_CANDIDATES = 20;

/** Orders named after this one, then those of the same party, the nearest in time to its cancellation first. */
function candidatesFor(asked: OrderTrace, traces: readonly OrderTrace[]): OrderTrace[] {
  const isNamedAfter = ({ name }: OrderTrace): boolean => name.startsWith(asked.name);
  const distanceMs = ({ createdAt }: OrderTrace): number =>
    Math.abs(Date.parse(createdAt) - Date.parse(asked.cancelledAt ?? asked.createdAt));
  return traces
    .filter((other) => other.id !== asked.id && (isNamedAfter(other) || sameParty(asked, other)))
    .toSorted((a, b) => Number(isNamedAfter(b)) - Number(isNamedAfter(a)) || distanceMs(a) - distanceMs(b))
    .slice(0, MOST_CANDIDATES);
}

function traceOf(order: OrderSnapshot): OrderTrace {
  const { shop, id, name, createdAt, cancelledAt, tags, note, attributes, email, phone, shippingAddress } = order;
  return {
    shop,
    id,
    name,
    createdAt,
    cancelledAt,
    tags,
    note,
    attributes,
    email,
    phone,
    shippingAddress,
    processedAt: null,
    cancelReason: null,
    cancelledByApp: null,
    metafields: [],
    sourceName: null,
    sourceIdentifier: null,
    app: null,
    customerId: null,
    lines: order.lines,
    discountCodes: [],
    payments: [],
    // A snapshot does not say when: sent from the beginning, so that a doubt ends in no pair.
    firstSentAt: order.lines.some(({ fulfilledQuantity }) => fulfilledQuantity > 0) ? createdAt : null,
    hasReturns: false,
    hasExchange: false,
  };
}
