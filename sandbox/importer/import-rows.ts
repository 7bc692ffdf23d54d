import type { ImportableOrder } from "./importer.ts";

type Row = Readonly<Record<string, string>>;

/** What is saved for one order: its header, and then its lines. */
export interface ImportRows {
  readonly salesOrderNumber: string;
  readonly header: Row;
  readonly items: readonly Row[];
}

/**
 * A shop's order as rows of "Sales orders" and "Sales order items": the number is the order's name without `#`, the
 * reference the name, and `Line` holds the shop's line id where the tenant has that column.
 *
 * @param attributes - Sales Order column → key of the order attribute written to it
 */
export function importRows(
  order: ImportableOrder,
  attributes: Readonly<Record<string, string>>,
  usesLine: boolean,
): ImportRows {
  const salesOrderNumber = order.name.replace(/^#/, "");
  const { line1, line2, city, region, postcode, country } = order.address;
  const header = withoutBlanks({
    SalesOrderNumber: salesOrderNumber,
    CustomerPurchaseOrderReferenceNumber: order.name,
    CreatedDate: new Date(order.createdAt).toISOString().slice(0, 19).replace("T", " "),
    Email: order.email,
    ContactName: order.contactName,
    ShippingAddressLine1: line1,
    ShippingAddressLine2: line2,
    ShippingAddressCity: city,
    ShippingAddressRegion: region,
    ShippingAddressPostcode: postcode,
    ShippingAddressCountry: country,
    ChannelName: "Shopify",
    ...Object.fromEntries(Object.entries(attributes).map(([column, key]) => [column, order.attributes[key] ?? ""])),
  });
  const items = order.lines
    .filter(({ quantity }) => quantity > 0)
    .map(({ id, sku, quantity, unitPrice }) => ({
      SalesOrderNumber: salesOrderNumber,
      ItemCode: sku,
      QuantityOrdered: String(quantity),
      SalePrice: unitPrice,
      ...(usesLine ? { Line: id } : {}),
    }));
  return { salesOrderNumber, header, items };
}

function withoutBlanks(row: Row): Row {
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== ""));
}
