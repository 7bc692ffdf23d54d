import { expect, test } from "@jest/globals";
import { createManualClock } from "../../../sandbox/clock.ts";
import type { PeoplevoxSandbox } from "../../../sandbox/peoplevox/index.ts";
import { faultSchema } from "../../../sandbox/peoplevox/faults.ts";
import { connect, ITEMS, openPeoplevox, rowsOf, saveOrder, statusesOf } from "./support/peoplevox.ts";

const inject = (sandbox: PeoplevoxSandbox, fault: object): void => sandbox.tenant.faults.add(faultSchema.parse(fault));

const orderNumbers = (sandbox: PeoplevoxSandbox): string[] =>
  [...sandbox.tenant.warehouse.orders()].map(({ number }) => number);

test.each([
  ["before", []],
  ["after", ["SO-1"]],
])("a connection dropped %s the call is carried out leaves the orders %j", async (when, expected) => {
  const sandbox = await openPeoplevox();
  const client = await connect(sandbox);
  inject(sandbox, { kind: "drop", when, operation: "SaveData" });
  await expect(client.save("Sales orders", "SalesOrderNumber\nSO-1")).rejects.toThrow();
  expect(orderNumbers(sandbox)).toEqual(expected);
  expect(await client.save("Sales orders", "SalesOrderNumber\nSO-2")).toMatchObject({ ResponseId: 0 });
});

test("a call that hangs after it was carried out is never answered, and closing the sandbox ends it", async () => {
  const sandbox = await openPeoplevox();
  const client = await connect(sandbox);
  inject(sandbox, { kind: "hang", when: "after", operation: "SaveData" });
  const hanging = client.save("Sales orders", "SalesOrderNumber\nSO-1").then(
    () => "answered",
    () => "broken",
  );
  const waited = new Promise((resolve) => setTimeout(() => resolve("waiting"), 200));
  expect(await Promise.race([hanging, waited])).toBe("waiting");
  expect(orderNumbers(sandbox)).toEqual(["SO-1"]);
  await sandbox.close();
  expect(await hanging).toBe("broken");
});

test("an HTML page comes for the next requests and then no more", async () => {
  const sandbox = await openPeoplevox();
  inject(sandbox, { kind: "html-page", status: 503, times: 2 });
  const send = async (): Promise<[number, string]> => {
    const body =
      '<Envelope xmlns="http://schemas.xmlsoap.org/soap/envelope/"><Body><GetData xmlns="http://www.peoplevox.net/"/></Body></Envelope>';
    const response = await fetch(sandbox.url, { method: "POST", body, headers: { "content-type": "text/xml" } });
    return [response.status, (await response.text()).slice(0, 15)];
  };
  expect([await send(), await send(), await send()]).toEqual([
    [503, "<!DOCTYPE html>"],
    [503, "<!DOCTYPE html>"],
    [200, '<?xml version="'],
  ]);
});

test("the next rows of an import are refused while the others are stored", async () => {
  const sandbox = await openPeoplevox();
  const client = await connect(sandbox);
  inject(sandbox, { kind: "refuse-rows", skip: 1, times: 2, template: "sales orders", detail: "Deadlock" });
  const answer = await client.save("Sales orders", "SalesOrderNumber\nSO-1\nSO-2\nSO-3\nSO-4");
  expect(answer).toMatchObject({ ResponseId: -1, TotalCount: 2, Detail: "Line 2 : Deadlock\nLine 3 : Deadlock" });
  expect(statusesOf(answer)).toEqual(["SO-1 Success 1", "SO-2 Error 2", "SO-3 Error 3", "SO-4 Success 4"]);
  expect(orderNumbers(sandbox)).toEqual(["SO-1", "SO-4"]);
  const refused = sandbox.tenant.warehouse.journal.entries().filter(({ kind }) => kind === "write-refused");
  expect(refused.map(({ salesOrderNumber }) => salesOrderNumber)).toEqual(["SO-2", "SO-3"]);
});

test("sessions expire in the middle of a batch", async () => {
  const sandbox = await openPeoplevox();
  const client = await connect(sandbox);
  inject(sandbox, { kind: "expire-session", operation: "SaveData", skip: 1 });
  expect(await client.save("Sales orders", "SalesOrderNumber\nSO-1")).toMatchObject({ ResponseId: 0 });
  expect(await client.save("Sales orders", "SalesOrderNumber\nSO-2")).toMatchObject({
    ResponseId: -1,
    Detail: "System : Security - Invalid Session",
  });
  expect(orderNumbers(sandbox)).toEqual(["SO-1"]);
});

test("a picker can be faster than a write, to the very call", async () => {
  const sandbox = await openPeoplevox({ profile: { items: ITEMS } });
  const client = await connect(sandbox);
  await saveOrder(client, "SO-1");
  const step = { action: "pick", salesOrderNumber: "SO-1" };
  inject(sandbox, { kind: "step-warehouse", when: "after", operation: "GetData", template: "Sales orders", step });
  expect(rowsOf(await client.read("Sales orders"))).toMatchObject([{ Status: "Allocated" }]);
  expect(await client.save("Sales orders", "SalesOrderNumber,Attribute1\nSO-1,x")).toMatchObject({ ResponseId: -1 });
  expect(rowsOf(await client.read("Sales orders"))).toMatchObject([{ Status: "Partially picked" }]);
});

test("a refusal and a delay are on demand too", async () => {
  const sandbox = await openPeoplevox();
  const client = await connect(sandbox);
  inject(sandbox, { kind: "refuse", detail: "System : Busy" });
  expect(await client.read("Sites")).toMatchObject({ ResponseId: -1, Detail: "System : Busy" });
  inject(sandbox, { kind: "delay", ms: 150 });
  const startedAt = performance.now();
  expect(await client.read("Sites")).toMatchObject({ ResponseId: 0 });
  expect(performance.now() - startedAt).toBeGreaterThanOrEqual(140);
  expect(sandbox.tenant.faults.list()).toEqual([]);
});

test("after a restart sessions are gone, data and address are kept", async () => {
  const sandbox = await openPeoplevox();
  const client = await connect(sandbox);
  await client.save("Sales orders", "SalesOrderNumber\nSO-1");
  const { url } = sandbox;
  const restarted = sandbox.restart(100);
  await new Promise((resolve) => setTimeout(resolve, 30));
  await expect(client.read("Sales orders")).rejects.toThrow();
  await restarted;
  expect(sandbox.url).toBe(url);
  expect(await client.read("Sales orders")).toMatchObject({ Detail: "System : Security - Invalid Session" });
  expect(await (await connect(sandbox)).read("Sales orders")).toMatchObject({ TotalCount: 1 });
});

test("the request budget turns the sixteenth request within 15 s away with HTTP 429, and serves again after it", async () => {
  const clock = createManualClock();
  const sandbox = await openPeoplevox({ clock, rateLimit: true });
  const client = await connect(sandbox);
  for (let request = 2; request <= 15; request++) await client.read("Sites");
  await expect(client.read("Sites")).rejects.toMatchObject({ response: { status: 429 } });
  await clock.advance(14_999);
  await expect(client.read("Sites")).rejects.toMatchObject({ response: { status: 429 } });
  await clock.advance(1);
  expect(await client.read("Sites")).toMatchObject({ ResponseId: 0 });
  expect(sandbox.requests.counts()).toEqual({
    byOperation: { Authenticate: 1, GetData: 15 },
    total: 16,
    overBudget: 2,
  });
});

test("a slow tenant keeps requests over the budget waiting until there is room", async () => {
  const clock = createManualClock();
  const profile = { overBudget: "slow", requestBudget: { requests: 2, perMs: 1000 } };
  const sandbox = await openPeoplevox({ clock, profile, rateLimit: true });
  const client = await connect(sandbox);
  await client.read("Sites");
  const served: string[] = [];
  const waiting = ["first", "second", "third"].map((name) => client.read("Sites").then(() => served.push(name)));
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(served).toEqual([]);
  await clock.advance(1000);
  await Promise.all(waiting.slice(0, 2));
  expect(served.length).toBe(2);
  await clock.advance(1000);
  await Promise.all(waiting);
  expect(served.length).toBe(3);
});
