import { escapeXml } from "../../components/peoplevox/soap-envelope.ts";
import { readSoapResponse } from "../../components/peoplevox/soap-response.ts";
import type { HeldAnswer, HeldRequest } from "./messages.ts";

const LONGEST_READ_MS = 120_000;
/** What a client sends about the connection itself; ours has its own. */
const OF_THE_CONNECTION = /^(host|connection|content-length|transfer-encoding|accept-encoding|keep-alive|expect)$/i;

/** Sends a request that changes nothing, and gives the answer as it came. @throws When nobody answers */
export async function performRead({ method, url, headers, body }: HeldRequest): Promise<HeldAnswer> {
  const own = Object.entries(headers).filter(([name]) => !OF_THE_CONNECTION.test(name));
  const response = await fetch(url, {
    method,
    headers: own,
    redirect: "manual",
    signal: AbortSignal.timeout(LONGEST_READ_MS),
    ...(body === "" || method === "GET" || method === "HEAD" ? {} : { body }),
  });
  const kept = [...response.headers].filter(([name]) => !/^(content-encoding|content-length)$/i.test(name));
  return { status: response.status, headers: Object.fromEntries(kept), body: await response.text() };
}

/** A GetData answer with other rows in it. An answer that is no success stays as it is. */
export function withDetail(
  answer: HeldAnswer,
  change: (csv: string) => { readonly csv: string; readonly count: number } | null,
): HeldAnswer {
  let found: ReturnType<typeof readSoapResponse>;
  try {
    found = readSoapResponse({ operation: "GetData", kind: "read" }, answer.status, answer.body);
  } catch {
    return answer;
  }
  const changed = found.responseId === 0 ? change(found.detail) : null;
  if (changed === null) return answer;
  const detail = `<Detail>${escapeXml(changed.csv)}</Detail>`;
  const count = `<TotalCount>${changed.count}</TotalCount>`;
  const body =
    `<?xml version="1.0" encoding="utf-8"?><soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/">` +
    `<soap:Body><GetDataResponse xmlns="http://www.peoplevox.net/"><GetDataResult><ResponseId>0</ResponseId>` +
    `${count}${detail}</GetDataResult></GetDataResponse></soap:Body></soap:Envelope>`;
  return { ...answer, headers: { "content-type": "text/xml; charset=utf-8" }, body };
}
