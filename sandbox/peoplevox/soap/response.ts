import type { OperationName } from "./operation-names.ts";
import { ENVELOPE_NAMESPACES, type SoapVersion } from "./request.ts";
import { escapeXml, PEOPLEVOX_NAMESPACE } from "./xml.ts";

/** How one row of a SaveData fared. */
export interface RowStatus {
  readonly reference: string;
  readonly status: "Success" | "Error";
  /** 1 for the first data row. */
  readonly lineNo: number;
}

/** What every operation answers. */
export interface IntegrationResponse {
  /** 0 for success, -1 for failure. */
  readonly responseId: 0 | -1;
  readonly totalCount: number;
  readonly detail: string;
  readonly statuses: readonly RowStatus[];
}

export function succeeded(detail: string, totalCount: number): IntegrationResponse {
  return { responseId: 0, totalCount, detail, statuses: [] };
}

export function failed(detail: string): IntegrationResponse {
  return { responseId: -1, totalCount: 0, detail, statuses: [] };
}

/** Content type of an answer, by SOAP version. */
export const RESPONSE_CONTENT_TYPES: Readonly<Record<SoapVersion, string>> = {
  "1.1": "text/xml; charset=utf-8",
  "1.2": "application/soap+xml; charset=utf-8",
};

/** The elements come in the order that live answers of 2025 and 2026 have them. */
export function renderResponse(
  operation: OperationName,
  { responseId, totalCount, detail, statuses }: IntegrationResponse,
  version: SoapVersion,
): string {
  const rows = statuses.map(
    ({ reference, status, lineNo }) =>
      `<IntegrationStatusResponse>${element("Reference", reference)}<Status>${status}</Status>` +
      `<LineNo>${lineNo}</LineNo></IntegrationStatusResponse>`,
  );
  const result =
    `<ResponseId>${responseId}</ResponseId><TotalCount>${totalCount}</TotalCount>${element("Detail", detail)}` +
    (rows.length === 0 ? "<Statuses />" : `<Statuses>${rows.join("")}</Statuses>`) +
    "<ImportingQueueId>0</ImportingQueueId><SalesOrdersToDespatchIds /><ErrorCode />";
  return envelope(
    `<${operation}Response xmlns="${PEOPLEVOX_NAMESPACE}"><${operation}Result>${result}` +
      `</${operation}Result></${operation}Response>`,
    version,
  );
}

/** @param side - Whose fault it is: the client's request or the server */
export function renderFault(message: string, side: "Client" | "Server", version: SoapVersion): string {
  if (version === "1.1") {
    const text = escapeXml(message);
    return envelope(
      `<soap:Fault><faultcode>soap:${side}</faultcode><faultstring>${text}</faultstring><detail /></soap:Fault>`,
      version,
    );
  }
  const code = side === "Client" ? "Sender" : "Receiver";
  return envelope(
    `<soap:Fault><soap:Code><soap:Value>soap:${code}</soap:Value></soap:Code><soap:Reason>` +
      `<soap:Text xml:lang="en">${escapeXml(message)}</soap:Text></soap:Reason><soap:Detail /></soap:Fault>`,
    version,
  );
}

function element(name: string, text: string): string {
  return text === "" ? `<${name} />` : `<${name}>${escapeXml(text)}</${name}>`;
}

function envelope(body: string, version: SoapVersion): string {
  return (
    `<?xml version="1.0" encoding="utf-8"?><soap:Envelope xmlns:soap="${ENVELOPE_NAMESPACES[version]}"` +
    ` xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema">` +
    `<soap:Body>${body}</soap:Body></soap:Envelope>`
  );
}
