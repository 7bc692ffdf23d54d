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
  | "run-failed";

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
export interface OpenException extends ExceptionDraft {
  /** Stable: `<shop>/<lineage>/<kind>`. */
  readonly id: string;
  readonly status: "open" | "closed";
  readonly firstSeenAt: string;
  readonly lastSeenAt: string;
  readonly timesSeen: number;
  readonly closedAt: string | null;
  readonly closedBecause: string | null;
}
