import type { ReturnsTemplate } from "../../domain/returns/document-writes.ts";
import type { ReturnDocument, ReturnDocumentItem } from "../../domain/returns/return-document.ts";
import type { DataRow } from "./csv.ts";
import { despatchedUnitsFromReport } from "./despatch-summary.ts";
import { createMergedReads } from "./merge/merged-reads.ts";
import { createMergedWrites } from "./merge/merged-writes.ts";
import { PeoplevoxUnreadableAnswerError } from "./peoplevox-errors.ts";
import { REAL_WAITING } from "./request-budget.ts";
import type { Waiting } from "./request-budget.ts";
import type { ReturnsDesk } from "./returns-desk.ts";
import { createReturnsTemplates, DOCUMENT_TEMPLATES } from "./returns-templates.ts";
import type { PeoplevoxProfile } from "./tenant-profile/read-profile.ts";
import type { PeoplevoxClient } from "./wms-client.ts";

/** How long a call waits for company when the request budget is free. */
const LINGER_MS = 5;

/** The column that holds a document's number. */
const NUMBER_COLUMN = {
  rmas: "RmaNumber",
  rmaItems: "RmaNumber",
  purchaseOrders: "PurchaseOrderNumber",
  purchaseOrderItems: "PurchaseOrderNumber",
} as const satisfies Record<ReturnsTemplate, string>;

/** A merchant's returns bench over Peoplevox's SOAP service; calls made together share requests. */
export function createReturnsDeskOverSoap(
  client: PeoplevoxClient,
  { connection, returns }: Pick<PeoplevoxProfile, "connection" | "returns">,
  waiting: Waiting = REAL_WAITING,
): ReturnsDesk {
  const linger = () => waiting.sleep(LINGER_MS);
  const findRows = createMergedReads(client, { linger, termsPerSearch: connection.termsPerSearch });
  const saveRows = createMergedWrites(client, { linger, rowsPerSave: connection.rowsPerSave });
  const templates = createReturnsTemplates(client, connection, { usesLine: returns.usesLine, now: waiting.now });
  const { despatchedUnits: unitsFrom, ...settings } = returns;
  const profile = async () => ({
    ...settings,
    capability: returns.capability === "discover" ? await templates.discover() : returns.capability,
  });

  const rowsOf = (template: ReturnsTemplate, number: string): Promise<DataRow[]> =>
    findRows(template, { field: NUMBER_COLUMN[template], value: number });

  return {
    profile,

    async readDocuments(numbers) {
      const { capability } = await profile();
      if (capability === "none") return [];
      const [header, items] = DOCUMENT_TEMPLATES[capability];
      const read = numbers.map(async (number): Promise<ReturnDocument[]> => {
        const [[found], rows] = await Promise.all([rowsOf(header, number), rowsOf(items, number)]);
        return found === undefined ? [] : [{ number, status: found["Status"] ?? "", items: rows.map(itemFromRow) }];
      });
      return (await Promise.all(read)).flat();
    },

    despatchedUnits: async (salesOrderNumbers) =>
      unitsFrom === "sales-orders" ? null : despatchedUnitsFromReport(client, salesOrderNumbers),

    async save({ template, rows }) {
      const known = await templates.columns(template);
      const fitting = rows.map((row): DataRow =>
        Object.fromEntries(Object.entries(row).filter(([column]) => known.has(column))),
      );
      await saveRows(template, 0, fitting);
    },
  };
}

function itemFromRow(row: DataRow): ReturnDocumentItem {
  const line = row["Line"]?.trim() ?? "";
  const text = row["Quantity"] ?? "";
  const quantity = Number(text);
  if (text.trim() === "" || !Number.isInteger(quantity)) {
    throw new PeoplevoxUnreadableAnswerError({
      operation: "GetData",
      kind: "read",
      problem: `Quantity of an item to return is "${text}", expected a whole number`,
    });
  }
  return { itemCode: (row["ItemCode"] ?? "").trim(), quantity, line: line === "" ? null : line };
}
