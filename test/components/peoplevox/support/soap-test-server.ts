import { createServer } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** One request as the server met it. */
export interface SeenRequest {
  readonly operation: string;
  readonly xml: string;
  readonly headers: IncomingMessage["headers"];
  /** Text of an element, entities decoded; empty when absent. */
  text(element: string): string;
}

export type Answer = (request: SeenRequest, response: ServerResponse) => void | Promise<void>;

export interface SoapTestServer {
  readonly url: string;
  readonly requests: SeenRequest[];
  /** Requests by operation. */
  counts(): Record<string, number>;
  close(): Promise<void>;
}

/** A real server on loopback that hands each request to `answer`, in order of arrival. */
export async function startSoapTestServer(answer: Answer): Promise<SoapTestServer> {
  const requests: SeenRequest[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const xml = Buffer.concat(chunks).toString("utf8");
      const operation = /http:\/\/www\.peoplevox\.net\/(\w+)/.exec(String(request.headers["soapaction"]))?.[1] ?? "";
      const seen = { operation, xml, headers: request.headers, text: (element: string) => elementText(xml, element) };
      requests.push(seen);
      void answer(seen, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${String(port)}/acme1234/resources/integrationservicev4.asmx`,
    requests,
    counts: () => {
      const counts: Record<string, number> = {};
      for (const { operation } of requests) counts[operation] = (counts[operation] ?? 0) + 1;
      return counts;
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => {
          resolve();
        });
      }),
  };
}

/** `IntegrationResponse` elements for `soapAnswer`. */
export interface AnswerParts {
  readonly responseId?: number;
  readonly totalCount?: number;
  readonly detail?: string;
  readonly statuses?: readonly { readonly reference: string; readonly status: string; readonly lineNo?: number }[];
}

/** A SOAP 1.1 answer in the shape of the live service. */
export function soapAnswer(operation: string, parts: AnswerParts): string {
  const { responseId = 0, totalCount = 0, detail = "", statuses = [] } = parts;
  const rows = statuses.map(
    ({ reference, status, lineNo }) =>
      `<IntegrationStatusResponse><Reference>${escaped(reference)}</Reference><Status>${status}</Status>` +
      `${lineNo === undefined ? "" : `<LineNo>${String(lineNo)}</LineNo>`}</IntegrationStatusResponse>`,
  );
  return (
    `<?xml version="1.0" encoding="utf-8"?>\n<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/" ` +
    `xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema"><soap:Body>` +
    `<${operation}Response xmlns="http://www.peoplevox.net/"><${operation}Result><ResponseId>${String(responseId)}</ResponseId>` +
    `<TotalCount>${String(totalCount)}</TotalCount><Detail>${escaped(detail)}</Detail><Statuses>${rows.join("")}</Statuses>` +
    `<ImportingQueueId>0</ImportingQueueId><SalesOrdersToDespatchIds /><ErrorCode />` +
    `</${operation}Result></${operation}Response></soap:Body></soap:Envelope>`
  );
}

export function sendSoap(response: ServerResponse, operation: string, parts: AnswerParts): void {
  response.writeHead(200, { "Content-Type": "text/xml; charset=utf-8" }).end(soapAnswer(operation, parts));
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}

function elementText(xml: string, element: string): string {
  const found = new RegExp(`<${element}[^>]*>([^<]*)</${element}>`).exec(xml)?.[1] ?? "";
  return found
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&#13;", "\r")
    .replaceAll("&amp;", "&");
}
