import type { Warehouse } from "../../warehouse/warehouse.ts";
import type { Returns } from "../returns.ts";
import type { TableTemplate } from "../templates/table-template.ts";
import type { WallClock } from "../wall-clock.ts";
import { dates, numbers, texts, type Report } from "./report.ts";

/** "Item inventory summary". All stock is at the first site. */
export function createInventorySummary(warehouse: Warehouse, itemTypes: TableTemplate, site: string): Report {
  return {
    name: "Item inventory summary",
    columns: [
      ...texts("Item code", "Item name", "Item barcode", "Site reference"),
      ...numbers("On hand", "Allocated", "Available"),
    ],
    *rows() {
      for (const { ItemCode: itemCode = "", Name: name = "", Barcode: barcode = "" } of itemTypes.rows()) {
        const { onHand, allocated } = warehouse.stock.level(itemCode);
        yield {
          "Item code": itemCode,
          "Item name": name,
          "Item barcode": barcode,
          "Site reference": site,
          "On hand": onHand,
          Allocated: allocated,
          Available: onHand - allocated,
        };
      }
    },
  };
}

/** "Return summary": one row for each item that came back. */
export function createReturnSummary(
  warehouse: Warehouse,
  returns: Returns,
  wallClock: (epochMs: number) => WallClock,
  itemTypes: TableTemplate,
): Report {
  return {
    name: "Return summary",
    columns: [
      ...texts("Return code"),
      ...dates("Return date"),
      ...numbers("Quantity"),
      ...texts("Item name", "Sales order number"),
      ...dates("Despatch date"),
      ...texts("Return reason", "Return condition", "Return comments"),
      ...numbers("Days since despatch"),
      ...texts("Item barcode", "Sales order contact name", "Sales order email"),
      ...texts("Customer purchase order reference number", "Channel name", "Site reference"),
      { caption: "Is Reusable", type: "flag" },
      ...texts("Item code"),
    ],
    *rows() {
      for (const received of returns.list()) {
        const order = warehouse.find(received.salesOrderNumber);
        const item = itemTypes.find(received.itemCode);
        const despatchedAt = order?.despatch?.at ?? received.at;
        yield {
          "Return code": received.returnCode,
          "Return date": wallClock(received.at),
          Quantity: received.quantity,
          "Item name": item?.["Name"] ?? "",
          "Sales order number": received.salesOrderNumber,
          "Despatch date": wallClock(despatchedAt),
          "Return reason": received.reason,
          "Return condition": received.condition,
          "Return comments": received.comments,
          "Days since despatch": Math.floor((received.at - despatchedAt) / 86_400_000),
          "Item barcode": item?.["Barcode"] ?? "",
          "Sales order contact name": order?.fields["ContactName"] ?? "",
          "Sales order email": order?.fields["Email"] ?? "",
          "Customer purchase order reference number": order?.fields["CustomerPurchaseOrderReferenceNumber"] ?? "",
          "Channel name": order?.fields["ChannelName"] ?? "",
          "Site reference": order?.fields["Site"] ?? "",
          "Is Reusable": received.reusable,
          "Item code": received.itemCode,
        };
      }
    },
  };
}
