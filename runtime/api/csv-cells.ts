/** What a spreadsheet takes for the beginning of a formula, or of something to run. */
const FORMULA = /^[=+\-@\t\r]/;

/** A cell that a spreadsheet shows as text whatever is in it; text of orders is written by strangers. */
export function safeCell(value: string | number | null): string {
  if (value === null) return "";
  if (typeof value === "number") return String(value);
  return FORMULA.test(value) ? `'${value}` : value;
}
