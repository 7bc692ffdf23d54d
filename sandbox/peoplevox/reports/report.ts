import type { Value, ValueType } from "../search/compile.ts";
import { formatReportDate } from "../wall-clock.ts";

export interface ReportColumn {
  readonly caption: string;
  readonly type: ValueType;
}

/** Values by caption. Dates are wall-clock milliseconds. */
export type ReportRow = Readonly<Record<string, Value>>;

/** A report of the web application's reporting section. */
export interface Report {
  readonly name: string;
  readonly columns: readonly ReportColumn[];
  rows(): Iterable<ReportRow>;
}

export const texts = (...captions: readonly string[]): ReportColumn[] =>
  captions.map((caption) => ({ caption, type: "text" }));
export const numbers = (...captions: readonly string[]): ReportColumn[] =>
  captions.map((caption) => ({ caption, type: "number" }));
export const dates = (...captions: readonly string[]): ReportColumn[] =>
  captions.map((caption) => ({ caption, type: "date" }));

/** A value as a report shows it: dates stand between single quotes. */
export function formatReportValue({ type }: ReportColumn, value: Value): string {
  if (value === null) return "";
  if (type === "date") return `'${formatReportDate(Number(value))}'`;
  if (type === "flag") return value === true ? "True" : "False";
  return String(value);
}
