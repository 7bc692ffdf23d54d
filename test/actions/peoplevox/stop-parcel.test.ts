import { afterEach, beforeEach, expect, test } from "@jest/globals";
import stopParcel from "../../../actions/peoplevox/stop-parcel/stop-parcel.ts";
import releaseSalesOrder from "../../../actions/peoplevox/release-sales-order/release-sales-order.ts";
import { runAction } from "../../support/run-component.ts";
import { anItem } from "../../support/order-builders.ts";
import { openWarehouseFloor } from "../../support/warehouse-floor.ts";
import type { WarehouseFloor } from "../../support/warehouse-floor.ts";

let floor: WarehouseFloor;

beforeEach(async () => {
  floor = await openWarehouseFloor();
});

afterEach(() => floor.close());

const stop = (salesOrderNumbers: readonly string[]) =>
  runAction(stopParcel, { ...floor.props, salesOrderNumbers, because: "Two parcels of one order." });

const importOrders = async (...numbers: string[]): Promise<void> => {
  for (const number of numbers) await floor.importOrder(number, [anItem("TEE", 2, "11")]);
};

test("stops several parcels with three requests, and leaves OnHold alone", async () => {
  await importOrders("1", "2", "3");
  floor.sandbox.requests.reset();
  const { result, summary } = await stop(["1", "2", "3"]);
  expect(result).toMatchObject([{ outcome: "stopped" }, { outcome: "stopped" }, { outcome: "stopped" }]);
  expect(summary).toContain("Sales Order 1: parcel stopped; Sales Order 2: parcel stopped");
  expect(floor.look("2")).toMatchObject({ stopShip: true, onHold: false });
  expect(floor.sandbox.requests.records()).toHaveLength(3);
});

test("says what cannot be stopped, creates nothing, and does it once", async () => {
  await importOrders("gone", "off", "here");
  for (const action of ["pick-all", "pack", "despatch"] as const) floor.step({ action, salesOrderNumber: "gone" });
  floor.step({ action: "cancel", salesOrderNumber: "off" });
  await stop(["here"]);
  const { result } = await stop(["gone", "off", "here", "never"]);
  expect(result).toMatchObject([
    { salesOrderNumber: "gone", outcome: "left-already" },
    { salesOrderNumber: "off", outcome: "cancelled" },
    { salesOrderNumber: "here", outcome: "stopped-already" },
    { salesOrderNumber: "never", outcome: "not-found", status: null },
  ]);
  expect(floor.look("never")).toBeNull();
});

test("a stop is LastEdit's own, so that releasing clears it", async () => {
  await importOrders("1");
  await stop(["1"]);
  await runAction(releaseSalesOrder, { ...floor.props, salesOrderNumber: "1" });
  expect(floor.look("1")).toMatchObject({ stopShip: false });
});
