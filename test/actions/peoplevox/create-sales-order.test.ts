import { afterEach, describe, expect, test } from "@jest/globals";
import createSalesOrder from "../../../actions/peoplevox/create-sales-order/create-sales-order.ts";
import { releaseOrder } from "../../../actions/peoplevox/create-sales-order/release-order.ts";
import { bringUpToDate } from "../../../actions/peoplevox/update-sales-order/bring-up-to-date.ts";
import type { Warehouse } from "../../../components/peoplevox/warehouse.ts";
import { DEFAULT_POLICY } from "../../../domain/order-edit/order-edit.rules.ts";
import { DEFAULT_RELEASE_POLICY } from "../../../domain/order-release/release-facts.ts";
import type { ReleasePolicy } from "../../../domain/order-release/release-facts.ts";
import type { OrderSnapshot } from "../../../domain/sales-order/order-snapshot.ts";
import type { TenantProfile } from "../../../domain/sales-order/tenant-profile.ts";
import { aLine, anItem, anOrder, aProfile } from "../../support/order-builders.ts";
import { runAction } from "../../support/run-component.ts";
import { openWarehouseFloor } from "../../support/warehouse-floor.ts";
import type { WarehouseFloor } from "../../support/warehouse-floor.ts";

let floor: WarehouseFloor;

afterEach(async () => {
  expect(floor.breaches()).toEqual({ changedAfterPicking: [], severalReleasable: [] });
  expect(floor.sandbox.tenant.faults.list()).toEqual([]);
  await floor.close();
});

const newOrders: TenantProfile["newOrders"] = {
  fields: [
    { field: "ContactName", template: "{address.name}", maxLength: 100 },
    { field: "TotalSale", template: "{total}", maxLength: 100 },
    { field: "CreatedDate", template: "{order.createdAt}", maxLength: 19 },
  ],
  customer: { reference: "{email}", name: "{address.name}" },
};
const profile = aProfile({ newOrders });
const order = anOrder({ lines: [aLine(), aLine({ id: "12", sku: "HAT", title: "Hat", currentQuantity: 1 })] });
const noWindow: ReleasePolicy = { ...DEFAULT_RELEASE_POLICY, editWindowMinutes: 0 };

function release(differs: Partial<OrderSnapshot> = {}, policy = noWindow, warehouse = floor.warehouse) {
  const request = { order: { ...order, ...differs }, profile, policy: DEFAULT_POLICY, replacedBy: null };
  return releaseOrder(request, policy, { ...floor.doors, warehouse });
}

const wholeOrder = { onHold: false, units: { TEE: 2, HAT: 1 } };
const numbers = () => [...floor.sandbox.tenant.warehouse.orders()].map(({ number }) => number);
const customers = () =>
  [...(floor.sandbox.tenant.templates.get("customers")?.template.rows() ?? [])].map((row) => row["Reference"]);

describe("an order whose gates are open", () => {
  test("is created on hold with customer, header and lines, read back, and then released", async () => {
    floor = await openWarehouseFloor();
    const report = await release();
    expect(report).toMatchObject({ inSync: true, exception: null, release: { outcome: "release", waitsFor: null } });
    expect(report.done).toEqual([
      "customer ann@example.com saved",
      "1001 created on hold",
      "2 item rows saved on 1001",
      "read back, equal; 1001 released",
    ]);
    expect(floor.look("1001")).toMatchObject(wholeOrder);
    expect((await floor.warehouse.readHeader("1001"))?.fields).toMatchObject({
      Customer: "ann@example.com",
      ContactName: "Ann Lee",
      TotalSale: "20.00",
      CustomerPurchaseOrderReferenceNumber: "#1001",
    });
    expect(await floor.store.keys()).toEqual([]);
  });

  test("cannot be picked at any instant before its lines were read back", async () => {
    floor = await openWarehouseFloor();
    const saveItems: Warehouse["saveItems"] = async (...call) => {
      await floor.warehouse.saveItems(...call);
      floor.sandbox.tenant.warehouse.settle();
      floor.step({ action: "allocate" });
      expect(() => floor.step({ action: "pick", salesOrderNumber: "1001", units: 1 })).toThrow("would not");
    };
    await release({}, noWindow, { ...floor.warehouse, saveItems });
    expect(floor.look("1001")).toMatchObject(wholeOrder);
  });

  test("is told a second time without a further write", async () => {
    floor = await openWarehouseFloor();
    await release();
    floor.sandbox.requests.reset();
    expect(await release()).toMatchObject({ inSync: true, done: [], release: { outcome: "released-before" } });
    expect(floor.sandbox.requests.records().filter(({ operation }) => operation === "SaveData")).toEqual([]);
  });

  test("is kept in step after its release, and left alone once it is being picked", async () => {
    floor = await openWarehouseFloor();
    await release();
    expect(await release({ lines: [aLine({ currentQuantity: 3 })] })).toMatchObject({ inSync: true });
    expect(floor.look("1001")).toMatchObject({ onHold: false, units: { TEE: 3 } });
    floor.step({ action: "allocate" });
    floor.step({ action: "pick", salesOrderNumber: "1001", units: 1 });
    expect(await release({ lines: [aLine({ currentQuantity: 4 })] })).toMatchObject({
      outcome: "stop-parcel",
      exception: { kind: "picking-started" },
    });
  });
});

describe("an order is never created twice", () => {
  test("when another integration has imported it under another number", async () => {
    floor = await openWarehouseFloor();
    await floor.importOrder("WEB-77", [anItem("TEE", 2, "11"), anItem("HAT", 1, "12")], {
      CustomerPurchaseOrderReferenceNumber: "#1001",
    });
    expect(await release()).toMatchObject({ salesOrderNumber: "WEB-77", release: { outcome: "released-before" } });
    expect(numbers()).toEqual(["WEB-77"]);
  });

  test("when it was cancelled in Peoplevox", async () => {
    floor = await openWarehouseFloor();
    await release();
    floor.step({ action: "cancel", salesOrderNumber: "1001" });
    expect(await release()).toMatchObject({ inSync: false, exception: { kind: "cancelled-in-warehouse" } });
    expect(numbers()).toEqual(["1001"]);
    expect(floor.look("1001")).toMatchObject({ status: "Cancelled" });
  });

  test("when two runs of it go side by side", async () => {
    floor = await openWarehouseFloor();
    const results = await Promise.all([release(), release()]);
    expect(results.some(({ inSync }) => inSync)).toBe(true);
    expect(await release()).toMatchObject({ inSync: true });
    expect(numbers()).toEqual(["1001"]);
    expect(floor.look("1001")).toMatchObject(wholeOrder);
  });

  test.each([
    ["customer", 0, "before"],
    ["customer", 0, "after"],
    ["header", 1, "before"],
    ["header", 1, "after"],
    ["lines", 2, "before"],
    ["lines", 2, "after"],
    ["release", 3, "before"],
    ["release", 3, "after"],
  ] as const)("when a run dies at the %s (SaveData %i, %s it was stored)", async (_what, skip, when) => {
    floor = await openWarehouseFloor();
    floor.fault({ kind: "drop", when, operation: "SaveData", skip });
    await expect(release()).rejects.toMatchObject({ code: "change-interrupted", retry: "safe" });
    const half = floor.look("1001");
    if (half !== null && skip < 3) expect(half.onHold).toBe(true);
    expect(await release()).toMatchObject({ inSync: true, exception: null });
    expect(numbers()).toEqual(["1001"]);
    expect(customers()).toEqual(["ann@example.com"]);
    expect(floor.look("1001")).toMatchObject(wholeOrder);
    expect(await floor.store.keys()).toEqual([]);
  });

  test("when it was edited after a run died: the half-built Sales Order becomes the last version", async () => {
    floor = await openWarehouseFloor();
    floor.fault({ kind: "drop", when: "after", operation: "SaveData", template: "Sales order items" });
    await expect(release()).rejects.toMatchObject({ code: "change-interrupted" });
    expect(await release({ lines: [aLine({ id: "13", sku: "MUG", currentQuantity: 1 })] })).toMatchObject({
      inSync: true,
    });
    expect(floor.look("1001")).toMatchObject({ onHold: false, units: { MUG: 1 } });
  });

  test("when it was cancelled after a run died: the half-built Sales Order is cancelled", async () => {
    floor = await openWarehouseFloor();
    floor.fault({ kind: "drop", when: "after", operation: "SaveData", template: "Sales order items" });
    await expect(release()).rejects.toMatchObject({ code: "change-interrupted" });
    expect(await release({ cancelledAt: "2026-11-24T09:07:00Z" })).toMatchObject({ outcome: "cancel", inSync: true });
    expect(floor.look("1001")).toMatchObject({ status: "Cancelled" });
  });
});

describe("an order that cannot be released as it should be", () => {
  test("waits exactly until the edit window is over", async () => {
    floor = await openWarehouseFloor();
    // Placed at 09:00, looked at at 09:10.
    await expect(release({}, { ...noWindow, editWindowMinutes: 30 })).rejects.toMatchObject({
      code: "order-not-released-yet",
      waiting: true,
      retryAfterMs: 20 * 60_000 + 1_000,
      effect: "not-applied",
    });
    expect(numbers()).toEqual([]);
  });

  test("with a hold in Shopify is looked at again", async () => {
    floor = await openWarehouseFloor();
    await expect(release({ fulfillmentStatus: "ON_HOLD" })).rejects.toMatchObject({ retryAfterMs: 300_000 });
  });

  test("without its payment ends the run and writes nothing", async () => {
    floor = await openWarehouseFloor();
    expect(await release({ financialStatus: "PENDING" })).toMatchObject({
      inSync: false,
      done: [],
      exception: null,
      release: { outcome: "wait", waitsFor: "payment" },
    });
    expect(numbers()).toEqual([]);
  });

  test("with an unknown SKU is not created, and is once the item exists", async () => {
    floor = await openWarehouseFloor();
    const lines = [aLine(), aLine({ id: "12", sku: "NEW-CAP", title: "Cap", currentQuantity: 1 })];
    expect(await release({ lines })).toMatchObject({ exception: { kind: "unknown-sku", owner: "merchandising" } });
    expect(numbers()).toEqual([]);
    floor.sandbox.tenant.itemTypes.save({ ItemCode: "NEW-CAP", Name: "Cap", Barcode: "NEW-CAP" }, {
      by: "api",
      noAllocation: false,
    } as never);
    expect(await release({ lines })).toMatchObject({ inSync: true });
    expect(floor.look("1001")).toMatchObject({ units: { TEE: 2, "NEW-CAP": 1 } });
  });

  test("stays on hold when Peoplevox refuses its lines, and is finished by the next run", async () => {
    floor = await openWarehouseFloor();
    floor.fault({ kind: "refuse-rows", template: "Sales order items", detail: "Item : Row not imported" });
    const report = await release();
    expect(report).toMatchObject({ inSync: false, exception: { kind: "change-failed" } });
    expect(floor.look("1001")).toMatchObject({ onHold: true });
    expect(await release()).toMatchObject({ inSync: true });
    expect(floor.look("1001")).toMatchObject(wholeOrder);
  });

  test("goes to a person when Peoplevox refuses the header", async () => {
    floor = await openWarehouseFloor();
    floor.fault({ kind: "refuse-rows", template: "Sales orders", detail: "Site : does not exist" });
    expect(await release()).toMatchObject({
      exception: { kind: "change-failed", whatHappened: expect.stringContaining("Site : does not exist") },
    });
    expect(numbers()).toEqual([]);
  });

  test("goes to a person when Peoplevox shows something else than was written", async () => {
    floor = await openWarehouseFloor();
    const saveHeader: Warehouse["saveHeader"] = (number, { TotalSale: _dropped, ...fields }) =>
      floor.warehouse.saveHeader(number, fields);
    const report = await release({}, noWindow, { ...floor.warehouse, saveHeader });
    expect(report.exception).toMatchObject({
      kind: "verify-mismatch",
      whatHappened: expect.stringContaining("something else than was written in TotalSale of 1001"),
    });
    expect(floor.look("1001")).toMatchObject({ onHold: true });
  });

  test("goes to a person when Peoplevox does not show what was created", async () => {
    floor = await openWarehouseFloor();
    const findLineage: Warehouse["findLineage"] = () => Promise.resolve([]);
    const report = await release({}, noWindow, { ...floor.warehouse, findLineage });
    expect(report.exception).toMatchObject({
      kind: "verify-mismatch",
      whatHappened: expect.stringContaining("1001 was created, and Peoplevox does not show it"),
    });
    expect(floor.look("1001")).toMatchObject({ onHold: true });
  });

  test("goes to a person when its number is longer than Peoplevox takes", async () => {
    floor = await openWarehouseFloor();
    const name = `#${"9".repeat(31)}`;
    expect(await release({ name })).toMatchObject({ exception: { kind: "change-failed" }, done: [] });
    expect(numbers()).toEqual([]);
  });
});

describe("an order that is missing when it is brought up to date", () => {
  const update = (whenMissing: "create" | "raise", differs: Partial<OrderSnapshot> = {}) =>
    bringUpToDate(
      {
        order: { ...order, ...differs },
        profile,
        policy: { ...DEFAULT_POLICY, whenMissing },
        importWaitMinutes: 60,
        replacedBy: null,
      },
      floor.doors,
    );

  test("is created where the merchant says so", async () => {
    floor = await openWarehouseFloor();
    expect(await update("create")).toMatchObject({ inSync: true });
    expect(floor.look("1001")).toMatchObject(wholeOrder);
  });

  test("is told to a person at once where the merchant says so", async () => {
    floor = await openWarehouseFloor();
    expect(await update("raise")).toMatchObject({ exception: { kind: "missing-in-warehouse" } });
    expect(await update("raise", { cancelledAt: "2026-11-24T09:07:00Z" })).toMatchObject({ inSync: true });
    expect(numbers()).toEqual([]);
  });
});

describe("Create Sales Order", () => {
  const placedLongAgo = anOrder({ createdAt: "2026-01-02T09:00:00Z" });

  test.each([
    [{}, "#1001: Sales Order 1001 brought to the final version (TEE added (2))"],
    [{ payment: "any", releaseTag: "ready" }, "#1001 waits: The order's tags say that it is not to be released yet."],
  ])("says in a line what happened with %j", async (props, summary) => {
    floor = await openWarehouseFloor();
    const result = await runAction(createSalesOrder, { ...floor.props, order: placedLongAgo, ...props });
    expect(result.summary).toBe(summary);
  });

  test("says why an order is not released", async () => {
    floor = await openWarehouseFloor();
    const result = await runAction(createSalesOrder, { ...floor.props, order: anOrder({ test: true }) });
    expect(result.summary).toBe("#1001 is not released: It is a test order.");
  });
});
