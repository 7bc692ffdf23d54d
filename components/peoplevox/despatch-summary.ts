import { PeoplevoxUnreadableAnswerError } from "./peoplevox-errors.ts";
import { anyOf, equals } from "./search-clause.ts";
import type { PeoplevoxClient } from "./wms-client.ts";

const REPORT = "Despatch summary";
/** Captions, letter for letter. */
const NUMBER = "Salesorder number";
const ITEM_CODE = "Item code";
const UNITS = "No of items";

/**
 * Units that left the warehouse, by ItemCode, over some Sales Orders of one order, from Peoplevox's report of despatches.
 * One request.
 *
 * @throws {PeoplevoxUnreadableAnswerError} When the units are no whole numbers, or more than one page
 */
export async function despatchedUnitsFromReport(
  client: Pick<PeoplevoxClient, "getReportData">,
  salesOrderNumbers: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const search = anyOf(salesOrderNumbers.map((value) => equals({ field: `[${NUMBER}]`, value })));
  const columns = [NUMBER, ITEM_CODE, UNITS].map((caption) => `[${caption}]`).join(",");
  const { rows, totalCount } = await client.getReportData(REPORT, { search, columns });
  if (totalCount > rows.length) throw unreadable(`${totalCount} rows came as ${rows.length}, expected one page`);
  const units = new Map<string, number>();
  for (const row of rows) {
    const text = row[UNITS] ?? "";
    const count = Number(text);
    if (text.trim() === "" || !Number.isInteger(count)) {
      throw unreadable(`"${UNITS}" is "${text}", expected a whole number`);
    }
    const itemCode = (row[ITEM_CODE] ?? "").trim();
    units.set(itemCode, (units.get(itemCode) ?? 0) + count);
  }
  return units;
}

function unreadable(problem: string): PeoplevoxUnreadableAnswerError {
  return new PeoplevoxUnreadableAnswerError({ operation: "GetReportData", kind: "read", problem });
}
