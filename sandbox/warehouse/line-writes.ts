import { lineEditRefusal } from "./edit-rules.ts";
import { changed, type Refusal, type RowSource } from "./order-writes.ts";
import type { SalesOrder, SalesOrderLine } from "./sales-order.ts";
import type { Warehouse } from "./warehouse.ts";

/**
 * The line a row means.
 * Assumption: the key is order + ItemCode, and + Line where the row gives one; without Line the first line of that
 * item is meant.
 */
function findLine(order: SalesOrder, itemCode: string, line: string | undefined): SalesOrderLine | undefined {
  return order.lines.find(
    (candidate) =>
      candidate.itemCode.toLowerCase() === itemCode.toLowerCase() &&
      (line === undefined || line === "" || candidate.line === line),
  );
}

const lineName = ({ itemCode, line }: SalesOrderLine): string => (line === "" ? itemCode : `${itemCode} [${line}]`);

/** Lowers what is set aside to what is wanted, but never below what lies in the picker's trolley already. */
function fitAllocation(warehouse: Warehouse, line: SalesOrderLine): void {
  const keep = Math.max(line.quantityOrdered, line.quantityPicked);
  if (line.quantityAllocated <= keep) return;
  warehouse.stock.release(line.itemCode, line.quantityAllocated - keep);
  line.quantityAllocated = keep;
}

/**
 * Adds a line or changes it.
 *
 * @param cells - Checked texts by column, `ItemCode` included, `SalesOrderNumber` left out
 */
export function saveLine(
  warehouse: Warehouse,
  salesOrderNumber: string,
  cells: Readonly<Record<string, string>>,
  source: RowSource,
): Refusal {
  const order = warehouse.find(salesOrderNumber);
  if (order === undefined) return `SalesOrderItem : Sales order '${salesOrderNumber}' does not exist`;
  const refusal = lineEditRefusal(order, warehouse.rules.refusesEditsOncePicked);
  if (refusal !== null) return refusal;

  const { ItemCode: itemCode = "", QuantityOrdered: quantityText, Line: lineId, ...fields } = cells;
  // Assumption: a blank or absent quantity on a new line is 0, as an empty number is.
  const quantity = quantityText === undefined ? undefined : Number(quantityText === "" ? "0" : quantityText);
  if (quantity === 0 && warehouse.rules.lineRemoval !== "quantity-0") {
    return "SalesOrderItem : QuantityOrdered must be greater than zero";
  }
  const existing = findLine(order, itemCode, lineId);
  if (existing === undefined && quantity === undefined) {
    return "SalesOrderItem : QuantityOrdered is required";
  }

  warehouse.record(order, source.by, () => {
    const line: SalesOrderLine = existing ?? {
      itemCode,
      line: lineId ?? "",
      quantityOrdered: 0,
      quantityAllocated: 0,
      quantityPicked: 0,
      fields: {},
    };
    const isNew = existing === undefined;
    if (isNew) order.lines.push(line);
    const changes = Object.entries(fields).flatMap(([column, after]) =>
      changed(`${lineName(line)}.${column}`, isNew ? null : (line.fields[column] ?? ""), after),
    );
    line.fields = { ...line.fields, ...fields };
    if (lineId !== undefined && lineId !== line.line) {
      changes.push(...changed(`${lineName(line)}.Line`, line.line, lineId));
      line.line = lineId;
    }
    if (quantity !== undefined) {
      const before = isNew ? null : String(line.quantityOrdered);
      changes.push(...changed(`${lineName(line)}.QuantityOrdered`, before, String(quantity)));
      line.quantityOrdered = quantity;
      fitAllocation(warehouse, line);
    }
    return { kind: "write-accepted", template: source.template, action: source.action, changes };
  });
  if (source.action === 0) warehouse.queueForAllocation(order);
  return null;
}

/** Takes a line out (Action 2), where the tenant's Peoplevox can. */
export function deleteLine(
  warehouse: Warehouse,
  salesOrderNumber: string,
  key: { readonly itemCode: string; readonly line: string | undefined },
  source: RowSource,
): Refusal {
  const order = warehouse.find(salesOrderNumber);
  if (order === undefined) return `SalesOrderItem : Sales order '${salesOrderNumber}' does not exist`;
  if (warehouse.rules.lineRemoval !== "delete-row") {
    return "SalesOrderItem : Sales order items cannot be deleted";
  }
  const refusal = lineEditRefusal(order, warehouse.rules.refusesEditsOncePicked);
  if (refusal !== null) return refusal;
  const line = findLine(order, key.itemCode, key.line);
  if (line === undefined) return `SalesOrderItem : '${key.itemCode}' is not on this sales order`;

  warehouse.record(order, source.by, () => {
    order.lines = order.lines.filter((candidate) => candidate !== line);
    warehouse.stock.release(line.itemCode, line.quantityAllocated);
    const changes = changed(`${lineName(line)}.QuantityOrdered`, String(line.quantityOrdered), null);
    return { kind: "write-accepted", template: source.template, action: source.action, changes };
  });
  return null;
}
