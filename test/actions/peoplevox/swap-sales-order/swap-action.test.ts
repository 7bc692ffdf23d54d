import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { bringUpToDate } from "../../../../actions/peoplevox/update-sales-order/bring-up-to-date.ts";
import { readFinding } from "../../../../actions/peoplevox/swap-sales-order/read-finding.ts";
import swapSalesOrder from "../../../../actions/peoplevox/swap-sales-order/swap-sales-order.ts";
import { DEFAULT_POLICY } from "../../../../domain/order-edit/order-edit.rules.ts";
import { testEvent } from "../../../../sources/shopify/order-recreated/test-event.ts";
import { aLine, anOrder, aProfile } from "../../../support/order-builders.ts";
import { runAction } from "../../../support/run-component.ts";
import { openSwapFloor, recreated, underWay } from "./swap-floor.ts";
import type { SwapFloor } from "./swap-floor.ts";

let floor: SwapFloor;

beforeEach(async () => {
  floor = await openSwapFloor();
});

afterEach(async () => {
  expect(floor.overlaps()).toEqual([]);
  await floor.close();
});

test("the action takes a finding, swaps, and says so", async () => {
  await floor.imported("#1031", "#1031A");
  const { result, summary } = await runAction(swapSalesOrder, { ...floor.props, finding: recreated() });
  expect(result).toMatchObject({ outcome: "settled", root: "#1031", shop: "demo.myshopify.com" });
  expect(summary).toBe(
    "#1031: 1031A put on hold; 1031 put on hold; 1031 cancelled; OnHold cleared on 1031A. Only the order that the customer wants can be sent. (settled)",
  );
});

test("the sample event of the source can be swapped as it is, also as text", async () => {
  const props = { ...floor.props, importWaitMinutes: 0 };
  const { result } = await runAction(swapSalesOrder, { ...props, finding: testEvent });
  expect(result).toMatchObject({ outcome: "raise-not-imported", root: "#1031" });
  expect(readFinding(JSON.stringify(testEvent)).root).toBe("#1031");
});

test.each([
  ["hello", 'Finding is the text "hello", expected JSON. Nothing was changed.'],
  [{}, "Finding.kind"],
  [{ ...recreated(), live: [{ id: "1" }] }, "Finding.live.0.name"],
])("what is no finding is refused: %j", (value, message) => {
  expect(() => readFinding(value)).toThrow(message);
});

describe("an edit of the new order while it is kept back", () => {
  const order = anOrder({
    id: "5002",
    name: "#1031A",
    lines: [
      aLine({ id: "11", quantity: 1, currentQuantity: 1 }),
      aLine({ id: "12", sku: "HAT", title: "Hat", currentQuantity: 1 }),
    ],
  });
  const edit = (edited = order, doors = floor.doors) =>
    bringUpToDate(
      { order: edited, profile: aProfile(), policy: DEFAULT_POLICY, importWaitMinutes: 60, replacedBy: null },
      doors,
    );

  test("is written, and does not release it", async () => {
    await floor.imported("#1031", "#1031A");
    await expect(floor.swap(underWay())).rejects.toMatchObject({ waiting: true });
    expect(await edit()).toMatchObject({ outcome: "apply-in-place", inSync: true, exception: null });
    expect(floor.look("1031A")).toMatchObject({ onHold: true, units: { TEE: 1, HAT: 1 } });
    expect(await edit()).toMatchObject({ outcome: "in-sync", stillOpen: [] });
    expect(floor.look("1031A")).toMatchObject({ onHold: true });
    expect(await floor.swap()).toMatchObject({ outcome: "settled" });
    expect(floor.look("1031A")).toMatchObject({ onHold: false, units: { TEE: 1, HAT: 1 } });
  });

  test("with a SKU that the warehouse does not know keeps it held also when the swap lets go", async () => {
    await floor.imported("#1031", "#1031A");
    await expect(floor.swap(underWay())).rejects.toMatchObject({ waiting: true });
    const unknown = { ...order, lines: [...order.lines, aLine({ id: "13", sku: "NOVELTY", title: "Novelty" })] };
    expect(await edit(unknown)).toMatchObject({ outcome: "hold-for-unknown-sku", exception: { kind: "unknown-sku" } });
    expect(await floor.swap()).toMatchObject({ outcome: "settled" });
    expect(floor.look("1031A")).toMatchObject({ onHold: true });
    expect(await edit()).toMatchObject({ inSync: true });
    expect(floor.look("1031A")).toMatchObject({ onHold: false });
  });

  test("that needs no hold any more leaves nothing for the swap to hand back", async () => {
    await floor.imported("#1031", "#1031A");
    await floor.warehouse.saveHeader("1031A", { OnHold: "true" });
    const record = { salesOrderNumber: "1031A", flags: ["OnHold"] as const, because: "unknown SKU", replaces: null };
    await floor.doors.holds.remember({ ...record, placedAt: "2026-11-24T09:00:00Z" });
    await expect(floor.swap(underWay())).rejects.toMatchObject({ waiting: true });
    await edit();
    expect(await floor.swap()).toMatchObject({ outcome: "settled" });
    expect(floor.look("1031A")).toMatchObject({ onHold: false });
    expect(await floor.store.keys()).toEqual([]);
  });

  test("and whose hold the swap takes over while it writes leaves nothing to hand back", async () => {
    await floor.imported("#1031", "#1031A");
    const saveItems: typeof floor.warehouse.saveItems = async (...rows) => {
      await floor.warehouse.saveItems(...rows);
      await expect(floor.swap(underWay())).rejects.toMatchObject({ waiting: true });
    };
    const doors = { ...floor.doors, warehouse: { ...floor.warehouse, saveItems } };
    expect(await edit(order, doors)).toMatchObject({ inSync: true });
    expect(floor.look("1031A")).toMatchObject({ onHold: true });
    expect(await floor.swap()).toMatchObject({ outcome: "settled" });
    expect(floor.look("1031A")).toMatchObject({ onHold: false });
    expect(await floor.store.keys()).toEqual([]);
  });

  test("and side by side with it never lets both orders go", async () => {
    await floor.imported("#1031", "#1031A");
    await expect(floor.swap(underWay())).rejects.toMatchObject({ waiting: true });
    const [, swapped] = await Promise.all([edit(), floor.swap()]);
    expect(swapped).toMatchObject({ outcome: "settled" });
    expect(floor.look("1031")).toMatchObject({ status: "Cancelled" });
  });
});

test("two runs of one swap at the same time end in the same state", async () => {
  await floor.imported("#1031", "#1031A");
  const reports = await Promise.all([floor.swap(), floor.swap()]);
  expect(reports.map(({ outcome }) => outcome)).toEqual(["settled", "settled"]);
  expect(floor.look("1031")).toMatchObject({ status: "Cancelled" });
  expect(floor.look("1031A")).toMatchObject({ onHold: false });
});
