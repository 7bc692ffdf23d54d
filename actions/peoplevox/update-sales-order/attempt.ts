import { draftException } from "../../../domain/exceptions/draft-exception.ts";
import type { ExceptionKind } from "../../../domain/exceptions/exception.ts";
import { describeDifference } from "../../../domain/order-edit/describe-plan.ts";
import type { ObservedSalesOrder, SalesOrderHeader } from "../../../domain/sales-order/sales-order.ts";
import { statusPhase } from "../../../domain/sales-order/status-phase.ts";
import type { StatusPhase } from "../../../domain/sales-order/status-phase.ts";
import type { Doors, OrderToUpdate, Situation } from "../shared/situation.ts";
import type { UpdateReport } from "./update-report.ts";

/** One try at one order: what was read, and what has been done so far. */
export interface Attempt extends Situation {
  readonly request: OrderToUpdate;
  readonly doors: Doors;
  /** Grows with every change, in words. */
  readonly done: string[];
}

export function phaseOf(header: SalesOrderHeader, { request }: Attempt): StatusPhase {
  return statusPhase(header.status, request.profile.statusPhases);
}

/** A report for a person: the order is not in sync, or something about it must be known. */
export function raised(
  kind: ExceptionKind,
  attempt: Attempt,
  observed: ObservedSalesOrder | null,
  whatHappened: string,
): UpdateReport {
  const { desired, done } = attempt;
  const whatWasChanged =
    done.length === 0 ? "Nothing was changed." : `Done: ${done.join("; ")}. Nothing else was changed.`;
  const exception = draftException(kind, { desired, observed, whatHappened, whatWasChanged });
  return { ...report(attempt, observed?.salesOrderNumber ?? null, { inSync: false }), exception };
}

export function report(
  { request, desired, plan, done }: Attempt,
  salesOrderNumber: string | null,
  differs: Pick<UpdateReport, "inSync"> & Partial<UpdateReport>,
): UpdateReport {
  return {
    orderName: request.order.name,
    salesOrderNumber,
    outcome: plan.outcome,
    because: plan.because,
    changes: describeDifference(plan.difference),
    done: [...done],
    exception: null,
    stillOpen: [],
    cutTexts: desired.cutTexts,
    ...differs,
  };
}
