import { afterEach, describe, expect, test } from "@jest/globals";
import { bringUpToDate } from "../../../../actions/peoplevox/update-sales-order/bring-up-to-date.ts";
import { aLine, anOrder, aProfile } from "../../../support/order-builders.ts";
import type { WarehouseFloor } from "../../../support/warehouse-floor.ts";
import { added, closeUnharmed, openWithOrder, removed, request } from "./edited-order.ts";

let floor: WarehouseFloor;

afterEach(() => closeUnharmed(floor));

describe("an order edited before picking", () => {
  test("that is in sync is left alone", async () => {
    floor = await openWithOrder();
    const report = await bringUpToDate(request(anOrder()), floor.doors);
    expect(report).toMatchObject({ outcome: "in-sync", inSync: true, done: [], exception: null });
    expect(floor.sandbox.requests.records().filter(({ operation }) => operation === "SaveData")).toHaveLength(2);
  });

  test("gets an added line, on hold while it is written and released once it was read back", async () => {
    floor = await openWithOrder();
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
    floor = await openWithOrder();
    await bringUpToDate(request(added), floor.doors);
    expect(await bringUpToDate(request(added), floor.doors)).toMatchObject({ outcome: "in-sync", done: [] });
  });

  test("loses a removed line where Peoplevox takes quantity 0", async () => {
    floor = await openWithOrder();
    expect(await bringUpToDate(request(removed), floor.doors)).toMatchObject({
      outcome: "apply-in-place",
      inSync: true,
    });
    expect(floor.look("1001")).toMatchObject({ onHold: false, units: { HAT: 1 } });
  });

  test("loses a removed line where Peoplevox deletes rows", async () => {
    floor = await openWithOrder({ lineRemoval: "delete-row" }, { lineRemoval: "delete-row" });
    const profile = aProfile({ lineRemoval: "delete-row" });
    expect(await bringUpToDate(request(removed, { profile }), floor.doors)).toMatchObject({ inSync: true });
    expect(floor.look("1001")).toMatchObject({ onHold: false, units: { HAT: 1 } });
  });

  test("is replaced by a new Sales Order where Peoplevox cannot remove lines", async () => {
    floor = await openWithOrder({ lineRemoval: "none" }, { lineRemoval: "none" });
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
    floor = await openWithOrder({ lineRemoval: "none" }, { lineRemoval: "none" });
    const profile = aProfile({ lineRemoval: "none" });
    await bringUpToDate(request(removed, { profile }), floor.doors);
    const back = anOrder({ lines: [aLine({ currentQuantity: 1 })] });
    expect(await bringUpToDate(request(back, { profile }), floor.doors)).toMatchObject({ salesOrderNumber: "1001-R2" });
    expect(floor.look("1001-R2")).toMatchObject({ onHold: false, units: { TEE: 1 } });
  });

  test("has its mapped details written, and no other column", async () => {
    floor = await openWithOrder();
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
    floor = await openWithOrder();
    const order = anOrder({ cancelledAt: "2026-11-24T09:05:00Z" });
    expect(await bringUpToDate(request(order), floor.doors)).toMatchObject({ outcome: "cancel", inSync: true });
    expect(floor.look("1001")).toMatchObject({ status: "Cancelled" });
    expect(await bringUpToDate(request(order), floor.doors)).toMatchObject({ outcome: "in-sync" });
  });

  test("and cancelled in Shopify is in sync when another run cancels its Sales Order first", async () => {
    floor = await openWithOrder();
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
