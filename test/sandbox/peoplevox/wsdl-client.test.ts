import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "@jest/globals";
import { createClientAsync } from "soap";
import { performStep } from "../../../sandbox/warehouse/steps.ts";
import { connect, ITEMS, openPeoplevox, rowsOf, saveOrder, statusesOf } from "./support/peoplevox.ts";

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

/** A subscriber that keeps what it is sent. */
async function openSubscriber(): Promise<{ url: string; received: string[] }> {
  const received: string[] = [];
  const server = createServer((request: IncomingMessage, response) => {
    let body = "";
    request.on("data", (chunk: Buffer) => (body += chunk.toString()));
    request.on("end", () => {
      received.push(`${request.method ?? ""} ${request.url ?? ""} ${body}`.trim());
      response.end("ok");
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closing.push(() => server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, received };
}

async function until(condition: () => boolean): Promise<void> {
  const giveUpAt = Date.now() + 5000;
  while (!condition()) {
    if (Date.now() > giveUpAt) throw new Error("waited 5 s in vain");
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

test("the WSDL describes nine operations over SOAP 1.1 and 1.2", async () => {
  const sandbox = await openPeoplevox();
  const client = await createClientAsync(`${sandbox.url}?WSDL`);
  const { IntegrationServiceV4: service } = client.describe() as Record<string, Record<string, object>>;
  expect(Object.keys(service!)).toEqual(["IntegrationServiceV4Soap", "IntegrationServiceV4Soap12"]);
  for (const port of Object.values(service!)) {
    expect(Object.keys(port)).toEqual([
      "Authenticate",
      "GetData",
      "GetReportData",
      "GetReportColumns",
      "GetSaveTemplate",
      "SaveData",
      "SubscribeEvent",
      "SubscribePostEvent",
      "UnsubscribeEvent",
    ]);
  }
});

test.each([[undefined], ["IntegrationServiceV4Soap12" as const]])(
  "a WSDL-driven client authenticates, saves and reads (port %s)",
  async (port) => {
    const sandbox = await openPeoplevox({ profile: { items: ITEMS } });
    const client = await connect(sandbox, port);
    await saveOrder(client, "SO-1", { Attribute1: "Happy & <birthday>" });
    const items = await client.save("Sales order items", "SalesOrderNumber,ItemCode,QuantityOrdered\nSO-1,MUG,4");
    expect(statusesOf(items)).toEqual(["SO-1 - MUG Success 1"]);

    const orders = await client.read("Sales orders", 'SalesOrderNumber.Equals("SO-1")');
    expect(orders).toMatchObject({ ResponseId: 0, TotalCount: 1 });
    expect(rowsOf(orders)[0]).toMatchObject({
      SalesOrderNumber: "SO-1",
      Status: "Allocated",
      Attribute1: "Happy & <birthday>",
      OnHold: "False",
    });
    const lines = rowsOf(await client.read("Sales order items"));
    expect(lines.map((line) => `${line["ItemCode"]} ${line["QuantityOrdered"]} ${line["Line"]}`)).toEqual([
      "TEE 2 1",
      "HAT 1 2",
      "MUG 4 ",
    ]);
  },
);

test("a WSDL-driven client reads save templates, reports and their columns", async () => {
  const sandbox = await openPeoplevox({ profile: { items: ITEMS } });
  const client = await connect(sandbox);
  await saveOrder(client, "SO-1");
  const template = await client.call("GetSaveTemplate", { templateName: "sales order ITEMS" });
  expect(template.Detail).toBe(
    "SalesOrderNumber,ItemCode,QuantityOrdered,RequestedDeliveryDate,Line,Sequence,SalePrice,Attribute1,Attribute2,Attribute3",
  );
  const unknown = await client.call("GetSaveTemplate", { templateName: "Returns" });
  expect(unknown).toMatchObject({ ResponseId: -1, TotalCount: 0 });

  const columns = await client.call("GetReportColumns", { templateName: "Sales orders by status" });
  expect(columns.Detail).toBe("Sales order no.,Status,Requested delivery date,Number of items,Channel,Date,Order date");
  const report = await client.report("Sales orders by status", { SearchClause: 'Status.Equals("Allocated")' });
  expect(rowsOf(report)[0]).toMatchObject({ "Sales order no.": "SO-1", Status: "Allocated", "Number of items": "3" });
});

test("a subscriber gets the tokens filled in by GET and by POST until it unsubscribes", async () => {
  const sandbox = await openPeoplevox({ profile: { items: ITEMS } });
  const client = await connect(sandbox);
  const subscriber = await openSubscriber();
  const get = await client.call("SubscribeEvent", {
    eventType: "SalesOrderStatusChanges",
    filter: 'Site.Reference = "PrimarySite" AND SalesOrderStatu.Name.Equals("Allocated")',
    callbackUrl: `${subscriber.url}/get?so={SalesOrderNumber}&status={SalesOrderStatu.Name}&{Unknown}`,
    encodeParameterData: true,
  });
  const posted = await client.call("SubscribePostEvent", {
    eventType: "SalesOrderStatusChanges",
    filter: "",
    postUrl: `${subscriber.url}/post`,
    postParams: "so={SalesOrderNumber}&status={SalesOrderStatu.Name}",
    encodeParameterData: true,
  });
  expect(Number(posted.Detail)).toBe(Number(get.Detail) + 1);

  await saveOrder(client, "A&B 1");
  await until(() => subscriber.received.length === 3);
  expect([...subscriber.received].sort()).toEqual([
    "GET /get?so=A%26B%201&status=Allocated&{Unknown}",
    "POST /post so=A%26B%201&status=Allocated",
    "POST /post so=A%26B%201&status=New",
  ]);

  const removed = await client.call("UnsubscribeEvent", { subscriptionId: Number(posted.Detail) });
  expect(removed).toMatchObject({ ResponseId: 0, Detail: "True" });
  expect(await client.call("UnsubscribeEvent", { subscriptionId: 9999 })).toMatchObject({ ResponseId: -1 });
  expect(sandbox.tenant.subscriptions.list().map(({ id }) => id)).toEqual([Number(get.Detail)]);
});

test("despatch, tracking numbers and returns are told with their tokens, to those who asked for that event", async () => {
  const sandbox = await openPeoplevox({ profile: { items: ITEMS } });
  const client = await connect(sandbox);
  const subscriber = await openSubscriber();
  const tokens = {
    TrackingNumberReceived: "{Picks.SalesOrder.SalesOrderNumber} {TrackingNumber} {ServiceType.Name}",
    DespatchPackageTrackingNumberReceived: "{Picks.SalesOrder.SalesOrderNumber} {Picks.SalesOrder.Email}",
    DespatchPackageDespatched: "{Picks.SalesOrder.SalesOrderNumber} {Site.Reference}",
    OnDespatchOrderReceived: "{SalesOrderNumber} {SalesOrderStatu.Name} {SalesOrderStatu.SalesOrderStatusId}",
    IncrementalChanges: "{ItemType.ItemCode} {QuantityChanged} {Reason}",
    Returns: "{SalesOrder.SalesOrderNumber} {ItemType.ItemCode} {Quantity} {ReturnReason.Code}",
    GoodsReceived: "{GoodsInId}",
  };
  for (const [eventType, postParams] of Object.entries(tokens)) {
    const postUrl = `${subscriber.url}/${eventType}`;
    expect(await client.call("SubscribePostEvent", { eventType, postUrl, postParams })).toMatchObject({
      ResponseId: 0,
    });
  }
  await saveOrder(client, "SO-1", { ServiceType: "NEXT", Email: "jo@example.com" });
  const { warehouse, random, returns } = sandbox.tenant;
  for (const action of ["pick-all", "pack", "despatch"] as const) {
    expect(performStep(warehouse, random, { action, salesOrderNumber: "SO-1" })).toBeNull();
  }
  const tracking = warehouse.find("SO-1")?.fields["DespatchTrackingNumber"] ?? "";
  await client.save("Sales orders", "SalesOrderNumber,DespatchTrackingNumber\nSO-1,T-2");
  const back = { itemCode: "HAT", quantity: 1, reason: "SIZE" };
  expect(returns.receive({ salesOrderNumber: "SO-1", items: [back] })).toBeNull();

  await until(() => subscriber.received.length === 10);
  expect([...subscriber.received].sort()).toEqual(
    [
      `TrackingNumberReceived SO-1 ${tracking} Next day`,
      "TrackingNumberReceived SO-1 T-2 Next day",
      "DespatchPackageTrackingNumberReceived SO-1 jo@example.com",
      "DespatchPackageTrackingNumberReceived SO-1 jo@example.com",
      "DespatchPackageDespatched SO-1 PrimarySite",
      "OnDespatchOrderReceived SO-1 Despatched 5",
      "IncrementalChanges TEE -2 Despatched",
      "IncrementalChanges HAT -1 Despatched",
      "IncrementalChanges HAT 1 Return",
      "Returns SO-1 HAT 1 SIZE",
    ]
      .map((line) => `POST /${line}`)
      .sort(),
  );
});

test("a subscription whose filter or address cannot be used is refused", async () => {
  const client = await connect(await openPeoplevox());
  const request = { eventType: "Returns", callbackUrl: "http://127.0.0.1:9/x" };
  const badFilter = await client.call("SubscribeEvent", { ...request, filter: "Nothing == 1" });
  expect(badFilter).toMatchObject({ ResponseId: -1, TotalCount: 0 });
  const badAddress = await client.call("SubscribeEvent", { ...request, callbackUrl: "ftp://files" });
  expect(badAddress).toMatchObject({ ResponseId: -1, TotalCount: 0 });
});

test("without encoding a value goes into the query as it is", async () => {
  const sandbox = await openPeoplevox({ profile: { items: ITEMS } });
  const client = await connect(sandbox);
  const subscriber = await openSubscriber();
  await client.call("SubscribePostEvent", {
    eventType: "AvailabilityChanges",
    postUrl: subscriber.url,
    postParams: "sku={ItemCode}&available={Available}&reason={Reason}",
  });
  await client.save("Sales orders", "SalesOrderNumber\nSO-1");
  await client.save("Sales order items", "SalesOrderNumber,ItemCode,QuantityOrdered\nSO-1,TEE,3");
  await until(() => subscriber.received.length === 1);
  expect(subscriber.received).toEqual(["POST / sku=TEE&available=997&reason=Sales order allocation"]);
});

test("callbacks can be lost or doubled on demand, and the log says so", async () => {
  const sandbox = await openPeoplevox({ profile: { items: ITEMS } });
  const client = await connect(sandbox);
  const subscriber = await openSubscriber();
  await client.call("SubscribeEvent", {
    eventType: "SalesOrderStatusChanges",
    callbackUrl: `${subscriber.url}/?so={SalesOrderNumber}`,
  });
  sandbox.tenant.callbacks.setFaults({ drop: 1, duplicate: 0, delayMs: 0 });
  await client.save("Sales orders", "SalesOrderNumber\nLOST");
  sandbox.tenant.callbacks.setFaults({ drop: 0, duplicate: 1, delayMs: 0 });
  await client.save("Sales orders", "SalesOrderNumber\nTWICE");
  await until(() => subscriber.received.length === 2);
  expect(subscriber.received).toEqual(["GET /?so=TWICE", "GET /?so=TWICE"]);
  await until(() => sandbox.tenant.callbacks.deliveries().every(({ outcome }) => outcome !== "sending"));
  expect(sandbox.tenant.callbacks.deliveries().map(({ outcome }) => outcome)).toEqual(["dropped", "200", "200"]);
});
