import { describe, expect, test } from "@jest/globals";
import { checkSkus } from "../../../domain/item-code/check-skus.ts";
import { describeDifference, describePlan } from "../../../domain/order-edit/describe-plan.ts";
import type { HoldRecord } from "../../../domain/order-edit/lineage.ts";
import { DEFAULT_POLICY } from "../../../domain/order-edit/order-edit.rules.ts";
import { planSalesOrderChange } from "../../../domain/order-edit/plan-sales-order-change.ts";
import type { PlanInput } from "../../../domain/order-edit/plan-sales-order-change.ts";
import { replacementNumber } from "../../../domain/order-edit/replacement-number.ts";
import { rowsOf } from "../../../domain/order-edit/item-operations.ts";
import { desiredSalesOrder } from "../../../domain/sales-order/desired-sales-order.ts";
import { NO_DIFFERENCE } from "../../../domain/sales-order/difference.ts";
import type { OrderSnapshot } from "../../../domain/sales-order/order-snapshot.ts";
import { aLine, anItem, anOrder, aProfile, aSalesOrder } from "../../support/order-builders.ts";

function input(order: OrderSnapshot, differs: Partial<PlanInput> = {}): PlanInput {
  const profile = differs.profile ?? aProfile();
  const known = new Map(["TEE", "HAT"].map((code) => [code, { deactivated: false }]));
  return {
    desired: desiredSalesOrder(order, profile),
    salesOrders: [aSalesOrder()],
    records: [],
    skus: checkSkus(order.lines, profile.itemCode, known),
    profile,
    policy: DEFAULT_POLICY,
    missingTooLong: false,
    replacedBy: null,
    ...differs,
  };
}

function aRecord(salesOrderNumber: string, differs: Partial<HoldRecord> = {}): HoldRecord {
  return {
    salesOrderNumber,
    flags: ["OnHold"],
    because: "test",
    replaces: null,
    placedAt: "2026-11-24T09:00:00Z",
    ...differs,
  };
}

describe("planSalesOrderChange", () => {
  test("an added line becomes a new row with Shopify's line id and price", () => {
    const order = anOrder({ lines: [aLine(), aLine({ id: "12", sku: "HAT", currentQuantity: 1, unitPrice: "7.50" })] });
    const plan = planSalesOrderChange(input(order));
    expect(plan.outcome).toBe("apply-in-place");
    expect(plan.items).toEqual({
      writes: [{ itemCode: "HAT", quantityOrdered: 1, line: "12", unitPrice: "7.50" }],
      removals: [],
      ambiguous: false,
    });
  });

  test("a tenant without the column Line gets rows without a line id", () => {
    const profile = aProfile({ usesLine: false });
    const order = anOrder({ lines: [aLine({ sku: "HAT" })] });
    expect(rowsOf(desiredSalesOrder(order, profile), profile)[0]?.line).toBe(null);
  });

  test("a raised quantity changes the row that is there, a row at quantity 0 included", () => {
    const order = anOrder({ lines: [aLine({ currentQuantity: 5 })] });
    expect(planSalesOrderChange(input(order)).items.writes).toEqual([anItem("TEE", 5, "11")]);
    const zeroed = aSalesOrder({ items: [anItem("TEE", 0, "11")] });
    expect(planSalesOrderChange(input(order, { salesOrders: [zeroed] })).items.writes).toEqual([
      anItem("TEE", 5, "11"),
    ]);
  });

  test("rows that cannot be told apart lead to a replacement", () => {
    const twins = aSalesOrder({ items: [anItem("TEE", 1), anItem("TEE", 2)] });
    const plan = planSalesOrderChange(input(anOrder(), { salesOrders: [twins] }));
    expect(plan).toMatchObject({ outcome: "apply-by-replacement", replacementNumber: "1001-R1" });
  });

  test("a line without SKU is a change that needs merchandising", () => {
    const order = anOrder({ lines: [aLine(), aLine({ id: "12", sku: null, title: "Engraving" })] });
    const plan = planSalesOrderChange(input(order));
    expect(plan.outcome).toBe("hold-for-unknown-sku");
    expect(plan.unknownSkus.map(({ title }) => title)).toEqual(["Engraving"]);
  });

  test("only the columns that differ are written", () => {
    const profile = aProfile({
      fields: [
        { field: "Attribute1", template: "{note}", maxLength: 50 },
        { field: "Email", template: "{email}", maxLength: 50 },
      ],
    });
    const salesOrders = [aSalesOrder({ fields: { Email: "ann@example.com" } })];
    const plan = planSalesOrderChange(input(anOrder({ note: "ring" }), { profile, salesOrders }));
    expect(plan.facts.change).toBe("details");
    expect(plan.fields).toEqual({ Attribute1: "ring" });
  });

  test.each(["ShippingAddressLine1", "ContactName"] as const)("%s stands on the label: an address change", (field) => {
    const profile = aProfile({ fields: [{ field, template: "{address.name}", maxLength: 50 }] });
    expect(planSalesOrderChange(input(anOrder(), { profile })).facts.change).toBe("address");
  });

  test("a text of a line is a detail", () => {
    const profile = aProfile({ itemFields: [{ field: "Attribute1", template: "{line.title}", maxLength: 50 }] });
    const plan = planSalesOrderChange(input(anOrder(), { profile }));
    expect(plan).toMatchObject({ outcome: "apply-in-place", facts: { change: "details" } });
  });

  test("lines, SKUs and cancellation do not count where only details are kept in step", () => {
    const policy = { ...DEFAULT_POLICY, scope: "details" } as const;
    const order = anOrder({ lines: [aLine({ sku: "NEW", currentQuantity: 1 })] });
    expect(planSalesOrderChange(input(order, { policy }))).toMatchObject({ outcome: "in-sync", unknownSkus: [] });
    const cancelled = anOrder({ cancelledAt: "2026-11-24T10:00:00Z" });
    expect(planSalesOrderChange(input(cancelled, { policy })).outcome).toBe("in-sync");
  });

  test("an order that another one replaced is cancelled", () => {
    expect(planSalesOrderChange(input(anOrder(), { replacedBy: "#1001A" })).outcome).toBe("cancel");
  });

  test.each([
    [[], false, "missing"],
    [[], true, "missing-too-long"],
    [[aSalesOrder({ status: "Cancelled" })], false, "only-cancelled"],
    [[aSalesOrder(), aSalesOrder({ salesOrderNumber: "1001-2" })], false, "several-live"],
    [[aSalesOrder({ status: "Partially picked" })], false, "picking"],
    [[aSalesOrder({ status: "Waiting for Godot" })], false, "unknown-status"],
  ] as const)("Sales Orders %j (missing too long: %j) are the state %s", (salesOrders, missingTooLong, state) => {
    expect(planSalesOrderChange(input(anOrder(), { salesOrders, missingTooLong })).facts.warehouse).toBe(state);
  });

  describe("a replacement that was begun and not finished", () => {
    const successor = aSalesOrder({ salesOrderNumber: "1001-R1", onHold: true, items: [] });
    const order = anOrder({ lines: [aLine({ sku: "HAT", currentQuantity: 1 })] });
    const records = [aRecord("1001"), aRecord("1001-R1", { replaces: "1001" })];
    const profile = aProfile({ lineRemoval: "none" });

    test("goes on with the Sales Order that was created", () => {
      const salesOrders = [aSalesOrder({ onHold: true }), successor];
      const plan = planSalesOrderChange(input(order, { profile, salesOrders, records }));
      expect(plan).toMatchObject({ outcome: "apply-by-replacement", replacementNumber: "1001-R1" });
      expect(plan.lineage.successor?.salesOrder).toBe(successor);
      expect(plan.lineage.current?.hold).toBe("ours");
    });

    test("is not taken for one when the hold on the new Sales Order is not ours", () => {
      const salesOrders = [aSalesOrder({ onHold: true }), successor];
      expect(planSalesOrderChange(input(order, { profile, salesOrders })).outcome).toBe("raise-several-live");
    });

    test("is not taken for one when a third Sales Order could be shipped", () => {
      const salesOrders = [aSalesOrder({ onHold: true }), successor, aSalesOrder({ salesOrderNumber: "1001-X" })];
      expect(planSalesOrderChange(input(order, { profile, salesOrders, records })).outcome).toBe("raise-several-live");
    });

    test("leaves the new Sales Order alone once the old one is cancelled", () => {
      const salesOrders = [aSalesOrder({ status: "Cancelled" }), { ...successor, items: [anItem("HAT", 1)] }];
      const plan = planSalesOrderChange(input(order, { profile, salesOrders, records }));
      expect(plan.outcome).toBe("in-sync");
      expect(plan.lineage.current).toMatchObject({ hold: "ours", stop: "none" });
    });
  });

  test("a flag without a record is somebody's", () => {
    const salesOrders = [aSalesOrder({ onHold: true, stopShip: true })];
    const { lineage } = planSalesOrderChange(
      input(anOrder(), { salesOrders, records: [aRecord("1001", { flags: ["StopShip"] })] }),
    );
    expect(lineage.current).toMatchObject({ hold: "somebody", stop: "ours" });
  });

  test("a hold that was handed on is somebody's once the Sales Order before it is gone, and ours until then", () => {
    const successor = aSalesOrder({ salesOrderNumber: "1001-R1", onHold: true });
    const records = [aRecord("1001-R1", { replaces: "1001", handedOn: true })];
    const both = planSalesOrderChange(input(anOrder(), { salesOrders: [aSalesOrder(), successor], records }));
    expect(both.lineage).toMatchObject({ current: { hold: "none" }, successor: { hold: "ours" } });
    const cancelled = aSalesOrder({ status: "Cancelled" });
    const after = planSalesOrderChange(input(anOrder(), { salesOrders: [cancelled, successor], records }));
    expect(after.lineage).toMatchObject({ current: { hold: "somebody", handedOn: true }, successor: null });
  });
});

describe("replacementNumber", () => {
  test.each([
    ["1001", [], "1001-R1"],
    ["1001", ["1001", "1001-R1", "1001-R2"], "1001-R3"],
    ["A".repeat(27), [], "A".repeat(27) + "-R1"],
    ["A".repeat(28), [], null],
  ])("of %j with %j taken is %j", (number, taken, expected) => {
    expect(replacementNumber(number, taken)).toBe(expected);
  });

  test("is never cut, so an order whose number leaves no room is held for a person", () => {
    const profile = aProfile({
      lineRemoval: "none",
      salesOrderNumber: { from: "order-name", prefix: "P".repeat(25), suffix: "" },
    });
    const plan = planSalesOrderChange(input(anOrder({ lines: [aLine({ sku: "HAT" })] }), { profile }));
    expect(plan).toMatchObject({ outcome: "hold-and-ask", replacementNumber: null });
  });
});

describe("a plan in words", () => {
  test("names what changes", () => {
    const items = [
      { itemCode: "TEE", title: "Tee", from: 2, to: 1 },
      { itemCode: "HAT", title: "Hat", from: 0, to: 3 },
      { itemCode: "MUG", title: "Mug", from: 1, to: 0 },
    ];
    const words = describeDifference({
      items,
      fields: [{ field: "Attribute1", from: "", to: "x" }],
      itemFields: [
        { itemCode: "TEE", line: "1", field: "Attribute2", from: "", to: "Ann" },
        { itemCode: "TEE", line: "2", field: "Attribute2", from: "", to: "Bob" },
      ],
    });
    expect(words).toBe("TEE 2 → 1, HAT added (3), MUG removed (was 1), Attribute1 changed, Attribute2 of TEE changed");
    expect(describeDifference(NO_DIFFERENCE)).toBe("no difference");
  });

  test("says which Sales Order and why", () => {
    expect(describePlan(planSalesOrderChange(input(anOrder())))).toBe(
      "Sales Order 1001: in-sync (no difference). The Sales Order has what the customer wants.",
    );
    expect(describePlan(planSalesOrderChange(input(anOrder(), { salesOrders: [] })))).toMatch(
      /^No Sales Order: wait-for-import/,
    );
  });
});
