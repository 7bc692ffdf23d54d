import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import cancelSalesOrder from "../../../actions/peoplevox/cancel-sales-order/cancel-sales-order.ts";
import checkStatus from "../../../actions/peoplevox/check-sales-order-status/check-sales-order-status.ts";
import holdSalesOrder from "../../../actions/peoplevox/hold-sales-order/hold-sales-order.ts";
import planUpdate from "../../../actions/peoplevox/plan-sales-order-update/plan-sales-order-update.ts";
import releaseSalesOrder from "../../../actions/peoplevox/release-sales-order/release-sales-order.ts";
import updateSalesOrder from "../../../actions/peoplevox/update-sales-order/update-sales-order.ts";
import validateSkus from "../../../actions/peoplevox/validate-skus/validate-skus.ts";
import { aLine, anItem, anOrder } from "../../support/order-builders.ts";
import { runAction } from "../../support/run-component.ts";
import { openWarehouseFloor } from "../../support/warehouse-floor.ts";
import type { WarehouseFloor } from "../../support/warehouse-floor.ts";

let floor: WarehouseFloor;

beforeEach(async () => {
  floor = await openWarehouseFloor();
  await floor.importOrder("1001", [anItem("TEE", 2, "11")]);
});
afterEach(async () => {
  expect(floor.breaches()).toEqual({ changedAfterPicking: [], severalReleasable: [] });
  await floor.close();
});

const salesOrderNumber = "1001";
const edited = anOrder({ lines: [aLine({ currentQuantity: 1 }), aLine({ id: "12", sku: "HAT", currentQuantity: 1 })] });

describe("Check Sales Order Status", () => {
  test("finds an order's Sales Orders and says how far the warehouse is", async () => {
    const { result, summary } = await runAction(checkStatus, { ...floor.props, order: anOrder() });
    expect(summary).toBe("Sales Order 1001 is Allocated");
    expect(result).toMatchObject({ found: true, workStarted: false, salesOrders: [{ phase: "not-started" }] });
  });

  test("takes a number alone, and says when there is nothing", async () => {
    floor.step({ action: "pick-all", salesOrderNumber });
    const picked = await runAction(checkStatus, { ...floor.props, salesOrderNumber });
    expect(picked.result).toMatchObject({ workStarted: true, salesOrders: [{ status: "Picked", phase: "picked" }] });
    const nothing = await runAction(checkStatus, { ...floor.props, salesOrderNumber: "9999" });
    expect(nothing).toMatchObject({ summary: "No Sales Order in Peoplevox", result: { found: false } });
  });

  test("refuses to guess without an order or a number", async () => {
    await expect(runAction(checkStatus, floor.props)).rejects.toThrow("Give an order or a Sales Order number");
  });
});

describe("Validate SKUs", () => {
  test("lists unknown SKUs with ItemCodes that look alike", async () => {
    const order = anOrder({ lines: [aLine(), aLine({ id: "12", sku: "tee-red-m", title: "Red tee" })] });
    const { result, summary } = await runAction(validateSkus, { ...floor.props, order });
    expect(result).toMatchObject({ allKnown: false, unknown: [{ sku: "tee-red-m", verdict: "unknown" }] });
    expect(summary).toBe("#1001: tee-red-m is unknown (looks like TEE-RED-M)");
  });

  test("says so when all are known, and reads an order given as JSON text", async () => {
    const { summary } = await runAction(validateSkus, { ...floor.props, order: JSON.stringify(anOrder()) });
    expect(summary).toBe("#1001: all 1 SKUs are known");
  });

  test.each([
    ["hello", /Order is the text "hello", expected an order/],
    [{ name: "#1" }, /Order\.shop: .*Nothing was changed\./],
  ])("refuses %j in plain words", async (order, message) => {
    await expect(runAction(validateSkus, { ...floor.props, order })).rejects.toThrow(message);
  });
});

describe("Plan Sales Order Update", () => {
  test("says what would be done and why, and changes nothing", async () => {
    const before = floor.sandbox.tenant.warehouse.journal.entries().length;
    const { result, summary } = await runAction(planUpdate, { ...floor.props, order: edited, importWaitMinutes: 60 });
    expect(summary).toBe(
      "#1001: Sales Order 1001: apply-in-place (TEE 2 → 1, HAT added (1)). The warehouse has not started.",
    );
    expect(result).toMatchObject({ outcome: "apply-in-place", facts: { change: "lowers", warehouse: "not-started" } });
    expect(floor.sandbox.tenant.warehouse.journal.entries()).toHaveLength(before);
  });

  test("takes the Sales Orders that the status step read, and then asks Peoplevox for none", async () => {
    const { result } = await runAction(checkStatus, { ...floor.props, order: edited });
    const { salesOrders } = result as { salesOrders: unknown };
    await runAction(validateSkus, { ...floor.props, order: edited });
    floor.sandbox.requests.reset();
    const plan = await runAction(planUpdate, { ...floor.props, order: edited, salesOrders });
    expect(plan.result).toMatchObject({ outcome: "apply-in-place", changes: "TEE 2 → 1, HAT added (1)" });
    expect(floor.sandbox.requests.counts().total).toBe(0);
    await expect(runAction(planUpdate, { ...floor.props, order: edited, salesOrders: [{}] })).rejects.toThrow(
      /Sales Orders\.0\.salesOrderNumber/,
    );
  });
});

describe("Update Sales Order", () => {
  test("brings one order to its final version", async () => {
    const { summary } = await runAction(updateSalesOrder, { ...floor.props, order: edited });
    expect(summary).toBe("#1001: Sales Order 1001 brought to the final version (TEE 2 → 1, HAT added (1))");
    expect((await runAction(updateSalesOrder, { ...floor.props, order: edited })).summary).toBe(
      "#1001: Sales Order 1001 is in sync. The Sales Order has what the customer wants.",
    );
  });

  test("does what a merchant's policy says about lines added while picking", async () => {
    floor.step({ action: "pick", salesOrderNumber, units: 1 });
    const added = anOrder({ lines: [aLine(), aLine({ id: "12", sku: "HAT", currentQuantity: 1 })] });
    const told = await runAction(updateSalesOrder, { ...floor.props, order: added, onceWorkStarted: "tell-only" });
    expect(told.result).toMatchObject({ outcome: "tell-only", exception: { kind: "picking-started" } });
    expect(floor.look("1001")).toMatchObject({ stopShip: false });
  });

  test("brings many orders up to date with few requests, and one that fails does not hide the others", async () => {
    const numbers = Array.from({ length: 60 }, (_, index) => String(2000 + index));
    await Promise.all(numbers.map((number) => floor.importOrder(number, [anItem("TEE", 2, "11")])));
    floor.sandbox.requests.reset();
    const orders = [...numbers, "9999"].map((number) =>
      anOrder({ id: number, name: `#${number}`, lines: edited.lines, updatedAt: new Date().toISOString() }),
    );
    const { result, summary } = await runAction(updateSalesOrder, { ...floor.props, order: orders });
    expect(summary).toBe("60 of 61 orders are in sync");
    expect((result as unknown[]).at(-1)).toMatchObject({
      orderName: "#9999",
      error: expect.stringContaining("not in Peoplevox yet"),
    });
    // One by one they would need about 500; a busy machine splits a few of the merged ones.
    expect(floor.sandbox.requests.counts().total).toBeLessThanOrEqual(25);
  });

  test("refuses more than 100 orders at once", async () => {
    const order = Array.from({ length: 101 }, () => anOrder());
    await expect(runAction(updateSalesOrder, { ...floor.props, order })).rejects.toThrow(
      "Got 101 orders, expected at most 100",
    );
  });
});

describe("Hold and Release Sales Order", () => {
  test("a hold can be undone, a second hold changes nothing", async () => {
    const held = await runAction(holdSalesOrder, { ...floor.props, salesOrderNumber, because: "customer called" });
    expect(held.summary).toBe("Sales Order 1001 is on hold");
    expect((await runAction(holdSalesOrder, { ...floor.props, salesOrderNumber })).summary).toBe(
      "Sales Order 1001 was on hold already",
    );
    const released = await runAction(releaseSalesOrder, { ...floor.props, salesOrderNumber });
    expect(released).toMatchObject({
      summary: "Sales Order 1001 is free of OnHold",
      result: { cleared: ["OnHold"], kept: [] },
    });
    expect(floor.look("1001")).toMatchObject({ onHold: false });
  });

  test("the parcel is stopped when picking has begun", async () => {
    floor.step({ action: "pick", salesOrderNumber, units: 1 });
    const { summary } = await runAction(holdSalesOrder, { ...floor.props, salesOrderNumber, stopParcel: true });
    expect(summary).toBe(
      "Sales Order 1001 is on hold and its parcel is stopped; its status is Partially picked, so work on it has begun",
    );
    expect(floor.look("1001")).toMatchObject({ onHold: true, stopShip: true });
  });

  test("somebody else's hold stays unless it is asked for", async () => {
    await floor.warehouse.saveHeader("1001", { OnHold: "true" });
    const kept = await runAction(releaseSalesOrder, { ...floor.props, salesOrderNumber });
    expect(kept.summary).toBe("Sales Order 1001 had no hold to clear; OnHold stays, since somebody else placed it");
    const cleared = await runAction(releaseSalesOrder, { ...floor.props, salesOrderNumber, evenIfNotOurs: true });
    expect(cleared.result).toMatchObject({ cleared: ["OnHold"], kept: [] });
    expect(floor.look("1001")).toMatchObject({ onHold: false });
  });

  test.each([holdSalesOrder, releaseSalesOrder, cancelSalesOrder])(
    "a number that is not there is never created",
    async (action) => {
      await expect(runAction(action, { ...floor.props, salesOrderNumber: "9999" })).rejects.toThrow(
        'There is no Sales Order "9999" in Peoplevox. Nothing was changed.',
      );
      expect(floor.look("9999")).toBe(null);
    },
  );
});

describe("Cancel Sales Order", () => {
  test("cancels what nobody has begun to pick, and says so when it was cancelled already", async () => {
    const done = await runAction(cancelSalesOrder, { ...floor.props, salesOrderNumber });
    expect(done).toMatchObject({ summary: "Sales Order 1001 is cancelled", result: { cancelled: true } });
    expect(floor.look("1001")).toMatchObject({ status: "Cancelled" });
    expect((await runAction(cancelSalesOrder, { ...floor.props, salesOrderNumber })).summary).toBe(
      "Sales Order 1001 was cancelled already",
    );
    expect(await floor.store.keys()).toEqual([]);
  });

  test("stops the parcel instead once picking has begun", async () => {
    floor.step({ action: "pick-all", salesOrderNumber });
    const { result } = await runAction(cancelSalesOrder, { ...floor.props, salesOrderNumber });
    expect(result).toMatchObject({ cancelled: false, parcelStopped: true, status: "Picked" });
    const other = await runAction(cancelSalesOrder, { ...floor.props, salesOrderNumber, stopIfPicking: false });
    expect(other.summary).toBe("Sales Order 1001 is not cancelled: its status is Picked");
  });

  test("loses against a picker who is faster", async () => {
    const step = { action: "pick", salesOrderNumber, units: 1 };
    floor.fault({ kind: "step-warehouse", step, operation: "SaveData", when: "before" });
    const { result } = await runAction(cancelSalesOrder, { ...floor.props, salesOrderNumber });
    expect(result).toMatchObject({ cancelled: false, parcelStopped: true, status: "Partially picked" });
  });
});
