import { afterEach, describe, expect, test } from "@jest/globals";
import { bringUpToDate } from "../../../actions/peoplevox/update-sales-order/bring-up-to-date.ts";
import type { OrderToUpdate } from "../../../actions/peoplevox/shared/situation.ts";
import { DEFAULT_POLICY } from "../../../domain/order-edit/order-edit.rules.ts";
import type { Warehouse } from "../../../components/peoplevox/warehouse.ts";
import type { OrderSnapshot } from "../../../domain/sales-order/order-snapshot.ts";
import { aLine, anItem, anOrder, aProfile } from "../../support/order-builders.ts";
import { openWarehouseFloor } from "../../support/warehouse-floor.ts";
import type { WarehouseFloor } from "../../support/warehouse-floor.ts";

let floor: WarehouseFloor;

afterEach(async () => {
  expect(floor.breaches()).toEqual({ changedAfterPicking: [], severalReleasable: [] });
  expect(floor.sandbox.tenant.faults.list()).toEqual([]);
  await floor.close();
});

/** A floor with Sales Order 1001 of two TEE, allocated. */
async function openWithOrder(...profiles: Parameters<typeof openWarehouseFloor>): Promise<void> {
  floor = await openWarehouseFloor(...profiles);
  await floor.importOrder("1001", [anItem("TEE", 2, "11")]);
  expect(floor.look("1001")).toMatchObject({ status: "Allocated", onHold: false });
}

function request(order: OrderSnapshot, differs: Partial<OrderToUpdate> = {}): OrderToUpdate {
  return { order, profile: aProfile(), policy: DEFAULT_POLICY, importWaitMinutes: 60, replacedBy: null, ...differs };
}

const hat = aLine({ id: "12", sku: "HAT", title: "Hat", currentQuantity: 1 });
const removed = anOrder({ lines: [aLine({ quantity: 2, currentQuantity: 0 }), hat] });
const added = anOrder({ lines: [aLine(), hat] });

describe("an order edited before picking", () => {
  test("that is in sync is left alone", async () => {
    await openWithOrder();
    const report = await bringUpToDate(request(anOrder()), floor.doors);
    expect(report).toMatchObject({ outcome: "in-sync", inSync: true, done: [], exception: null });
    expect(floor.sandbox.requests.records().filter(({ operation }) => operation === "SaveData")).toHaveLength(2);
  });

  test("gets an added line, on hold while it is written and released once it was read back", async () => {
    await openWithOrder();
    const report = await bringUpToDate(request(added), floor.doors);
    expect(report).toMatchObject({
      outcome: "apply-in-place",
      inSync: true,
      changes: "HAT added (1)",
      exception: null,
    });
    expect(report.done).toEqual(["1001 put on hold", "1 item row saved on 1001", "read back, equal; 1001 released"]);
    expect(floor.look("1001")).toMatchObject({ onHold: false, units: { TEE: 2, HAT: 1 } });
    expect(await floor.store.keys()).toEqual([]);
  });

  test("a second delivery of the same edit changes nothing", async () => {
    await openWithOrder();
    await bringUpToDate(request(added), floor.doors);
    expect(await bringUpToDate(request(added), floor.doors)).toMatchObject({ outcome: "in-sync", done: [] });
  });

  test("loses a removed line where Peoplevox takes quantity 0", async () => {
    await openWithOrder();
    expect(await bringUpToDate(request(removed), floor.doors)).toMatchObject({
      outcome: "apply-in-place",
      inSync: true,
    });
    expect(floor.look("1001")).toMatchObject({ onHold: false, units: { HAT: 1 } });
  });

  test("loses a removed line where Peoplevox deletes rows", async () => {
    await openWithOrder({ lineRemoval: "delete-row" }, { lineRemoval: "delete-row" });
    const profile = aProfile({ lineRemoval: "delete-row" });
    expect(await bringUpToDate(request(removed, { profile }), floor.doors)).toMatchObject({ inSync: true });
    expect(floor.look("1001")).toMatchObject({ onHold: false, units: { HAT: 1 } });
  });

  test("is replaced by a new Sales Order where Peoplevox cannot remove lines", async () => {
    await openWithOrder({ lineRemoval: "none" }, { lineRemoval: "none" });
    await floor.warehouse.saveHeader("1001", { ContactName: "Ann Lee", Attribute1: "Happy birthday" });
    const profile = aProfile({ lineRemoval: "none" });
    const report = await bringUpToDate(request(removed, { profile }), floor.doors);
    expect(report).toMatchObject({ outcome: "apply-by-replacement", inSync: true, salesOrderNumber: "1001-R1" });
    expect(floor.look("1001")).toMatchObject({ status: "Cancelled" });
    expect(floor.look("1001-R1")).toMatchObject({ onHold: false, units: { HAT: 1 } });
    expect((await floor.warehouse.readHeader("1001-R1"))?.fields).toMatchObject({
      CustomerPurchaseOrderReferenceNumber: "#1001",
      ContactName: "Ann Lee",
      Attribute1: "Happy birthday",
    });
    expect(await bringUpToDate(request(removed, { profile }), floor.doors)).toMatchObject({
      outcome: "in-sync",
      done: [],
    });
  });

  test("is replaced a second time by the next number", async () => {
    await openWithOrder({ lineRemoval: "none" }, { lineRemoval: "none" });
    const profile = aProfile({ lineRemoval: "none" });
    await bringUpToDate(request(removed, { profile }), floor.doors);
    const back = anOrder({ lines: [aLine({ currentQuantity: 1 })] });
    expect(await bringUpToDate(request(back, { profile }), floor.doors)).toMatchObject({ salesOrderNumber: "1001-R2" });
    expect(floor.look("1001-R2")).toMatchObject({ onHold: false, units: { TEE: 1 } });
  });

  test("has its mapped details written, and no other column", async () => {
    await openWithOrder();
    const profile = aProfile({
      fields: [{ field: "Attribute1", template: "{attribute.Gift message}", maxLength: 100 }],
    });
    const order = anOrder({ attributes: [{ key: "Gift message", value: 'With love, Ann & "Bob"' }] });
    await floor.warehouse.saveHeader("1001", { Attribute2: "kept" });
    expect(await bringUpToDate(request(order, { profile }), floor.doors)).toMatchObject({ inSync: true });
    const header = await floor.warehouse.readHeader("1001");
    expect(header?.fields).toMatchObject({ Attribute1: 'With love, Ann & "Bob"', Attribute2: "kept" });
  });

  test("is cancelled in the warehouse when it was cancelled in Shopify", async () => {
    await openWithOrder();
    const order = anOrder({ cancelledAt: "2026-11-24T09:05:00Z" });
    expect(await bringUpToDate(request(order), floor.doors)).toMatchObject({ outcome: "cancel", inSync: true });
    expect(floor.look("1001")).toMatchObject({ status: "Cancelled" });
    expect(await bringUpToDate(request(order), floor.doors)).toMatchObject({ outcome: "in-sync" });
  });

  test("and cancelled in Shopify is in sync when another run cancels its Sales Order first", async () => {
    await openWithOrder();
    const step = { action: "cancel", salesOrderNumber: "1001" } as const;
    floor.fault({
      kind: "step-warehouse",
      operation: "SaveData",
      template: "Sales orders",
      when: "before",
      step,
    });
    const order = anOrder({ cancelledAt: "2026-11-24T09:05:00Z" });
    expect(await bringUpToDate(request(order), floor.doors)).toMatchObject({ inSync: true, exception: null });
    expect(await floor.store.keys()).toEqual([]);
  });
});

describe("an order that LastEdit cannot bring up to date", () => {
  test("with an unknown SKU is held, and released once the item exists and the lines fit", async () => {
    await openWithOrder();
    const order = anOrder({ lines: [aLine(), aLine({ id: "12", sku: "NEW-CAP", title: "Cap", currentQuantity: 1 })] });
    const report = await bringUpToDate(request(order), floor.doors);
    expect(report).toMatchObject({ outcome: "hold-for-unknown-sku", inSync: false });
    expect(report.exception).toMatchObject({ kind: "unknown-sku", owner: "merchandising" });
    expect(report.exception?.whatHappened).toContain("NEW-CAP");
    expect(floor.look("1001")).toMatchObject({ onHold: true, units: { TEE: 2 } });

    floor.sandbox.tenant.itemTypes.save({ ItemCode: "NEW-CAP", Name: "Cap", Barcode: "NEW-CAP" }, {
      by: "api",
      noAllocation: false,
    } as never);
    expect(await bringUpToDate(request(order), floor.doors)).toMatchObject({ outcome: "apply-in-place", inSync: true });
    expect(floor.look("1001")).toMatchObject({ onHold: false, units: { TEE: 2, "NEW-CAP": 1 } });
  });

  test("whose picking has begun keeps its lines; the parcel is stopped and the warehouse told", async () => {
    await openWithOrder();
    floor.step({ action: "pick", salesOrderNumber: "1001", units: 1 });
    const report = await bringUpToDate(request(added), floor.doors);
    expect(report).toMatchObject({ outcome: "stop-parcel", inSync: false });
    expect(report.exception).toMatchObject({
      kind: "picking-started",
      owner: "warehouse",
      wanted: [
        { itemCode: "TEE", quantity: 2 },
        { itemCode: "HAT", quantity: 1 },
      ],
      inWarehouse: [{ itemCode: "TEE", quantity: 2 }],
    });
    expect(floor.look("1001")).toMatchObject({ stopShip: true, units: { TEE: 2 } });
  });

  test("is let go again when the customer goes back to what is being picked", async () => {
    await openWithOrder();
    floor.step({ action: "pick", salesOrderNumber: "1001", units: 1 });
    await bringUpToDate(request(added), floor.doors);
    const report = await bringUpToDate(request(anOrder()), floor.doors);
    expect(report).toMatchObject({ outcome: "in-sync", done: ["StopShip cleared on 1001"] });
    expect(floor.look("1001")).toMatchObject({ stopShip: false });
  });

  test("that has been despatched goes to customer service", async () => {
    await openWithOrder();
    for (const action of ["pick-all", "pack", "despatch"] as const) floor.step({ action, salesOrderNumber: "1001" });
    const report = await bringUpToDate(request(added), floor.doors);
    expect(report.exception).toMatchObject({ kind: "already-despatched", owner: "customer-service" });
    expect(report.done).toEqual([]);
  });

  test("is waited for while it may still be imported, and is never created by accident", async () => {
    floor = await openWarehouseFloor();
    const waiting = bringUpToDate(request(added), floor.doors);
    await expect(waiting).rejects.toMatchObject({
      code: "sales-order-not-imported-yet",
      retry: "safe",
      retryAfterMs: 75_000,
    });
    const late = await bringUpToDate(request(added, { importWaitMinutes: 4 }), floor.doors);
    expect(late.exception).toMatchObject({ kind: "missing-in-warehouse", owner: "integration" });
    expect([...floor.sandbox.tenant.warehouse.orders()]).toEqual([]);
  });

  test("that somebody cancelled in Peoplevox goes to customer service", async () => {
    await openWithOrder();
    floor.step({ action: "cancel", salesOrderNumber: "1001" });
    const report = await bringUpToDate(request(added), floor.doors);
    expect(report.exception).toMatchObject({ kind: "cancelled-in-warehouse", salesOrderNumber: "1001" });
  });

  test("with two live Sales Orders is left to a person", async () => {
    floor = await openWarehouseFloor();
    await floor.importOrder("1001", [anItem("TEE", 2, "11")], { OnHold: "true" });
    await floor.importOrder("1001-X", [anItem("TEE", 2, "11")], {
      CustomerPurchaseOrderReferenceNumber: "#1001",
      OnHold: "true",
    });
    const report = await bringUpToDate(request(added), floor.doors);
    expect(report.exception).toMatchObject({ kind: "several-live-sales-orders" });
    expect(report.done).toEqual([]);
  });

  test("somebody else's hold stays, and a person is told", async () => {
    await openWithOrder();
    await floor.warehouse.saveHeader("1001", { OnHold: "true" });
    const report = await bringUpToDate(request(added), floor.doors);
    expect(report).toMatchObject({ inSync: true, exception: { kind: "foreign-hold", severity: "low" } });
    expect(floor.look("1001")).toMatchObject({ onHold: true, units: { TEE: 2, HAT: 1 } });
    expect(await bringUpToDate(request(added), floor.doors)).toMatchObject({
      inSync: true,
      stillOpen: ["foreign-hold"],
    });
    expect(floor.look("1001")).toMatchObject({ onHold: true });
  });

  test("our stop of a parcel is taken away once it is in sync again, and somebody's hold stays", async () => {
    await openWithOrder();
    floor.step({ action: "pick-all", salesOrderNumber: "1001" });
    await floor.warehouse.saveHeader("1001", { OnHold: "true" });
    expect(await bringUpToDate(request(added), floor.doors)).toMatchObject({ outcome: "stop-parcel" });
    expect(await bringUpToDate(request(anOrder()), floor.doors)).toMatchObject({ inSync: true });
    expect(floor.look("1001")).toMatchObject({ onHold: true, stopShip: false });
    expect(await floor.store.keys()).toEqual([]);
  });

  test("somebody else's hold goes over to the Sales Order that takes the place of the held one", async () => {
    await openWithOrder({ lineRemoval: "none" }, { lineRemoval: "none" });
    await floor.warehouse.saveHeader("1001", { OnHold: "true" });
    const profile = aProfile({ lineRemoval: "none" });
    const report = await bringUpToDate(request(removed, { profile }), floor.doors);
    expect(report).toMatchObject({ inSync: true, exception: { kind: "foreign-hold" } });
    expect(floor.look("1001-R1")).toMatchObject({ onHold: true, units: { HAT: 1 } });
    expect(floor.look("1001")).toMatchObject({ status: "Cancelled" });
  });
});

describe("somebody who takes the hold away at once", () => {
  test("keeps the lines from being written: the parcel is stopped and a person is told", async () => {
    await openWithOrder();
    const hasty: Warehouse = {
      ...floor.warehouse,
      async saveHeader(number, fields) {
        await floor.warehouse.saveHeader(number, fields);
        if (fields.OnHold === "true") await floor.warehouse.saveHeader(number, { OnHold: "false" });
      },
    };
    const report = await bringUpToDate(request(added), { ...floor.doors, warehouse: hasty });
    expect(report).toMatchObject({
      inSync: false,
      exception: {
        kind: "verify-mismatch",
        whatHappened: expect.stringContaining("The hold that LastEdit placed on 1001 is not there"),
      },
    });
    expect(floor.look("1001")).toMatchObject({ status: "Allocated", stopShip: true, units: { TEE: 2 } });
  });
});

describe("a picker who is faster", () => {
  const pick = { action: "pick", salesOrderNumber: "1001", units: 1 } as const;

  /** Somebody takes the hold away in Peoplevox and picks. */
  function releasedAndPicked(): void {
    floor.sandbox.tenant.warehouse.find("1001")!.onHold = false;
    floor.step({ action: "allocate" });
    floor.step(pick);
  }

  test("between the check and the hold is detected: the parcel is stopped and a person told", async () => {
    await openWithOrder();
    floor.fault({
      kind: "step-warehouse",
      step: pick,
      operation: "SaveData",
      template: "Sales orders",
      when: "before",
    });
    const report = await bringUpToDate(request(added), floor.doors);
    expect(report.exception).toMatchObject({ kind: "raced-with-picking", owner: "warehouse" });
    expect(floor.look("1001")).toMatchObject({ stopShip: true, units: { TEE: 2 } });
  });

  test("just before the lines are written is detected by the refusal", async () => {
    await openWithOrder({ refusesEditsOncePicked: true });
    const saveItems: Warehouse["saveItems"] = (...call) => {
      releasedAndPicked();
      return floor.warehouse.saveItems(...call);
    };
    const report = await bringUpToDate(request(added), {
      ...floor.doors,
      warehouse: { ...floor.warehouse, saveItems },
    });
    expect(report.exception).toMatchObject({ kind: "raced-with-picking" });
    expect(floor.look("1001")).toMatchObject({ stopShip: true, units: { TEE: 2 } });
  });

  test("just after the lines were written is detected by reading back", async () => {
    await openWithOrder();
    const saveItems: Warehouse["saveItems"] = async (...call) => {
      await floor.warehouse.saveItems(...call);
      releasedAndPicked();
    };
    const report = await bringUpToDate(request(added), {
      ...floor.doors,
      warehouse: { ...floor.warehouse, saveItems },
    });
    expect(report.exception).toMatchObject({ kind: "raced-with-picking" });
    expect(floor.look("1001")).toMatchObject({ stopShip: true, units: { TEE: 2, HAT: 1 } });
  });

  test("gives the replacement up before it can be shipped", async () => {
    await openWithOrder({ lineRemoval: "none" }, { lineRemoval: "none" });
    floor.fault({
      kind: "step-warehouse",
      step: pick,
      operation: "SaveData",
      template: "Sales orders",
      when: "before",
    });
    const report = await bringUpToDate(request(removed, { profile: aProfile({ lineRemoval: "none" }) }), floor.doors);
    expect(report.exception).toMatchObject({ kind: "raced-with-picking" });
    expect(floor.look("1001-R1")).toBe(null);
    expect(floor.look("1001")).toMatchObject({ stopShip: true, units: { TEE: 2 } });
  });
});

describe("a change that is interrupted", () => {
  const profile = aProfile({ lineRemoval: "none" });
  const replacement = request(removed, { profile });

  test.each([
    ["the hold", 0, "drop", "after"],
    ["the lines", 1, "drop", "after"],
    ["the lines, before they reach Peoplevox", 1, "drop", "before"],
    ["the release", 2, "drop", "after"],
  ] as const)("at the answer to %s is finished by the next try", async (_what, skip, kind, when) => {
    await openWithOrder();
    floor.fault({ kind, when, operation: "SaveData", skip });
    await expect(bringUpToDate(request(added), floor.doors)).rejects.toMatchObject({
      code: "change-interrupted",
      retry: "safe",
      message: expect.stringContaining("The change of order #1001 was interrupted"),
    });
    expect(await bringUpToDate(request(added), floor.doors)).toMatchObject({ inSync: true, exception: null });
    expect(floor.look("1001")).toMatchObject({ onHold: false, units: { TEE: 2, HAT: 1 } });
    expect(await floor.store.keys()).toEqual([]);
  });

  test.each([0, 1, 2, 3, 4])("of a replacement at SaveData %i leaves one Sales Order in the end", async (skip) => {
    await openWithOrder({ lineRemoval: "none" }, { lineRemoval: "none" });
    floor.fault({ kind: "drop", when: "after", operation: "SaveData", skip });
    await expect(bringUpToDate(replacement, floor.doors)).rejects.toMatchObject({ code: "change-interrupted" });
    expect(await bringUpToDate(replacement, floor.doors)).toMatchObject({ inSync: true, exception: null });
    expect(floor.look("1001")).toMatchObject({ status: "Cancelled" });
    expect(floor.look("1001-R1")).toMatchObject({ onHold: false, units: { HAT: 1 } });
  });

  test("of a replacement, once the old one is cancelled, leaves somebody's hold on the new one", async () => {
    await openWithOrder({ lineRemoval: "none" }, { lineRemoval: "none" });
    await floor.warehouse.saveHeader("1001", { OnHold: "true" });
    floor.fault({ kind: "drop", when: "after", operation: "SaveData", skip: 2 });
    await expect(bringUpToDate(replacement, floor.doors)).rejects.toMatchObject({ code: "change-interrupted" });
    expect(floor.look("1001")).toMatchObject({ status: "Cancelled" });
    for (let again = 0; again < 2; again += 1) {
      const report = await bringUpToDate(replacement, floor.doors);
      expect(report).toMatchObject({ inSync: true, exception: { kind: "foreign-hold" } });
      expect(floor.look("1001-R1")).toMatchObject({ onHold: true, units: { HAT: 1 } });
    }
    await floor.warehouse.saveHeader("1001-R1", { OnHold: "false" });
    expect(await bringUpToDate(replacement, floor.doors)).toMatchObject({ inSync: true, exception: null });
    expect(await floor.store.keys()).toEqual([]);
  });

  test("of a replacement starts again when the order changed once more in between", async () => {
    await openWithOrder({ lineRemoval: "none" }, { lineRemoval: "none" });
    floor.fault({ kind: "drop", when: "after", operation: "SaveData", template: "Sales order items" });
    await expect(bringUpToDate(replacement, floor.doors)).rejects.toMatchObject({ code: "change-interrupted" });
    const changed = request(anOrder({ lines: [aLine({ id: "13", sku: "MUG", currentQuantity: 1 })] }), { profile });
    expect(await bringUpToDate(changed, floor.doors)).toMatchObject({ inSync: true, salesOrderNumber: "1001-R2" });
    expect(floor.look("1001-R1")).toMatchObject({ status: "Cancelled" });
    expect(floor.look("1001-R2")).toMatchObject({ onHold: false, units: { MUG: 1 } });
  });

  test("of a replacement is given up when the customer goes back to the original", async () => {
    await openWithOrder({ lineRemoval: "none" }, { lineRemoval: "none" });
    floor.fault({ kind: "drop", when: "after", operation: "SaveData", template: "Sales order items" });
    await expect(bringUpToDate(replacement, floor.doors)).rejects.toMatchObject({ code: "change-interrupted" });
    expect(await bringUpToDate(request(anOrder(), { profile }), floor.doors)).toMatchObject({ outcome: "in-sync" });
    expect(floor.look("1001")).toMatchObject({ onHold: false, units: { TEE: 2 } });
    expect(floor.look("1001-R1")).toMatchObject({ status: "Cancelled" });
  });

  test("by an expired session is not noticed at all", async () => {
    await openWithOrder();
    floor.fault({ kind: "expire-session", operation: "SaveData", skip: 1 });
    expect(await bringUpToDate(request(added), floor.doors)).toMatchObject({ inSync: true });
  });

  test("by a refused row keeps the hold and tells a person what was and was not changed", async () => {
    await openWithOrder();
    floor.fault({ kind: "refuse-rows", template: "Sales order items", detail: "Item : Row not imported" });
    const report = await bringUpToDate(request(added), floor.doors);
    expect(report.exception).toMatchObject({
      kind: "change-failed",
      owner: "integration",
      whatHappened: expect.stringContaining("Item : Row not imported"),
      whatWasChanged: "Done: 1001 put on hold. Nothing else was changed.",
    });
    expect(floor.look("1001")).toMatchObject({ onHold: true, units: { TEE: 2 } });
    expect(await bringUpToDate(request(added), floor.doors)).toMatchObject({ inSync: true });
    expect(floor.look("1001")).toMatchObject({ onHold: false });
  });
});
