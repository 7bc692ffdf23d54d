import { afterEach, describe, expect, test } from "@jest/globals";
import { bringUpToDate } from "../../../../actions/peoplevox/update-sales-order/bring-up-to-date.ts";
import { aLine, anOrder, aProfile } from "../../../support/order-builders.ts";
import type { WarehouseFloor } from "../../../support/warehouse-floor.ts";
import { added, closeUnharmed, openWithOrder, removed, request } from "./edited-order.ts";

let floor: WarehouseFloor;

afterEach(() => closeUnharmed(floor));

describe("a change that is interrupted", () => {
  const profile = aProfile({ lineRemoval: "none" });
  const replacement = request(removed, { profile });

  test.each([
    ["the hold", 0, "drop", "after"],
    ["the lines", 1, "drop", "after"],
    ["the lines, before they reach Peoplevox", 1, "drop", "before"],
    ["the release", 2, "drop", "after"],
  ] as const)("at the answer to %s is finished by the next try", async (_what, skip, kind, when) => {
    floor = await openWithOrder();
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
    floor = await openWithOrder({ lineRemoval: "none" }, { lineRemoval: "none" });
    floor.fault({ kind: "drop", when: "after", operation: "SaveData", skip });
    await expect(bringUpToDate(replacement, floor.doors)).rejects.toMatchObject({ code: "change-interrupted" });
    expect(await bringUpToDate(replacement, floor.doors)).toMatchObject({ inSync: true, exception: null });
    expect(floor.look("1001")).toMatchObject({ status: "Cancelled" });
    expect(floor.look("1001-R1")).toMatchObject({ onHold: false, units: { HAT: 1 } });
  });

  test("of a replacement, once the old one is cancelled, leaves somebody's hold on the new one", async () => {
    floor = await openWithOrder({ lineRemoval: "none" }, { lineRemoval: "none" });
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
    floor = await openWithOrder({ lineRemoval: "none" }, { lineRemoval: "none" });
    floor.fault({ kind: "drop", when: "after", operation: "SaveData", template: "Sales order items" });
    await expect(bringUpToDate(replacement, floor.doors)).rejects.toMatchObject({ code: "change-interrupted" });
    const changed = request(anOrder({ lines: [aLine({ id: "13", sku: "MUG", currentQuantity: 1 })] }), { profile });
    expect(await bringUpToDate(changed, floor.doors)).toMatchObject({ inSync: true, salesOrderNumber: "1001-R2" });
    expect(floor.look("1001-R1")).toMatchObject({ status: "Cancelled" });
    expect(floor.look("1001-R2")).toMatchObject({ onHold: false, units: { MUG: 1 } });
  });

  test("of a replacement is given up when the customer goes back to the original", async () => {
    floor = await openWithOrder({ lineRemoval: "none" }, { lineRemoval: "none" });
    floor.fault({ kind: "drop", when: "after", operation: "SaveData", template: "Sales order items" });
    await expect(bringUpToDate(replacement, floor.doors)).rejects.toMatchObject({ code: "change-interrupted" });
    expect(await bringUpToDate(request(anOrder(), { profile }), floor.doors)).toMatchObject({ outcome: "in-sync" });
    expect(floor.look("1001")).toMatchObject({ onHold: false, units: { TEE: 2 } });
    expect(floor.look("1001-R1")).toMatchObject({ status: "Cancelled" });
  });

  test("by an expired session is not noticed at all", async () => {
    floor = await openWithOrder();
    floor.fault({ kind: "expire-session", operation: "SaveData", skip: 1 });
    expect(await bringUpToDate(request(added), floor.doors)).toMatchObject({ inSync: true });
  });

  test("by a refused row keeps the hold and tells a person what was and was not changed", async () => {
    floor = await openWithOrder();
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
