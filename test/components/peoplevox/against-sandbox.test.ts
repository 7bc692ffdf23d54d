import { afterEach, describe, expect, test } from "@jest/globals";
import { readPeoplevoxProfile } from "../../../components/peoplevox/tenant-profile/read-profile.ts";
import { createWarehouseOverSoap } from "../../../components/peoplevox/warehouse-over-soap.ts";
import { createPeoplevoxClient } from "../../../components/peoplevox/wms-client.ts";
import { createPeoplevoxSandbox } from "../../../sandbox/peoplevox/index.ts";
import type { PeoplevoxSandbox, PeoplevoxSandboxOptions } from "../../../sandbox/peoplevox/index.ts";
import { faultSchema } from "../../../sandbox/peoplevox/faults.ts";
import { failureOf } from "./support/clients.ts";

const ITEMS = ["TEE", "HAT", "MUG"].map((ItemCode) => ({
  ItemCode,
  Name: `Our ${ItemCode}`,
  Barcode: `00${ItemCode}`,
}));
/** Both sides agree on a budget that lets a test end soon. */
const QUICK = { requests: 15, perMs: 750 };

const open: PeoplevoxSandbox[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((sandbox) => sandbox.close()));
});

/** A sandbox, and a client and warehouse on it, in real time. */
async function connect(sandboxProfile: object = {}, profile: object = {}, options: PeoplevoxSandboxOptions = {}) {
  const sandbox = createPeoplevoxSandbox({
    profile: { items: ITEMS, requestBudget: QUICK, ...sandboxProfile },
    ...options,
  });
  open.push(sandbox);
  await sandbox.listen();
  const { url, clientId, username, password } = sandbox;
  const read = readPeoplevoxProfile({ requestBudget: QUICK, ...profile });
  const client = createPeoplevoxClient({
    url,
    credentials: { clientId, username, password },
    profile: read.connection,
  });
  return { sandbox, client, warehouse: createWarehouseOverSoap(client, read) };
}

type Warehouse = Awaited<ReturnType<typeof connect>>["warehouse"];

async function importOrder(warehouse: Warehouse, number: string) {
  await warehouse.saveHeader(number, { CustomerPurchaseOrderReferenceNumber: `#${number}`, OnHold: "true" });
  await warehouse.saveItems(number, [
    { itemCode: "TEE", quantityOrdered: 2, line: null },
    { itemCode: "HAT", quantityOrdered: 1, line: null },
  ]);
}

describe("against the Peoplevox sandbox", () => {
  test("an order is imported, read, changed and read again", async () => {
    const { warehouse } = await connect();
    await importOrder(warehouse, "1001");
    await warehouse.saveItems("1001", [{ itemCode: "TEE", quantityOrdered: 5, line: null }]);
    await warehouse.saveHeader("1001", { Attribute1: 'Bell & Co: "two\nlines", <done>' });
    expect(await warehouse.readSalesOrder("1001")).toMatchObject({
      salesOrderNumber: "1001",
      reference: "#1001",
      status: "New",
      onHold: true,
      stopShip: false,
      fields: { Attribute1: 'Bell & Co: "two\nlines", <done>' },
      items: [
        { itemCode: "TEE", quantityOrdered: 5 },
        { itemCode: "HAT", quantityOrdered: 1 },
      ],
    });
    expect(await warehouse.readHeader("1002")).toBeNull();
    expect([...(await warehouse.findItems(["TEE", "NOPE"])).keys()]).toEqual(["TEE"]);
    expect((await warehouse.searchItems("Our", 2)).map(({ itemCode }) => itemCode)).toEqual(["TEE", "HAT"]);
  });

  test("200 orders are imported, held and read within the request budget, and none is refused for it", async () => {
    const { warehouse, sandbox } = await connect();
    const numbers = Array.from({ length: 200 }, (_, index) => String(1000 + index));
    await Promise.all(numbers.map((number) => importOrder(warehouse, number)));
    const imports = sandbox.requests.counts();
    sandbox.requests.reset();
    const lineages = await Promise.all(
      numbers.map((salesOrderNumber) => warehouse.findLineage({ reference: `#${salesOrderNumber}`, salesOrderNumber })),
    );
    expect(
      lineages.map((found) => found.map(({ salesOrderNumber, items }) => [salesOrderNumber, items.length])),
    ).toEqual(numbers.map((number) => [[number, 2]]));
    expect(imports).toMatchObject({ byOperation: { Authenticate: 1, SaveData: 6 }, overBudget: 0 });
    expect(sandbox.requests.counts()).toEqual({ byOperation: { GetData: 6 }, total: 6, overBudget: 0 });
  });

  test("60 requests in a row are never refused, at the strictest counting of the budget", async () => {
    const { client, sandbox } = await connect();
    await Promise.all(Array.from({ length: 60 }, () => client.getData("sites", {})));
    expect(sandbox.requests.counts()).toEqual({
      byOperation: { Authenticate: 1, GetData: 60 },
      total: 61,
      overBudget: 0,
    });
  });

  test("when somebody else spends the budget, calls wait and get through", async () => {
    const { client, sandbox } = await connect();
    await client.getData("sites", {});
    await Promise.all(
      Array.from({ length: 14 }, () => fetch(sandbox.url, { method: "POST", headers: { "content-type": "text/xml" } })),
    );
    expect((await client.getData("sites", {})).totalCount).toBe(1);
    expect(sandbox.requests.counts().overBudget).toBeGreaterThan(0);
  });

  test("rows that Peoplevox refuses are named to their caller, the others are stored", async () => {
    const { warehouse } = await connect();
    await Promise.all(["1001", "1002"].map((number) => importOrder(warehouse, number)));
    const line = (itemCode: string) => ({ itemCode, quantityOrdered: 7, line: null });
    const [stored, error] = await Promise.all([
      warehouse.saveItems("1001", [line("MUG")]),
      failureOf(warehouse.saveItems("1002", [line("MUG"), line("NOPE")])),
    ]);
    expect(stored).toBeUndefined();
    expect(error).toMatchObject({
      code: "peoplevox-rows-refused",
      effect: "partly-applied",
      stored: [{ lineNo: 1, reference: "1002 - MUG" }],
      refused: [{ lineNo: 2, reference: "1002 - NOPE" }],
    });
    expect((await warehouse.readSalesOrder("1002"))?.items).toContainEqual(expect.objectContaining(line("MUG")));
  });

  test("a write whose answer is lost may be there: reading tells", async () => {
    const { warehouse, sandbox } = await connect();
    await importOrder(warehouse, "1001");
    sandbox.tenant.faults.add(faultSchema.parse({ kind: "drop", when: "after", operation: "SaveData" }));
    const error = await failureOf(warehouse.saveHeader("1001", { OnHold: "false" }));
    expect(error).toMatchObject({ code: "peoplevox-unreachable", effect: "unknown", retry: "only-after-checking" });
    expect((await warehouse.readHeader("1001"))?.onHold).toBe(false);
  });

  test("a session that ends in the middle is renewed, and no call fails", async () => {
    const { warehouse, sandbox } = await connect({ expiredSessionText: "Session Expired" });
    sandbox.tenant.faults.add(faultSchema.parse({ kind: "expire-session", operation: "SaveData", skip: 1 }));
    await importOrder(warehouse, "1001");
    expect((await warehouse.readSalesOrder("1001"))?.items).toHaveLength(2);
    expect(sandbox.requests.counts().byOperation["Authenticate"]).toBe(2);
  });

  test("a restart of Peoplevox is waited out by reads", async () => {
    const { warehouse, sandbox } = await connect();
    await importOrder(warehouse, "1001");
    const restarted = sandbox.restart(300);
    expect((await warehouse.readHeader("1001"))?.salesOrderNumber).toBe("1001");
    await restarted;
  });

  test("a US tenant with renamed columns and lines that can be deleted", async () => {
    const { warehouse, client } = await connect(
      {
        usRegion: true,
        lineRemoval: "delete-row",
        renamedColumns: {
          "Sales orders": { SalesOrderNumber: "name", OnHold: "on_hold" },
          "Sales order items": { ItemCode: "sku", SalesOrderNumber: "order" },
        },
      },
      {
        region: "us",
        lineRemoval: "delete-row",
        columns: {
          salesOrders: { SalesOrderNumber: "name", OnHold: "on_hold" },
          salesOrderItems: { ItemCode: "sku", SalesOrderNumber: "order" },
        },
      },
    );
    await importOrder(warehouse, "1001");
    await warehouse.deleteItems("1001", [{ itemCode: "HAT", quantityOrdered: 1, line: null }]);
    expect((await warehouse.readSalesOrder("1001"))?.items.map(({ itemCode }) => itemCode)).toEqual(["TEE"]);
    expect(await client.getSaveTemplate("salesOrderItems")).toEqual(
      expect.arrayContaining(["SalesOrderNumber", "ItemCode", "QuantityOrdered"]),
    );
  });

  test("the wrong region is refused with its reason", async () => {
    const { warehouse } = await connect({ usRegion: true });
    expect((await failureOf(warehouse.readHeader("1001"))).code).toBe("peoplevox-credentials-refused");
  });

  test("templates, reports and events work", async () => {
    const { client } = await connect({ rmaTemplates: false });
    expect((await failureOf(client.getSaveTemplate("rmas"))).code).toBe("peoplevox-template-not-configured");
    expect(await client.getReportColumns("Sales orders by status")).toContain("Status");
    expect((await client.getReportData("Sales orders by status", {})).rows).toEqual([]);
    const event = { eventType: "SalesOrderStatusChanges", encodeParameterData: true };
    const id = await client.subscribeEvent({ ...event, callbackUrl: "http://127.0.0.1:9/?so={SalesOrderNumber}" });
    expect(id).toMatch(/^\d+$/);
    await client.unsubscribeEvent(id);
    expect((await failureOf(client.unsubscribeEvent("no number"))).code).toMatch(/^peoplevox-/);
  });
});
