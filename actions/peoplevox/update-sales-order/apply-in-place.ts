import { describeDifference } from "../../../domain/order-edit/describe-plan.ts";
import type { LineageMember } from "../../../domain/order-edit/lineage.ts";
import { isInSync, salesOrderDifference } from "../../../domain/sales-order/difference.ts";
import { counted } from "../../../domain/words/counted.ts";
import { letGo } from "../shared/fence.ts";
import { phaseOf, raised, report } from "./attempt.ts";
import type { Attempt } from "./attempt.ts";
import { fence, raced, refused } from "./races.ts";
import type { UpdateReport } from "./update-report.ts";

/** Fence, write, verify: the Sales Order keeps its number. */
export async function applyInPlace(current: LineageMember, attempt: Attempt): Promise<UpdateReport> {
  const { plan, doors, done, request } = attempt;
  const number = current.salesOrder.salesOrderNumber;
  const mayWrite = current.phase === "not-started" ? await fence(current, attempt) : true;
  if (!mayWrite) return raced(number, attempt);
  try {
    const { writes, removals } = plan.items;
    const byRow = request.profile.lineRemoval === "delete-row";
    const rows = byRow ? writes : [...writes, ...removals];
    if (rows.length > 0) {
      await doors.warehouse.saveItems(number, rows);
      done.push(`${counted(rows.length, "item row")} saved on ${number}`);
    }
    if (byRow && removals.length > 0) {
      await doors.warehouse.deleteItems(number, removals);
      done.push(`${counted(removals.length, "item row")} deleted on ${number}`);
    }
    if (Object.keys(plan.fields).length > 0) {
      await doors.warehouse.saveHeader(number, plan.fields);
      done.push(`${Object.keys(plan.fields).join(", ")} saved on ${number}`);
    }
  } catch (error) {
    return refused(error, number, attempt);
  }
  return verified(number, current, attempt);
}

/** Reads the Sales Order back: only what is really there counts. */
async function verified(number: string, before: LineageMember, attempt: Attempt): Promise<UpdateReport> {
  const after = await attempt.doors.warehouse.readSalesOrder(number);
  if (after === null) return raised("verify-mismatch", attempt, null, `Sales Order ${number} is not there any more.`);
  const phase = phaseOf(after, attempt);
  if (before.phase === "not-started" && phase !== "not-started") return raced(number, attempt);
  // The label of an order that was packed meanwhile may still show the old address.
  const labelAtRisk = attempt.plan.facts.change === "address" && before.phase === "picking" && phase !== "picking";
  if (labelAtRisk) return raced(number, attempt);
  const left = salesOrderDifference(attempt.desired, after, attempt.request.policy.scope);
  if (!isInSync(left)) {
    return raised("verify-mismatch", attempt, after, `Still different after the change: ${describeDifference(left)}.`);
  }
  if (before.hold === "somebody") {
    const isSwaps = await attempt.doors.holds.leaveToSwap(number);
    if (after.onHold && !isSwaps) {
      return { ...raised("foreign-hold", attempt, after, "It was on hold before LastEdit changed it."), inSync: true };
    }
    const now = after.onHold ? "stays on hold until it is settled what it takes the place of" : "is not held any more";
    attempt.done.push(`read back, equal; ${number} ${now}`);
    return report(attempt, number, { inSync: true });
  }
  await letGo(number, attempt.doors);
  attempt.done.push(`read back, equal; ${number} released`);
  return report(attempt, number, { inSync: true });
}
