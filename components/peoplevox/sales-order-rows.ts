import type { CustomerRecord } from "../../domain/sales-order/new-sales-order.ts";
import { SALES_ORDER_FIELDS, SALES_ORDER_ITEM_FIELDS } from "../../domain/sales-order/sales-order.ts";
import type {
  SalesOrderFields,
  SalesOrderHeader,
  SalesOrderItem,
  SalesOrderItemFields,
} from "../../domain/sales-order/sales-order.ts";
import type { DataRow } from "./csv.ts";
import { PeoplevoxTemplateNotConfiguredError, PeoplevoxUnreadableAnswerError } from "./peoplevox-errors.ts";
import { TEMPLATES } from "./template-table.ts";
import type { TemplateKey } from "./template-table.ts";
import type { ItemRecord, SalesOrderItemWrite } from "./warehouse.ts";

/**
 * A Sales Order's header. A hold that we cannot see is a hold that we might lift, so a template without `OnHold` is
 * refused; `StopShip` may be missing.
 *
 * @throws {PeoplevoxTemplateNotConfiguredError} The tenant's template lacks a column that is needed
 */
export function headerFromRow(row: DataRow): SalesOrderHeader {
  return {
    salesOrderNumber: needed("salesOrders", row, "SalesOrderNumber").trim(),
    reference: needed("salesOrders", row, "CustomerPurchaseOrderReferenceNumber").trim(),
    status: needed("salesOrders", row, "Status").trim(),
    onHold: isYes(needed("salesOrders", row, "OnHold")),
    stopShip: isYes(row["StopShip"] ?? ""),
    fields: knownFields(row),
  };
}

/** @throws {PeoplevoxTemplateNotConfiguredError} As `headerFromRow` */
export function itemFromRow(row: DataRow): SalesOrderItem {
  const line = row["Line"]?.trim() ?? "";
  const texts = SALES_ORDER_ITEM_FIELDS.flatMap((field) => (row[field] === undefined ? [] : [[field, row[field]]]));
  return {
    itemCode: needed("salesOrderItems", row, "ItemCode").trim(),
    quantityOrdered: wholeNumber(needed("salesOrderItems", row, "QuantityOrdered")),
    line: line === "" ? null : line,
    ...(texts.length === 0 ? {} : { fields: Object.fromEntries(texts) as SalesOrderItemFields }),
  };
}

/** @throws {PeoplevoxTemplateNotConfiguredError} As `headerFromRow` */
export function itemRecordFromRow(row: DataRow): ItemRecord {
  const itemCode = needed("itemTypes", row, "ItemCode").trim();
  return { itemCode, name: row["Name"] ?? "", barcode: row["Barcode"] ?? "", deactivated: itemCode.includes("~D~") };
}

/** The columns of an item row that are meant, and no other: a blank cell would blank what is stored. */
export function rowFromItem(salesOrderNumber: string, item: SalesOrderItemWrite, usesLine: boolean): DataRow {
  return {
    ...itemKey(salesOrderNumber, item, usesLine),
    ...(item.textsOnly === true ? {} : { QuantityOrdered: String(item.quantityOrdered) }),
    ...item.fields,
    ...(item.unitPrice === undefined ? {} : { SalePrice: item.unitPrice }),
  };
}

/** What names an item row: order, item code and, where the tenant keeps it, the line. */
export function itemKey(salesOrderNumber: string, item: SalesOrderItem, usesLine: boolean): DataRow {
  const line = usesLine && item.line !== null ? { Line: item.line } : {};
  return { SalesOrderNumber: salesOrderNumber, ItemCode: item.itemCode, ...line };
}

/** The order's number and the columns given, no other. */
export function rowFromFields(salesOrderNumber: string, fields: SalesOrderFields): DataRow {
  const { SalesOrderNumber: _, ...columns } = fields;
  return { SalesOrderNumber: salesOrderNumber, ...columns };
}

/** A customer's key and name, and what else is known. */
export function rowFromCustomer({ reference, name, email, phone }: CustomerRecord): DataRow {
  return {
    Reference: reference,
    Name: name,
    ...(email === "" ? {} : { Email: email }),
    ...(phone === "" ? {} : { Phone: phone }),
  };
}

function knownFields(row: DataRow): SalesOrderFields {
  return Object.fromEntries(
    SALES_ORDER_FIELDS.flatMap((field) => (row[field] === undefined ? [] : [[field, row[field]]])),
  );
}

function needed(template: TemplateKey, row: DataRow, column: string): string {
  const value = row[column];
  if (value === undefined) {
    throw new PeoplevoxTemplateNotConfiguredError(
      TEMPLATES[template].name,
      `it has no column ${column}, which we need.`,
    );
  }
  return value;
}

function wholeNumber(text: string): number {
  const value = Number(text);
  if (text.trim() !== "" && Number.isInteger(value)) return value;
  throw new PeoplevoxUnreadableAnswerError({
    operation: "GetData",
    kind: "read",
    problem: `QuantityOrdered is "${text}", expected a whole number`,
  });
}

/** Peoplevox writes booleans as true/True/1, by template and report. */
function isYes(text: string): boolean {
  return /^(true|1|yes)$/i.test(text.trim());
}
