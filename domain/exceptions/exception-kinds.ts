import type { ExceptionKind, ExceptionOwner, ExceptionSeverity } from "./exception.ts";

/** What an exception is about. */
export type ExceptionSubjectArea =
  | "order-edit"
  | "details"
  | "returns"
  | "returns-gap"
  | "order-gap"
  | "sync-gap"
  | "recreated-order"
  | "run"
  | "engine";

/**
 * Areas where a newer finding takes the place of the older one: an order has one state to edit. Findings about returns
 * and sync gaps stand side by side, since an order may have several at once.
 */
export const ONE_FINDING_AT_A_TIME: readonly ExceptionSubjectArea[] = ["order-edit", "recreated-order", "run"];

/** Areas that an order in sync says nothing about: whoever raises these closes them, and names the area. */
export const CLOSED_BY_NAME: readonly ExceptionSubjectArea[] = ["recreated-order", "returns", "returns-gap", "engine"];

/**
 * What a sweep over both sides finds, and closes once it is gone. A run that looks at the same side closes it sooner:
 * `order-gap` one that edits the order, `returns-gap` one about returns.
 */
export const SEEN_BY_SWEEP: readonly ExceptionSubjectArea[] = ["order-gap", "returns-gap", "sync-gap"];

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
      "Create the item in Peoplevox or map the SKU to an ItemCode, then retry. Until then the warehouse does not pick Sales Order {salesOrder}.",
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
  "details-cut": {
    about: "details",
    owner: "customer-service",
    severity: "low",
    title: "A detail of the order did not reach the warehouse in full",
    whatToDo:
      "Read the whole text in {order} and shorten it there, or write what is missing on Sales Order {salesOrder} where there is room. The order is in sync otherwise.",
  },
  "rma-not-possible": {
    about: "returns",
    owner: "warehouse",
    severity: "medium",
    title: "Goods of this order are coming back, and Peoplevox cannot be told by us",
    whatToDo:
      "Bring what the returns bench expects for {order} into step by hand, or set up a returns template in the profile.",
  },
  "return-without-sales-order": {
    about: "returns",
    owner: "customer-service",
    severity: "medium",
    title: "Goods come back that this warehouse has not despatched",
    whatToDo: "Find out where {order} was sent from, and tell the customer or that place where the goods should go.",
  },
  "return-unknown-sku": {
    about: "returns",
    owner: "merchandising",
    severity: "medium",
    title: "An item that comes back is not on the Sales Order that was despatched",
    whatToDo: "Map the SKU to the ItemCode that was despatched for {order}, then retry.",
  },
  "rma-cancelled-in-warehouse": {
    about: "returns",
    owner: "warehouse",
    severity: "medium",
    title: "Goods come back, but their RMA is cancelled in Peoplevox",
    whatToDo: "Create an RMA for {order} by hand, or cancel the Return in Shopify if nothing comes back.",
  },
  "return-withdrawn-after-receipt": {
    about: "returns",
    owner: "customer-service",
    severity: "high",
    title: "The Return was withdrawn, but the warehouse has its goods",
    whatToDo: "Decide with the customer of {order} what happens with the goods: refund them or send them again.",
  },
  "rma-failed": {
    about: "returns",
    owner: "integration",
    severity: "medium",
    title: "What the returns bench expects could not be brought into step",
    whatToDo: "Read what Peoplevox says about the RMA of {order}, correct its cause, then retry.",
  },
  "warehouse-out-of-step": {
    about: "order-gap",
    owner: "warehouse",
    severity: "high",
    title: "The warehouse works from a version that no longer matches",
    whatToDo: "Bring Sales Order {salesOrder} to what the customer of {order} wants, or retry to let LastEdit do it.",
  },
  "details-out-of-step": {
    about: "order-gap",
    owner: "warehouse",
    severity: "low",
    title: "Details of the order differ between Shopify and Peoplevox",
    whatToDo: "Correct the details of Sales Order {salesOrder}, or retry to let LastEdit do it.",
  },
  "held-too-long": {
    about: "sync-gap",
    owner: "warehouse",
    severity: "medium",
    title: "The order has been held for too long",
    whatToDo: "Find out why Sales Order {salesOrder} is held. Clear OnHold and StopShip when the reason is gone.",
  },
  "rma-missing": {
    about: "returns-gap",
    owner: "integration",
    severity: "medium",
    title: "The returns bench does not expect what comes back",
    whatToDo: "Retry to let LastEdit bring the RMAs of {order} into step, or correct them by hand.",
  },
  "values-differ": {
    about: "sync-gap",
    owner: "integration",
    severity: "low",
    title: "The order's values differ between Shopify and Peoplevox",
    whatToDo: "Tell finance that Shopify's values of {order} are right, and correct Sales Order {salesOrder}.",
  },
  "recreated-while-picking": {
    about: "recreated-order",
    owner: "warehouse",
    severity: "high",
    title: "The order was replaced by a new one after picking had begun",
    whatToDo:
      "Take Sales Order {salesOrder} apart and cancel it in Peoplevox, then retry: the new order is released. Or let it go, and cancel the new order.",
  },
  "recreated-after-despatch": {
    about: "recreated-order",
    owner: "customer-service",
    severity: "high",
    title: "The order was replaced by a new one after its parcel had left",
    whatToDo:
      "Agree with the customer of {order} whether the new order is sent as well. Then release it in Peoplevox, or cancel it in Shopify.",
  },
  "recreate-review": {
    about: "recreated-order",
    owner: "customer-service",
    severity: "high",
    title: "Two orders look like one order and its copy",
    whatToDo:
      "Cancel in Shopify the order that must not be sent, then retry. If both are to be sent, release the one that is held in Peoplevox.",
  },
  "recreated-not-in-warehouse": {
    about: "recreated-order",
    owner: "integration",
    severity: "high",
    title: "The original is cancelled, and the order in its place is not in Peoplevox",
    whatToDo:
      "Check the integration that imports orders, bring the order that replaces {order} into Peoplevox, then retry.",
  },
  "recreate-failed": {
    about: "recreated-order",
    owner: "integration",
    severity: "high",
    title: "Peoplevox would not let the new order take the original's place",
    whatToDo:
      "Read what was tried, put it right in Peoplevox so that only one Sales Order of {order} can be sent, then retry.",
  },
  "run-failed": {
    about: "run",
    owner: "integration",
    severity: "high",
    title: "A run failed for good",
    whatToDo: "Read the error of the last step, correct its cause, then replay the run.",
  },
  "run-waiting": {
    about: "engine",
    owner: "integration",
    severity: "medium",
    title: "A run has waited for too long",
    whatToDo:
      'See under Today and Runs, or with "lastedit health", what holds it back. It closes by itself when the run has ended.',
  },
  "connection-away": {
    about: "engine",
    owner: "integration",
    severity: "high",
    title: "A system that LastEdit works with does not answer",
    whatToDo:
      'Find out whether it is known to be down, and watch it under Today or with "lastedit health". It closes by itself when the system answers again.',
  },
  "recipe-unusable": {
    about: "engine",
    owner: "integration",
    severity: "high",
    title: "A recipe cannot be used as it is",
    whatToDo:
      'See under Recipes, or with "lastedit recipe validate", what is wrong, and correct it. It closes by itself when the recipe can be used.',
  },
} as const satisfies Record<ExceptionKind, ExceptionKindRow>;
