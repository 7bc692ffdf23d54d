import type { UpdateReport } from "./update-report.ts";

/** A report in one line, for the run history. */
export function reportInWords(report: Omit<UpdateReport, "outcome">): string {
  if (report.exception !== null)
    return `${report.orderName}: ${report.exception.whatHappened} ${report.exception.whatWasChanged}`;
  const number =
    report.salesOrderNumber === null ? "nothing in the warehouse" : `Sales Order ${report.salesOrderNumber}`;
  return report.done.length === 0
    ? `${report.orderName}: ${number} is in sync. ${report.because}`
    : `${report.orderName}: ${number} brought to the final version (${report.changes})`;
}
