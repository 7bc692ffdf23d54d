import type { ExceptionKind } from "../../../domain/exceptions/exception.ts";
import type { LineageMember } from "../../../domain/order-edit/lineage.ts";
import type { ObservedSalesOrder } from "../../../domain/sales-order/sales-order.ts";
import { placeHold, stopParcel } from "../shared/fence.ts";
import { phaseOf, raised, report } from "./attempt.ts";
import type { Attempt } from "./attempt.ts";
import { isIntegrationError } from "./update-report.ts";
import type { UpdateReport } from "./update-report.ts";

/** Code of the error for rows that Peoplevox refused. */
const ROWS_REFUSED = "peoplevox-rows-refused";

/** Makes sure nobody can begin to pick. `false`: somebody already has, or has taken the hold away again. */
export async function fence(current: LineageMember, attempt: Attempt): Promise<boolean> {
  // A Sales Order that was read on hold and not started cannot be started while it stays on hold.
  if (current.hold !== "none") return true;
  const number = current.salesOrder.salesOrderNumber;
  const after = await placeHold(number, { because: attempt.plan.because }, attempt.doors);
  attempt.done.push(`${number} put on hold`);
  return after?.onHold === true && phaseOf(after, attempt) === "not-started";
}

/** Somebody was faster, mostly a picker: the lines are left alone and the parcel is stopped. */
export async function raced(number: string, attempt: Attempt): Promise<UpdateReport> {
  const salesOrder = await attempt.doors.warehouse.readSalesOrder(number);
  if (salesOrder === null)
    return raised("verify-mismatch", attempt, null, `Sales Order ${number} is not there any more.`);
  if (phaseOf(salesOrder, attempt) === "cancelled") {
    await attempt.doors.holds.forget(number);
    // A run for an order that takes its place may have cancelled it, which is what the customer wants as well.
    if (attempt.desired.nothingToSend !== null) return report(attempt, number, { inSync: true });
    return raised("cancelled-in-warehouse", attempt, salesOrder, "It was cancelled while LastEdit was changing it.");
  }
  if (phaseOf(salesOrder, attempt) === "not-started" && !salesOrder.onHold) {
    // Without a hold a picker may begin at any moment, so nothing is written.
    const why = `The hold that LastEdit placed on ${number} is not there.`;
    return stopAndRaise("verify-mismatch", salesOrder, attempt, why);
  }
  return stopAndRaise("raced-with-picking", salesOrder, attempt);
}

/** Stops the parcel, unless it is stopped already, and tells a person. @param why - Default: the plan's reason */
export async function stopAndRaise(
  kind: ExceptionKind,
  salesOrder: ObservedSalesOrder,
  attempt: Attempt,
  why: string = attempt.plan.because,
): Promise<UpdateReport> {
  const number = salesOrder.salesOrderNumber;
  if (!salesOrder.stopShip) {
    const after = await stopParcel(number, { because: attempt.plan.because }, attempt.doors);
    attempt.done.push(`StopShip set on ${number}`);
    if (after !== null && phaseOf(after, attempt) === "despatched") {
      return raised(
        "already-despatched",
        attempt,
        salesOrder,
        "It was despatched just before the parcel could be stopped.",
      );
    }
  }
  return raised(kind, attempt, salesOrder, `Status is ${salesOrder.status}. ${why}`);
}

/** Peoplevox refused rows: either a picker was faster, or something is wrong that a person must see. */
export async function refused(error: unknown, number: string, attempt: Attempt): Promise<UpdateReport> {
  if (!isIntegrationError(error) || error.code !== ROWS_REFUSED) throw error;
  const salesOrder = await attempt.doors.warehouse.readSalesOrder(number);
  const phase = salesOrder === null ? null : phaseOf(salesOrder, attempt);
  if (phase !== null && phase !== "not-started" && phase !== "cancelled") return raced(number, attempt);
  return raised("change-failed", attempt, salesOrder, error.message);
}
