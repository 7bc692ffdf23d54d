import { date, decimal, oneOf, required, text, whole } from "./column.ts";
import { ADDRESS_COLUMNS } from "./master-data.ts";
import { createTableTemplate, type TableTemplate } from "./table-template.ts";

export interface PurchaseOrderLookups {
  /** By name or by reference. */
  supplierExists(nameOrReference: string): boolean;
  itemExists(itemCode: string): boolean;
}

/** "Purchase orders" and "Purchase order items": also the documented way round a missing RMA template. */
export function createPurchaseOrders({ supplierExists, itemExists }: PurchaseOrderLookups): TableTemplate[] {
  const orders = createTableTemplate({
    name: "Purchase orders",
    keys: ["PurchaseOrderNumber"],
    columns: [
      required(text("PurchaseOrderNumber", 50)),
      oneOf("Status", "Pending", "Cancelled", "Deleted"),
      ...["Reference", "Supplier", "SupplierReference"].map((name) => text(name, 50)),
      ...ADDRESS_COLUMNS,
      text("AddressReference", 100),
      ...["RequestedDeliveryDate", "SubmittedDate"].map(date),
      text("User", 50),
      ...["EndDate", "ExpectedDeliveryDate"].map(date),
      text("Site", 100),
    ],
    defaults: () => ({ Status: "Pending" }),
    // Assumption: the supplier must exist if one is given.
    check({ Supplier: name = "", SupplierReference: reference = "" }) {
      const missing = [name, reference].find((supplier) => supplier !== "" && !supplierExists(supplier));
      return missing === undefined ? null : `Supplier : '${missing}' does not exist`;
    },
  });
  const items = createTableTemplate({
    name: "Purchase order items",
    keys: ["PurchaseOrderNumber", "ItemCode"],
    identity: (row) => [row["PurchaseOrderNumber"] ?? "", row["ItemCode"] ?? "", row["Line"] ?? ""],
    columns: [
      required(text("PurchaseOrderNumber", 50)),
      required(text("ItemCode", 50)),
      oneOf("Status", "Pending", "Closed"),
      whole("Quantity"),
      date("RequestedDeliveryDate"),
      text("Line", 16),
      whole("Sequence"),
      decimal("CostPrice"),
      // Spelt this way in Peoplevox.
      date("ExpectededDeliveryDate"),
    ],
    defaults: () => ({ Status: "Pending" }),
    check({ PurchaseOrderNumber: number = "", ItemCode: itemCode = "" }) {
      if (orders.find(number) === undefined) return `PurchaseOrder : '${number}' does not exist`;
      return itemExists(itemCode) ? null : `ItemType : '${itemCode}' does not exist`;
    },
  });
  return [orders, items];
}
