import { expect, test } from "@jest/globals";
import { createManualClock } from "../../../sandbox/clock.ts";
import type { PeoplevoxSandbox } from "../../../sandbox/peoplevox/index.ts";
import { envelope, openPeoplevox, post } from "./support/peoplevox.ts";

const NS = 'xmlns="http://www.peoplevox.net/"';

const authenticate = (clientId: string, username: string, password: string): string =>
  `<Authenticate ${NS}><clientId>${clientId}</clientId><username>${username}</username><password>${password}</password></Authenticate>`;

const base64 = (text: string): string => Buffer.from(text).toString("base64");

async function openSession(sandbox: PeoplevoxSandbox): Promise<string> {
  const call = authenticate(sandbox.clientId, sandbox.username, base64(sandbox.password));
  const { text } = await post(sandbox.url, envelope(call));
  return /<Detail>acme1234,([0-9a-f-]{36})<\/Detail>/.exec(text)?.[1] ?? "";
}

const getTemplate = `<GetSaveTemplate ${NS}><templateName>Sites</templateName></GetSaveTemplate>`;

test("an answer has the elements of live answers in their order", async () => {
  const sandbox = await openPeoplevox();
  const { status, type, text } = await post(sandbox.url, envelope(getTemplate, await openSession(sandbox)));
  expect(status).toBe(200);
  expect(type).toBe("text/xml; charset=utf-8");
  expect(text).toContain(
    `<GetSaveTemplateResponse ${NS}><GetSaveTemplateResult><ResponseId>0</ResponseId><TotalCount>2</TotalCount>` +
      "<Detail>Name,Reference</Detail><Statuses /><ImportingQueueId>0</ImportingQueueId><SalesOrdersToDespatchIds />" +
      "<ErrorCode /></GetSaveTemplateResult></GetSaveTemplateResponse>",
  );
});

test("SOAP 1.2 is answered in SOAP 1.2", async () => {
  const sandbox = await openPeoplevox();
  const body = envelope(getTemplate, await openSession(sandbox), "1.2");
  const action = "http://www.peoplevox.net/GetSaveTemplate";
  const headers = { "content-type": `application/soap+xml; charset=utf-8; action="${action}"` };
  const { status, type, text } = await post(sandbox.url, body, headers);
  expect(status).toBe(200);
  expect(type).toBe("application/soap+xml; charset=utf-8");
  expect(text).toContain('xmlns:soap="http://www.w3.org/2003/05/soap-envelope"');
  expect(text).toContain("<Detail>Name,Reference</Detail>");

  const fault = await post(sandbox.url, envelope(`<Nothing ${NS}/>`, undefined, "1.2"), headers);
  expect(fault.status).toBe(500);
  expect(fault.text).toContain("<soap:Value>soap:Sender</soap:Value>");
});

test.each([
  ["quoted", '"http://www.peoplevox.net/GetSaveTemplate"'],
  ["unquoted", "http://www.peoplevox.net/GetSaveTemplate"],
  ["empty", '""'],
])("a SOAPAction that is %s is taken", async (_name, soapaction) => {
  const sandbox = await openPeoplevox();
  const { text } = await post(sandbox.url, envelope(getTemplate, await openSession(sandbox)), { soapaction });
  expect(text).toContain("<ResponseId>0</ResponseId>");
});

test("a SOAPAction of another operation gives a fault", async () => {
  const sandbox = await openPeoplevox();
  const headers = { soapaction: "http://www.peoplevox.net/GetData" };
  const { status, text } = await post(sandbox.url, envelope(getTemplate), headers);
  expect(status).toBe(500);
  expect(text).toContain("<faultcode>soap:Client</faultcode>");
});

test("the path and the client id are taken whatever their case", async () => {
  const sandbox = await openPeoplevox();
  const url = sandbox.url.replace(/acme1234.*/, "ACME1234/Resources/IntegrationServicev4.ASMX");
  expect((await post(url, envelope(getTemplate, await openSession(sandbox)))).text).toContain("Name,Reference");
  expect((await post(url.replace("ACME1234", "other"), envelope(getTemplate))).status).toBe(404);
});

test("prefixes, the order of elements, missing numbers and a missing prolog do not matter", async () => {
  const sandbox = await openPeoplevox();
  const sessionId = await openSession(sandbox);
  const call =
    '<p:GetData xmlns:p="http://www.peoplevox.net/"><p:getRequest><p:SearchClause/>' +
    "<p:TemplateName>Sites</p:TemplateName></p:getRequest></p:GetData>";
  const { text } = await post(sandbox.url, envelope(call, sessionId));
  expect(text).toContain("<TotalCount>1</TotalCount>");
  expect(text).toContain("&quot;Primary site&quot;,&quot;PrimarySite&quot;\n</Detail>");
});

test.each([
  ["no XML", "hello"],
  ["a broken element", envelope("<GetData>")],
  ["text before the prolog", ` \n<?xml version="1.0"?>${envelope(getTemplate)}`],
  ["a document type", `<!DOCTYPE a [<!ENTITY b "c">]>${envelope(getTemplate)}`],
  ["an unknown entity", envelope(getTemplate.replace("Sites", "&nbsp;"))],
  ["another root", `<Call ${NS}/>`],
  ["an empty body", envelope("")],
  ["an unknown operation", envelope(`<GetOrders ${NS}/>`)],
  ["an operation in no namespace", envelope("<GetSaveTemplate/>")],
])("%s gives a SOAP fault and HTTP 500", async (_name, body) => {
  const sandbox = await openPeoplevox();
  const { status, text } = await post(sandbox.url, body);
  expect(status).toBe(500);
  expect(text).toContain("<faultcode>soap:Client</faultcode>");
});

test("a number or event type that the schema does not know gives a SOAP fault", async () => {
  const sandbox = await openPeoplevox();
  const sessionId = await openSession(sandbox);
  const page = `<GetData ${NS}><getRequest><PageNo>one</PageNo><TemplateName>Sites</TemplateName></getRequest></GetData>`;
  const event = `<SubscribeEvent ${NS}><eventType>OrderEdited</eventType></SubscribeEvent>`;
  for (const call of [page, event]) expect((await post(sandbox.url, envelope(call, sessionId))).status).toBe(500);
});

test("a body that is not XML by its content type is not taken", async () => {
  const sandbox = await openPeoplevox();
  expect((await post(sandbox.url, "{}", { "content-type": "application/json" })).status).toBe(415);
});

test("a parameter or header in another namespace is not bound", async () => {
  const sandbox = await openPeoplevox();
  const sessionId = await openSession(sandbox);
  const unbound = `<p:GetSaveTemplate xmlns:p="http://www.peoplevox.net/"><templateName>Sites</templateName></p:GetSaveTemplate>`;
  expect((await post(sandbox.url, envelope(unbound, sessionId))).text).toContain("Template '' is not configured");
  const wrongHeader = envelope(getTemplate, sessionId).replace(NS, 'xmlns="http://www.peoplevox.co.uk/"');
  expect((await post(sandbox.url, wrongHeader)).text).toContain("System : Security - Invalid Session");
});

test("wrong credentials are refused with HTTP 200, ResponseId -1 and the text clients know", async () => {
  const sandbox = await openPeoplevox();
  const { clientId, username, password } = sandbox;
  for (const [name, word] of [
    [username, base64("wrong")],
    ["somebody", base64(password)],
    [username, password],
  ]) {
    const { status, text } = await post(sandbox.url, envelope(authenticate(clientId, name!, word!)));
    expect(status).toBe(200);
    expect(text).toContain(
      "<ResponseId>-1</ResponseId><TotalCount>0</TotalCount><Detail>System : Security:Invalid Username or Password</Detail>",
    );
  }
});

test("a line break after the base64 password is tolerated", async () => {
  const sandbox = await openPeoplevox();
  const call = authenticate(sandbox.clientId, sandbox.username, `${base64(sandbox.password)}\n`);
  expect((await post(sandbox.url, envelope(call))).text).toContain("<ResponseId>0</ResponseId>");
});

test("a US tenant takes the plain password and answers base64 with an invalid session", async () => {
  const sandbox = await openPeoplevox({ profile: { usRegion: true } });
  const { clientId, username, password } = sandbox;
  const plain = await post(sandbox.url, envelope(authenticate(clientId, username, password)));
  expect(plain.text).toContain("<ResponseId>0</ResponseId>");
  const encoded = await post(sandbox.url, envelope(authenticate(clientId, username, base64(password))));
  expect(encoded.text).toContain("<Detail>System : Security - Invalid Session</Detail>");
});

test("a session ends 30 minutes after its last call, and two live side by side", async () => {
  const clock = createManualClock();
  const sandbox = await openPeoplevox({ clock });
  const first = await openSession(sandbox);
  const second = await openSession(sandbox);
  const works = async (id: string): Promise<boolean> =>
    (await post(sandbox.url, envelope(getTemplate, id))).text.includes("<ResponseId>0</ResponseId>");

  await clock.advance(29 * 60_000);
  expect(await works(first)).toBe(true);
  await clock.advance(29 * 60_000);
  expect(await works(first)).toBe(true);
  expect(await works(second)).toBe(false);
  await clock.advance(30 * 60_000);
  expect(await works(first)).toBe(false);
  expect(await works("")).toBe(false);
});

test("an expired session is told apart from an unknown one where the profile says so", async () => {
  const sandbox = await openPeoplevox({ profile: { expiredSessionText: "Session Expired" } });
  const sessionId = await openSession(sandbox);
  expect(sandbox.tenant.sessions.expireAll()).toBe(1);
  const expired = await post(sandbox.url, envelope(getTemplate, sessionId));
  expect(expired.text).toContain("<Detail>System : Security - Session Expired</Detail>");
  const unknown = await post(sandbox.url, envelope(getTemplate, "11112222-3333-4444-5555-666677778888"));
  expect(unknown.text).toContain("<Detail>System : Security - Invalid Session</Detail>");
});

test("a GET without ?wsdl shows a page, and the WSDL names the address it was asked at", async () => {
  const sandbox = await openPeoplevox();
  expect(await (await fetch(sandbox.url)).text()).toContain("<h1>IntegrationServiceV4</h1>");
  expect(await (await fetch(`${sandbox.url}?wsdl`)).text()).toContain(`<soap:address location="${sandbox.url}"/>`);
});
