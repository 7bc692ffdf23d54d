import type { SalesOrder } from "../../warehouse/sales-order.ts";
import type { Warehouse } from "../../warehouse/warehouse.ts";
import { parseDate, type WallClock } from "../wall-clock.ts";
import { dates, numbers, texts, type Report, type ReportRow } from "./report.ts";

/** Assumption: both reports have these columns; public samples show no more. */
const COLUMNS = [
  ...texts("Sales order no.", "Status"),
  ...dates("Requested delivery date"),
  ...numbers("Number of items"),
  ...texts("Channel"),
  ...dates("Date", "Order date"),
];

/** "Sales orders by status", "Sales order summary" and "Outstanding sales orders". */
export function createSalesOrderReports(
  warehouse: Warehouse,
  wallClock: (epochMs: number) => WallClock,
  itemName: (itemCode: string) => string,
): Report[] {
  const row = (order: SalesOrder): ReportRow => ({
    "Sales order no.": order.number,
    Status: order.status,
    "Requested delivery date": parseDate(order.fields["RequestedDeliveryDate"] ?? ""),
    "Number of items": order.lines.reduce((sum, line) => sum + line.quantityOrdered, 0),
    Channel: order.fields["ChannelName"] ?? "",
    Date: wallClock(order.changedAt),
    "Order date": parseDate(order.fields["CreatedDate"] ?? ""),
  });
  const summary = (name: string): Report => ({
    name,
    columns: COLUMNS,
    *rows() {
      for (const order of warehouse.orders()) yield row(order);
    },
  });
  return [
    summary("Sales orders by status"),
    summary("Sales order summary"),
    {
      name: "Outstanding sales orders",
      columns: [...texts("Sales order no."), ...dates("Requested delivery date"), ...texts("Item Name", "Item code")],
      *rows() {
        for (const order of warehouse.orders()) {
          if (order.status === "Cancelled" || order.status === "Despatched") continue;
          for (const { itemCode } of order.lines) {
            const { "Sales order no.": number = "", "Requested delivery date": date = null } = row(order);
            yield {
              "Sales order no.": number,
              "Requested delivery date": date,
              "Item Name": itemName(itemCode),
              "Item code": itemCode,
            };
          }
        }
      },
    },
  ];
}
