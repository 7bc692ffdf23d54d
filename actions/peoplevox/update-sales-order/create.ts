import { SALES_ORDER_NUMBER_MAX_LENGTH } from "../../../domain/order-edit/replacement-number.ts";
import { newSalesOrder } from "../../../domain/sales-order/new-sales-order.ts";
import { sameValue } from "../../../domain/sales-order/same-value.ts";
import type { SalesOrderField, SalesOrderFields } from "../../../domain/sales-order/sales-order.ts";
import { announceHold } from "../shared/fence.ts";
import { raised } from "./attempt.ts";
import type { Attempt } from "./attempt.ts";
import { refused } from "./races.ts";
import type { UpdateReport } from "./update-report.ts";

/** How Peoplevox shows a date is not documented, so dates are not compared. */
const NOT_COMPARED: readonly SalesOrderField[] = ["CreatedDate", "RequestedDeliveryDate"];

/**
 * Creates a Sales Order that has no lines yet, on hold from its first instant. What it lacks is then a difference like
 * any other: planned again, its lines are written, read back, and the hold released. A run that stops anywhere in
 * between leaves nothing that could be picked, and the next run goes on from there; it never begins a second one.
 *
 * @returns `"plan-again"` once the header is there as it should be
 */
export async function createSalesOrder(attempt: Attempt): Promise<UpdateReport | "plan-again"> {
  const { desired, request, plan, doors, done } = attempt;
  const number = desired.salesOrderNumber;
  if (number.length > SALES_ORDER_NUMBER_MAX_LENGTH) {
    const why = `The number ${number} is longer than the ${SALES_ORDER_NUMBER_MAX_LENGTH} characters that Peoplevox takes.`;
    return raised("change-failed", attempt, null, why);
  }
  if (done.length > 0) {
    return raised(
      "verify-mismatch",
      attempt,
      null,
      `Sales Order ${number} was created, and Peoplevox does not show it.`,
    );
  }
  const { customer, fields } = newSalesOrder(request.order, desired, request.profile);
  try {
    if (customer !== null) {
      await doors.warehouse.saveCustomer(customer);
      done.push(`customer ${customer.reference} saved`);
    }
    await announceHold(number, { because: plan.because }, doors);
    await doors.warehouse.saveHeader(number, { ...fields, OnHold: "true" });
    done.push(`${number} created on hold`);
  } catch (error) {
    return refused(error, number, attempt);
  }
  const wrong = await columnsNotStored(number, fields, attempt);
  if (wrong === null) return "plan-again";
  return raised("verify-mismatch", attempt, await doors.warehouse.readSalesOrder(number), wrong);
}

/** In words, or `null` when all is as it was written. */
async function columnsNotStored(number: string, written: SalesOrderFields, { doors }: Attempt): Promise<string | null> {
  const stored = await doors.warehouse.readHeader(number);
  if (stored?.onHold !== true) return `The new Sales Order ${number} is not there, or not on hold.`;
  const wrong = (Object.entries(written) as [SalesOrderField, string][]).filter(
    ([field, value]) => !NOT_COMPARED.includes(field) && !sameValue(stored.fields[field] ?? "", value),
  );
  if (wrong.length === 0) return null;
  return `Peoplevox shows something else than was written in ${wrong.map(([field]) => field).join(", ")} of ${number}.`;
}
