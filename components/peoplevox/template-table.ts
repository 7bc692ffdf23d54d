import { SALES_ORDER_FIELDS, SALES_ORDER_ITEM_FIELDS } from "../../domain/sales-order/sales-order.ts";

export interface Template {
  /** Documented name; a tenant may use another, see the tenant profile. */
  readonly name: string;
  /** Columns that make up the `Reference` of a row in SaveData's answer, in order. */
  readonly key: readonly string[];
  /** Columns we know by name, so that a tenant's different upper and lower case is understood. */
  readonly columns: readonly string[];
}

/**
 * The integration templates that LastEdit knows. Names, columns and keys as documented or seen in working
 * integrations; `rmas` and `rmaItems` are an Assumption: public material says that RMAs exist, not their template.
 */
export const TEMPLATES = {
  salesOrders: { name: "Sales orders", key: ["SalesOrderNumber"], columns: SALES_ORDER_FIELDS },
  salesOrderItems: {
    name: "Sales order items",
    key: ["SalesOrderNumber", "ItemCode"],
    columns: ["SalesOrderNumber", "ItemCode", "QuantityOrdered", "Line", "SalePrice", ...SALES_ORDER_ITEM_FIELDS],
  },
  itemTypes: { name: "Item types", key: ["ItemCode"], columns: ["ItemCode", "Name", "Barcode"] },
  customers: { name: "Customers", key: ["Reference"], columns: ["Reference", "Name", "Email", "Phone"] },
  sites: { name: "Sites", key: ["Reference"], columns: ["Reference", "Name"] },
  serviceTypes: { name: "Service types", key: ["Code"], columns: ["Code", "Name", "Carrier"] },
  returnReasons: { name: "Return reasons", key: ["Code"], columns: ["Code", "Description"] },
  purchaseOrders: {
    name: "Purchase orders",
    key: ["PurchaseOrderNumber"],
    columns: ["PurchaseOrderNumber", "Reference", "Status", "Supplier"],
  },
  purchaseOrderItems: {
    name: "Purchase order items",
    key: ["PurchaseOrderNumber", "ItemCode"],
    columns: ["PurchaseOrderNumber", "ItemCode", "Quantity", "Line", "Status"],
  },
  rmas: {
    name: "RMAs",
    key: ["RmaNumber"],
    columns: ["RmaNumber", "SalesOrderNumber", "CustomerName", "Comment", "Status"],
  },
  rmaItems: {
    name: "RMA items",
    key: ["RmaNumber", "ItemCode"],
    columns: ["RmaNumber", "Line", "ItemCode", "Quantity", "Reason", "ExpectedState", "Comment"],
  },
} as const satisfies Readonly<Record<string, Template>>;

export type TemplateKey = keyof typeof TEMPLATES;

export const TEMPLATE_KEYS = Object.keys(TEMPLATES) as readonly TemplateKey[];
