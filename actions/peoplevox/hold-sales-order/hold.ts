import { ConfigurationError } from "@pipedream/platform";
import type { StatusPhase } from "../../../domain/sales-order/status-phase.ts";
import { statusPhase } from "../../../domain/sales-order/status-phase.ts";
import type { ActionDoors } from "../shared/doors.ts";
import { placeHold, stopParcel } from "../shared/fence.ts";

export interface HoldResult {
  readonly salesOrderNumber: string;
  /** Status after the hold was placed: tells whether a picker was faster. */
  readonly status: string;
  readonly phase: StatusPhase;
  readonly summary: string;
}

/**
 * Holds a Sales Order that is there; a number that is not there is never created by accident.
 *
 * @throws {ConfigurationError} When there is no such Sales Order. Nothing was changed.
 */
export async function hold(
  salesOrderNumber: string,
  because: string,
  alsoStopParcel: boolean,
  doors: ActionDoors,
): Promise<HoldResult> {
  const before = await readExisting(salesOrderNumber, doors);
  let after = before.onHold ? before : await placeHold(salesOrderNumber, { because }, doors);
  if (alsoStopParcel && !before.stopShip) after = await stopParcel(salesOrderNumber, { because }, doors);
  const status = after?.status ?? before.status;
  const phase = statusPhase(status, doors.profile.statusPhases);
  const started = phase === "not-started" ? "" : `; its status is ${status}, so work on it has begun`;
  const placed = before.onHold ? "was on hold already" : "is on hold";
  const stopped = alsoStopParcel ? " and its parcel is stopped" : "";
  return { salesOrderNumber, status, phase, summary: `Sales Order ${salesOrderNumber} ${placed}${stopped}${started}` };
}

/** The Sales Order, which must be there: Peoplevox's SaveData would create one that is not. */
export async function readExisting(salesOrderNumber: string, { warehouse }: ActionDoors) {
  const found = await warehouse.readSalesOrder(salesOrderNumber);
  if (found === null) {
    throw new ConfigurationError(`There is no Sales Order "${salesOrderNumber}" in Peoplevox. Nothing was changed.`);
  }
  return found;
}
