import type { OpenException } from "../../../domain/exceptions/exception.ts";
import { EXCEPTION_KINDS } from "../../../domain/exceptions/exception-kinds.ts";
import type { ExceptionState } from "../../../domain/exceptions/exception-state.ts";
import type { ExceptionItem } from "../contract/exceptions.ts";
import { keyOfOrder } from "./order-keys.ts";

/** An exception as lists show it. */
export function exceptionItemOf(exception: OpenException): ExceptionItem {
  const { id, kind, owner, severity, status, shop, orderName, lineage, salesOrderNumber, whatHappened } = exception;
  const { mattersUntil, firstSeenAt, lastSeenAt, timesSeen, retryAsked, orderId } = exception;
  return {
    id,
    kind,
    title: EXCEPTION_KINDS[kind].title,
    owner,
    severity,
    status,
    state: stateOf(exception.state),
    shop,
    orderKey: keyOfOrder(shop, orderId === "" ? null : orderId, `${shop}:${orderName}`),
    orderName,
    lineage,
    salesOrderNumber,
    whatHappened,
    mattersUntil: mattersUntil === null ? null : new Date(mattersUntil).toISOString(),
    firstSeenAt: new Date(firstSeenAt).toISOString(),
    lastSeenAt: new Date(lastSeenAt).toISOString(),
    timesSeen,
    retryAskedBy: retryAsked?.by ?? null,
  };
}

function stateOf(state: ExceptionState): ExceptionItem["state"] {
  return {
    is: state.is,
    since: new Date(state.since).toISOString(),
    by: "by" in state ? state.by : null,
    until: state.is === "snoozed" ? new Date(state.until).toISOString() : null,
    note: state.is === "resolved" ? state.note : state.is === "closed" ? state.because : null,
  };
}
