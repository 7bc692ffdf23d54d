import { isRecord } from "../component-host/json.ts";
import { jsonStringifySafe } from "./safe-json.ts";

export interface ResponseSummary {
  readonly status: unknown;
  readonly statusText: unknown;
  readonly headers: unknown;
  readonly data: unknown;
}

/**
 * Takes the request out of an axios error, in place, since it holds credentials: `config`, `request` and the stack go.
 * When there was a response, the error's message becomes the response's data as JSON, and its name says what axios said.
 *
 * @returns What the response was; `null` when there was none
 */
export function stripFailure(error: unknown): ResponseSummary | null {
  if (!(error instanceof Error)) return null;
  const response = "response" in error && isRecord(error.response) ? error.response : null;
  const summary = response === null ? null : summaryOf(response);
  if (response !== null) {
    Reflect.deleteProperty(response, "request");
    Reflect.deleteProperty(response, "config");
    error.name = `${error.name} - ${error.message}`;
    error.message = jsonStringifySafe(response["data"]) ?? error.message;
    Reflect.deleteProperty(error, "stack");
  }
  Reflect.deleteProperty(error, "config");
  Reflect.deleteProperty(error, "request");
  return summary;
}

function summaryOf(response: Readonly<Record<string, unknown>>): ResponseSummary {
  return {
    status: response["status"],
    statusText: response["statusText"],
    headers: response["headers"],
    data: response["data"],
  };
}
