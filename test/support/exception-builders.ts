import type { ExceptionDraft, OpenException } from "../../domain/exceptions/exception.ts";
import { EXCEPTION_KINDS } from "../../domain/exceptions/exception-kinds.ts";
import { seenAgain } from "../../domain/exceptions/exception-ledger.ts";

/** An exception of order #1001 whose picking had started; give what differs. */
export function aDraft(differs: Partial<ExceptionDraft> = {}): ExceptionDraft {
  const kind = differs.kind ?? "picking-started";
  const { owner, severity } = EXCEPTION_KINDS[kind];
  const orderName = differs.orderName ?? "#1001";
  return {
    kind,
    owner,
    severity,
    shop: "demo.myshopify.com",
    lineage: orderName,
    orderName,
    orderId: "5001",
    salesOrderNumber: "1001",
    whatHappened: "The order changed after picking had begun.",
    whatWasChanged: "Nothing was changed.",
    whatToDo: "Correct the parcel of Sales Order 1001.",
    mattersUntil: null,
    wanted: [{ itemCode: "TEE", title: "Tee", quantity: 2 }],
    inWarehouse: [{ itemCode: "TEE", title: "Tee", quantity: 1 }],
    ...differs,
  };
}

/** The same as an open exception, seen once. */
export function anException(differs: Partial<ExceptionDraft> = {}, at = "2026-11-24T10:00:00.000Z"): OpenException {
  return seenAgain(null, aDraft(differs), at);
}
