import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, expect, jest, test } from "@jest/globals";
import statusChanged from "../../../sources/peoplevox/sales-order-status-changed/sales-order-status-changed.ts";
import { orderOfSalesOrder } from "../../../sources/peoplevox/sales-order-status-changed/sales-order-status-event.ts";
import type { SalesOrderStatusEvent } from "../../../sources/peoplevox/sales-order-status-changed/sales-order-status-event.ts";
import type { Component } from "../../../runtime/component-host/index.ts";
import { anItem, aProfile } from "../../support/order-builders.ts";
import { sourceServer } from "../../support/source-server.ts";
import type { SourceServer } from "../../support/source-server.ts";
import { openWarehouseFloor } from "../../support/warehouse-floor.ts";
import type { WarehouseFloor } from "../../support/warehouse-floor.ts";

/** A Peoplevox that calls back over HTTP to the source, which runs as in our runtime. */
let floor: WarehouseFloor;
let server: SourceServer;

async function open(props: Readonly<Record<string, unknown>> = {}): Promise<void> {
  const { lasteditStore: _store, ...connection } = floor.props;
  const component = statusChanged as unknown as Component;
  server = await sourceServer(component, { ...connection, shopifyShop: "demo", sweepMinutes: 60, ...props });
  await server.source.start();
}

beforeEach(async () => {
  floor = await openWarehouseFloor();
});

afterEach(async () => {
  jest.restoreAllMocks();
  await server.close();
  await floor.close();
});

const tenant = () => floor.sandbox.tenant;
const callbackUrl = (): string => tenant().subscriptions.list()[0]?.url ?? "";

/** Waits until no callback is on its way. */
async function callbacksDone(): Promise<void> {
  while (
    tenant()
      .callbacks.deliveries()
      .some(({ outcome }) => outcome === "sending")
  )
    await sleep(5);
}

/** Lets callbacks arrive, ticks once, and gives what was told. */
async function told(): Promise<SalesOrderStatusEvent[]> {
  await callbacksDone();
  await server.tick();
  return server.events.splice(0).map(({ event }) => event as SalesOrderStatusEvent);
}

const changes = (events: readonly SalesOrderStatusEvent[]) =>
  events.map(({ salesOrderNumber, previousStatus, status, reason }) => [
    salesOrderNumber,
    previousStatus,
    status,
    reason,
  ]);

const post = (url: string, body: string, method = "POST") =>
  fetch(url, { method, ...(method === "POST" ? { body } : {}) });

test("tells of each change of status once, with the order it is about", async () => {
  await open();
  await floor.importOrder("1001", [anItem("TEE", 2, "11")]);
  expect(changes(await told())).toEqual([["1001", null, "Allocated", "callback"]]);
  floor.step({ action: "pick", salesOrderNumber: "1001", units: 1 });
  const [event] = await told();
  expect(event).toMatchObject({
    shop: "demo.myshopify.com",
    orderName: "#1001",
    orderId: null,
    salesOrderNumber: "1001",
    status: "Partially picked",
    phase: "picking",
    previousStatus: "Allocated",
    workStarted: true,
  });
  expect(await told()).toEqual([]);
});

test("doubled and reordered callbacks tell nothing twice", async () => {
  await open();
  tenant().callbacks.setFaults({ drop: 0, duplicate: 1, delayMs: 0 });
  await floor.importOrder("1001", [anItem("TEE", 2, "11")]);
  floor.step({ action: "pick-all", salesOrderNumber: "1001" });
  expect(changes(await told())).toEqual([["1001", null, "Picked", "callback"]]);
  await post(callbackUrl(), "so=1001&status=Allocated");
  expect(await told()).toEqual([]);
});

test("finds work that no callback told of, and its end", async () => {
  await open();
  await told();
  tenant().callbacks.setFaults({ drop: 1, duplicate: 0, delayMs: 0 });
  await floor.importOrder("1001", [anItem("TEE", 2, "11")]);
  floor.step({ action: "pick", salesOrderNumber: "1001", units: 1 });
  expect(await told()).toEqual([]);
  const hour = 3_600_000;
  const start = Date.now();
  jest.spyOn(Date, "now").mockImplementation(() => start + 1.1 * hour);
  expect(changes(await told())).toEqual([["1001", null, "Partially picked", "poll"]]);
  for (const action of ["pick-all", "pack", "despatch"] as const) floor.step({ action, salesOrderNumber: "1001" });
  jest.spyOn(Date, "now").mockImplementation(() => start + 2.2 * hour);
  expect(changes(await told())).toEqual([["1001", "Partially picked", "Despatched", "poll"]]);
  expect(await told()).toEqual([]);
});

test("tells only that work begins and ends where that is wanted", async () => {
  await open({ changes: "work-started-or-ended" });
  await floor.importOrder("1001", [anItem("TEE", 2, "11")]);
  expect(await told()).toEqual([]);
  floor.step({ action: "pick", salesOrderNumber: "1001", units: 1 });
  expect(changes(await told())).toEqual([["1001", null, "Partially picked", "callback"]]);
  floor.step({ action: "pick-all", salesOrderNumber: "1001" });
  expect(await told()).toEqual([]);
  floor.step({ action: "pack", salesOrderNumber: "1001" });
  floor.step({ action: "despatch", salesOrderNumber: "1001" });
  expect(changes(await told())).toEqual([["1001", "Picked", "Despatched", "callback"]]);
});

test("leaves out other channels", async () => {
  await open({ channels: ["Shopify"] });
  await floor.importOrder("1001", [anItem("TEE", 2, "11")], { ChannelName: "Shopify" });
  await floor.importOrder("E-77", [anItem("TEE", 2, "11")], { ChannelName: "eBay" });
  expect((await told()).map(({ salesOrderNumber }) => salesOrderNumber)).toEqual(["1001"]);
});

test("looks at a hundred told orders with one request", async () => {
  await open();
  for (let number = 1; number <= 100; number += 1) await floor.importOrder(`S${number}`, [anItem("TEE", 1, "11")]);
  await told();
  await callbacksDone();
  for (let number = 1; number <= 100; number += 1) {
    floor.step({ action: "pick-all", salesOrderNumber: `S${number}` });
  }
  await callbacksDone();
  floor.sandbox.requests.reset();
  expect(await told()).toHaveLength(100);
  expect(floor.sandbox.requests.records()).toHaveLength(1);
}, 30_000);

test("subscribes once however often it is switched on, and leaves nothing behind when switched off", async () => {
  await open();
  const [first] = tenant().subscriptions.list();
  await server.source.deactivate();
  expect(tenant().subscriptions.list()).toEqual([]);
  await server.source.start();
  expect(tenant().subscriptions.list()).toHaveLength(1);
  expect(tenant().subscriptions.list()[0]?.id).not.toBe(first?.id);
});

test("a subscription that Peoplevox no longer knows does not keep the source from switching off", async () => {
  await open();
  for (const { id } of tenant().subscriptions.list()) tenant().subscriptions.remove(id);
  await expect(server.source.deactivate()).resolves.toBeUndefined();
});

test.each([
  ["a GET", (url: string) => post(url, "", "GET"), 405, "method-not-post"],
  ["no token", (url: string) => post(url.replace(/\?.*/, ""), "so=1001"), 401, "token-mismatch"],
  ["a wrong token", (url: string) => post(`${url}x`, "so=1001"), 401, "token-mismatch"],
  ["a body that is too large", (url: string) => post(url, `so=${"1".repeat(9000)}`), 413, "body-too-large"],
  ["no number", (url: string) => post(url, "status=Picked"), 400, "no-sales-order-number"],
  ["a token that was not filled in", (url: string) => post(url, "so={SalesOrderNumber}"), 400, "no-sales-order-number"],
  ["a number that cannot be searched for", (url: string) => post(url, 'so=1"1'), 400, "no-sales-order-number"],
])("refuses %s and changes nothing", async (_what, send, status, refused) => {
  await open();
  const persists = server.persists();
  const response = await send(callbackUrl());
  expect(response.status).toBe(status);
  expect(await response.json()).toMatchObject({ refused });
  expect(server.persists()).toBe(persists);
});

test("a forged callback with the right token tells nothing that Peoplevox does not show", async () => {
  await open();
  await floor.importOrder("1001", [anItem("TEE", 2, "11")]);
  await told();
  expect((await post(callbackUrl(), "so=1001&status=Despatched")).status).toBe(200);
  expect((await post(callbackUrl(), "so=NEVER&status=Picked")).status).toBe(200);
  expect(await told()).toEqual([]);
});

test("keeps what waits when Peoplevox fails, and stays below the host's 60 KB", async () => {
  await open();
  await floor.importOrder("1001", [anItem("TEE", 2, "11")]);
  await callbacksDone();
  floor.fault({ kind: "refuse", operation: "GetData", detail: "Database is locked" });
  await expect(server.tick()).rejects.toThrow("Database is locked");
  expect(changes(await told())).toEqual([["1001", null, "Allocated", "callback"]]);
  const url = callbackUrl();
  for (let number = 0; number < 1_600; number += 1) await post(url, `so=SALESORDER-${number}`);
  expect(Buffer.byteLength(JSON.stringify(server.db()))).toBeLessThan(60_000);
}, 30_000);

test("names the Shopify order by the reference, or by the number where there is none", () => {
  const profile = aProfile({ salesOrderNumber: { from: "order-name-without-hash", prefix: "SO-", suffix: "" } });
  const of = (reference: string, salesOrderNumber: string) =>
    orderOfSalesOrder({ reference, salesOrderNumber }, profile);
  expect(of("#1001", "SO-1001-R2")).toEqual({ orderName: "#1001", orderId: null });
  expect(of("", "SO-1001-R2")).toEqual({ orderName: "#1001", orderId: null });
  expect(of("", "EBAY-7")).toEqual({ orderName: null, orderId: null });
  const byId = aProfile({ reference: { from: "order-id" } });
  expect(orderOfSalesOrder({ reference: "5001", salesOrderNumber: "x" }, byId).orderId).toBe("5001");
});
