import { afterEach } from "@jest/globals";
import { createClientAsync, type Client } from "soap";
import {
  createPeoplevoxSandbox,
  type PeoplevoxSandbox,
  type PeoplevoxSandboxOptions,
} from "../../../../sandbox/peoplevox/index.ts";

const open: PeoplevoxSandbox[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((sandbox) => sandbox.close()));
});

/** A listening sandbox that the test's end closes. No request budget unless asked for. */
export async function openPeoplevox(options: PeoplevoxSandboxOptions = {}): Promise<PeoplevoxSandbox> {
  const sandbox = createPeoplevoxSandbox({ rateLimit: false, ...options });
  open.push(sandbox);
  await sandbox.listen();
  return sandbox;
}

export interface Answer {
  readonly ResponseId: number;
  readonly TotalCount: number;
  readonly Detail: string | null;
  readonly Statuses: {
    readonly IntegrationStatusResponse: readonly { Reference: string; Status: string; LineNo: number }[];
  } | null;
}

/** A client made by the npm package `soap` from nothing but the WSDL. */
export interface WsdlClient {
  call(operation: string, parameters: object): Promise<Answer>;
  save(template: string, csv: string, action?: number): Promise<Answer>;
  read(template: string, searchClause?: string, page?: { pageNo: number; itemsPerPage: number }): Promise<Answer>;
  report(template: string, request?: object): Promise<Answer>;
}

export async function connect(sandbox: PeoplevoxSandbox, port?: "IntegrationServiceV4Soap12"): Promise<WsdlClient> {
  const forceSoap12Headers = port !== undefined;
  const client = await createClientAsync(`${sandbox.url}?wsdl`, { forceSoap12Headers });
  const call = async (operation: string, parameters: object): Promise<Answer> => {
    const method = (client as Client & Record<string, unknown>)[`${operation}Async`] as (
      input: object,
    ) => Promise<[Record<string, Answer>]>;
    const [result] = await method(parameters);
    return result[`${operation}Result`]!;
  };
  const login = await call("Authenticate", {
    clientId: sandbox.clientId,
    username: sandbox.username,
    password: Buffer.from(sandbox.password).toString("base64"),
  });
  const [clientId, sessionId] = (login.Detail ?? "").split(",");
  const attributes = { xmlns: "http://www.peoplevox.net/" };
  client.addSoapHeader({
    UserSessionCredentials: { attributes, UserId: 0, ClientId: clientId, SessionId: sessionId },
  });
  return {
    call,
    save: (TemplateName, CsvData, Action = 0) => call("SaveData", { saveRequest: { TemplateName, CsvData, Action } }),
    read: (TemplateName, SearchClause = "", { pageNo, itemsPerPage } = { pageNo: 1, itemsPerPage: 0 }) =>
      call("GetData", { getRequest: { TemplateName, PageNo: pageNo, ItemsPerPage: itemsPerPage, SearchClause } }),
    report: (TemplateName, request = {}) =>
      call("GetReportData", { getReportRequest: { TemplateName, PageNo: 1, ItemsPerPage: 0, ...request } }),
  };
}

/** Data rows of an answer by column, without the header row. Values in tests hold no quotes or line breaks. */
export function rowsOf({ Detail }: Answer): Record<string, string>[] {
  const [header = "", ...lines] = (Detail ?? "").trimEnd().split("\n");
  const split = (line: string): string[] => line.slice(1, -1).split('","');
  const names = split(header);
  return lines.map((line) => Object.fromEntries(split(line).map((value, index) => [names[index] ?? "", value])));
}

/** Reference, status and line number of each row, in short: `SO-1 Success 1`. */
export function statusesOf({ Statuses }: Answer): string[] {
  return (Statuses?.IntegrationStatusResponse ?? []).map((row) => `${row.Reference} ${row.Status} ${row.LineNo}`);
}

/** Posts a body as it is and gives back what came. */
export async function post(
  url: string,
  body: string,
  headers: Record<string, string> = {},
): Promise<{ status: number; type: string; text: string }> {
  const response = await fetch(url, { method: "POST", body, headers: { "content-type": "text/xml", ...headers } });
  return {
    status: response.status,
    type: response.headers.get("content-type") ?? "",
    text: await response.text(),
  };
}

/** A SOAP envelope around a call and, if given, a session. */
export function envelope(call: string, sessionId?: string, version: "1.1" | "1.2" = "1.1"): string {
  const namespace =
    version === "1.1" ? "http://schemas.xmlsoap.org/soap/envelope/" : "http://www.w3.org/2003/05/soap-envelope";
  const header =
    sessionId === undefined
      ? ""
      : `<s:Header><UserSessionCredentials xmlns="http://www.peoplevox.net/"><SessionId>${sessionId}</SessionId></UserSessionCredentials></s:Header>`;
  return `<s:Envelope xmlns:s="${namespace}">${header}<s:Body>${call}</s:Body></s:Envelope>`;
}

/** An order with two lines and enough stock, saved over SOAP. */
export async function saveOrder(client: WsdlClient, number: string, more: Record<string, string> = {}): Promise<void> {
  const names = ["SalesOrderNumber", ...Object.keys(more)];
  const header = await client.save("Sales orders", `${names.join(",")}\n${[number, ...Object.values(more)].join(",")}`);
  const items = await client.save(
    "Sales order items",
    `SalesOrderNumber,ItemCode,QuantityOrdered,Line\n${number},TEE,2,1\n${number},HAT,1,2`,
  );
  if (header.ResponseId !== 0 || items.ResponseId !== 0)
    throw new Error(`${header.Detail ?? ""} ${items.Detail ?? ""}`);
}

export const ITEMS = [{ ItemCode: "TEE" }, { ItemCode: "HAT" }, { ItemCode: "MUG" }];
