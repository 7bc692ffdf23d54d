import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { openSwapFloor, recreated, ref, underWay } from "./swap-floor.ts";
import type { SwapFloor } from "./swap-floor.ts";

let floor: SwapFloor;
/** Sales Orders that may be sent side by side: the parts of a split, or orders that have nothing to do with each other. */
let sideBySide: readonly string[];

beforeEach(async () => {
  sideBySide = [];
  floor = await openSwapFloor();
});

afterEach(async () => {
  const overlaps = floor.overlaps().map(({ salesOrderNumbers }) => salesOrderNumbers.join());
  expect(overlaps.filter((numbers) => numbers !== sideBySide.join())).toEqual([]);
  expect(floor.changedAfterPicking()).toEqual([]);
  expect(floor.sandbox.tenant.faults.list()).toEqual([]);
  await floor.close();
});

const saves = () => floor.sandbox.requests.records().filter(({ operation }) => operation === "SaveData").length;

describe("both orders are in the warehouse", () => {
  test("the original is cancelled, then the new one is released", async () => {
    await floor.imported("#1031", "#1031A");
    const report = await floor.swap();
    expect(report).toMatchObject({ outcome: "settled", inSync: true, exception: null });
    expect(report.done).toEqual(["1031A put on hold", "1031 put on hold", "1031 cancelled", "OnHold cleared on 1031A"]);
    expect(floor.look("1031")).toMatchObject({ status: "Cancelled" });
    expect(floor.look("1031A")).toMatchObject({ onHold: false, units: { TEE: 1 } });
    expect(await floor.store.keys()).toEqual([]);
  });

  test("a second delivery changes nothing", async () => {
    await floor.imported("#1031", "#1031A");
    await floor.swap();
    const before = saves();
    expect(await floor.swap()).toMatchObject({ outcome: "settled", done: [] });
    expect(saves()).toBe(before);
  });

  test("all versions but the last are cancelled", async () => {
    await floor.imported("#1031", "#1031A", "#1031B");
    const [first, second, third] = [ref("#1031", 0, true), ref("#1031A", 5, true), ref("#1031B", 9)];
    const chain = recreated({
      live: [third],
      cancelled: [first, second],
      steps: [
        { original: first, replacement: second },
        { original: second, replacement: third },
      ],
    });
    expect(await floor.swap(chain)).toMatchObject({ outcome: "settled", inSync: true });
    expect(["1031", "1031A"].map((number) => floor.look(number)?.status)).toEqual(["Cancelled", "Cancelled"]);
    expect(floor.look("1031B")).toMatchObject({ onHold: false });
  });

  test("a replacement of the original's Sales Order is found by its reference and cancelled too", async () => {
    await floor.imported("#1031", "#1031A");
    await floor.warehouse.saveHeader("1031", { Status: "Cancelled" });
    await floor.importOrder("1031-R1", [{ itemCode: "HAT", quantityOrdered: 1, line: "1" }], {
      CustomerPurchaseOrderReferenceNumber: "#1031",
    });
    expect(await floor.swap()).toMatchObject({ outcome: "settled" });
    expect(floor.look("1031-R1")).toMatchObject({ status: "Cancelled" });
  });

  test("a hold that somebody placed on the new one stays", async () => {
    await floor.imported("#1031", "#1031A");
    await floor.warehouse.saveHeader("1031A", { OnHold: "true" });
    expect(await floor.swap()).toMatchObject({ outcome: "settled" });
    expect(floor.look("1031A")).toMatchObject({ onHold: true });
  });

  test("an order that was held as a copy and is found to be none any more stays told until a person lets it go", async () => {
    await floor.imported("#1031", "#1031A", "#1031B");
    const [original, copy, other] = [ref("#1031", 0), ref("#1031A", 5), ref("#1031B", 9)];
    const steps = [copy, other].map((replacement) => ({ original, replacement }));
    const review = recreated({
      kind: "review",
      live: [copy, other],
      cancelled: [],
      openAndReplaced: [original],
      steps,
    });
    expect(await floor.swap(review)).toMatchObject({ outcome: "raise-review" });
    const words = expect.stringContaining("#1031B (Sales Order 1031B) was held as an order that may repeat this one");
    expect(await floor.swap()).toMatchObject({
      outcome: "raise-review",
      inSync: false,
      exception: { kind: "recreate-review", whatHappened: words },
    });
    expect(floor.look("1031A")).toMatchObject({ onHold: false });
    expect(floor.look("1031B")).toMatchObject({ onHold: true });
    sideBySide = ["1031A", "1031B"];
    await floor.warehouse.saveHeader("1031B", { OnHold: "false" });
    expect(await floor.swap()).toMatchObject({ outcome: "settled", inSync: true });
    expect(await floor.store.keys()).toEqual([]);
  });

  test("of an order that was held as a copy and was despatched all the same, nobody is asked", async () => {
    const [original, copy, other] = [ref("#1031", 0), ref("#1031A", 5), ref("#1031B", 9)];
    await floor.imported("#1031", "#1031A", "#1031B");
    const steps = [copy, other].map((replacement) => ({ original, replacement }));
    const live = [copy, other];
    await floor.swap(recreated({ kind: "review", live, cancelled: [], openAndReplaced: [original], steps }));
    sideBySide = ["1031", "1031B"];
    await floor.warehouse.saveHeader("1031B", { OnHold: "false" });
    for (const action of ["pick-all", "pack", "despatch"] as const) floor.step({ action, salesOrderNumber: "1031B" });
    await floor.warehouse.saveHeader("1031B", { OnHold: "true" });
    expect(await floor.swap()).toMatchObject({ outcome: "settled" });
    expect(await floor.store.keys()).toEqual([]);
  });

  test("a hold that an edit placed on the new one is taken over, and handed back", async () => {
    await floor.imported("#1031", "#1031A");
    const record = { salesOrderNumber: "1031A", flags: ["OnHold"] as const, because: "unknown SKU", replaces: null };
    await floor.doors.holds.remember({ ...record, placedAt: "2026-11-24T09:00:00Z" });
    await floor.warehouse.saveHeader("1031A", { OnHold: "true" });
    await floor.swap();
    expect(floor.look("1031A")).toMatchObject({ onHold: true });
    expect(await floor.doors.holds.recordsOf(["1031A"])).toMatchObject([{ because: "unknown SKU" }]);
    expect(await floor.swapDoors.holds.recordsOf(["1031A"])).toEqual([]);
  });

  test.each([0, 1, 2, 3])(
    "a flag that is taken over has an owner wherever the process dies: after %i records",
    async (most) => {
      await floor.imported("#1031", "#1031A");
      floor.step({ action: "pick-all", salesOrderNumber: "1031" });
      const record = { salesOrderNumber: "1031", flags: ["StopShip"] as const, because: "cancelled", replaces: null };
      await floor.doors.holds.remember({ ...record, placedAt: "2026-11-24T09:00:00Z" });
      await floor.warehouse.saveHeader("1031", { StopShip: "true" });
      let changes = 0;
      const orDie = async <T>(change: () => Promise<T>): Promise<T> => {
        if ((changes += 1) > most) throw new Error("The process died.");
        return change();
      };
      const dying = {
        ...floor.store,
        set: (key: string, value: unknown) => orDie(() => floor.store.set(key, value)),
        delete: (key: string) => orDie(() => floor.store.delete(key)),
      };
      await expect(floor.swap(recreated(), {}, dying)).rejects.toThrow("The process died.");
      await floor.swap();
      expect(await floor.swapDoors.holds.recordsOf(["1031"])).toMatchObject([{ flags: ["StopShip"] }]);
      expect(floor.look("1031")).toMatchObject({ stopShip: true });
    },
  );

  test.each([
    { handedOn: undefined, flags: ["StopShip", "OnHold"], whose: "LastEdit's" },
    { handedOn: true as const, flags: ["StopShip"], whose: "somebody else's, as it was before" },
  ])("a hold that an edit is about to place when the swap stops the parcel is $whose", async (given) => {
    await floor.imported("#1031", "#1031A");
    floor.step({ action: "pick-all", salesOrderNumber: "1031" });
    const record = { salesOrderNumber: "1031", flags: ["OnHold"] as const, because: "cancelled", replaces: null };
    const handedOn = given.handedOn === undefined ? {} : { handedOn: given.handedOn };
    await floor.doors.holds.remember({ ...record, placedAt: "2026-11-24T09:00:00Z", ...handedOn });
    await floor.swap();
    expect(await floor.swapDoors.holds.recordsOf(["1031"])).toMatchObject([{ flags: given.flags }]);
    expect(floor.look("1031")).toMatchObject({ stopShip: true });
  });

  test("the parts of a split are released once the parent is cancelled", async () => {
    await floor.imported("#1031", "#1031A", "#1031B");
    const parent = ref("#1031", 0, true);
    const parts = [ref("#1031A", 5), ref("#1031B", 5)];
    const split = recreated({
      kind: "split",
      live: parts,
      steps: parts.map((replacement) => ({ original: parent, replacement })),
    });
    expect(await floor.swap(split)).toMatchObject({ outcome: "settled" });
    expect(floor.look("1031")).toMatchObject({ status: "Cancelled" });
    expect(["1031A", "1031B"].map((number) => floor.look(number)?.onHold)).toEqual([false, false]);
    sideBySide = ["1031A", "1031B"];
  });
});

describe("not all orders are in the warehouse", () => {
  test("only the original: it is cancelled at once, and the new one is waited for", async () => {
    await floor.imported("#1031");
    await expect(floor.swap()).rejects.toMatchObject({
      code: "recreated-order-waiting",
      waiting: true,
      effect: "partly-applied",
    });
    expect(floor.look("1031")).toMatchObject({ status: "Cancelled" });
    await floor.imported("#1031A");
    expect(await floor.swap()).toMatchObject({ outcome: "settled", done: [] });
  });

  test("only the new one: it is left to go", async () => {
    await floor.imported("#1031A");
    const before = saves();
    expect(await floor.swap()).toMatchObject({ outcome: "settled", done: [] });
    expect(saves()).toBe(before);
  });

  test("none: the new one is waited for, and after an hour the integration is told", async () => {
    await expect(floor.swap()).rejects.toMatchObject({ waiting: true, effect: "not-applied" });
    const report = await floor.swap(recreated(), { importWaitMinutes: 4 });
    expect(report).toMatchObject({ outcome: "raise-not-imported", inSync: false });
    expect(report.exception).toMatchObject({ kind: "recreated-not-in-warehouse", owner: "integration" });
  });
});

describe("work on the original has begun", () => {
  test("its parcel is stopped, the new one is held, and the warehouse is told", async () => {
    await floor.imported("#1031", "#1031A");
    floor.step({ action: "pick", salesOrderNumber: "1031", units: 1 });
    const report = await floor.swap();
    expect(report).toMatchObject({ outcome: "raise-old-in-work", inSync: false });
    expect(report.exception).toMatchObject({
      kind: "recreated-while-picking",
      owner: "warehouse",
      lineage: "#1031",
      orderId: "5001",
      salesOrderNumber: "1031",
      wanted: [{ itemCode: "TEE", quantity: 1 }],
    });
    expect(floor.look("1031")).toMatchObject({ stopShip: true });
    expect(floor.look("1031A")).toMatchObject({ onHold: true });
    expect(await floor.swap()).toMatchObject({ outcome: "raise-old-in-work", done: [] });
  });

  test("once a person has cancelled it in the warehouse, the next try releases the new one", async () => {
    await floor.imported("#1031", "#1031A");
    floor.step({ action: "pick", salesOrderNumber: "1031", units: 1 });
    await floor.swap();
    floor.step({ action: "cancel", salesOrderNumber: "1031" });
    expect(await floor.swap()).toMatchObject({ outcome: "settled", inSync: true });
    expect(floor.look("1031A")).toMatchObject({ onHold: false });
    expect(await floor.store.keys()).toEqual([]);
  });

  test("where parcels are not to be stopped, only the new one is held", async () => {
    await floor.imported("#1031", "#1031A");
    floor.step({ action: "pick", salesOrderNumber: "1031", units: 1 });
    const policy = { onceOldStarted: "leave", onReview: "hold" } as const;
    expect(await floor.swap(recreated(), { policy })).toMatchObject({ done: ["1031A put on hold"] });
    expect(floor.look("1031")).toMatchObject({ stopShip: false });
  });

  test("and the new one is not imported: the parcel is stopped, and the new one is held when it comes", async () => {
    await floor.imported("#1031");
    floor.step({ action: "pick", salesOrderNumber: "1031", units: 1 });
    await expect(floor.swap()).rejects.toMatchObject({ waiting: true });
    await floor.imported("#1031A");
    expect(await floor.swap()).toMatchObject({ outcome: "raise-old-in-work" });
    expect(floor.look("1031A")).toMatchObject({ onHold: true });
  });

  test("and the parcel has left: the new one is held and customer service is told", async () => {
    await floor.imported("#1031", "#1031A");
    for (const action of ["pick-all", "pack", "despatch"] as const) floor.step({ action, salesOrderNumber: "1031" });
    expect(await floor.swap()).toMatchObject({
      outcome: "raise-old-sent",
      exception: { kind: "recreated-after-despatch", owner: "customer-service" },
    });
    expect(floor.look("1031A")).toMatchObject({ onHold: true });
  });

  test("and the new one left first: the original's parcel is stopped whatever the policy says", async () => {
    await floor.imported("#1031", "#1031A");
    for (const action of ["pick-all", "pack", "despatch"] as const) floor.step({ action, salesOrderNumber: "1031A" });
    floor.step({ action: "pick", salesOrderNumber: "1031", units: 1 });
    const policy = { onceOldStarted: "leave", onReview: "hold" } as const;
    expect(await floor.swap(recreated(), { policy })).toMatchObject({ outcome: "raise-old-in-work" });
    expect(floor.look("1031")).toMatchObject({ stopShip: true });
  });
});

describe("it is not settled", () => {
  test("under way: the new one is held, and it is asked again", async () => {
    await floor.imported("#1031", "#1031A");
    await expect(floor.swap(underWay())).rejects.toMatchObject({ waiting: true, retryAfterMs: 30_000 });
    expect(floor.look("1031A")).toMatchObject({ onHold: true });
    expect(floor.look("1031")).toMatchObject({ status: "Allocated", onHold: false });
    expect(await floor.swap()).toMatchObject({ outcome: "settled" });
    expect(floor.look("1031A")).toMatchObject({ onHold: false });
  });

  test("under way, and the copy is cancelled after all: its Sales Order is cancelled, the original goes", async () => {
    await floor.imported("#1031", "#1031A");
    await expect(floor.swap(underWay())).rejects.toMatchObject({ waiting: true });
    const none = recreated({ kind: "none", live: [ref("#1031", 0)], cancelled: [ref("#1031A", 5, true)] });
    expect(await floor.swap(none)).toMatchObject({ outcome: "settled" });
    expect(floor.look("1031A")).toMatchObject({ status: "Cancelled" });
    expect(floor.look("1031")).toMatchObject({ status: "Allocated", onHold: false });
  });

  test("review: nothing is cancelled, the newer one is held, customer service is told", async () => {
    await floor.imported("#1031", "#1031A");
    const report = await floor.swap(underWay("review"));
    expect(report).toMatchObject({ outcome: "raise-review", exception: { kind: "recreate-review" } });
    expect(floor.look("1031")).toMatchObject({ status: "Allocated", onHold: false });
    expect(floor.look("1031A")).toMatchObject({ onHold: true });
  });

  test("a plain cancel and an unrelated order are left alone", async () => {
    await floor.imported("#1031", "#1031B");
    const none = recreated({ kind: "none", live: [], cancelled: [ref("#1031", 0, true)], steps: [] });
    const before = saves();
    expect(await floor.swap(none)).toMatchObject({ outcome: "settled", done: [] });
    expect(saves()).toBe(before);
    sideBySide = ["1031", "1031B"];
  });
});
