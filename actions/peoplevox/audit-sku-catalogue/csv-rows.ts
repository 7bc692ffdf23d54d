import { stringify } from "csv-stringify/sync";
import { CATALOGUE_FINDINGS } from "../../../domain/item-code/catalogue-finding.ts";
import type { CatalogueFinding } from "../../../domain/item-code/catalogue-finding.ts";

const HEADER = ["Finding", "Severity", "Owner", "SKU", "ItemCode", "Variant id", "Product", "Detail", "What to do"];

export function csvHeader(): string {
  return stringify([HEADER]);
}

/**
 * Findings as CSV rows, each with a line end.
 *
 * A value that a spreadsheet would take for a formula (it begins with `=`, `+`, `-`, `@`, a tab or a carriage return)
 * gets an apostrophe before it: product titles and SKUs are typed by people, and the file is opened by others.
 */
export function csvRows(findings: readonly CatalogueFinding[]): string {
  const records = findings.map(({ kind, sku, itemCode, variantId, title, detail }) => {
    const row = CATALOGUE_FINDINGS[kind];
    return [row.title, row.severity, row.owner, sku, itemCode, variantId, title, detail, row.whatToDo];
  });
  return stringify(records, { escape_formulas: true });
}
