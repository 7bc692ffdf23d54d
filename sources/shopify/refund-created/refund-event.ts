import type { EmitMetadata } from "../../../components/pipedream-component.ts";
import type { Inbound } from "../../../domain/returns/expected-goods.ts";
import type { GoodsMovement, RefundKind } from "../../../domain/returns/refund-kind.rules.ts";
import type { RefundLine, ReturnsHistory, ReturnStatus } from "../../../domain/returns/returns-snapshot.ts";
import type { InboundState } from "../../../domain/returns/return-state.rules.ts";
import type { OrderChangedEvent } from "../common/order-changed-event.ts";
import type { ReturnMark } from "./return-marks.ts";

/** Units of one order line that come back. */
export interface ReturningLine {
  readonly lineId: string;
  readonly sku: string | null;
  readonly title: string;
  /** Units of the line that were despatched, by Shopify's books. */
  readonly despatchedUnits: number;
  readonly expectedUnits: number;
  /** Units of these whose goods have not been dealt with in Shopify yet. */
  readonly outstandingUnits: number;
  /** Handle of Shopify's return reason, such as `size-too-small`; `null` for a refund. */
  readonly reason: string | null;
  readonly note: string | null;
}

/** What one part of a refund is, and what it means for goods. */
export interface ClassifiedPart {
  readonly kind: RefundKind;
  readonly goods: GoodsMovement;
  readonly because: string;
  readonly lineId: string | null;
  readonly sku: string | null;
  readonly units: number;
}

/** A refund or Return in its present state, classified. */
export interface ClassifiedReturn {
  readonly about: "refund" | "return";
  readonly id: string;
  /** As people say it: `Return #1001-R1`, `refund 801`. */
  readonly title: string;
  readonly createdAt: string;
  /** How the goods stand: `coming`, `received`, `requested`, `closed`, `withdrawn`, `unsent-only` or `nothing`. */
  readonly state: InboundState;
  readonly because: string;
  /** Units that come back, over all lines. */
  readonly expectedUnits: number;
  readonly lines: readonly ReturningLine[];
  /** What the refund is made of; empty for a Return. */
  readonly parts: readonly ClassifiedPart[];
  /** What was picked for stock, line by line; empty for a Return. */
  readonly restock: readonly RefundLine[];
  /** Status of the Return, or of the Return that a refund belongs to. */
  readonly returnStatus: ReturnStatus | null;
  /** Units were taken off before they left: an order edit run lowers the Sales Order. */
  readonly makesPickSmaller: boolean;
}

/**
 * What the source tells. `about` is `unknown` when Shopify did not say what the refund or Return is: the next step
 * fetches it anyway.
 */
export type RefundCreatedEvent = OrderChangedEvent &
  (ClassifiedReturn | { readonly about: "unknown"; readonly id: null });

/** A refund or Return with its state's mark. */
export interface MarkedReturn {
  readonly mark: string;
  readonly classified: ClassifiedReturn;
}

/** @param marks - Those wanted; a refund or Return that is not among them is left out */
export function classify(
  inbounds: readonly Inbound[],
  history: ReturnsHistory,
  marks: readonly ReturnMark[],
): MarkedReturn[] {
  return inbounds.flatMap((inbound) => {
    const { type, id } = inbound.source;
    const found = marks.find((mark) => mark.type === type && mark.id === id);
    return found === undefined ? [] : [{ mark: found.mark, classified: toClassified(inbound, history) }];
  });
}

function toClassified(inbound: Inbound, { refunds, returns }: ReturnsHistory): ClassifiedReturn {
  const { type, id, createdAt } = inbound.source;
  const refund = type === "refund" ? refunds.find((each) => each.id === id) : undefined;
  const returnId = type === "return" ? id : (refund?.returnId ?? null);
  return {
    about: type,
    id,
    title: inbound.title,
    createdAt,
    state: inbound.state,
    because: inbound.because,
    expectedUnits: inbound.lines.reduce((sum, { units }) => sum + units, 0),
    lines: inbound.lines.map(({ line, units, outstanding, reason, note }) => ({
      lineId: line.id,
      sku: line.sku,
      title: line.title,
      despatchedUnits: line.fulfilledQuantity,
      expectedUnits: units,
      outstandingUnits: outstanding,
      reason,
      note,
    })),
    parts: inbound.parts.map(({ kind, goods, because, line, units }) => ({
      kind,
      goods,
      because,
      lineId: line?.id ?? null,
      sku: line?.sku ?? null,
      units,
    })),
    restock: refund?.lines ?? [],
    returnStatus: returns.find((each) => each.id === returnId)?.status ?? null,
    makesPickSmaller: inbound.makesPickSmaller,
  };
}

/** The id stays the same for one state of a refund or Return, however often Shopify tells of it. */
export function refundMetadata(event: OrderChangedEvent, { mark, classified }: MarkedReturn): EmitMetadata {
  const { about, id, title, state, expectedUnits } = classified;
  const goods = expectedUnits === 0 ? state.replace("-", " ") : `${state}, ${expectedUnits} to come back`;
  return {
    id: `${about}-${id}-${mark}`,
    summary: `Order ${event.orderName ?? event.orderId}: ${title} (${goods})`,
    ts: Date.parse(event.lastSeenAt),
  };
}
