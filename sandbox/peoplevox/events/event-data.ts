import { referenceOf, STATUS_IDS, type SalesOrder } from "../../warehouse/sales-order.ts";
import type { WarehouseEvent } from "../../warehouse/warehouse.ts";
import type { ReceivedReturn } from "../returns.ts";
import type { WallClock } from "../wall-clock.ts";
import type { EventType } from "./event-types.ts";
import type { EventData } from "./subscriptions.ts";

/** One event as it will be published. */
export interface OutgoingEvent {
  readonly type: EventType;
  readonly data: EventData;
}

export interface EventLookups {
  wallClockNow(): WallClock;
  itemName(itemCode: string): string;
  serviceTypeName(code: string): string;
}

/** The Peoplevox events that a change in the warehouse gives rise to. */
export function eventsOf(event: WarehouseEvent, lookups: EventLookups): OutgoingEvent[] {
  switch (event.kind) {
    case "order-changed":
      return [];
    case "status-changed":
      return [{ type: "SalesOrderStatusChanges", data: salesOrderData(event.order, lookups) }];
    case "tracking-number-received": {
      const data = despatchData(event.order, lookups);
      return [
        { type: "TrackingNumberReceived", data },
        { type: "DespatchPackageTrackingNumberReceived", data },
      ];
    }
    case "despatched":
      return [
        { type: "DespatchPackageDespatched", data: despatchData(event.order, lookups) },
        { type: "OnDespatchOrderReceived", data: salesOrderData(event.order, lookups) },
      ];
    case "stock-changed": {
      const { itemCode, available, onHand, allocated, quantityChanged, reason } = event.change;
      const availability: OutgoingEvent = {
        type: "AvailabilityChanges",
        data: { ItemCode: itemCode, Reason: reason, Available: available, OnHand: onHand, Allocated: allocated },
      };
      const movement: OutgoingEvent = {
        type: "IncrementalChanges",
        data: {
          UpdatedBy: "warehouse",
          Reason: reason,
          "ItemType.Name": lookups.itemName(itemCode),
          "ItemType.ItemCode": itemCode,
          QuantityChanged: quantityChanged,
          UpdateTimestamp: lookups.wallClockNow(),
        },
      };
      return quantityChanged === 0 ? [availability] : [availability, movement];
    }
  }
}

/** The event of goods that came back. */
export function returnEvent(received: ReceivedReturn, lookups: EventLookups): OutgoingEvent {
  return {
    type: "Returns",
    data: {
      ReturnCode: received.returnCode,
      "SalesOrder.SalesOrderNumber": received.salesOrderNumber,
      "ItemType.ItemCode": received.itemCode,
      "ReturnReason.Code": received.reason,
      Quantity: received.quantity,
      ReturnDate: lookups.wallClockNow(),
    },
  };
}

function salesOrderData(order: SalesOrder, { wallClockNow }: EventLookups): EventData {
  return {
    SalesOrderNumber: order.number,
    "SalesOrderStatu.Name": order.status,
    "SalesOrderStatu.SalesOrderStatusId": STATUS_IDS[order.status],
    CustomerPurchaseOrderReferenceNumber: referenceOf(order),
    LastModificationTime: wallClockNow(),
    "Site.Reference": order.fields["Site"] ?? "",
  };
}

function despatchData(order: SalesOrder, { serviceTypeName }: EventLookups): EventData {
  const serviceType = order.fields["ServiceType"] ?? "";
  return {
    DespatchNumber: order.despatch?.number ?? "",
    TrackingNumber: order.fields["DespatchTrackingNumber"] ?? "",
    "Carrier.Number": order.fields["CarrierName"] ?? "",
    "Carrier.Name": order.fields["CarrierName"] ?? "",
    "ServiceType.Name": serviceTypeName(serviceType),
    "ServiceType.Code": serviceType,
    "Picks.SalesOrder.SalesOrderNumber": order.number,
    "Picks.SalesOrder.Email": order.fields["Email"] ?? "",
    "Site.Reference": order.fields["Site"] ?? "",
  };
}
