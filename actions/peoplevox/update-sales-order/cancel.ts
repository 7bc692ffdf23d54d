import type { LineageMember } from "../../../domain/order-edit/lineage.ts";
import { phaseOf, raised, report } from "./attempt.ts";
import type { Attempt } from "./attempt.ts";
import { fence, raced, refused } from "./races.ts";
import type { UpdateReport } from "./update-report.ts";

/** Fence, cancel, verify. */
export async function cancel(current: LineageMember, attempt: Attempt): Promise<UpdateReport> {
  const number = current.salesOrder.salesOrderNumber;
  if (!(await fence(current, attempt))) return raced(number, attempt);
  const refusal = await cancelOnHold(number, attempt);
  return refusal ?? report(attempt, number, { inSync: true });
}

/** Cancels a Sales Order that is on hold and reads it back. Returns a report only when that did not work. */
export async function cancelOnHold(number: string, attempt: Attempt): Promise<UpdateReport | null> {
  const { doors, done } = attempt;
  try {
    await doors.warehouse.saveHeader(number, { Status: "Cancelled" });
  } catch (error) {
    return refused(error, number, attempt);
  }
  const after = await doors.warehouse.readSalesOrder(number);
  const phase = after === null ? "cancelled" : phaseOf(after, attempt);
  if (phase === "cancelled") {
    await doors.holds.forget(number);
    done.push(`${number} cancelled`);
    return null;
  }
  if (phase !== "not-started") return raced(number, attempt);
  return raised("verify-mismatch", attempt, after, `Sales Order ${number} was cancelled but shows another status.`);
}

/** Gives up a replacement that was begun: it is on hold, so nobody has started it. */
export async function abandon(number: string, attempt: Attempt): Promise<void> {
  await attempt.doors.warehouse.saveHeader(number, { Status: "Cancelled" });
  await attempt.doors.holds.forget(number);
  attempt.done.push(`replacement ${number} given up and cancelled`);
}
