import { writeCsv } from "../csv.ts";
import { compileSearch } from "../search/compile.ts";
import { failed, succeeded } from "../soap/response.ts";
import { columnFields } from "../templates/template.ts";
import type { Operation } from "./operation.ts";
import { pageOf } from "./page.ts";
import { notConfigured } from "./not-configured.ts";

/** Exports a template's records; `TotalCount` counts all matches, not the page. */
export const getData: Operation = (parameters, { templates }) => {
  const request = parameters.inside("getRequest");
  const name = request.text("TemplateName");
  const configured = templates.get(name.toLowerCase());
  if (configured === undefined) return failed(notConfigured(name));
  const { template, columns } = configured;

  const fields = template.searchFields?.() ?? columnFields(template.columns);
  const matches = compileSearch(request.text("SearchClause"), fields);
  const found = [...template.rows()].filter(matches);
  const rows = pageOf(found, request).map((row) => columns.map(({ column }) => row[column.name] ?? ""));
  return succeeded(writeCsv([columns.map(({ header }) => header), ...rows]), found.length);
};
