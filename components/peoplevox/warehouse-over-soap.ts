import lodash from "lodash";
import type { ObservedSalesOrder, SalesOrderHeader } from "../../domain/sales-order/sales-order.ts";
import { createFreshCache } from "./fresh-cache.ts";
import { createMergedReads } from "./merge/merged-reads.ts";
import { createMergedWrites } from "./merge/merged-writes.ts";
import { REAL_WAITING } from "./request-budget.ts";
import type { Waiting } from "./request-budget.ts";
import {
  headerFromRow,
  itemFromRow,
  itemKey,
  itemRecordFromRow,
  rowFromCustomer,
  rowFromFields,
  rowFromItem,
} from "./sales-order-rows.ts";
import { anyOf, contains } from "./search-clause.ts";
import type { PeoplevoxProfile } from "./tenant-profile/read-profile.ts";
import type { ItemRecord, Warehouse } from "./warehouse.ts";
import type { PeoplevoxClient } from "./wms-client.ts";

/** How long a call waits for company when the request budget is free: calls of one tick, or of a few. */
const LINGER_MS = 5;

/** A merchant's warehouse over Peoplevox's SOAP service. */
export function createWarehouseOverSoap(
  client: PeoplevoxClient,
  profile: PeoplevoxProfile,
  waiting: Waiting = REAL_WAITING,
): Warehouse {
  const { rowsPerSave, termsPerSearch, itemCodeFreshForMs } = profile.connection;
  const { usesLine } = profile.rules;
  const linger = () => waiting.sleep(LINGER_MS);
  const findRows = createMergedReads(client, { linger, termsPerSearch });
  const saveRows = createMergedWrites(client, { linger, rowsPerSave });
  const knownItems = createFreshCache<ItemRecord>(itemCodeFreshForMs, waiting.now);

  const headersBy = (field: string, value: string) => findRows("salesOrders", { field, value });

  async function readItems(salesOrderNumber: string) {
    const rows = await findRows("salesOrderItems", { field: "SalesOrderNumber", value: salesOrderNumber });
    return rows.map(itemFromRow);
  }

  async function withItems(header: SalesOrderHeader): Promise<ObservedSalesOrder> {
    return { ...header, items: await readItems(header.salesOrderNumber) };
  }

  async function readHeader(salesOrderNumber: string): Promise<SalesOrderHeader | null> {
    const [row] = await headersBy("SalesOrderNumber", salesOrderNumber);
    return row === undefined ? null : headerFromRow(row);
  }

  async function findItem(itemCode: string): Promise<ItemRecord | undefined> {
    const known = knownItems.get(itemCode);
    if (known !== undefined) return known;
    const [row] = await findRows("itemTypes", { field: "ItemCode", value: itemCode });
    if (row === undefined) return undefined;
    const item = itemRecordFromRow(row);
    knownItems.set(itemCode, item);
    return item;
  }

  return {
    readHeader,

    findLineage: async ({ reference, salesOrderNumber }) => {
      const rows = await Promise.all([
        headersBy("CustomerPurchaseOrderReferenceNumber", reference),
        headersBy("SalesOrderNumber", salesOrderNumber),
      ]);
      const headers = lodash.uniqBy(rows.flat().map(headerFromRow), "salesOrderNumber");
      return Promise.all(headers.map(withItems));
    },

    readSalesOrder: async (salesOrderNumber) => {
      const [header, items] = await Promise.all([readHeader(salesOrderNumber), readItems(salesOrderNumber)]);
      return header === null ? null : { ...header, items };
    },

    saveHeader: (salesOrderNumber, fields) => saveRows("salesOrders", 0, [rowFromFields(salesOrderNumber, fields)]),

    saveItems: (salesOrderNumber, items) =>
      saveRows(
        "salesOrderItems",
        0,
        items.map((item) => rowFromItem(salesOrderNumber, item, usesLine)),
      ),

    deleteItems: (salesOrderNumber, items) =>
      saveRows(
        "salesOrderItems",
        2,
        items.map((item) => itemKey(salesOrderNumber, item, usesLine)),
      ),

    saveCustomer: (customer) => saveRows("customers", 0, [rowFromCustomer(customer)]),

    findItems: async (itemCodes) => {
      const found = await Promise.all(
        lodash.uniq(itemCodes).map(async (code) => [code, await findItem(code)] as const),
      );
      return new Map(found.flatMap(([code, item]) => (item === undefined ? [] : [[code, item] as const])));
    },

    searchItems: async (text, limit) => {
      const piece = longestSearchablePiece(text);
      if (piece === "" || limit < 1) return [];
      const search = anyOf(["ItemCode", "Name", "Barcode"].map((field) => contains({ field, value: piece })));
      const { rows } = await client.getData("itemTypes", { search, itemsPerPage: limit });
      return rows.slice(0, limit).map(itemRecordFromRow);
    },
  };
}

/** Quotes, backslashes and control characters cannot be searched for; the longest text between them can. */
function longestSearchablePiece(text: string): string {
  const pieces = text.split(/["\\\p{Cc}]+/u).map((piece) => piece.trim());
  return lodash.maxBy(pieces, "length") ?? "";
}
