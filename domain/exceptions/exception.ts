import type { AuditTrail } from "./audit-trail.ts";
import type { ExceptionState } from "./exception-state.ts";

/** Who resolves an exception. Which person or channel stands behind an owner is configuration. */
export type ExceptionOwner = "warehouse" | "customer-service" | "merchandising" | "integration";

export type ExceptionSeverity = "low" | "medium" | "high";

/** What went wrong. One open exception per order lineage and kind. */
export type ExceptionKind =
  | "unknown-sku"
  | "picking-started"
  | "raced-with-picking"
  | "already-despatched"
  | "cancelled-in-warehouse"
  | "missing-in-warehouse"
  | "several-live-sales-orders"
  | "foreign-hold"
  | "verify-mismatch"
  | "change-failed"
  | "details-cut"
  | "rma-not-possible"
  | "return-without-sales-order"
  | "return-unknown-sku"
  | "rma-cancelled-in-warehouse"
  | "return-withdrawn-after-receipt"
  | "rma-failed"
  | "warehouse-out-of-step"
  | "details-out-of-step"
  | "held-too-long"
  | "rma-missing"
  | "values-differ"
  | "recreated-while-picking"
  | "recreated-after-despatch"
  | "recreate-review"
  | "recreated-not-in-warehouse"
  | "recreate-failed"
  | "run-failed"
  | "run-waiting"
  | "connection-away"
  | "recipe-unusable";

/** One line as a person compares it. */
export interface LineView {
  readonly itemCode: string;
  readonly title: string;
  readonly quantity: number;
}

/** An exception before it is stored: everything a person needs to act without looking elsewhere. */
export interface ExceptionDraft {
  readonly kind: ExceptionKind;
  readonly owner: ExceptionOwner;
  readonly severity: ExceptionSeverity;
  readonly shop: string;
  /** Root order of the lineage: its name, such as `#1001`. */
  readonly lineage: string;
  readonly orderName: string;
  readonly orderId: string;
  readonly salesOrderNumber: string | null;
  readonly whatHappened: string;
  readonly whatWasChanged: string;
  readonly whatToDo: string;
  /** When acting stops being of use, ISO 8601; `null` when not known. */
  readonly mattersUntil: string | null;
  /** What the customer wants now, line by line. */
  readonly wanted: readonly LineView[];
  /** What the warehouse works from, line by line. */
  readonly inWarehouse: readonly LineView[];
}

/** A stored exception with its history. Times are ISO 8601 in UTC. */
export interface OpenException extends ExceptionDraft, AuditTrail {
  /** Stable: `<shop>/<lineage>/<kind>`. */
  readonly id: string;
  /** Is there something to do? Open, taken and snoozed ones are `open`; resolved and closed ones are `closed`. */
  readonly status: "open" | "closed";
  readonly state: ExceptionState;
  /** Somebody asked to have the order looked at again; `null` when nobody did, or when it was seen since. */
  readonly retryAsked: { readonly by: string; readonly at: string } | null;
  readonly timesReopened: number;
  readonly firstSeenAt: string;
  readonly lastSeenAt: string;
  readonly timesSeen: number;
  readonly closedAt: string | null;
  readonly closedBecause: string | null;
}
