import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import type { SwapReport } from "../../../../actions/peoplevox/swap-sales-order/swap-report.ts";
import { openSwapFloor, recreated, underWay } from "./swap-floor.ts";
import type { SwapFloor } from "./swap-floor.ts";

let floor: SwapFloor;

beforeEach(async () => {
  floor = await openSwapFloor();
  await floor.imported("#1031", "#1031A");
});

afterEach(async () => {
  expect(floor.overlaps()).toEqual([]);
  expect(floor.changedAfterPicking()).toEqual([]);
  await floor.close();
});

const pick = (salesOrderNumber: string) => ({ action: "pick", salesOrderNumber, units: 1 }) as const;
const save = { operation: "SaveData", template: "Sales orders" };

describe("a picker is faster", () => {
  // The writes of a swap: hold new, hold old, cancel old, release new.
  test("than the hold of the original: it is not cancelled, the new one stays held", async () => {
    floor.fault({ kind: "step-warehouse", step: pick("1031"), ...save, skip: 1, when: "before" });
    expect(await floor.swap()).toMatchObject({ outcome: "raise-old-in-work" });
    expect(floor.look("1031")).toMatchObject({ stopShip: true });
    expect(floor.look("1031")?.status).not.toBe("Cancelled");
    expect(floor.look("1031A")).toMatchObject({ onHold: true });
  });

  test("than the hold of the new one: the original is cancelled, the new one goes on", async () => {
    floor.fault({ kind: "step-warehouse", step: pick("1031A"), ...save, when: "before" });
    expect(await floor.swap()).toMatchObject({ outcome: "settled", inSync: true });
    expect(floor.look("1031")).toMatchObject({ status: "Cancelled" });
    expect(floor.look("1031A")).toMatchObject({ onHold: false, stopShip: false });
  });

  test("than both holds: the original's parcel is stopped, and the warehouse is told", async () => {
    floor.fault({ kind: "step-warehouse", step: pick("1031A"), ...save, when: "before" });
    floor.fault({ kind: "step-warehouse", step: pick("1031"), ...save, when: "before" });
    expect(await floor.swap()).toMatchObject({ outcome: "raise-old-in-work" });
    expect(floor.look("1031")).toMatchObject({ stopShip: true });
  });

  test("than the hold while it is under way: the new one goes on, and the question is asked again", async () => {
    floor.fault({ kind: "step-warehouse", step: pick("1031A"), ...save, when: "before" });
    await expect(floor.swap(underWay())).rejects.toMatchObject({ waiting: true });
    expect(await floor.swap()).toMatchObject({ outcome: "settled" });
    expect(floor.look("1031A")).toMatchObject({ onHold: false });
  });
});

/** Runs until a try ends without an error, as an engine does; at most five tries. */
async function untilDone(finding = recreated()): Promise<{ report: SwapReport; tries: number }> {
  for (let tries = 1; tries <= 5; tries += 1) {
    try {
      return { report: await floor.swap(finding), tries };
    } catch (error) {
      expect(error).toMatchObject({ code: "change-interrupted", retry: "safe" });
    }
  }
  throw new Error("It was not done after five tries.");
}

describe.each(["before", "after"] as const)("a write whose answer is lost %s it was stored", (when) => {
  test.each([0, 1, 2, 3])("write %i: the next try finishes the job", async (skip) => {
    floor.fault({ kind: "drop", when, ...save, skip });
    const { report } = await untilDone();
    expect(report).toMatchObject({ outcome: "settled", inSync: true });
    expect(floor.look("1031")).toMatchObject({ status: "Cancelled" });
    expect(floor.look("1031A")).toMatchObject({ onHold: false });
    expect(await floor.store.keys()).toEqual([]);
    expect(floor.sandbox.tenant.faults.list()).toEqual([]);
  });
});

test("an original that Peoplevox will not cancel goes to a person, and the new one stays held", async () => {
  floor.fault({ kind: "refuse-rows", detail: "Status cannot be set", ...save, skip: 2, times: 5 });
  const report = await floor.swap();
  expect(report).toMatchObject({ outcome: "failed", inSync: false, exception: { kind: "recreate-failed" } });
  expect(report.because).toContain("Status cannot be set");
  expect(floor.look("1031A")).toMatchObject({ onHold: true });
});

test("an interrupted run says what was done before", async () => {
  floor.fault({ kind: "html-page", ...save, skip: 1, times: 50 });
  const swap = floor.swap();
  await expect(swap).rejects.toMatchObject({ code: "change-interrupted", effect: "partly-applied" });
  await expect(swap).rejects.toThrow("Done before: 1031A put on hold.");
  expect(floor.look("1031A")).toMatchObject({ onHold: true });
});

test("a swap of two imported orders takes at most twelve requests", async () => {
  floor.sandbox.requests.reset();
  await floor.swap();
  expect(floor.sandbox.requests.records().length).toBeLessThanOrEqual(12);
});
