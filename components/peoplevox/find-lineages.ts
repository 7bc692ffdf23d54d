import lodash from "lodash";
import type { ObservedSalesOrder, SalesOrderHeader } from "../../domain/sales-order/sales-order.ts";
import type { DataRow } from "./csv.ts";
import { headerFromRow, itemFromRow } from "./sales-order-rows.ts";
import { anyOf, equals } from "./search-clause.ts";
import type { SearchTerm } from "./search-clause.ts";
import type { SharedPeoplevox } from "./shared-warehouse.ts";
import type { TemplateKey } from "./template-table.ts";

/** What names the Sales Orders of one order: see `Warehouse.findLineage`. */
export interface LineageKey {
  readonly reference: string;
  readonly salesOrderNumber: string;
}

type Reader = Pick<SharedPeoplevox, "client" | "connection">;

/**
 * `Warehouse.findLineage` for many orders, with as few requests as there can be: headers first, all of them, then
 * items. 300 orders take 6 requests for headers and 3 for items, where single calls would leave search clauses half empty.
 *
 * @returns For each key, in the order of the keys, its Sales Orders; empty where Peoplevox has none
 * @throws {PeoplevoxUnsafeSearchValueError} A key holds `"`, `\` or a control character; see `isSearchable`
 */
export async function findLineages(peoplevox: Reader, keys: readonly LineageKey[]): Promise<ObservedSalesOrder[][]> {
  const headers = (
    await readAny(
      peoplevox,
      "salesOrders",
      keys.flatMap(({ reference, salesOrderNumber }) => [
        { field: "CustomerPurchaseOrderReferenceNumber", value: reference },
        { field: "SalesOrderNumber", value: salesOrderNumber },
      ]),
    )
  ).map(headerFromRow);
  const byReference = lodash.groupBy(headers, "reference");
  const byNumber = lodash.groupBy(headers, "salesOrderNumber");
  const found = keys.map(({ reference, salesOrderNumber }) =>
    lodash.uniqBy(
      [...(byReference[reference.trim()] ?? []), ...(byNumber[salesOrderNumber.trim()] ?? [])],
      "salesOrderNumber",
    ),
  );
  const items = await itemsOf(peoplevox, found.flat());
  return found.map((members) =>
    members.map((header) => ({ ...header, items: (items.get(header.salesOrderNumber) ?? []).map(itemFromRow) })),
  );
}

/** Headers by number; one that is not there is absent. Up to 100 numbers take one request. */
export async function findHeaders(
  peoplevox: Reader,
  salesOrderNumbers: readonly string[],
): Promise<ReadonlyMap<string, SalesOrderHeader>> {
  const terms = salesOrderNumbers.map((value) => ({ field: "SalesOrderNumber", value }));
  const rows = await readAny(peoplevox, "salesOrders", terms);
  return new Map(rows.map(headerFromRow).map((header) => [header.salesOrderNumber, header]));
}

async function itemsOf(
  peoplevox: Reader,
  headers: readonly SalesOrderHeader[],
): Promise<ReadonlyMap<string, readonly DataRow[]>> {
  const terms = headers.map(({ salesOrderNumber }) => ({ field: "SalesOrderNumber", value: salesOrderNumber }));
  const rows = await readAny(peoplevox, "salesOrderItems", terms);
  return new Map(Object.entries(lodash.groupBy(rows, (row) => (row["SalesOrderNumber"] ?? "").trim())));
}

/** Records that fit any of the terms, each once. Search clauses are as long as the tenant allows. */
async function readAny(
  { client, connection }: Reader,
  template: TemplateKey,
  terms: readonly SearchTerm[],
): Promise<DataRow[]> {
  const clauses = [...new Set(terms.map(equals))];
  const groups = lodash.chunk(clauses, connection.termsPerSearch);
  const rows = await Promise.all(groups.map((group) => client.getAllData(template, anyOf(group))));
  return lodash.uniqBy(rows.flat(), (row) => JSON.stringify(row));
}
