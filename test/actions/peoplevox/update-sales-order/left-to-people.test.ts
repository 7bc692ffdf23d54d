import { afterEach, describe, expect, test } from "@jest/globals";
import { bringUpToDate } from "../../../../actions/peoplevox/update-sales-order/bring-up-to-date.ts";
import { aLine, anItem, anOrder, aProfile } from "../../../support/order-builders.ts";
import { openWarehouseFloor } from "../../../support/warehouse-floor.ts";
import type { WarehouseFloor } from "../../../support/warehouse-floor.ts";
import { added, closeUnharmed, openWithOrder, removed, request } from "./edited-order.ts";

let floor: WarehouseFloor;

afterEach(() => closeUnharmed(floor));

describe("an order that LastEdit cannot bring up to date", () => {
  test("with an unknown SKU is held, and released once the item exists and the lines fit", async () => {
    floor = await openWithOrder();
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
    floor = await openWithOrder();
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
    floor = await openWithOrder();
    floor.step({ action: "pick", salesOrderNumber: "1001", units: 1 });
    await bringUpToDate(request(added), floor.doors);
    const report = await bringUpToDate(request(anOrder()), floor.doors);
    expect(report).toMatchObject({ outcome: "in-sync", done: ["StopShip cleared on 1001"] });
    expect(floor.look("1001")).toMatchObject({ stopShip: false });
  });

  test("that has been despatched goes to customer service", async () => {
    floor = await openWithOrder();
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
    floor = await openWithOrder();
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
    floor = await openWithOrder();
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
    floor = await openWithOrder();
    floor.step({ action: "pick-all", salesOrderNumber: "1001" });
    await floor.warehouse.saveHeader("1001", { OnHold: "true" });
    expect(await bringUpToDate(request(added), floor.doors)).toMatchObject({ outcome: "stop-parcel" });
    expect(await bringUpToDate(request(anOrder()), floor.doors)).toMatchObject({ inSync: true });
    expect(floor.look("1001")).toMatchObject({ onHold: true, stopShip: false });
    expect(await floor.store.keys()).toEqual([]);
  });

  test("somebody else's hold goes over to the Sales Order that takes the place of the held one", async () => {
    floor = await openWithOrder({ lineRemoval: "none" }, { lineRemoval: "none" });
    await floor.warehouse.saveHeader("1001", { OnHold: "true" });
    const profile = aProfile({ lineRemoval: "none" });
    const report = await bringUpToDate(request(removed, { profile }), floor.doors);
    expect(report).toMatchObject({ inSync: true, exception: { kind: "foreign-hold" } });
    expect(floor.look("1001-R1")).toMatchObject({ onHold: true, units: { HAT: 1 } });
    expect(floor.look("1001")).toMatchObject({ status: "Cancelled" });
  });
});
