import type { Stock } from "../../warehouse/stock.ts";
import type { PeoplevoxProfile } from "../profile.ts";
import { attributes, decimal, flag, readOnly, required, text, whole } from "./column.ts";
import { createTableTemplate, type TableTemplate } from "./table-template.ts";
import type { Row } from "./template.ts";

export const ADDRESS_COLUMNS = ["Line1", "Line2", "City", "Region", "Postcode", "Country"].map((part) =>
  text(`Address${part}`, 100),
);

const decimals = (...names: readonly string[]) => names.map(decimal);
const texts = (...names: readonly string[]) => names.map((name) => text(name, 50));

const ITEM_COLUMNS = [
  required(text("ItemCode", 50)),
  text("Name", 50),
  required(text("Barcode", 50)),
  text("Description", 250),
  ...texts("ItemGroup", "UnitOfMeasure"),
  ...["DefaultEconomicOrderQuantity", "DefaultLeadTime"].map(whole),
  text("DefaultSuppliersPartNumber", 50),
  ...["HasSerialNumbers", "UseManufacturersSerialNumber"].map(flag),
  whole("ReorderPoint"),
  text("Traceability", 50),
  ...["ShelfLife", "DefaultNumberItemsPerContainer"].map(whole),
  text("DefaultContainerType", 50),
  ...["DefaultNumberItemsPerOuterCase", "DefaultNumberItemsPerInnerCase"].map(whole),
  ...decimals("BuyPrice", "WholesalePrice", "RetailPrice", "Weight"),
  text("WeightMeasure", 50),
  ...decimals("Height", "Width", "Depth"),
  text("DimensionMeasure", 50),
  text("Tags", 8000),
  ...attributes(15),
  text("TaxCode", 50),
  ...["MinimumPickLocationQuantity", "DefaultReplenishmentQuantity"].map(whole),
  readOnly(whole("OnHand")),
];

/** Item types: barcodes are unique, and a removed item stays with `~D~` in its code. */
export function createItemTypes(stock: Stock): TableTemplate {
  /** Barcode → the item that took it last; asked again in the table, since items change and go. */
  const takenBy = new Map<string, string>();
  const itemTypes: TableTemplate = createTableTemplate({
    name: "Item types",
    columns: ITEM_COLUMNS,
    keys: ["ItemCode"],
    defaults: () => ({ UnitOfMeasure: "EA" }),
    derived: (row) => ({ OnHand: String(stock.level(row["ItemCode"] ?? "").onHand) }),
    check({ Barcode: barcode = "", ItemCode: itemCode = "" }) {
      const other = itemTypes.find(takenBy.get(barcode) ?? itemCode);
      const isTwin = other?.["Barcode"] === barcode && other["ItemCode"]?.toLowerCase() !== itemCode.toLowerCase();
      if (isTwin) return `Barcode : '${barcode}' belongs to ${other["ItemCode"] ?? ""}`;
      takenBy.set(barcode, itemCode);
      return null;
    },
    // Assumption: where in the code Peoplevox puts the marker is not public; here it comes last.
    removed: (row) => ({
      ...row,
      ItemCode: `${row["ItemCode"] ?? ""}~D~`,
      Barcode: `${row["Barcode"] ?? ""}~D~`,
    }),
  });
  return itemTypes;
}

const partner = (name: string, ...more: readonly ReturnType<typeof text>[]): TableTemplate =>
  createTableTemplate({
    name,
    keys: ["Reference"],
    columns: [
      required(text("Name", 50)),
      required(text("Reference", 50)),
      ...texts("FirstName", "LastName", "Phone", "Mobile"),
      text("Email", 500),
      decimal("CreditLimit"),
      ...more,
    ],
  });

/** Customers, suppliers, sites, carriers and the like: tables without rules of their own. */
export interface MasterData {
  readonly customers: TableTemplate;
  readonly customerAddresses: TableTemplate;
  readonly suppliers: TableTemplate;
  readonly sites: TableTemplate;
  readonly serviceTypes: TableTemplate;
  readonly carriers: TableTemplate;
  readonly returnReasons: TableTemplate;
}

export function createMasterData(profile: PeoplevoxProfile): MasterData {
  const customers = partner("Customers", text("CreditStatus", 50), flag("Wholesaler"), text("CustomerType", 50));
  let newAddresses = 0;
  const data: MasterData = {
    customers,
    customerAddresses: createTableTemplate({
      name: "Customer addresses",
      keys: ["CustomerReference"],
      columns: [required(text("CustomerReference", 50)), ...ADDRESS_COLUMNS, text("AddressReference", 100)],
      // Without AddressReference a new address is added each time.
      identity: ({ CustomerReference: customer = "", AddressReference: reference = "" }) => [
        customer,
        reference === "" ? `new ${String(++newAddresses)}` : reference,
      ],
      check: ({ CustomerReference: customer = "" }) =>
        customers.find(customer) === undefined ? `Customer : '${customer}' does not exist` : null,
    }),
    suppliers: partner("Suppliers", text("Notes", 500)),
    sites: createTableTemplate({
      name: "Sites",
      keys: ["Reference"],
      columns: [required(text("Name", 50)), required(text("Reference", 50))],
    }),
    serviceTypes: createTableTemplate({
      name: "Service types",
      keys: ["Code"],
      columns: [text("Carrier", 50), text("Name", 50), required(text("Code", 100))],
    }),
    carriers: createTableTemplate({
      name: "Carriers",
      keys: ["Name"],
      columns: [required(text("Name", 50)), text("Reference 2", 50)],
    }),
    returnReasons: createTableTemplate({
      name: "Return reasons",
      keys: ["Code"],
      columns: [required(text("Code", 50)), text("Description", 250)],
    }),
  };
  fill(data.sites, profile.sites);
  fill(data.carriers, profile.carriers.map((carrier) => ({ "Reference 2": "", ...carrier })) as Row[]);
  fill(data.serviceTypes, profile.serviceTypes);
  fill(data.returnReasons, profile.returnReasons);
  fill(data.customers, profile.customers);
  fill(data.suppliers, profile.suppliers);
  return data;
}

function fill(table: TableTemplate, rows: readonly Row[]): void {
  for (const row of rows) table.put(row);
}
