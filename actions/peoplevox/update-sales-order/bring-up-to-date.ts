import type { ExceptionKind } from "../../../domain/exceptions/exception.ts";
import type { LineageMember } from "../../../domain/order-edit/lineage.ts";
import type { OrderEditOutcome } from "../../../domain/order-edit/order-edit.rules.ts";
import { goOnAfterSwap, releaseOwn } from "../shared/fence.ts";
import { readSituation } from "../shared/situation.ts";
import type { Doors, OrderToUpdate } from "../shared/situation.ts";
import { applyInPlace } from "./apply-in-place.ts";
import { raised, report } from "./attempt.ts";
import type { Attempt } from "./attempt.ts";
import { abandon, cancel } from "./cancel.ts";
import { createSalesOrder } from "./create.ts";
import { withDetailNotes } from "./detail-notes.ts";
import { fence, raced, stopAndRaise } from "./races.ts";
import { applyByReplacement } from "./replace.ts";
import { ChangeInterruptedError, isIntegrationError, SalesOrderNotImportedYetError } from "./update-report.ts";
import type { UpdateReport } from "./update-report.ts";

/**
 * Brings the Sales Order of one order to its final version, or says why a person must act: fence, write, verify.
 *
 * Safe to run again at any moment, also after a crash part-way: it works on the difference it finds.
 *
 * @throws {SalesOrderNotImportedYetError} While the order may still be imported
 * @throws {ChangeInterruptedError} When a call failed; the Sales Order stays on hold if it was changed
 */
export async function bringUpToDate(request: OrderToUpdate, doors: Doors): Promise<UpdateReport> {
  const done: string[] = [];
  try {
    let result: UpdateReport | "plan-again";
    let attempt: Attempt;
    do {
      attempt = { request, doors, done, ...(await readSituation(request, doors)) };
      result = await carryOut(attempt);
    } while (result === "plan-again");
    return withDetailNotes(result, attempt);
  } catch (error) {
    if (!isIntegrationError(error) || "waiting" in error) throw error;
    throw new ChangeInterruptedError(request.order.name, done, error);
  }
}

type Result = Promise<UpdateReport | "plan-again">;
type Carrier = (current: LineageMember, attempt: Attempt) => Result;

/** How each outcome is carried out on the Sales Order that the warehouse works from. */
const CARRIERS: Partial<Record<OrderEditOutcome, Carrier>> = {
  "in-sync": settle,
  "apply-in-place": applyInPlace,
  "apply-by-replacement": applyByReplacement,
  cancel,
  "hold-for-unknown-sku": (current, attempt) =>
    holdAndRaise("unknown-sku", unknownSkusInWords(attempt), current, attempt),
  "hold-and-ask": (current, attempt) => holdAndRaise("change-failed", attempt.plan.because, current, attempt),
  "stop-parcel": ({ salesOrder }, attempt) => stopAndRaise("picking-started", salesOrder, attempt),
  "tell-only": (current, attempt) => tell("picking-started", current, attempt),
  "too-late": (current, attempt) => tell("already-despatched", current, attempt),
};

async function carryOut(attempt: Attempt): Result {
  const { current, successor } = attempt.plan.lineage;
  if (current === null) return withoutSalesOrder(attempt);
  if (successor !== null && attempt.plan.outcome !== "apply-by-replacement") {
    await abandon(successor.salesOrder.salesOrderNumber, attempt);
  }
  const carrier = CARRIERS[attempt.plan.outcome];
  if (carrier === undefined) throw new Error(`There is no way to carry out ${attempt.plan.outcome} on a Sales Order.`);
  return carrier(current, attempt);
}

async function withoutSalesOrder(attempt: Attempt): Result {
  const { plan, request, doors } = attempt;
  switch (plan.outcome) {
    case "wait-for-import":
      throw new SalesOrderNotImportedYetError(request.order.name, importRetryMs(request, doors.now()));
    case "create":
      return createSalesOrder(attempt);
    case "raise-unknown-sku":
      return raised("unknown-sku", attempt, null, unknownSkusInWords(attempt));
    case "raise-missing":
      return raised("missing-in-warehouse", attempt, null, `Last change ${request.order.updatedAt}.`);
    case "raise-several-live": {
      const numbers = plan.lineage.rivals.map(({ salesOrder }) => salesOrder.salesOrderNumber);
      return raised("several-live-sales-orders", attempt, null, `Sales Orders ${numbers.join(", ")} are all live.`);
    }
    case "raise-cancelled-in-warehouse":
      return raised("cancelled-in-warehouse", attempt, plan.lineage.cancelled.at(-1)?.salesOrder ?? null, plan.because);
    default:
      await Promise.all(
        plan.lineage.cancelled.map(({ salesOrder }) => doors.holds.forget(salesOrder.salesOrderNumber)),
      );
      return report(attempt, null, { inSync: true });
  }
}

/** In sync: takes away our own flags and leaves anybody else's. */
async function settle(current: LineageMember, attempt: Attempt): Promise<UpdateReport> {
  const { salesOrder } = current;
  if (current.handedOn) {
    const why = "Somebody held or stopped the Sales Order that it took the place of.";
    return { ...raised("foreign-hold", attempt, salesOrder, why), inSync: true };
  }
  const isSomebodys =
    current.hold === "somebody" && !(await attempt.doors.holds.leaveToSwap(salesOrder.salesOrderNumber));
  const cleared = await releaseOwn(salesOrder.salesOrderNumber, attempt.doors);
  if (cleared.length > 0) attempt.done.push(`${cleared.join(" and ")} cleared on ${salesOrder.salesOrderNumber}`);
  return report(attempt, salesOrder.salesOrderNumber, {
    inSync: true,
    stillOpen: isSomebodys ? ["foreign-hold"] : [],
  });
}

async function holdAndRaise(
  kind: ExceptionKind,
  whatHappened: string,
  current: LineageMember,
  attempt: Attempt,
): Promise<UpdateReport> {
  const { salesOrderNumber } = current.salesOrder;
  if (!(await fence(current, attempt))) return raced(salesOrderNumber, attempt);
  if (current.hold === "somebody") {
    await goOnAfterSwap(salesOrderNumber, { because: attempt.plan.because }, attempt.doors);
  }
  return raised(kind, attempt, current.salesOrder, whatHappened);
}

/** Tells a person; nothing is changed. */
function tell(kind: ExceptionKind, { salesOrder }: LineageMember, attempt: Attempt): Result {
  return Promise.resolve(raised(kind, attempt, salesOrder, `Status is ${salesOrder.status}. ${attempt.plan.because}`));
}

function unknownSkusInWords({ plan }: Attempt): string {
  const names = plan.unknownSkus.map(({ sku, title, itemCode, verdict }) =>
    verdict === "no-sku"
      ? `${title} has no SKU`
      : `${title}: SKU ${sku ?? "–"} → ItemCode ${itemCode ?? "–"} is ${verdict}`,
  );
  return `${names.join("; ")}.`;
}

/** Waits a quarter of the time it has been missing already, between 10 s and 5 min. */
function importRetryMs(request: OrderToUpdate, now: number): number {
  const missingForMs = Math.max(0, now - Date.parse(request.order.updatedAt));
  return Math.min(300_000, Math.max(10_000, Math.round(missingForMs / 4)));
}
