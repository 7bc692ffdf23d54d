import { afterEach, expect, test } from "@jest/globals";
import { createReturnsDeskOverSoap } from "../../../components/peoplevox/returns-desk-over-soap.ts";
import { readPeoplevoxProfile } from "../../../components/peoplevox/tenant-profile/read-profile.ts";
import { createPeoplevoxClient } from "../../../components/peoplevox/wms-client.ts";
import { createPeoplevoxSandbox } from "../../../sandbox/peoplevox/index.ts";
import type { PeoplevoxSandbox } from "../../../sandbox/peoplevox/index.ts";
import { impatient } from "./support/clients.ts";

let sandbox: PeoplevoxSandbox;

async function open(own: Record<string, unknown> = {}, profile: Record<string, unknown> = {}) {
  sandbox = createPeoplevoxSandbox({
    rateLimit: false,
    profile: { items: [{ ItemCode: "TEE", Name: "Tee" }], ...own },
  });
  await sandbox.listen();
  const read = readPeoplevoxProfile(profile);
  const { clientId, username, password } = sandbox;
  const waiting = impatient();
  const credentials = { clientId, username, password };
  const client = createPeoplevoxClient({ url: sandbox.url, credentials, profile: read.connection, waiting });
  return { desk: createReturnsDeskOverSoap(client, read, waiting), client };
}

afterEach(() => sandbox.close());

const asked = () => sandbox.requests.records().map(({ operation, template }) => `${operation} ${template}`);

test.each([
  ["RMA templates where there are", {}, {}, "rma-templates"],
  ["purchase orders where there are no RMA templates", { rmaTemplates: false }, {}, "purchase-order"],
  [
    "nothing where there are neither",
    { rmaTemplates: false, unconfiguredTemplates: ["Purchase orders", "Purchase order items"] },
    {},
    "none",
  ],
  ["what the profile says, without asking", {}, { returns: { capability: "purchase-order" } }, "purchase-order"],
])("uses %s", async (_what, own, profile, capability) => {
  const { desk } = await open(own, profile);
  await expect(desk.profile()).resolves.toMatchObject({ capability });
  if ("returns" in profile) expect(asked()).toEqual([]);
});

test.each([
  [{ unconfiguredTemplates: ["RMA items"] }, '"RMA items": it cannot be used'],
  [{ unconfiguredColumns: { RMAs: ["Status"] } }, '"RMAs": it has no column Status'],
])("%j is half a set-up: told, and not walked around", async (own, message) => {
  const { desk } = await open(own);
  await expect(desk.profile()).rejects.toMatchObject({
    code: "peoplevox-template-not-configured",
    message: expect.stringContaining(message),
  });
});

test("a tenant that keeps lines needs the column Line", async () => {
  const { desk } = await open({ unconfiguredColumns: { "RMA items": ["Line"] } }, { returns: { usesLine: true } });
  await expect(desk.profile()).rejects.toThrow("it has no column Line");
});

test("templates are asked for once, also by several callers at once", async () => {
  const { desk } = await open();
  await Promise.all([desk.profile(), desk.profile(), desk.readDocuments([])]);
  await desk.profile();
  expect(asked().filter((request) => request.startsWith("GetSaveTemplate"))).toEqual([
    "GetSaveTemplate RMAs",
    "GetSaveTemplate RMA items",
  ]);
});

test("a question for templates that failed is asked again", async () => {
  const { desk } = await open();
  sandbox.tenant.faults.add({ kind: "html-page", status: 502, skip: 0, times: 99, operation: "GetSaveTemplate" });
  await expect(desk.profile()).rejects.toMatchObject({ retry: "safe" });
  sandbox.tenant.faults.clear();
  await expect(desk.profile()).resolves.toMatchObject({ capability: "rma-templates" });
});

test("documents of many orders are read with two requests, and rows of many with one each", async () => {
  const { desk } = await open({}, { returns: { capability: "purchase-order" } });
  const numbers = Array.from({ length: 40 }, (_, index) => `RETURN-${index}`);
  await Promise.all(
    numbers.map((number) => desk.save({ template: "purchaseOrders", rows: [{ PurchaseOrderNumber: number }] })),
  );
  const row = (number: string) => ({ PurchaseOrderNumber: number, ItemCode: "TEE", Quantity: "2", Status: "Pending" });
  await Promise.all(numbers.map((number) => desk.save({ template: "purchaseOrderItems", rows: [row(number)] })));
  sandbox.requests.reset();
  const read = await Promise.all(numbers.map((number) => desk.readDocuments([number, "RETURN-none"])));
  expect(read.flat()).toHaveLength(40);
  expect(read[7]).toEqual([
    { number: "RETURN-7", status: "Pending", items: [{ itemCode: "TEE", quantity: 2, line: null }] },
  ]);
  expect(asked()).toEqual(["GetData Purchase orders", "GetData Purchase order items"]);
});
