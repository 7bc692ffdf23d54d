import { axios } from "../platform/axios.ts";
import type { AxiosRequestConfig } from "../platform/request-config.ts";
import { isRecord } from "./json.ts";

/**
 * Value of a prop of type `http_request`: what was configured, and `execute`, which makes the request.
 *
 * Assumption: `execute` gives the response's data, as `axios($, …)` does; Pipedream documents only that it sends.
 */
export function httpRequestProp(value: unknown): object {
  const configured = isRecord(value) ? value : {};
  return {
    ...configured,
    execute: (step?: unknown): Promise<unknown> => axios(step, toAxiosConfig(configured)),
  };
}

/**
 * The request that Pipedream's form stands for.
 *
 * @throws {TypeError} When there is no URL
 */
export function toAxiosConfig(configured: Readonly<Record<string, unknown>>): AxiosRequestConfig {
  const { method, url, auth, body } = configured;
  if (typeof url !== "string" || url === "") {
    throw new TypeError(`http_request: url is ${JSON.stringify(url)}; expected an address. Nothing was sent.`);
  }
  const { contentType, data } = bodyOf(body);
  const headers = { ...contentType, ...fieldsOf(configured["headers"]) };
  return {
    method: typeof method === "string" ? method : "GET",
    url,
    params: fieldsOf(configured["params"]),
    ...(data === undefined ? {} : { data }),
    ...authOf(auth, headers),
  };
}

/** Rows of the form, `[{ name, value, disabled? }]`, or a plain object. */
function fieldsOf(given: unknown): Record<string, unknown> {
  if (!Array.isArray(given)) return isRecord(given) ? { ...given } : {};
  const rows = given.filter((row) => isRecord(row) && row["disabled"] !== true && typeof row["name"] === "string");
  return Object.fromEntries(
    rows.filter(({ name }) => name !== "").map(({ name, value }) => [name as string, value as unknown]),
  );
}

function authOf(auth: unknown, headers: Record<string, unknown>): Pick<AxiosRequestConfig, "auth" | "headers"> {
  const { type, username, password, token } = isRecord(auth) ? auth : {};
  const named = headers as Record<string, string>;
  if (type === "basic") return { headers: named, auth: { username: textOf(username), password: textOf(password) } };
  if (type === "bearer") return { headers: { authorization: `Bearer ${textOf(token)}`, ...named } };
  return { headers: named };
}

interface RequestBody {
  readonly contentType: Readonly<Record<string, string>>;
  readonly data?: unknown;
}

function bodyOf(body: unknown): RequestBody {
  if (!isRecord(body)) return { contentType: {}, ...(body === undefined || body === null ? {} : { data: body }) };
  const { type, mode, raw, fields, contentType } = body;
  const declared = typeof contentType === "string" ? { "content-type": contentType } : {};
  const kind = type ?? mode;
  if (kind === "none") return { contentType: {} };
  if (kind === "raw" || typeof raw === "string") return { contentType: declared, data: raw };
  if (kind !== "fields" && fields === undefined) return { contentType: declared, data: body };
  const values = fieldsOf(fields);
  return declared["content-type"] === "application/x-www-form-urlencoded"
    ? { contentType: declared, data: new URLSearchParams(values as Record<string, string>).toString() }
    : { contentType: { "content-type": "application/json", ...declared }, data: values };
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}
