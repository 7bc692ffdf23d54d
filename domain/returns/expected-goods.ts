import type { OrderLine } from "../sales-order/order-snapshot.ts";
import { partsOfRefund } from "./refund-parts.ts";
import type { RefundPart } from "./refund-parts.ts";
import type { ReturnsPolicy } from "./refund-kind.rules.ts";
import { decideReturnState } from "./return-state.rules.ts";
import type { InboundState } from "./return-state.rules.ts";
import type { RefundSnapshot, ReturnsHistory, ReturnSnapshot } from "./returns-snapshot.ts";
import { byAge } from "./returns-source.ts";
import type { ReturnsSource } from "./returns-source.ts";
import { NOTHING_ANNOUNCED, splitUnits } from "./split-units.ts";
import type { AnnouncedUnits, SplitHistory } from "./split-units.ts";

/** Units of one order line that come back with one refund or Return. */
export interface ExpectedLine {
  readonly line: OrderLine;
  /** Units in all, always above zero. */
  readonly units: number;
  /** Units of these that have not been dealt with in Shopify yet. */
  readonly outstanding: number;
  /** Shopify's return reason; `null` for a refund. */
  readonly reason: string | null;
  readonly note: string | null;
}

/** What one refund or Return means for the warehouse. */
export interface Inbound {
  readonly source: ReturnsSource;
  /** As people say it: `Return #1001-R1`, `refund 801`. */
  readonly title: string;
  readonly state: InboundState;
  readonly because: string;
  readonly lines: readonly ExpectedLine[];
  /** What the refund is made of; empty for a Return. */
  readonly parts: readonly RefundPart[];
  /** Units were taken off before they left: the Sales Order must ask for less, which an order edit run does. */
  readonly makesPickSmaller: boolean;
}

/**
 * Which goods come back, for each refund and Return of an order, oldest first.
 *
 * Over all of them, a line's units are never more than were despatched. Where a Return tells of units, its refund says
 * nothing about goods. Lines that ship nothing and gift cards never come back.
 *
 * @param announced - Units that documents in the warehouse announce already
 * @throws {RangeError} When a refund belongs to a Return that is not given
 */
export function expectedGoods(
  history: ReturnsHistory,
  policy: ReturnsPolicy,
  announced: AnnouncedUnits = NOTHING_ANNOUNCED,
): Inbound[] {
  const split = splitUnits(history, announced);
  return [
    ...history.returns.map((each) => inboundOfReturn(each, history, split, policy)),
    ...history.refunds.map((each) => inboundOfRefund(each, history, split, policy)),
  ].sort((a, b) => byAge(a.source, b.source));
}

function inboundOfReturn(
  from: ReturnSnapshot,
  { order }: ReturnsHistory,
  { returnLines }: SplitHistory,
  policy: ReturnsPolicy,
): Inbound {
  const lines = from.lines.flatMap(({ id, lineId, processedQuantity, reason, note }): ExpectedLine[] => {
    const line = order.lines.find((each) => each.id === lineId);
    const units = returnLines.get(`${from.id}/${id}`) ?? 0;
    if (line === undefined || units === 0) return [];
    return [{ line, units, outstanding: Math.max(0, units - processedQuantity), reason, note }];
  });
  const { then: state, because } = decideReturnState({
    ...policy,
    status: from.status,
    units: lines.length > 0 ? "some" : "none",
    outstanding: lines.some(({ outstanding }) => outstanding > 0) ? "some" : "none",
  });
  const source = { type: "return", id: from.id, createdAt: from.createdAt } as const;
  return { source, title: `Return ${from.name}`, state, because, lines, parts: [], makesPickSmaller: false };
}

function inboundOfRefund(
  from: RefundSnapshot,
  { order }: ReturnsHistory,
  { refundLines }: SplitHistory,
  policy: ReturnsPolicy,
): Inbound {
  const parts = partsOfRefund(from, order, refundLines, policy);
  const coming = parts.filter(
    (part): part is RefundPart & { line: OrderLine } => part.goods === "coming" && part.line !== null,
  );
  const smaller = parts.filter(({ goods }) => goods === "smaller-pick");
  const telling = coming[0] ?? smaller[0] ?? parts[0];
  return {
    source: { type: "refund", id: from.id, createdAt: from.createdAt },
    title: `refund ${from.id}`,
    state: coming.length > 0 ? "coming" : smaller.length > 0 ? "unsent-only" : "nothing",
    because: telling.because,
    lines: coming.map(({ line, units }) => ({ line, units, outstanding: units, reason: null, note: from.note })),
    parts,
    makesPickSmaller: smaller.length > 0,
  };
}
