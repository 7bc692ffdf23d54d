import { writeCsv } from "../csv.ts";
import { formatReportValue, type Report, type ReportColumn, type ReportRow } from "../reports/report.ts";
import { compileSearch, type SearchField, type Value } from "../search/compile.ts";
import { SearchClauseError } from "../search/tokens.ts";
import { failed, succeeded } from "../soap/response.ts";
import { notConfigured } from "./not-configured.ts";
import type { Operation } from "./operation.ts";
import { pageOf } from "./page.ts";

/** Lists a report's captions. Assumption: comma-separated in one line. */
export const getReportColumns: Operation = (parameters, { reports }) => {
  const name = parameters.text("templateName");
  const report = reports.get(name.toLowerCase());
  if (report === undefined) return failed(notConfigured(name));
  return succeeded(report.columns.map(({ caption }) => caption).join(","), report.columns.length);
};

/**
 * Runs a report.
 * Assumption: FilterClause narrows what SearchClause found; its exact meaning is not public.
 */
export const getReportData: Operation = (parameters, { reports }) => {
  const request = parameters.inside("getReportRequest");
  const name = request.text("TemplateName");
  const report = reports.get(name.toLowerCase());
  if (report === undefined) return failed(notConfigured(name));

  const fields = report.columns.map(searchField);
  const matches = compileSearch(request.text("SearchClause"), fields);
  const passes = compileSearch(request.text("FilterClause"), fields);
  const compare = rowOrder(request.text("OrderBy"), report);
  const columns = chosenColumns(request.text("Columns"), report);
  const found = [...report.rows()].filter((row) => matches(row) && passes(row)).sort(compare);
  const rows = pageOf(found, request).map((row) =>
    columns.map((column) => formatReportValue(column, row[column.caption] ?? null)),
  );
  return succeeded(writeCsv([columns.map(({ caption }) => caption), ...rows]), found.length);
};

function searchField({ caption, type }: ReportColumn): SearchField<ReportRow> {
  return { name: caption, type, value: (row) => row[caption] ?? null };
}

/** `[A],[B]` or `A,B`; blank for all. */
function chosenColumns(text: string, report: Report): readonly ReportColumn[] {
  if (text.trim() === "") return report.columns;
  return text.split(",").map((caption) => findColumn(caption, report));
}

/** `[Caption]`, `[Caption] asc` or `[Caption] desc`, several with commas between. */
function rowOrder(text: string, report: Report): (a: ReportRow, b: ReportRow) => number {
  const keys = text
    .split(",")
    .filter((part) => part.trim() !== "")
    .map((part) => {
      const match = /^(.*?)(?:\s+(asc|desc))?$/is.exec(part.trim());
      const { caption } = findColumn(match?.[1] ?? "", report);
      return { caption, sign: match?.[2]?.toLowerCase() === "desc" ? -1 : 1 };
    });
  return (a, b) => {
    for (const { caption, sign } of keys) {
      const order = compareValues(a[caption] ?? null, b[caption] ?? null);
      if (order !== 0) return order * sign;
    }
    return 0;
  };
}

function compareValues(a: Value, b: Value): number {
  if (a === null || b === null) return Number(a !== null) - Number(b !== null);
  return a < b ? -1 : a > b ? 1 : 0;
}

function findColumn(text: string, report: Report): ReportColumn {
  const wanted = text.trim().replace(/^\[(.*)\]$/s, "$1");
  const column = report.columns.find(({ caption }) => caption.toLowerCase() === wanted.toLowerCase());
  if (column === undefined) throw new SearchClauseError(`Report : '${report.name}' has no column '${wanted}'`);
  return column;
}
