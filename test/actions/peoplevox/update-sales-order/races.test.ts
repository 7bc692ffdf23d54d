import { afterEach, describe, expect, test } from "@jest/globals";
import { bringUpToDate } from "../../../../actions/peoplevox/update-sales-order/bring-up-to-date.ts";
import type { Warehouse } from "../../../../components/peoplevox/warehouse.ts";
import { aProfile } from "../../../support/order-builders.ts";
import type { WarehouseFloor } from "../../../support/warehouse-floor.ts";
import { added, closeUnharmed, openWithOrder, removed, request } from "./edited-order.ts";

let floor: WarehouseFloor;

afterEach(() => closeUnharmed(floor));

describe("somebody who takes the hold away at once", () => {
  test("keeps the lines from being written: the parcel is stopped and a person is told", async () => {
    floor = await openWithOrder();
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
    floor = await openWithOrder();
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
    floor = await openWithOrder({ refusesEditsOncePicked: true });
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
    floor = await openWithOrder();
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
    floor = await openWithOrder({ lineRemoval: "none" }, { lineRemoval: "none" });
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
