import { parse } from "csv-parse/sync";
import { stringify } from "csv-stringify/sync";

/** One record: values by column. A column that is absent is not known, or not meant to be written. */
export type DataRow = Readonly<Record<string, string>>;

/**
 * Reads the CSV of an answer: a header, then rows; quoted values may hold commas, quotes and line breaks.
 *
 * @param toName - The documented name of a header
 * @param wanted - Names to keep; all by default
 * @returns No rows for an empty text or a header alone
 * @throws {Error} Rows of another length than the header
 */
export function readCsv(csv: string, toName: (header: string) => string, wanted?: readonly string[]): DataRow[] {
  const columns: { readonly name: string; readonly index: number }[] = [];
  // Record by record, so that a page of 1,000 wide records is never there as a whole when few columns are wanted.
  const on_record = (values: string[], { records: nth }: { readonly records: number }): string[] | null => {
    if (nth > 1) return columns.map(({ index }) => values[index] ?? "");
    const named = values.map((header, index) => ({ name: toName(header.trim()), index }));
    columns.push(...named.filter(({ name }) => wanted?.includes(name) ?? true));
    return null;
  };
  const records = parse(csv, { bom: true, skip_empty_lines: true, relax_quotes: true, on_record });
  return records.map((values) =>
    Object.fromEntries(columns.map(({ name }, position) => [name, values[position] ?? ""])),
  );
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
