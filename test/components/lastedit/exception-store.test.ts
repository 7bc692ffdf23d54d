import { describe, expect, test } from "@jest/globals";
import { createExceptionStore } from "../../../components/lastedit/exception-store.ts";
import { createHoldLedger } from "../../../components/lastedit/hold-ledger.ts";
import { draftException } from "../../../domain/exceptions/draft-exception.ts";
import type { ExceptionDraft, ExceptionKind } from "../../../domain/exceptions/exception.ts";
import { desiredSalesOrder } from "../../../domain/sales-order/desired-sales-order.ts";
import { anOrder, aProfile, aSalesOrder } from "../../support/order-builders.ts";
import { memoryRecordStore } from "../../support/memory-record-store.ts";

function aDraft(kind: ExceptionKind, name = "#1001"): ExceptionDraft {
  const desired = desiredSalesOrder(anOrder({ name }), aProfile());
  return draftException(kind, { desired, observed: aSalesOrder(), whatHappened: "x.", whatWasChanged: "y." });
}

describe("the exception store", () => {
  let now = Date.parse("2026-11-24T10:00:00Z");
  const exceptions = createExceptionStore(memoryRecordStore(), () => now);

  test("keeps one exception per order and kind, and counts how often it was seen", async () => {
    await exceptions.raise(aDraft("unknown-sku"));
    now += 60_000;
    const again = await exceptions.raise(aDraft("unknown-sku"));
    expect(again).toMatchObject({
      timesSeen: 2,
      firstSeenAt: "2026-11-24T10:00:00.000Z",
      lastSeenAt: "2026-11-24T10:01:00.000Z",
    });
    expect(await exceptions.list({ status: "open" })).toHaveLength(1);
  });

  test("a newer finding about the same order takes the older one's place; other orders are left alone", async () => {
    await exceptions.raise(aDraft("unknown-sku", "#2000"));
    await exceptions.raise(aDraft("picking-started"));
    const open = await exceptions.list({ status: "open" });
    expect(open.map(({ orderName, kind }) => `${orderName} ${kind}`).sort()).toEqual([
      "#1001 picking-started",
      "#2000 unknown-sku",
    ]);
    const before = await exceptions.get("demo.myshopify.com/#1001/unknown-sku");
    expect(before).toMatchObject({ status: "closed", closedBecause: expect.stringContaining("newer finding") });
  });

  test("closes what has healed, except the kinds named, and says what it closed", async () => {
    await exceptions.raise(aDraft("foreign-hold", "#3000"));
    await exceptions.raise(aDraft("run-failed", "#3000"));
    const order = { shop: "demo.myshopify.com", lineage: "#3000" };
    const closed = await exceptions.closeHealed(order, "in sync", ["foreign-hold"]);
    expect(closed.map(({ kind }) => kind)).toEqual(["run-failed"]);
    expect(await exceptions.closeHealed(order, "in sync", ["foreign-hold"])).toEqual([]);
  });

  test("an order in sync says nothing about recreated orders: these are closed by name only", async () => {
    await exceptions.raise(aDraft("recreated-while-picking", "#4000"));
    await exceptions.raise(aDraft("picking-started", "#4000"));
    const order = { shop: "demo.myshopify.com", lineage: "#4000" };
    const closedBySync = await exceptions.closeHealed(order, "in sync");
    expect(closedBySync.map(({ kind }) => kind)).toEqual(["picking-started"]);
    const closedByName = await exceptions.closeHealed(order, "swapped", [], ["recreated-order"]);
    expect(closedByName.map(({ kind }) => kind)).toEqual(["recreated-while-picking"]);
  });
});

describe("the hold ledger", () => {
  const aRecord = { because: "edit", replaces: null, placedAt: "2026-11-24T10:00:00Z" };

  test("adds flags to a record and keeps which order it replaces", async () => {
    const ledger = createHoldLedger(memoryRecordStore(), "acme");
    await ledger.remember({ ...aRecord, salesOrderNumber: "1001-R1", flags: ["OnHold"], replaces: "1001" });
    await ledger.remember({ ...aRecord, salesOrderNumber: "1001-R1", flags: ["StopShip"] });
    expect(await ledger.recordsOf(["1001", "1001-R1"])).toEqual([
      { ...aRecord, salesOrderNumber: "1001-R1", flags: ["OnHold", "StopShip"], replaces: "1001" },
    ]);
    await ledger.forget("1001-R1");
    expect(await ledger.recordsOf(["1001-R1"])).toEqual([]);
  });

  test("does not mix up two tenants that share a data store", async () => {
    const store = memoryRecordStore();
    await createHoldLedger(store, "acme").remember({ ...aRecord, salesOrderNumber: "1", flags: ["OnHold"] });
    expect(await createHoldLedger(store, "other").recordsOf(["1"])).toEqual([]);
  });
});
