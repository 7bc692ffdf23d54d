import { describe, expect, test } from "@jest/globals";
import { DEFAULT_SWAP_POLICY } from "../../../domain/recreated-order/swap.rules.ts";
import { swapSituation, unfenced } from "../../../domain/recreated-order/swap-facts.ts";
import type { SwapInput } from "../../../domain/recreated-order/swap-facts.ts";
import { ordersOf, swapSides } from "../../../domain/recreated-order/swap-sides.ts";
import type { SwapFinding } from "../../../domain/recreated-order/swap-sides.ts";
import type { OrderRef } from "../../../domain/recreated-order/order-trace.ts";
import { aProfile, aSalesOrder } from "../../support/order-builders.ts";
import { at } from "./trace-builders.ts";

const order = (id: string, name: string, minutes: number, cancelled = false): OrderRef => ({
  id,
  name,
  createdAt: at(minutes),
  cancelledAt: cancelled ? at(minutes + 1) : null,
});
const original = order("1", "#1031", 0, true);
const copy = order("2", "#1031A", 5);
const finding: SwapFinding = {
  kind: "recreated",
  shop: "demo.myshopify.com",
  root: "#1031",
  because: "",
  live: [copy],
  cancelled: [original],
  openAndReplaced: [],
  steps: [{ original, replacement: copy }],
};
const old = aSalesOrder({ salesOrderNumber: "1031", reference: "#1031", status: "Allocated" });
const fresh = aSalesOrder({ salesOrderNumber: "1031A", reference: "#1031A", status: "Allocated" });

const situation = (differs: Partial<SwapInput> = {}) =>
  swapSituation({
    finding,
    salesOrders: [old, fresh],
    records: [],
    othersRecords: [],
    profile: aProfile(),
    policy: DEFAULT_SWAP_POLICY,
    missingTooLong: false,
    ...differs,
  });

const record = (salesOrderNumber: string, ...flags: ("OnHold" | "StopShip")[]) => ({
  salesOrderNumber,
  flags,
  because: "",
  replaces: null,
  placedAt: at(0),
});

describe("the facts of a swap", () => {
  test("sort Sales Orders by number, and a replacement by the number it was made of", () => {
    const replaced = { ...old, salesOrderNumber: "1031-R1" };
    const { old: olds, new: news } = situation({ salesOrders: [fresh, replaced] });
    expect(olds.map(({ salesOrder }) => salesOrder.salesOrderNumber)).toEqual(["1031-R1"]);
    expect(news.map(({ orderName }) => orderName)).toEqual(["#1031A"]);
  });

  test("go by the number where an importing integration gives all versions one reference", () => {
    const { facts, new: news } = situation({ salesOrders: [old, { ...fresh, reference: "#1031" }] });
    expect(news.map(({ salesOrder }) => salesOrder.salesOrderNumber)).toEqual(["1031A"]);
    expect(facts).toMatchObject({ old: "not-started", new: "not-started", imported: "all" });
  });

  test("go by the reference where numbers are the importer's own", () => {
    const { facts } = situation({
      salesOrders: [
        { ...old, salesOrderNumber: "SO-1" },
        { ...fresh, salesOrderNumber: "SO-2" },
      ],
    });
    expect(facts).toMatchObject({ old: "not-started", new: "not-started" });
  });

  test("leave out a Sales Order of neither", () => {
    const stranger = aSalesOrder({ salesOrderNumber: "2044", reference: "#2044" });
    expect(situation({ salesOrders: [stranger] }).facts).toMatchObject({ old: "missing", new: "missing" });
  });

  test.each([
    ["no hold", {}, [], [], "free"],
    ["our hold", { onHold: true }, [record("1031A", "OnHold")], [], "ours"],
    ["somebody's hold", { onHold: true }, [], [], "somebody"],
    ["a hold that an edit may release", { onHold: true }, [], [record("1031A", "OnHold")], "free"],
    ["a hold that somebody lifted", {}, [record("1031A", "OnHold")], [], "free"],
    ["a hold once picking has begun", { status: "Picked", onHold: true }, [record("1031A", "OnHold")], [], "free"],
    ["a stopped parcel", { status: "Picked", stopShip: true }, [record("1031A", "StopShip")], [], "ours"],
  ] as const)("tell whether it could go: %s", (_title, differs, records, othersRecords, fence) => {
    const salesOrders = [old, { ...fresh, ...differs }];
    expect(situation({ salesOrders, records, othersRecords }).facts.newFence).toBe(fence);
  });

  test("of several originals the one counts that something can be done about", () => {
    const picked = { ...old, salesOrderNumber: "1031-R1", status: "Picked" };
    const cancelled = { ...old, salesOrderNumber: "1031-R2", status: "Cancelled" };
    expect(situation({ salesOrders: [picked, cancelled, old] }).facts.old).toBe("not-started");
    expect(situation({ salesOrders: [picked, cancelled] }).facts.old).toBe("picked");
    expect(situation({ salesOrders: [cancelled] }).facts.old).toBe("cancelled");
    expect(situation({ salesOrders: [{ ...old, status: "Wibble" }, cancelled] }).facts.old).toBe("unknown");
  });

  test("a second Sales Order of the new one counts while a flag of ours keeps one back, unless it is cancelled", () => {
    const held = { ...fresh, onHold: true };
    const second = { ...fresh, salesOrderNumber: "1031A-P", status: "Despatched" };
    const twice = (other: typeof second, ...records: SwapInput["records"]) =>
      situation({ salesOrders: [held, other], records }).facts.newTwice;
    expect(twice(second, record("1031A", "OnHold"))).toBe("yes");
    expect(twice(second)).toBe("no");
    expect(twice({ ...second, status: "Cancelled" }, record("1031A", "OnHold"))).toBe("no");
    expect(twice({ ...old, salesOrderNumber: "1031-R1" }, record("1031A", "OnHold"))).toBe("no");
  });

  test("a wait for the import is over once it took too long", () => {
    expect(situation({ salesOrders: [old] }).facts).toMatchObject({ imported: "not-all", patience: "waiting" });
    expect(situation({ salesOrders: [old], missingTooLong: true }).facts).toMatchObject({ patience: "over" });
  });

  test("a move is about what can still be picked, or about parcels that can still leave", () => {
    const picked = { ...old, salesOrderNumber: "1031-R1", status: "Picked" };
    const held = { ...old, salesOrderNumber: "1031-R2", onHold: true };
    const { old: members } = situation({ salesOrders: [old, picked, held] });
    const numbers = (state: "not-started" | "in-work") =>
      unfenced(members, state).map(({ salesOrder }) => salesOrder.salesOrderNumber);
    expect(numbers("not-started")).toEqual(["1031"]);
    expect(numbers("in-work")).toEqual(["1031-R1"]);
  });

  test("a plain cancel counts only where the swap has a hand in it", () => {
    const none: SwapFinding = { ...finding, kind: "none" };
    expect(situation({ finding: none }).facts.old).toBe("missing");
    expect(situation({ finding: none, records: [record("1031", "OnHold")] }).facts.old).toBe("not-started");
  });
});

describe("the sides of a finding", () => {
  const openOriginal = { ...original, cancelledAt: null };

  test("under way: the copy is kept back, the open original is left alone", () => {
    const sides = swapSides({
      ...finding,
      kind: "under-way",
      cancelled: [],
      openAndReplaced: [openOriginal],
      steps: [{ original: openOriginal, replacement: copy }],
    });
    expect(sides.new).toEqual([copy]);
  });

  test("under way in a chain: only the newest is kept back", () => {
    const newest = order("3", "#1031B", 9);
    const sides = swapSides({
      ...finding,
      kind: "under-way",
      live: [newest],
      openAndReplaced: [copy],
      steps: [
        { original, replacement: copy },
        { original: copy, replacement: newest },
      ],
    });
    expect(sides.new).toEqual([newest]);
  });

  test("a review asked from the original keeps back the copy, which is not of its lineage", () => {
    const sides = swapSides({ ...finding, kind: "review", live: [], cancelled: [original] });
    expect(sides).toEqual({ old: [original], new: [copy] });
  });

  test("a cancelled copy is kept back by nobody", () => {
    const gone = { ...copy, cancelledAt: at(9) };
    const sides = swapSides({ ...finding, kind: "review", live: [], steps: [{ original, replacement: gone }] });
    expect(sides.new).toEqual([]);
  });

  test("all orders are named once, oldest first, those of one second by id", () => {
    const twin = order("3", "#1031B", 5);
    const named = ordersOf({ ...finding, live: [twin, copy], steps: [{ original, replacement: copy }] });
    expect(named.map(({ name }) => name)).toEqual(["#1031", "#1031A", "#1031B"]);
  });
});
