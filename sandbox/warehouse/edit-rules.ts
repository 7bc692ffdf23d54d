import { workStarted, type SalesOrder } from "./sales-order.ts";

/** Columns that may be written at any time before despatch, because they stop work and change nothing in the parcel. */
const FLAG_COLUMNS = new Set(["OnHold", "StopShip"]);

/** Columns that carriers write back, also long after despatch. */
const TRACKING_COLUMNS = new Set(["DespatchTrackingNumber", "CarrierName"]);

/**
 * Assumption: Peoplevox's own words are not public, so these are ours, and no client may match on them.
 */
export const REFUSALS = {
  locked: "SalesOrder : Sales order cannot be modified in its current status",
  cancelLocked: "SalesOrder : Sales order cannot be cancelled in its current status",
  deleteLocked: "SalesOrder : Sales order cannot be deleted in its current status",
} as const;

/** Whether edits of a Sales Order are refused now; `refusesOncePicked` is the tenant's profile. */
function isLocked(order: SalesOrder, refusesOncePicked: boolean): boolean {
  return order.status === "Cancelled" || (refusesOncePicked && workStarted(order.status));
}

/**
 * Why a header row is refused, or `null`.
 * Assumption: allowed in New, Partially allocated and Allocated, refused from Partially picked on; holding, stopping
 * and tracking numbers are always taken.
 */
export function headerEditRefusal(
  order: SalesOrder,
  columns: readonly string[],
  refusesOncePicked: boolean,
): string | null {
  const harmless = columns.every((column) => FLAG_COLUMNS.has(column) || TRACKING_COLUMNS.has(column));
  return !harmless && isLocked(order, refusesOncePicked) ? REFUSALS.locked : null;
}

/** Why an item row is refused, or `null`. */
export function lineEditRefusal(order: SalesOrder, refusesOncePicked: boolean): string | null {
  return isLocked(order, refusesOncePicked) ? REFUSALS.locked : null;
}

/** Why a cancel is refused, or `null`. A despatched order cannot be called back; cancelling twice changes nothing. */
export function cancelRefusal(order: SalesOrder, refusesOncePicked: boolean): string | null {
  const locked = order.status === "Despatched" || (refusesOncePicked && workStarted(order.status));
  return locked ? REFUSALS.cancelLocked : null;
}

/** Why a delete (Action 2) is refused, or `null`. Assumption: only orders nobody has worked on can go. */
export function deleteRefusal(order: SalesOrder): string | null {
  return workStarted(order.status) ? REFUSALS.deleteLocked : null;
}
