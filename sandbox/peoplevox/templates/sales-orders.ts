import { STATUS_IDS, type SalesOrder } from "../../warehouse/sales-order.ts";
import { deleteOrder, saveHeader } from "../../warehouse/header-writes.ts";
import { noteRefusal } from "../../warehouse/order-writes.ts";
import type { Warehouse } from "../../warehouse/warehouse.ts";
import { formatStoredDate } from "../wall-clock.ts";
import { attributes, date, decimal, flag, oneOf, required, text } from "./column.ts";
import { readCells } from "./read-cells.ts";
import { columnFields, type Row, type Template } from "./template.ts";

const address = (kind: string): string[] =>
  ["Line1", "Line2", "City", "Region", "Postcode", "Country", "Reference"].map((part) => `${kind}Address${part}`);

/** Assumption: CarrierName and DespatchTrackingNumber can be imported; priority and phone cannot. */
const COLUMNS = [
  required(text("SalesOrderNumber", 30)),
  text("Customer", 50),
  text("CustomerPurchaseOrderReferenceNumber", 50),
  ...address("Shipping").map((name) => text(name, 100)),
  ...address("Invoice").map((name) => text(name, 100)),
  flag("IsPartialShipment"),
  oneOf("Status", "Cancelled"),
  date("RequestedDeliveryDate"),
  decimal("ShippingCost"),
  decimal("TotalSale"),
  decimal("Discount"),
  decimal("TaxPaid"),
  text("Email", 500),
  text("ContactName", 100),
  date("CreatedDate"),
  text("PaymentMethod", 50),
  text("ServiceType", 100),
  text("ChannelName", 50),
  text("Site", 100),
  flag("OnHold"),
  flag("StopShip"),
  ...attributes(5),
  text("DespatchTrackingNumber", 100),
  text("CarrierName", 100),
];

/** A flag reads as .NET writes it. Assumption: not shown in public samples. */
const flagText = (value: boolean): string => (value ? "True" : "False");

function rowOf(order: SalesOrder): Row {
  return {
    IsPartialShipment: "False",
    ...order.fields,
    SalesOrderNumber: order.number,
    Status: order.status,
    OnHold: flagText(order.onHold),
    StopShip: flagText(order.stopShip),
  };
}

export interface SalesOrderLookups {
  /** By name or by reference. */
  customerExists(nameOrReference: string): boolean;
  siteExists(reference: string): boolean;
  readonly defaultSite: string;
  /** The time on the tenant's wall. */
  wallClockNow(): number;
}

/** Template "Sales orders". */
export function createSalesOrdersTemplate(warehouse: Warehouse, lookups: SalesOrderLookups): Template {
  /** Assumption: Site must resolve, as Customer must. */
  const unresolved = ({ Customer: customer = "", Site: site = "" }: Row): string | null => {
    if (customer !== "" && !lookups.customerExists(customer)) return `Customer : '${customer}' does not exist`;
    return site !== "" && !lookups.siteExists(site) ? `Site : '${site}' does not exist` : null;
  };

  return {
    name: "Sales orders",
    columns: COLUMNS,
    keys: ["SalesOrderNumber"],
    *rows() {
      for (const order of warehouse.orders()) yield rowOf(order);
    },
    save(cells, source) {
      const number = (cells["SalesOrderNumber"] ?? "").trim();
      const reading = readCells(COLUMNS, cells);
      const problem = reading.ok ? unresolved(reading.stored) : reading.reason;
      if (!reading.ok || problem !== null) return { reference: number, error: problem };
      const { SalesOrderNumber: _key, ...given } = reading.stored;
      const isNew = warehouse.find(number) === undefined;
      const created = { CreatedDate: formatStoredDate(lookups.wallClockNow()), Site: lookups.defaultSite };
      const fields = isNew ? { ...created, ...withoutBlanks(given) } : given;
      return { reference: number, error: saveHeader(warehouse, number, fields, source) };
    },
    remove(cells, source) {
      const number = (cells["SalesOrderNumber"] ?? "").trim();
      return { reference: number, error: deleteOrder(warehouse, number, source) };
    },
    noteRefusal: (cells, source, reason) =>
      noteRefusal(warehouse, (cells["SalesOrderNumber"] ?? "").trim(), source, reason),
    /** The status is searched by its number, though it is exported by its name. */
    searchFields: () => [
      ...columnFields(COLUMNS.filter(({ name }) => name !== "Status")),
      {
        name: "Status",
        type: "number",
        value: (row) => warehouseStatusId(row["Status"] ?? ""),
      },
    ],
  };
}

function warehouseStatusId(name: string): number | null {
  return Object.entries(STATUS_IDS).find(([status]) => status === name)?.[1] ?? null;
}

/** A new record has nothing to blank. */
function withoutBlanks(row: Row): Row {
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== ""));
}
