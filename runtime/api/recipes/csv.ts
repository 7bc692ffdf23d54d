import { stringify } from "csv-stringify/sync";

/** Without it spreadsheets take UTF-8 for their own encoding. */
const BYTE_ORDER_MARK = "\uFEFF";

/**
 * A table as CSV for spreadsheets. A cell that they would take for a formula (it begins with `=`, `+`, `-`, `@`, a tab
 * or a carriage return) gets an apostrophe before it: names and SKUs are typed by strangers.
 */
export function csvOf(header: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  return BYTE_ORDER_MARK + stringify([header, ...rows], { escape_formulas: true });
}
