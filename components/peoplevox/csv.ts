import { parse } from "csv-parse/sync";
import { stringify } from "csv-stringify/sync";

/** One record: values by column. A column that is absent is not known, or not meant to be written. */
export type DataRow = Readonly<Record<string, string>>;

/**
 * Reads the CSV of an answer: a header, then rows; quoted values may hold commas, quotes and line breaks.
 *
 * @param toName - The documented name of a header
 * @returns No rows for an empty text or a header alone
 * @throws {Error} Rows of another length than the header
 */
export function readCsv(csv: string, toName: (header: string) => string): DataRow[] {
  const [header, ...records] = parse(csv, { bom: true, skip_empty_lines: true, relax_quotes: true });
  const names = (header ?? []).map((name) => toName(name.trim()));
  return records.map((values) => Object.fromEntries(names.map((name, index) => [name, values[index] ?? ""])));
}

/** Column names alone, from the one line of `GetSaveTemplate` or `GetReportColumns`. */
export function readColumnNames(csv: string): string[] {
  const [names] = parse(csv, { bom: true, skip_empty_lines: true, relax_quotes: true });
  return (names ?? []).map((name) => name.trim().replace(/^\[(.*)\]$/, "$1")).filter((name) => name !== "");
}

/**
 * Writes rows that all have exactly these columns. Each value is quoted; there is no line break at the end.
 *
 * @param toHeader - The tenant's name of a column
 * @throws {TypeError} A row lacks a column: a blank cell would blank what Peoplevox has stored
 */
export function writeCsv(
  rows: readonly DataRow[],
  columns: readonly string[],
  toHeader: (column: string) => string,
): string {
  const records = rows.map((row) => columns.map((column) => meantValue(row, column)));
  return stringify([columns.map(toHeader), ...records], { quoted: true, quoted_empty: true, eof: false });
}

function meantValue(row: DataRow, column: string): string {
  const value = row[column];
  if (value === undefined)
    throw new TypeError(`A row has no value for ${column}; rows of one SaveData need the same columns.`);
  return value;
}
