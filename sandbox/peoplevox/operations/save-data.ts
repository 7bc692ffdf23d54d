import type { ConfiguredTemplate } from "../configured-template.ts";
import { readCsv } from "../csv.ts";
import { saveRows, type IncomingRow } from "../save-rows.ts";
import { failed, type IntegrationResponse } from "../soap/response.ts";
import type { RowOutcome } from "../templates/template.ts";
import { notConfigured } from "./not-configured.ts";
import type { Operation } from "./operation.ts";

/** Assumption: clients never send more; whether Peoplevox refuses more is not public, so the profile says. */
const MOST_ROWS = 100;

/** Imports rows. Each stands alone: good rows are stored even if others fail. */
export const saveData: Operation = (parameters, { templates, profile, warehouse, faults }) => {
  const request = parameters.inside("saveRequest");
  const name = request.text("TemplateName");
  const action = request.whole("Action");
  const configured = templates.get(name.toLowerCase());
  if (configured === undefined) return failed(notConfigured(name));
  if (![0, 1, 2].includes(action)) return failed(`Import : Action '${action}' is not valid, expected 0, 1 or 2`);

  const csv = parseCsv(request.text("CsvData"));
  if (csv === null) return failed("Import : The CSV data cannot be read");
  const [headers, ...records] = csv;
  if (headers === undefined) return failed("Import : The CSV data is empty");
  const columns = matchHeaders(headers, configured);
  if (typeof columns === "string") return failed(columns);
  if (records.length > MOST_ROWS && profile.overHundredRows === "refuse") {
    return failed(`Import : ${records.length} rows were sent, expected at most ${MOST_ROWS}`);
  }

  const rows = records.map((record): IncomingRow => {
    const cells = Object.fromEntries(columns.map((column, index) => [column, record[index] ?? ""]));
    const fits = record.length === columns.length;
    const problem = fits ? null : `Import : The row has ${record.length} values, expected ${columns.length}`;
    return { cells, problem: problem ?? faults.takeRow({ operation: "SaveData", template: name }) };
  });
  return answer(saveRows(warehouse, configured.template, rows, { action, by: "api" }));
};

function parseCsv(text: string): string[][] | null {
  try {
    return readCsv(text);
  } catch {
    return null;
  }
}

/** Documented column names for the tenant's headers, or what is wrong with them. */
function matchHeaders(headers: readonly string[], { template, columns }: ConfiguredTemplate): string[] | string {
  const names = headers.map((header) => {
    const match = columns.find(({ column, header: own }) => own === header.trim() && !column.readOnly);
    return match?.column.name;
  });
  const unknown = headers.filter((_, index) => names[index] === undefined);
  if (unknown.length > 0) return `Import : Template '${template.name}' has no column '${unknown.join("', '")}'`;
  const known = names.filter((name) => name !== undefined);
  const twice = known.find((name, index) => known.indexOf(name) !== index);
  if (twice !== undefined) return `Import : Column '${twice}' is given twice`;
  const missing = template.keys.find((key) => !known.includes(key));
  return missing === undefined ? known : `Import : Column '${missing}' is required`;
}

/**
 * Assumption: `Detail` has one line for each row that failed; live texts are not public.
 */
function answer(outcomes: readonly RowOutcome[]): IntegrationResponse {
  const errors = outcomes.flatMap(({ error }, index) => (error === null ? [] : [`Line ${index + 1} : ${error}`]));
  return {
    responseId: errors.length === 0 ? 0 : -1,
    totalCount: outcomes.length - errors.length,
    detail: errors.join("\n"),
    statuses: outcomes.map(({ reference, error }, index) => ({
      reference,
      status: error === null ? "Success" : "Error",
      lineNo: index + 1,
    })),
  };
}
