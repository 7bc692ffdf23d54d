import type { ValueType } from "../search/compile.ts";
import type { EventType } from "./event-types.ts";

export interface EventField {
  /** The `{Token}` without its braces. */
  readonly name: string;
  readonly type: ValueType;
}

const fields = (type: ValueType, ...names: readonly string[]): EventField[] => names.map((name) => ({ name, type }));

const SALES_ORDER = [
  ...fields(
    "text",
    "SalesOrderNumber",
    "SalesOrderStatu.Name",
    "CustomerPurchaseOrderReferenceNumber",
    "Site.Reference",
  ),
  ...fields("number", "SalesOrderStatu.SalesOrderStatusId"),
  ...fields("date", "LastModificationTime"),
];

const DESPATCH = fields(
  "text",
  "DespatchNumber",
  "TrackingNumber",
  "Carrier.Number",
  "Carrier.Name",
  "ServiceType.Name",
  "ServiceType.Code",
  "Picks.SalesOrder.SalesOrderNumber",
  "Picks.SalesOrder.Email",
  "Site.Reference",
);

/**
 * Tokens of each event.
 * Assumption: beyond those seen in public clients the paths are guessed from the internal entities' names.
 * `GoodsReceived` can be subscribed to but never fires, because this warehouse has no goods-in.
 */
export const EVENT_FIELDS: Readonly<Record<EventType, readonly EventField[]>> = {
  SalesOrderStatusChanges: SALES_ORDER,
  AvailabilityChanges: [
    ...fields("text", "ItemCode", "Reason"),
    ...fields("number", "Available", "OnHand", "Allocated"),
  ],
  IncrementalChanges: [
    ...fields("text", "UpdatedBy", "Reason", "ItemType.Name", "ItemType.ItemCode"),
    ...fields("number", "QuantityChanged"),
    ...fields("date", "UpdateTimestamp"),
  ],
  TrackingNumberReceived: DESPATCH,
  DespatchPackageTrackingNumberReceived: DESPATCH,
  DespatchPackageDespatched: DESPATCH,
  OnDespatchOrderReceived: SALES_ORDER,
  Returns: [
    ...fields("text", "ReturnCode", "SalesOrder.SalesOrderNumber", "ItemType.ItemCode", "ReturnReason.Code"),
    ...fields("number", "Quantity"),
    ...fields("date", "ReturnDate"),
  ],
  GoodsReceived: [...fields("text", "GoodsInId", "Reference"), ...fields("date", "ReconciledDateTime")],
};
