/**
 * Columns of the Peoplevox template "Sales orders" that LastEdit reads or writes, spelt as Peoplevox spells them.
 * A tenant may rename them; the Peoplevox client translates, so that only these names are used inside.
 */
export const SALES_ORDER_FIELDS = [
  "SalesOrderNumber",
  "Customer",
  "CustomerPurchaseOrderReferenceNumber",
  "ShippingAddressLine1",
  "ShippingAddressLine2",
  "ShippingAddressCity",
  "ShippingAddressRegion",
  "ShippingAddressPostcode",
  "ShippingAddressCountry",
  "InvoiceAddressLine1",
  "InvoiceAddressLine2",
  "InvoiceAddressCity",
  "InvoiceAddressRegion",
  "InvoiceAddressPostcode",
  "InvoiceAddressCountry",
  "IsPartialShipment",
  "Status",
  "RequestedDeliveryDate",
  "ShippingCost",
  "TotalSale",
  "Discount",
  "TaxPaid",
  "Email",
  "ContactName",
  "CreatedDate",
  "PaymentMethod",
  "ServiceType",
  "ChannelName",
  "Site",
  "OnHold",
  "StopShip",
  "Attribute1",
  "Attribute2",
  "Attribute3",
  "Attribute4",
  "Attribute5",
] as const;

export type SalesOrderField = (typeof SALES_ORDER_FIELDS)[number];

/** Values by column; a column that is absent is not known or not meant. */
export type SalesOrderFields = Readonly<Partial<Record<SalesOrderField, string>>>;

/** Free texts of one line, spelt as Peoplevox spells them. */
export const SALES_ORDER_ITEM_FIELDS = ["Attribute1", "Attribute2", "Attribute3"] as const;

export type SalesOrderItemField = (typeof SALES_ORDER_ITEM_FIELDS)[number];

/** Texts by column; a column that is absent is not known or not meant. */
export type SalesOrderItemFields = Readonly<Partial<Record<SalesOrderItemField, string>>>;

/** One line of a Sales Order in Peoplevox. `line` is the tenant's free line id, `null` where none is kept. */
export interface SalesOrderItem {
  readonly itemCode: string;
  readonly quantityOrdered: number;
  readonly line: string | null;
  readonly fields?: SalesOrderItemFields;
}

/** A Sales Order's header as Peoplevox has it now. */
export interface SalesOrderHeader {
  readonly salesOrderNumber: string;
  /** The lineage: `CustomerPurchaseOrderReferenceNumber`, shared by an order and its replacements. */
  readonly reference: string;
  /** Peoplevox's status name, letter for letter. */
  readonly status: string;
  readonly onHold: boolean;
  readonly stopShip: boolean;
  readonly fields: SalesOrderFields;
}

/** A Sales Order as Peoplevox has it now. */
export interface ObservedSalesOrder extends SalesOrderHeader {
  readonly items: readonly SalesOrderItem[];
}
