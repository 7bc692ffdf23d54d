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
      const candidates = traces.filter((other) => other.name.startsWith(asked.name) || sameParty(asked, other));
      const finding = findRecreated(asked, candidates, DEFAULT_EVIDENCE_RULES, "over");
      return finding.kind === "recreated" && finding.replacement.id !== asked.id
        ? [[asked.id, finding.replacement.name] as const]
        : [];
    });
  return new Map(found);
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
    fulfilledQuantity: order.lines.reduce((sum, line) => sum + line.fulfilledQuantity, 0),
    hasReturns: false,
    hasExchange: false,
  };
}
