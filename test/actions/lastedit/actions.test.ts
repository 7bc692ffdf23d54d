import { beforeEach, describe, expect, test } from "@jest/globals";
import closeExceptions from "../../../actions/lastedit/close-exceptions/close-exceptions.ts";
import raiseException from "../../../actions/lastedit/raise-exception/raise-exception.ts";
import type { RecordStore } from "../../../components/lastedit/record-store.ts";
import { draftException } from "../../../domain/exceptions/draft-exception.ts";
import { desiredSalesOrder } from "../../../domain/sales-order/desired-sales-order.ts";
import { memoryRecordStore } from "../../support/memory-record-store.ts";
import { anOrder, aProfile, aSalesOrder } from "../../support/order-builders.ts";
import { runAction } from "../../support/run-component.ts";

const exception = draftException("unknown-sku", {
  desired: desiredSalesOrder(anOrder(), aProfile()),
  observed: aSalesOrder(),
  whatHappened: "Cap: SKU NEW-CAP is unknown.",
  whatWasChanged: "Done: 1001 put on hold.",
});
let lasteditStore: RecordStore;

beforeEach(() => {
  lasteditStore = memoryRecordStore();
});

describe("Raise Exception", () => {
  test("stores what an earlier step found, and tells the owner what to do", async () => {
    const { result, summary } = await runAction(raiseException, { lasteditStore, exception });
    expect(result).toMatchObject({ id: "demo.myshopify.com/#1001/unknown-sku", status: "open", timesSeen: 1 });
    expect(summary).toContain("Owner: merchandising.");
    expect((await runAction(raiseException, { lasteditStore, exception })).result).toMatchObject({ timesSeen: 2 });
  });

  test("takes a list of exceptions and raises each", async () => {
    const other = { ...exception, kind: "rma-failed" };
    const { result, summary } = await runAction(raiseException, { lasteditStore, exception: [exception, other] });
    expect(result).toMatchObject([{ kind: "unknown-sku" }, { kind: "rma-failed" }]);
    expect(String(summary).split("\n")).toHaveLength(2);
    expect((await runAction(raiseException, { lasteditStore, exception: [] })).summary).toBe("No exception to raise");
  });

  test("can be described by hand", async () => {
    const { result } = await runAction(raiseException, {
      lasteditStore,
      kind: "already-despatched",
      shop: "demo.myshopify.com",
      orderName: "#1002",
      whatHappened: "The customer called.",
    });
    expect(result).toMatchObject({
      owner: "customer-service",
      orderName: "#1002",
      whatHappened: "The customer called.",
    });
  });

  test.each([
    [{}, /kind: .*shop: .*orderName: /],
    [{ kind: "lost", shop: "a", orderName: "b", whatHappened: "c" }, /kind: Invalid option/],
    [{ exception: { ...exception, wanted: "two hats" } }, /wanted: Invalid input: expected array/],
  ])("refuses %j, naming what is wrong, and stores nothing", async (props, message) => {
    await expect(runAction(raiseException, { lasteditStore, ...props })).rejects.toThrow(message);
    expect(await lasteditStore.keys()).toEqual([]);
  });
});

describe("Close Healed Exceptions", () => {
  const order = { shop: "demo.myshopify.com", lineage: "#1001" };

  test("closes what is open for the order and says what", async () => {
    await runAction(raiseException, { lasteditStore, exception });
    const kept = await runAction(closeExceptions, { lasteditStore, ...order, except: ["unknown-sku"] });
    expect(kept.summary).toBe("#1001: no exception was open");
    const { summary, result } = await runAction(closeExceptions, { lasteditStore, ...order });
    expect(summary).toBe("#1001: closed unknown-sku");
    expect(result).toMatchObject([{ status: "closed", closedBecause: "The order was seen in sync." }]);
  });

  test.each([
    ["returns", "rma-failed"],
    ["returns-gap", "rma-missing"],
  ])("leaves what is about %s to a run that looks at returns", async (area, kind) => {
    await runAction(raiseException, { lasteditStore, exception: { ...exception, kind } });
    expect((await runAction(closeExceptions, { lasteditStore, ...order })).summary).toBe(
      "#1001: no exception was open",
    );
    const { summary } = await runAction(closeExceptions, { lasteditStore, ...order, about: [area] });
    expect(summary).toBe(`#1001: closed ${kind}`);
  });
});
