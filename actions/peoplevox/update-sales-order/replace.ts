import { describeDifference } from "../../../domain/order-edit/describe-plan.ts";
import { rowsOf } from "../../../domain/order-edit/item-operations.ts";
import type { LineageMember } from "../../../domain/order-edit/lineage.ts";
import { isInSync, salesOrderDifference } from "../../../domain/sales-order/difference.ts";
import type { ObservedSalesOrder, SalesOrderFields } from "../../../domain/sales-order/sales-order.ts";
import { counted } from "../../../domain/words/counted.ts";
import { announceHold, letGo } from "../shared/fence.ts";
import { raised, report } from "./attempt.ts";
import type { Attempt } from "./attempt.ts";
import { abandon, cancelOnHold } from "./cancel.ts";
import { fence, raced, refused } from "./races.ts";
import type { UpdateReport } from "./update-report.ts";

/**
 * A new Sales Order takes the old one's place: hold the old one, create the new one on hold, verify it, cancel the
 * old one, verify that, release the new one. At every instant at most one of them can be shipped.
 *
 * @returns `"plan-again"` when a replacement begun for an older version of the order had to be given up
 */
export async function applyByReplacement(
  current: LineageMember,
  attempt: Attempt,
): Promise<UpdateReport | "plan-again"> {
  const { plan } = attempt;
  const old = current.salesOrder;
  const number = plan.replacementNumber;
  if (number === null) throw new Error(`No replacement number for ${old.salesOrderNumber}.`);
  if (!(await fence(current, attempt))) {
    if (plan.lineage.successor !== null) await abandon(number, attempt);
    return raced(old.salesOrderNumber, attempt);
  }
  const begun = plan.lineage.successor?.salesOrder ?? null;
  if (begun === null || begun.items.length === 0) {
    try {
      await createOnHold(number, old, attempt);
    } catch (error) {
      return refused(error, number, attempt);
    }
  }
  const created = await attempt.doors.warehouse.readSalesOrder(number);
  if (created?.onHold !== true) {
    return raised("verify-mismatch", attempt, old, `The new Sales Order ${number} is not there, or not on hold.`);
  }
  const left = salesOrderDifference(attempt.desired, created);
  if (!isInSync(left)) {
    if (begun !== null) {
      await abandon(number, attempt);
      return "plan-again";
    }
    return raised("verify-mismatch", attempt, created, `The new Sales Order differs: ${describeDifference(left)}.`);
  }
  // Before the old one is gone: a run that stops in between must not let the new one be released by the next.
  if (isSomebodys(current)) {
    const { because } = plan;
    await announceHold(number, { because, replaces: old.salesOrderNumber, handedOn: true }, attempt.doors);
  }
  const refusal = await cancelOnHold(old.salesOrderNumber, attempt);
  if (refusal !== null) {
    await abandon(number, attempt);
    return refusal;
  }
  return handOver(number, created, current, attempt);
}

/** The new Sales Order may be shipped now, unless somebody held or stopped the old one: then that goes on. */
async function handOver(
  number: string,
  created: ObservedSalesOrder,
  replaced: LineageMember,
  attempt: Attempt,
): Promise<UpdateReport> {
  const { doors, done } = attempt;
  if (isSomebodys(replaced)) {
    done.push(`${number} takes the place of ${replaced.salesOrder.salesOrderNumber} and stays on hold`);
    const why = `Somebody held or stopped ${replaced.salesOrder.salesOrderNumber} before it was replaced.`;
    return { ...raised("foreign-hold", attempt, created, why), inSync: true };
  }
  await letGo(number, doors);
  done.push(`${number} read back, equal; released in place of ${replaced.salesOrder.salesOrderNumber}`);
  return report(attempt, number, { inSync: true });
}

const isSomebodys = ({ hold, stop }: LineageMember): boolean => hold === "somebody" || stop === "somebody";

async function createOnHold(number: string, old: ObservedSalesOrder, attempt: Attempt): Promise<void> {
  const { doors, done, desired, request } = attempt;
  await announceHold(number, { because: attempt.plan.because, replaces: old.salesOrderNumber }, doors);
  await doors.warehouse.saveHeader(number, { ...copied(old), ...desired.fields, OnHold: "true" });
  done.push(`${number} created on hold`);
  await doors.warehouse.saveItems(number, rowsOf(desired, request.profile));
  done.push(`${counted(desired.items.length, "item row")} saved on ${number}`);
}

/** Header columns a replacement takes over: all that have a value, except what belongs to the old one's own life. */
function copied(old: ObservedSalesOrder): SalesOrderFields {
  const own = new Set(["SalesOrderNumber", "Status", "OnHold", "StopShip"]);
  const taken = Object.entries(old.fields).filter(([field, value]) => !own.has(field) && value !== "");
  return { ...Object.fromEntries(taken), CustomerPurchaseOrderReferenceNumber: old.reference };
}
