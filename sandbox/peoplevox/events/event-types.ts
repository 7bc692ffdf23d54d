/** What a client may subscribe to, as Peoplevox spells it. */
export const EVENT_TYPES = [
  "AvailabilityChanges",
  "SalesOrderStatusChanges",
  "GoodsReceived",
  "TrackingNumberReceived",
  "IncrementalChanges",
  "Returns",
  "DespatchPackageTrackingNumberReceived",
  "DespatchPackageDespatched",
  "OnDespatchOrderReceived",
] as const;

export type EventType = (typeof EVENT_TYPES)[number];
