import { oneOf, required, text, whole } from "./column.ts";
import { createTableTemplate, type TableTemplate } from "./table-template.ts";

export interface RmaLookups {
  salesOrderExists(salesOrderNumber: string): boolean;
  itemExists(itemCode: string): boolean;
  reasonExists(code: string): boolean;
}

export interface RmaTemplates {
  readonly rmas: TableTemplate;
  readonly items: TableTemplate;
}

/**
 * "RMAs" and "RMA items".
 * Assumption: names, columns and statuses of the RMA import are not public; these follow the captions of a returns
 * portal's report. A client may only cancel; the warehouse completes.
 */
export function createRmas({ salesOrderExists, itemExists, reasonExists }: RmaLookups): RmaTemplates {
  const rmas = createTableTemplate({
    name: "RMAs",
    keys: ["RmaNumber"],
    columns: [
      required(text("RmaNumber", 50)),
      required(text("SalesOrderNumber", 30)),
      text("CustomerName", 100),
      text("Comment", 500),
      text("ReturnsTrackingNumber", 100),
      oneOf("Status", "Open", "Cancelled"),
    ],
    defaults: () => ({ Status: "Open" }),
    check({ SalesOrderNumber: number = "" }, existing) {
      if (!salesOrderExists(number)) return `SalesOrder : '${number}' does not exist`;
      const status = existing?.["Status"] ?? "Open";
      return status === "Open" ? null : `RMA : An RMA that is '${status}' cannot be changed`;
    },
  });
  const items = createTableTemplate({
    name: "RMA items",
    keys: ["RmaNumber", "ItemCode"],
    identity: (row) => [row["RmaNumber"] ?? "", row["ItemCode"] ?? "", row["Line"] ?? ""],
    columns: [
      required(text("RmaNumber", 50)),
      text("Line", 16),
      required(text("ItemCode", 50)),
      required(whole("Quantity")),
      text("Reason", 50),
      text("ExpectedState", 50),
      text("Comment", 500),
    ],
    check({ RmaNumber: number = "", ItemCode: itemCode = "", Reason: reason = "" }) {
      const rma = rmas.find(number);
      if (rma === undefined) return `RMA : '${number}' does not exist`;
      if (rma["Status"] !== "Open") return `RMA : An RMA that is '${rma["Status"] ?? ""}' cannot be changed`;
      if (!itemExists(itemCode)) return `ItemType : '${itemCode}' does not exist`;
      return reason !== "" && !reasonExists(reason) ? `ReturnReason : '${reason}' does not exist` : null;
    },
  });
  return { rmas, items };
}
