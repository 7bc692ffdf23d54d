import type { ExceptionKind, ExceptionOwner, ExceptionSeverity } from "./exception.ts";

/** What an exception is about. A newer finding about the same subject of an order takes the place of the older one. */
export type ExceptionSubjectArea = "order-edit" | "run";

/** Who owns a kind of exception, how bad it is, and what a person should do. Texts may use `{order}` and `{salesOrder}`. */
export interface ExceptionKindRow {
  readonly about: ExceptionSubjectArea;
  readonly owner: ExceptionOwner;
  readonly severity: ExceptionSeverity;
  readonly title: string;
  readonly whatToDo: string;
}

/** One row per kind. This is the only place with wording per kind, so that it can be translated. */
export const EXCEPTION_KINDS = {
  "unknown-sku": {
    about: "order-edit",
    owner: "merchandising",
    severity: "high",
    title: "The warehouse does not know a SKU of this order",
    whatToDo:
      "Create the item in Peoplevox or map the SKU to an ItemCode, then retry. Sales Order {salesOrder} is on hold until then.",
  },
  "picking-started": {
    about: "order-edit",
    owner: "warehouse",
    severity: "high",
    title: "The order changed after picking had begun",
    whatToDo:
      "Correct the parcel of Sales Order {salesOrder} by hand to what the customer wants, then clear StopShip; or tell customer service that it is too late.",
  },
  "raced-with-picking": {
    about: "order-edit",
    owner: "warehouse",
    severity: "high",
    title: "A picker was faster than the change",
    whatToDo:
      "Check the parcel of Sales Order {salesOrder} against what the customer wants, correct it, then clear StopShip and OnHold.",
  },
  "already-despatched": {
    about: "order-edit",
    owner: "customer-service",
    severity: "high",
    title: "The order changed after the parcel had left",
    whatToDo: "Tell the customer that {order} has left the warehouse, and agree on a return or a second parcel.",
  },
  "cancelled-in-warehouse": {
    about: "order-edit",
    owner: "customer-service",
    severity: "high",
    title: "The Sales Order is cancelled in Peoplevox, but the customer still wants the order",
    whatToDo: "Find out why it was cancelled. Cancel {order} in Shopify too, or have a new Sales Order created.",
  },
  "missing-in-warehouse": {
    about: "order-edit",
    owner: "integration",
    severity: "high",
    title: "The order never reached Peoplevox",
    whatToDo: "Check the integration that imports orders, import {order}, then retry.",
  },
  "several-live-sales-orders": {
    about: "order-edit",
    owner: "warehouse",
    severity: "high",
    title: "More than one Sales Order of this order could be shipped",
    whatToDo: "Cancel the Sales Orders of {order} that must not be shipped, then retry.",
  },
  "foreign-hold": {
    about: "order-edit",
    owner: "warehouse",
    severity: "low",
    title: "The order is up to date, but somebody else holds it",
    whatToDo: "Release Sales Order {salesOrder} in Peoplevox when the reason for the hold is gone.",
  },
  "verify-mismatch": {
    about: "order-edit",
    owner: "integration",
    severity: "high",
    title: "Peoplevox took the change, but shows something else",
    whatToDo: "Compare Sales Order {salesOrder} with {order} line by line and correct it. It is on hold until then.",
  },
  "change-failed": {
    about: "order-edit",
    owner: "integration",
    severity: "high",
    title: "Peoplevox refused a change",
    whatToDo: "Read the refusal, correct its cause, then retry. Sales Order {salesOrder} is on hold until then.",
  },
  "run-failed": {
    about: "run",
    owner: "integration",
    severity: "high",
    title: "A run failed for good",
    whatToDo: "Read the error of the last step, correct its cause, then replay the run.",
  },
} as const satisfies Record<ExceptionKind, ExceptionKindRow>;
