import type { Warehouse } from "../../warehouse/warehouse.ts";
import type { TableTemplate } from "../templates/table-template.ts";
import { parseDate, type WallClock } from "../wall-clock.ts";
import { dates, numbers, texts, type Report, type ReportRow } from "./report.ts";

const ORDER_ATTRIBUTES = [1, 2, 3, 4, 5].map((number) => `Sales order attribute ${number}`);

/** Item columns: caption → column of "Item types". */
const ITEM_TEXTS = {
  "Item barcode": "Barcode",
  "Item description": "Description",
  "Default suppliers part number": "DefaultSuppliersPartNumber",
  "Item tags": "Tags",
  ...Object.fromEntries(Array.from({ length: 15 }, (_, i) => [`Item attribute ${i + 1}`, `Attribute${i + 1}`])),
};
const ITEM_NUMBERS = {
  "Item buy price": "BuyPrice",
  "Item wholesale price": "WholesalePrice",
  "Item retail price": "RetailPrice",
  "Item weight": "Weight",
  "Item height": "Height",
  "Item width": "Width",
  "Item depth": "Depth",
};

const number = (text = ""): number | null => (text === "" ? null : Number(text));

/** "Despatch summary": one row for each item of each despatch. `Salesorder number` is spelt as Peoplevox spells it. */
export function createDespatchSummary(
  warehouse: Warehouse,
  wallClock: (epochMs: number) => WallClock,
  itemTypes: TableTemplate,
): Report {
  const itemValues = (itemCode: string): ReportRow => {
    const item = itemTypes.find(itemCode);
    return {
      "Item code": itemCode,
      "Item name": item?.["Name"] ?? "",
      ...Object.fromEntries(Object.entries(ITEM_TEXTS).map(([caption, column]) => [caption, item?.[column] ?? ""])),
      ...Object.fromEntries(Object.entries(ITEM_NUMBERS).map(([caption, column]) => [caption, number(item?.[column])])),
    };
  };
  return {
    name: "Despatch summary",
    columns: [
      ...texts("Salesorder number"),
      ...dates("Requested delivery date"),
      ...texts("Despatch number", "Carrier", "Service"),
      ...dates("Despatch date"),
      ...texts("Tracking number", "Item name"),
      ...numbers("No of items"),
      ...texts("Destination country", "Site reference", "Parent", "Item code", "Username", "Carrier reference"),
      ...texts("Service type code", "Customer order reference"),
      ...numbers("Shipping cost"),
      ...texts("Email", "Contact name"),
      ...numbers("Total sale", "Discount", "Tax paid"),
      ...texts("Channel name", ...ORDER_ATTRIBUTES, ...Object.keys(ITEM_TEXTS)),
      ...numbers(...Object.keys(ITEM_NUMBERS)),
    ],
    *rows() {
      for (const { number: salesOrderNumber, fields, despatch, parcel } of warehouse.orders()) {
        if (despatch === null) continue;
        const order: ReportRow = {
          "Salesorder number": salesOrderNumber,
          "Requested delivery date": parseDate(fields["RequestedDeliveryDate"] ?? ""),
          "Despatch number": despatch.number,
          Carrier: fields["CarrierName"] ?? "",
          Service: fields["ServiceType"] ?? "",
          "Despatch date": wallClock(despatch.at),
          "Tracking number": fields["DespatchTrackingNumber"] ?? "",
          "Destination country": fields["ShippingAddressCountry"] ?? "",
          "Site reference": fields["Site"] ?? "",
          "Service type code": fields["ServiceType"] ?? "",
          "Customer order reference": fields["CustomerPurchaseOrderReferenceNumber"] ?? "",
          "Shipping cost": number(fields["ShippingCost"]),
          Email: fields["Email"] ?? "",
          "Contact name": fields["ContactName"] ?? "",
          "Total sale": number(fields["TotalSale"]),
          Discount: number(fields["Discount"]),
          "Tax paid": number(fields["TaxPaid"]),
          "Channel name": fields["ChannelName"] ?? "",
          ...Object.fromEntries(ORDER_ATTRIBUTES.map((caption, i) => [caption, fields[`Attribute${i + 1}`] ?? ""])),
        };
        for (const { itemCode, quantity } of parcel ?? []) {
          yield { ...order, ...itemValues(itemCode), "No of items": quantity };
        }
      }
    },
  };
}
