import { failed, succeeded } from "../soap/response.ts";
import { notConfigured } from "./not-configured.ts";
import type { Operation } from "./operation.ts";

/** Lists the columns a tenant may send for a template, comma-separated in one line. */
export const getSaveTemplate: Operation = (parameters, { templates }) => {
  const name = parameters.text("templateName");
  const configured = templates.get(name.toLowerCase());
  if (configured === undefined) return failed(notConfigured(name));
  const headers = configured.columns.filter(({ column }) => !column.readOnly).map(({ header }) => header);
  return succeeded(headers.join(","), headers.length);
};
