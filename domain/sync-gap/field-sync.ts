import type { SalesOrderField } from "../sales-order/sales-order.ts";

/**
 * How a Sales Order column is kept.
 *
 * `details`, `address`: follows Shopify where the tenant profile maps it, as that kind of change in the order edit rules.
 * `identity`: written once and never changed. `status`: only ever set to cancelled. `flag`: set and cleared by LastEdit
 * around a change, never taken from Shopify.
 */
export type FieldKeeping = "details" | "address" | "identity" | "status" | "flag";

/** One row per column, in the order of the template. */
export const FIELD_KEEPING = {
  SalesOrderNumber: "identity",
  Customer: "details",
  CustomerPurchaseOrderReferenceNumber: "identity",
  ShippingAddressLine1: "address",
  ShippingAddressLine2: "address",
  ShippingAddressCity: "address",
  ShippingAddressRegion: "address",
  ShippingAddressPostcode: "address",
  ShippingAddressCountry: "address",
  InvoiceAddressLine1: "details",
  InvoiceAddressLine2: "details",
  InvoiceAddressCity: "details",
  InvoiceAddressRegion: "details",
  InvoiceAddressPostcode: "details",
  InvoiceAddressCountry: "details",
  IsPartialShipment: "details",
  Status: "status",
  RequestedDeliveryDate: "details",
  ShippingCost: "details",
  TotalSale: "details",
  Discount: "details",
  TaxPaid: "details",
  Email: "details",
  ContactName: "address",
  CreatedDate: "details",
  PaymentMethod: "details",
  ServiceType: "address",
  ChannelName: "details",
  Site: "details",
  OnHold: "flag",
  StopShip: "flag",
  Attribute1: "details",
  Attribute2: "details",
  Attribute3: "details",
  Attribute4: "details",
  Attribute5: "details",
} as const satisfies Record<SalesOrderField, FieldKeeping>;
