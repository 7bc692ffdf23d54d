import { expect, test } from "@jest/globals";
import { createManualClock, type ManualClock } from "../../../sandbox/clock.ts";
import { saveRows } from "../../../sandbox/peoplevox/save-rows.ts";
import type { Sandbox } from "../../../sandbox/server.ts";
import { start } from "./support.ts";

interface Scene {
  readonly sandbox: Sandbox;
  readonly clock: ManualClock;
  readonly skus: readonly string[];
}

async function openScene(importer: object = {}, profile: object = {}): Promise<Scene> {
  const clock = createManualClock();
  const sandbox = await start({ clock, importer, profile });
  const skus = sandbox.shopify.catalogue[0]!.variants.map(({ sku }) => sku);
  return { sandbox, clock, skus };
}

/** A Sales Order's lines in short: `SKU 2`. */
function linesOf({ sandbox }: Scene, number: string): string[] | undefined {
  const order = sandbox.peoplevox.tenant.warehouse.find(number);
  return order?.lines.map(({ itemCode, quantityOrdered }) => `${itemCode} ${quantityOrdered}`);
}

test("a new order arrives in Peoplevox after the delay, numbered by its name and allocated", async () => {
  const scene = await openScene();
  const { sandbox, clock, skus } = scene;
  const order = sandbox.shopify.admin.placeOrder({
    lines: [
      { sku: skus[0]!, quantity: 2 },
      { sku: "GIFT-50", quantity: 1 },
    ],
    customAttributes: [{ key: "Gift message", value: "Happy birthday" }],
    shippingAddress: { firstName: "Jo", lastName: "Smith", address1: "1 Road", city: "Leeds", countryCode: "GB" },
  });
  await clock.advance(4_999);
  expect(sandbox.peoplevox.tenant.warehouse.find("1001")).toBeUndefined();
  expect(sandbox.importer.waiting()).toEqual(["#1001"]);
  await clock.advance(1);
  expect(linesOf(scene, "1001")).toEqual([`${skus[0]!} 2`]);
  const imported = sandbox.peoplevox.tenant.warehouse.find("1001")!;
  expect(imported.status).toBe("Allocated");
  expect(imported.lines[0]?.line).toBe(String(order.lines[0]?.id));
  expect(imported.fields).toMatchObject({
    CustomerPurchaseOrderReferenceNumber: "#1001",
    Attribute1: "Happy birthday",
    ContactName: "Jo Smith",
    ShippingAddressLine1: "1 Road",
    ShippingAddressCountry: "GB",
    Site: "PrimarySite",
  });
  expect(sandbox.importer.records()).toEqual([{ orderName: "#1001", at: clock.now(), outcome: "imported" }]);
});

test.each([
  ["at-import", 1],
  ["at-creation", 2],
] as const)(
  "an edit before the import shows in the Sales Order: content %s gives quantity %i",
  async (content, quantity) => {
    const scene = await openScene({ content });
    const { sandbox, clock, skus } = scene;
    sandbox.shopify.admin.placeOrder({ lines: [{ sku: skus[0]!, quantity: 2 }] });
    await clock.advance(2_000);
    sandbox.shopify.admin.editOrder("#1001", [{ set: { sku: skus[0]!, quantity: 1 } }]);
    await clock.advance(3_000);
    expect(linesOf(scene, "1001")).toEqual([`${skus[0]!} ${quantity}`]);
  },
);

test("an unknown SKU leaves the header without that line", async () => {
  const scene = await openScene({}, { usesLine: false });
  const { sandbox, clock, skus } = scene;
  const unknown = sandbox.shopify.catalogue.flatMap(({ variants }) => variants).find((one) => !one.knownToWarehouse)!;
  sandbox.shopify.admin.placeOrder({
    lines: [
      { sku: skus[0]!, quantity: 1 },
      { sku: unknown.sku, quantity: 1 },
    ],
  });
  await clock.advance(5_000);
  expect(linesOf(scene, "1001")).toEqual([`${skus[0]!} 1`]);
  expect(sandbox.importer.records()[0]?.outcome).toContain(`'${unknown.sku}' does not exist`);
});

test("a cancelled order, an order that is there already, and any order while it is off are left out", async () => {
  const { sandbox, clock, skus } = await openScene();
  const { admin } = sandbox.shopify;
  for (let order = 0; order < 3; order++) admin.placeOrder({ lines: [{ sku: skus[0]!, quantity: 1 }] });
  admin.cancelOrder("#1001");
  const rows = [{ cells: { SalesOrderNumber: "1002" }, problem: null }];
  const { warehouse, template } = sandbox.peoplevox.tenant;
  saveRows(warehouse, template("Sales orders"), rows, { action: 0, by: "control" });
  await clock.advance(5_000);
  sandbox.importer.change({ on: false });
  admin.placeOrder({ lines: [{ sku: skus[0]!, quantity: 1 }] });
  await clock.advance(60_000);
  expect(sandbox.importer.records().map(({ orderName, outcome }) => `${orderName} ${outcome}`)).toEqual([
    "#1001 not imported: the order is cancelled",
    "#1002 not imported: the Sales Order exists already",
    "#1003 imported",
  ]);
  expect([...warehouse.orders()].map(({ number }) => number)).toEqual(["1002", "1003"]);
});
