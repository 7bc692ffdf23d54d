import { statusPhase } from "../../../domain/sales-order/status-phase.ts";
import type { StatusPhase } from "../../../domain/sales-order/status-phase.ts";
import type { ActionDoors } from "../shared/doors.ts";
import { placeHold, stopParcel } from "../shared/fence.ts";
import { readExisting } from "../hold-sales-order/hold.ts";

export interface CancelResult {
  readonly salesOrderNumber: string;
  readonly cancelled: boolean;
  readonly parcelStopped: boolean;
  /** Status after the try. */
  readonly status: string;
  readonly summary: string;
}

/**
 * Cancels one Sales Order, fenced: nothing that has been started is ever cancelled.
 *
 * @throws {ConfigurationError} When there is no such Sales Order. Nothing was changed.
 */
export async function cancelSalesOrder(
  salesOrderNumber: string,
  because: string,
  stopIfPicking: boolean,
  doors: ActionDoors,
): Promise<CancelResult> {
  const phaseOf = (status: string): StatusPhase => statusPhase(status, doors.profile.statusPhases);
  const result = (status: string, differs: Partial<CancelResult>): CancelResult => ({
    salesOrderNumber,
    status,
    cancelled: false,
    parcelStopped: false,
    summary: `Sales Order ${salesOrderNumber} is not cancelled: its status is ${status}`,
    ...differs,
  });

  const before = await readExisting(salesOrderNumber, doors);
  if (phaseOf(before.status) === "cancelled") {
    return result(before.status, { cancelled: true, summary: `Sales Order ${salesOrderNumber} was cancelled already` });
  }
  let { status } = before;
  if (phaseOf(status) === "not-started") {
    if (!before.onHold) status = (await placeHold(salesOrderNumber, { because }, doors))?.status ?? status;
    if (phaseOf(status) === "not-started") {
      await doors.warehouse.saveHeader(salesOrderNumber, { Status: "Cancelled" });
      status = (await doors.warehouse.readHeader(salesOrderNumber))?.status ?? status;
    }
  }
  if (phaseOf(status) === "cancelled") {
    await doors.holds.forget(salesOrderNumber);
    return result(status, { cancelled: true, summary: `Sales Order ${salesOrderNumber} is cancelled` });
  }
  if (!stopIfPicking || phaseOf(status) === "despatched") return result(status, {});
  const after = await stopParcel(salesOrderNumber, { because }, doors);
  return result(after?.status ?? status, {
    parcelStopped: true,
    summary: `Sales Order ${salesOrderNumber} is not cancelled, since its status is ${status}; its parcel is stopped`,
  });
}
