import { documentPhase, rowKey } from "../../../domain/returns/return-document.ts";
import type { ReturnDocument, ReturnDocumentItem } from "../../../domain/returns/return-document.ts";
import type { TemplateWrite } from "../../../domain/returns/document-writes.ts";

/** Applies SaveData rows to documents as Peoplevox does: upsert by number, and by ItemCode and Line. */
export function applyWrites(documents: readonly ReturnDocument[], writes: readonly TemplateWrite[]): ReturnDocument[] {
  const after = new Map(documents.map((document) => [document.number, document]));
  for (const { template, rows } of writes) {
    for (const row of rows) {
      const number = row["RmaNumber"] ?? row["PurchaseOrderNumber"] ?? "";
      const before = after.get(number);
      if (template === "rmas" || template === "purchaseOrders") {
        const status = row["Status"] ?? before?.status ?? "Open";
        after.set(number, { number, status, items: before?.items ?? [] });
      } else {
        if (before === undefined || documentPhase(before.status) !== "open") throw new Error(`${number} is not open.`);
        after.set(number, { ...before, items: withRow(before.items, row) });
      }
    }
  }
  return [...after.values()];
}

function withRow(items: readonly ReturnDocumentItem[], row: Readonly<Record<string, string>>): ReturnDocumentItem[] {
  const line = row["Line"] ?? "";
  const item = {
    itemCode: row["ItemCode"] ?? "",
    line: line === "" ? null : line,
    quantity: Number(row["Quantity"]),
  };
  const others = items.filter((each) => rowKey(each) !== rowKey(item));
  return [...others, item];
}
