import { parse } from "csv-parse/sync";

/** CSV as Peoplevox writes it: every value in double quotes, `\n` after each row, the last one too. */
export function writeCsv(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => `${row.map((value) => `"${value.replaceAll('"', '""')}"`).join(",")}\n`).join("");
}

/**
 * CSV as Peoplevox reads it: quotes optional, `\n` or `\r\n`, blank lines left out.
 *
 * @throws {Error} when a quote is not closed or stands inside an unquoted value
 */
export function readCsv(text: string): string[][] {
  return parse(text, { relax_column_count: true, skip_empty_lines: true, record_delimiter: ["\r\n", "\n"] });
}
