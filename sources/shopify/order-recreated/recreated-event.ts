import { createHash } from "node:crypto";
import type { EmitMetadata } from "../../../components/pipedream-component.ts";
import { findingId } from "../../../domain/recreated-order/find-recreated.ts";
import type { RecreateFinding } from "../../../domain/recreated-order/find-recreated.ts";
import type { OrderRef } from "../../../domain/recreated-order/order-trace.ts";
import { ordersOf } from "../../../domain/recreated-order/swap-sides.ts";

/**
 * What the source tells: a finding about a lineage of orders, without personal data.
 *
 * - `recreated`: `replacement` took the place of `original`
 * - `split`: `parts` took the place of `original`
 * - `under-way`: it looks like a recreated order, and is not settled yet
 * - `review`: a person decides
 */
export type OrderRecreatedEvent = RecreateFinding & {
  /** The same for each delivery of one finding. */
  readonly findingId: string;
  /** Name of the first order: the lineage. */
  readonly orderName: string;
  /** Id of the first order that is known. */
  readonly orderId: string;
  /** Ids of all orders that the finding names, oldest first. */
  readonly orderIds: readonly string[];
};

export function recreatedEvent(finding: RecreateFinding): OrderRecreatedEvent {
  const orderIds = ordersOf(finding).map(({ id }) => id);
  return {
    ...finding,
    findingId: findingId(finding),
    orderName: finding.root,
    orderId: orderIds[0] ?? "",
    orderIds,
  };
}

/** The id stays the same when a finding is emitted again after a crash. Hosts take at most 64 characters. */
export function recreatedMetadata(event: OrderRecreatedEvent, nowMs: number): EmitMetadata {
  return {
    id: createHash("sha256").update(event.findingId).digest("base64url"),
    summary: inWords(event),
    ts: nowMs,
  };
}

function inWords(event: OrderRecreatedEvent): string {
  switch (event.kind) {
    case "recreated":
      return `Order ${event.original.name} was recreated as ${event.replacement.name} (${event.score} points)`;
    case "split":
      return `Order ${event.root} was split into ${names(event.parts)}`;
    case "under-way":
      return `Order ${event.root} may be about to be replaced by ${names(event.live)}`;
    case "review":
      return `Order ${event.root} needs a look: ${event.because}`;
    case "none":
      return `Order ${event.root}: ${event.because}`;
  }
}

const names = (orders: readonly OrderRef[]): string => orders.map(({ name }) => name).join(" and ");
