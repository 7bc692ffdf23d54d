import type { JournalEntry, OrderState } from "./journal.ts";
import { workStarted, type ParcelLine } from "./sales-order.ts";

/** Columns that a writer may set after picking started: they stop the parcel or describe it. */
const HARMLESS_COLUMNS = new Set(["OnHold", "StopShip", "DespatchTrackingNumber", "CarrierName"]);

/** Stored writes that changed a Sales Order's lines or fields after its first unit was picked. Should be empty. */
export function changesAfterPickingStarted(entries: readonly JournalEntry[]): JournalEntry[] {
  return entries.filter(
    (entry) =>
      entry.kind === "write-accepted" &&
      entry.before !== null &&
      workStarted(entry.before.status) &&
      entry.changes.some(({ column }) => !HARMLESS_COLUMNS.has(column)),
  );
}

/** What left the building, by Sales Order number. */
export function parcelsDespatched(entries: readonly JournalEntry[]): ReadonlyMap<string, readonly ParcelLine[]> {
  return new Map(
    entries.flatMap((entry) => (entry.kind === "despatched" ? [[entry.salesOrderNumber, entry.parcel]] : [])),
  );
}

/**
 * Whether a parcel of this order could still leave. A hold does not count once picking has started, because it does
 * not interrupt a pick.
 */
function isReleasable({ status, onHold, stopShip }: OrderState): boolean {
  if (status === "Cancelled" || status === "Despatched" || stopShip) return false;
  return !onHold || workStarted(status);
}

/** An instant at which more than one Sales Order of one reference could go out. */
export interface ReleasableOverlap {
  readonly reference: string;
  readonly at: number;
  readonly sequence: number;
  readonly salesOrderNumbers: readonly string[];
}

/**
 * Replays the journal: at most one releasable Sales Order per reference at each instant. Should be empty.
 *
 * @param rootOf - What orders of different references have in common, such as `#1031` for `#1031A`; the overlaps then
 * name that as their reference
 */
export function releasableOverlaps(
  entries: readonly JournalEntry[],
  rootOf: (reference: string) => string = (reference) => reference,
): ReleasableOverlap[] {
  const states = new Map<string, OrderState>();
  const overlaps: ReleasableOverlap[] = [];
  for (const { salesOrderNumber, after, at, sequence } of entries) {
    if (after === null) states.delete(salesOrderNumber);
    else states.set(salesOrderNumber, after);
    if (after === null || after.reference === "" || !isReleasable(after)) continue;
    const reference = rootOf(after.reference);
    const salesOrderNumbers = [...states]
      .filter(([, state]) => rootOf(state.reference) === reference && isReleasable(state))
      .map(([number]) => number);
    if (salesOrderNumbers.length > 1) overlaps.push({ reference, at, sequence, salesOrderNumbers });
  }
  return overlaps;
}

/**
 * Overlaps that begin after the first instant without one: from then on somebody keeps the orders of a root apart, and
 * must not let go. Should be empty.
 *
 * @param since - Only entries with a greater sequence are looked at: what an importer did before is not judged
 */
export function overlapsOnceApart(
  entries: readonly JournalEntry[],
  rootOf: (reference: string) => string,
  since: number,
): ReleasableOverlap[] {
  const overlaps = new Map(releasableOverlaps(entries, rootOf).map((overlap) => [overlap.sequence, overlap]));
  const sequences = entries.map(({ sequence }) => sequence).filter((sequence) => sequence > since);
  const firstApart = sequences.find((sequence) => !overlaps.has(sequence)) ?? Number.POSITIVE_INFINITY;
  return [...overlaps.values()].filter(({ sequence }) => sequence > firstApart);
}
