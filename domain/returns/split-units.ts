import { canComeBack, refundedAfterDespatch } from "./despatched-units.ts";
import type { RefundLine, RefundSnapshot, RestockType, ReturnLine, ReturnsHistory } from "./returns-snapshot.ts";
import { byAge } from "./returns-source.ts";

/** The units of one refund line by what happened to them. The three add up to the line's quantity. */
export interface UnitSplit {
  /** Taken off before they left. */
  readonly unsent: number;
  /** Despatched, and told by a Return. */
  readonly byReturn: number;
  /** Despatched, and told by nobody else. */
  readonly despatched: number;
}

/** Units that a document in the warehouse announces already, by refund line: see `refundLineKey`. */
export type AnnouncedUnits = ReadonlyMap<string, number>;

export const NOTHING_ANNOUNCED: AnnouncedUnits = new Map();

/** Which units of which refund and Return are which. */
export interface SplitHistory {
  /** By refund line: see `refundLineKey`. */
  readonly refundLines: ReadonlyMap<string, UnitSplit>;
  /** Units that can come back, by Return line: `<return id>/<return line id>`. */
  readonly returnLines: ReadonlyMap<string, number>;
}

/** Unique among the refunds of an order. */
export function refundLineKey(refund: Pick<RefundSnapshot, "id">, line: Pick<RefundLine, "id">): string {
  return `${refund.id}/${line.id}`;
}

const CLAIM_ORDER = { return: 0, "no-restock": 1, "legacy-restock": 2, cancel: 3 } as const satisfies Record<
  RestockType,
  number
>;

/** The likelier a line's goods come to the warehouse, the sooner it may claim despatched units. */
export function byClaim(a: RefundLine, b: RefundLine): number {
  const order = ({ restockType, location }: RefundLine): number =>
    CLAIM_ORDER[restockType] + (location === "shop" ? 0.5 : 0);
  return order(a) - order(b);
}

interface RefundEntry {
  readonly key: string;
  readonly refund: RefundSnapshot;
  readonly line: RefundLine;
}

interface ReturnEntry {
  readonly key: string;
  readonly createdAt: string;
  readonly units: number;
}

/**
 * Says for each refunded unit whether it had left the warehouse, and whether a Return tells of it.
 *
 * Per order line, the units of Returns, of refunds and of documents that exist already are never more than were
 * despatched together. Units that a document announces keep their place, so that a later refund cannot move them.
 *
 * @throws {RangeError} When a refund belongs to a Return that is not given. Nothing was changed.
 */
export function splitUnits(history: ReturnsHistory, announced: AnnouncedUnits): SplitHistory {
  const { order, refunds, returns } = history;
  refuseUnknownReturns(history);
  const refundEntries = [...refunds]
    .sort(byAge)
    .flatMap((refund) => refund.lines.map((line): RefundEntry => ({ key: refundLineKey(refund, line), refund, line })));
  const live = returns.filter(({ status }) => status !== "declined" && status !== "cancelled").sort(byAge);
  const refundLines = new Map<string, UnitSplit>();
  const returnLines = new Map<string, number>();
  const lineIds = new Set([
    ...refundEntries.map(({ line }) => line.lineId),
    ...live.flatMap(({ lines }) => lines.map(({ lineId }) => lineId)),
  ]);
  for (const lineId of lineIds) {
    const line = order.lines.find(({ id }) => id === lineId);
    const despatched = line !== undefined && canComeBack(line) ? line.fulfilledQuantity : 0;
    const ofReturns = claimForReturns(
      live.flatMap(({ id, createdAt, lines }) => lines.map((each) => ({ id, createdAt, line: each }))),
      lineId,
      despatched,
    );
    for (const { key, units } of ofReturns) returnLines.set(key, units);
    const entries = refundEntries.filter((entry) => entry.line.lineId === lineId);
    const refundedLater = line === undefined ? 0 : refundedAfterDespatch(line);
    for (const [key, split] of splitRefundsOfLine(entries, ofReturns, despatched, refundedLater, announced)) {
      refundLines.set(key, split);
    }
  }
  return { refundLines, returnLines };
}

function refuseUnknownReturns({ refunds, returns, order }: ReturnsHistory): void {
  const known = new Set(returns.map(({ id }) => id));
  for (const { id, returnId } of refunds) {
    if (returnId === null || known.has(returnId)) continue;
    throw new RangeError(
      `Refund ${id} of ${order.name} belongs to Return ${returnId}, which was not read; expected all Returns of the ` +
        "order (is the access scope read_returns missing?). Nothing was changed.",
    );
  }
}

function claimForReturns(
  lines: readonly { readonly id: string; readonly createdAt: string; readonly line: ReturnLine }[],
  lineId: string,
  despatched: number,
): ReturnEntry[] {
  let free = despatched;
  return lines
    .filter(({ line }) => line.lineId === lineId)
    .map(({ id, createdAt, line }) => {
      const units = Math.min(line.quantity, free);
      free -= units;
      return { key: `${id}/${line.id}`, createdAt, units };
    });
}

function splitRefundsOfLine(
  entries: readonly RefundEntry[],
  ofReturns: readonly ReturnEntry[],
  despatched: number,
  refundedLater: number,
  announced: AnnouncedUnits,
): Map<string, UnitSplit> {
  const linkedUnits = total(entries.filter(({ refund }) => refund.returnId !== null).map(({ line }) => line.quantity));
  const unlinked = entries.filter(({ refund }) => refund.returnId === null).sort((a, b) => byClaim(a.line, b.line));
  let refundedOpen = Math.max(0, refundedLater - linkedUnits);
  let free = despatched - total(ofReturns.map(({ units }) => units));
  let told = 0;

  const kept = new Map<string, number>();
  for (const { key, line } of unlinked) {
    const units = Math.min(line.quantity, announced.get(key) ?? 0, refundedOpen, free);
    kept.set(key, units);
    refundedOpen -= units;
    free -= units;
  }

  const split = new Map<string, UnitSplit>();
  for (const { key, refund, line } of unlinked) {
    const before = kept.get(key) as number;
    const sent = Math.min(line.quantity - before, refundedOpen);
    const covered = Math.min(sent, Math.max(0, unitsToldBefore(refund, ofReturns) - linkedUnits - told));
    const own = Math.min(sent - covered, free);
    refundedOpen -= sent;
    told += covered;
    free -= own;
    split.set(key, { unsent: line.quantity - before - sent, byReturn: sent - own, despatched: before + own });
  }
  for (const { key, refund, line } of entries) {
    if (refund.returnId !== null) split.set(key, { unsent: 0, byReturn: line.quantity, despatched: 0 });
  }
  return split;
}

/** Units of Returns that were there when the money was given back: such a refund means the same goods. */
function unitsToldBefore({ createdAt }: RefundSnapshot, ofReturns: readonly ReturnEntry[]): number {
  const told = ofReturns.filter((entry) => Date.parse(entry.createdAt) <= Date.parse(createdAt));
  return total(told.map(({ units }) => units));
}

function total(units: readonly number[]): number {
  return units.reduce((sum, each) => sum + each, 0);
}
