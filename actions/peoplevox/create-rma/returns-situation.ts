import type { ReturnsDesk } from "../../../components/peoplevox/returns-desk.ts";
import type { Warehouse } from "../../../components/peoplevox/warehouse.ts";
import {
  capAtDespatched,
  despatchedByItemCode,
  despatchedSalesOrders,
} from "../../../domain/returns/cap-at-despatched.ts";
import { planReturns, returnDocumentNumbers } from "../../../domain/returns/plan-returns.ts";
import type { ReturnPlan } from "../../../domain/returns/plan-returns.ts";
import type { ReturnsPolicy } from "../../../domain/returns/refund-kind.rules.ts";
import type { ReturnDocument } from "../../../domain/returns/return-document.ts";
import type { ReturnsHistory } from "../../../domain/returns/returns-snapshot.ts";
import { desiredSalesOrder } from "../../../domain/sales-order/desired-sales-order.ts";
import type { TenantProfile } from "../../../domain/sales-order/tenant-profile.ts";

/** The systems a returns plan is read from and carried out on. */
export interface ReturnsDoors {
  readonly warehouse: Pick<Warehouse, "findLineage">;
  readonly desk: ReturnsDesk;
  readonly profile: TenantProfile;
}

/** One order whose refunds and Returns are brought into step with the returns bench. */
export interface ReturnsRequest {
  readonly history: ReturnsHistory;
  readonly policy: ReturnsPolicy;
}

export interface ReturnsSituation {
  /** One per refund and Return, oldest first. */
  readonly plans: readonly ReturnPlan[];
  readonly documents: readonly ReturnDocument[];
}

/**
 * Reads what Peoplevox despatched and what its returns bench awaits, and decides. Changes nothing.
 *
 * An order without refunds and Returns costs no request.
 */
export async function readReturnsSituation(
  { history, policy }: ReturnsRequest,
  { warehouse, desk, profile }: ReturnsDoors,
): Promise<ReturnsSituation> {
  if (history.refunds.length + history.returns.length === 0) return { plans: [], documents: [] };
  const returnsProfile = await desk.profile();
  const { reference, salesOrderNumber } = desiredSalesOrder(history.order, profile);
  const [salesOrders, documents] = await Promise.all([
    warehouse.findLineage({ reference, salesOrderNumber }),
    desk.readDocuments(returnDocumentNumbers(history, returnsProfile)),
  ]);
  const numbers = despatchedSalesOrders(salesOrders, profile).map((each) => each.salesOrderNumber);
  const reported = numbers.length === 0 ? null : await desk.despatchedUnits(numbers);
  const plans = planReturns({
    history: capAtDespatched(history, despatchedByItemCode(salesOrders, profile, reported), profile.itemCode),
    salesOrders,
    documents,
    profile,
    returnsProfile,
    policy,
  });
  return { plans, documents };
}
