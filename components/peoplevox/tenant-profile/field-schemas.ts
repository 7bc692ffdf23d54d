import { z } from "zod";
import { SALES_ORDER_FIELDS, SALES_ORDER_ITEM_FIELDS } from "../../../domain/sales-order/sales-order.ts";
import type { SalesOrderField } from "../../../domain/sales-order/sales-order.ts";

/** Columns whose value the rules decide themselves; a mapping from Shopify would fight them. */
const RULED_COLUMNS = ["SalesOrderNumber", "CustomerPurchaseOrderReferenceNumber", "Status", "OnHold", "StopShip"];

/** Longest text of an attribute; for Sales Orders and their lines an Assumption, taken from item types. */
const ATTRIBUTE_LENGTH = 500;

/** Longest text per column, in characters. */
const LONGEST_TEXT: Readonly<Partial<Record<SalesOrderField, number>>> = {
  Customer: 50,
  Email: 500,
  ChannelName: 50,
  RequestedDeliveryDate: 19,
  CreatedDate: 19,
  Attribute1: ATTRIBUTE_LENGTH,
  Attribute2: ATTRIBUTE_LENGTH,
  Attribute3: ATTRIBUTE_LENGTH,
  Attribute4: ATTRIBUTE_LENGTH,
  Attribute5: ATTRIBUTE_LENGTH,
};
const LONGEST_OTHER_TEXT = 100;

const maxLength = z.int().min(1).optional();

/** One header column and its template. */
export const SALES_ORDER_FIELD = z
  .strictObject({
    field: z
      .enum(SALES_ORDER_FIELDS)
      .refine((column) => !RULED_COLUMNS.includes(column), "expected a column that LastEdit does not decide itself"),
    template: z.string(),
    maxLength,
  })
  .transform((mapping) => ({
    ...mapping,
    maxLength: mapping.maxLength ?? LONGEST_TEXT[mapping.field] ?? LONGEST_OTHER_TEXT,
  }));

/** One column of the lines and its template. */
export const ITEM_FIELD = z
  .strictObject({ field: z.enum(SALES_ORDER_ITEM_FIELDS), template: z.string(), maxLength })
  .transform((mapping) => ({ ...mapping, maxLength: mapping.maxLength ?? ATTRIBUTE_LENGTH }));

/** What a new Sales Order says beside the columns kept in step, unless a merchant says otherwise. */
const USUAL_NEW_ORDER = [
  { field: "ContactName", template: "{address.name}" },
  { field: "ShippingAddressLine1", template: "{address.line1}" },
  { field: "ShippingAddressLine2", template: "{address.line2}" },
  { field: "ShippingAddressCity", template: "{address.city}" },
  { field: "ShippingAddressRegion", template: "{address.region}" },
  { field: "ShippingAddressPostcode", template: "{address.postcode}" },
  { field: "ShippingAddressCountry", template: "{address.country}" },
  { field: "Email", template: "{email}" },
  { field: "CreatedDate", template: "{order.createdAt}" },
  { field: "ShippingCost", template: "{shipping}" },
  { field: "TotalSale", template: "{total}" },
  { field: "Discount", template: "{discount}" },
  { field: "TaxPaid", template: "{tax}" },
  { field: "ChannelName", template: "Shopify" },
] as const satisfies readonly z.input<typeof SALES_ORDER_FIELD>[];

/** How Sales Orders are created. */
export const NEW_ORDERS = z
  .strictObject({
    fields: z.array(SALES_ORDER_FIELD).prefault([...USUAL_NEW_ORDER]),
    customer: z
      .strictObject({
        reference: z.string().min(1).default("{email}"),
        name: z.string().min(1).default("{address.name}"),
      })
      .nullable()
      .default(null),
  })
  .prefault({});
