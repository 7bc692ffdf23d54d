import { deleteLine, saveLine } from "../../warehouse/line-writes.ts";
import { noteRefusal } from "../../warehouse/order-writes.ts";
import type { SalesOrderLine } from "../../warehouse/sales-order.ts";
import type { Warehouse } from "../../warehouse/warehouse.ts";
import { attributes, date, decimal, required, text, whole } from "./column.ts";
import { readCells } from "./read-cells.ts";
import type { Row, Template } from "./template.ts";

const COLUMNS = [
  required(text("SalesOrderNumber", 30)),
  required(text("ItemCode", 50)),
  whole("QuantityOrdered"),
  date("RequestedDeliveryDate"),
  text("Line", 16),
  whole("Sequence"),
  decimal("SalePrice"),
  ...attributes(3),
];

function rowOf(salesOrderNumber: string, line: SalesOrderLine): Row {
  return {
    ...line.fields,
    SalesOrderNumber: salesOrderNumber,
    ItemCode: line.itemCode,
    QuantityOrdered: String(line.quantityOrdered),
    Line: line.line,
  };
}

/** The row key in the answer. */
const referenceOf = (cells: Row): string => `${cells["SalesOrderNumber"] ?? ""} - ${cells["ItemCode"] ?? ""}`;

/** @param itemCodeOf - The code as "Item types" has it, or `null` when there is no such item */
export function createSalesOrderItemsTemplate(
  warehouse: Warehouse,
  itemCodeOf: (itemCode: string) => string | null,
): Template {
  return {
    name: "Sales order items",
    columns: COLUMNS,
    keys: ["SalesOrderNumber", "ItemCode"],
    *rows() {
      for (const order of warehouse.orders()) {
        for (const line of order.lines) yield rowOf(order.number, line);
      }
    },
    save(cells, source) {
      const reference = referenceOf(cells);
      const reading = readCells(COLUMNS, cells);
      if (!reading.ok) return { reference, error: reading.reason };
      const { SalesOrderNumber: number = "", ...fields } = reading.stored;
      const itemCode = itemCodeOf(fields["ItemCode"] ?? "");
      if (itemCode === null) return { reference, error: `ItemType : '${fields["ItemCode"] ?? ""}' does not exist` };
      return { reference, error: saveLine(warehouse, number, { ...fields, ItemCode: itemCode }, source) };
    },
    remove(cells, source) {
      const key = { itemCode: cells["ItemCode"] ?? "", line: cells["Line"] };
      const error = deleteLine(warehouse, cells["SalesOrderNumber"] ?? "", key, source);
      return { reference: referenceOf(cells), error };
    },
    noteRefusal: (cells, source, reason) => noteRefusal(warehouse, cells["SalesOrderNumber"] ?? "", source, reason),
  };
}
