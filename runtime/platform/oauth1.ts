import { parse, stringify } from "node:querystring";
import library from "axios";
import { isRecord } from "../component-host/json.ts";
import type { AxiosRequestConfig } from "./request-config.ts";

/** Where and with what a request is signed with OAuth 1. */
export interface OAuth1SignConfig {
  readonly oauthSignerUri: string;
  readonly token: Readonly<Record<string, unknown>>;
}

/** What the signer signs: method, URL with its params, and data only when it is form encoded. */
export interface OAuth1RequestData {
  readonly method: string;
  readonly url: string;
  readonly data?: unknown;
}

const FORM = "application/x-www-form-urlencoded";

/** The signer's view of a request. The configuration gets OAuth's stricter way of encoding params, in place. */
export function transformConfigForOauth(config: AxiosRequestConfig): OAuth1RequestData {
  config.paramsSerializer = { serialize: strictQuery };
  const request = { method: config.method ?? "get", url: library.getUri(config) };
  const headers = Object.entries(isRecord(config.headers) ? config.headers : {});
  const contentType: unknown = headers.find(([name]) => /content-type/i.test(name))?.[1];
  const data: unknown = config.data;
  if (isRecord(data) && contentType === FORM) return { ...request, data };
  if (typeof data === "string" && (contentType === undefined || contentType === FORM)) {
    return { ...request, data: parse(data) };
  }
  return request;
}

export async function signRequest(config: AxiosRequestConfig, sign: OAuth1SignConfig): Promise<void> {
  const answer = await library.post<string>(sign.oauthSignerUri, {
    requestData: transformConfigForOauth(config),
    token: sign.token,
  });
  config.headers = Object.assign({}, config.headers, { Authorization: answer.data });
}

/** RFC 5849 also encodes the five characters that form encoding leaves. */
function strictQuery(params: Record<string, unknown>): string {
  return stringify(params as Record<string, string>).replace(
    /[!'()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
