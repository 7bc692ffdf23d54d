import type { AxiosRequestConfig as LibraryConfig } from "axios";
import { isRecord } from "../component-host/json.ts";
import { ConfigurationError } from "./configuration-error.ts";

/** What the axios wrapper takes: axios' own configuration and three fields more. */
export interface AxiosRequestConfig extends LibraryConfig {
  /** Exports the request and the response for the person who looks at the step. */
  debug?: boolean;
  /** Refused: use `data`. */
  body?: unknown;
  /** The whole response instead of its data. */
  returnFullResponse?: boolean;
}

/**
 * Puts a configuration in order, in place: no undefined headers, params or data fields; the URL's query moved into
 * `params`, where a param that is given wins.
 *
 * @throws {ConfigurationError} When `body` is set
 */
export function prepareConfig(config: AxiosRequestConfig): void {
  dropUndefined(config.headers);
  dropUndefined(config.params);
  dropUndefined(config.data);
  if (config.body !== undefined && config.body !== null) {
    throw new ConfigurationError("unexpected body, use only data instead");
  }
  moveQueryIntoParams(config);
}

export function dropUndefined(fields: unknown): void {
  if (!isRecord(fields)) return;
  for (const name of Object.keys(fields)) {
    if (fields[name] === undefined) Reflect.deleteProperty(fields, name);
  }
}

export function moveQueryIntoParams(config: AxiosRequestConfig): void {
  if (config.url === undefined || config.url === "") return;
  const url = new URL(`${config.baseURL ?? ""}${config.url}`);
  if (url.search.length < 2) return;
  const given: unknown = config.params;
  const params: Record<string, unknown> = isRecord(given) ? given : {};
  for (const pair of url.search.slice(1).split("&")) {
    const [name = "", ...value] = pair.split("=");
    const key = decodeURIComponent(name);
    if (key !== "" && !(key in params)) params[key] = decodeURIComponent(value.join("="));
  }
  config.params = params;
  url.search = "";
  config.url = url.toString();
}
