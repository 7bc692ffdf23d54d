import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import type { PlanInput } from "../../../domain/order-edit/plan-sales-order-change.ts";
import { planSalesOrderChange } from "../../../domain/order-edit/plan-sales-order-change.ts";
import { DEFAULT_POLICY, POLICY_CHOICES } from "../../../domain/order-edit/order-edit.rules.ts";
import { planReturns } from "../../../domain/returns/plan-returns.ts";
import { DEFAULT_RETURNS_POLICY } from "../../../domain/returns/refund-kind.rules.ts";
import type { OrderSnapshot } from "../../../domain/sales-order/order-snapshot.ts";
import { compareSides } from "../../../domain/sync-gap/compare-sides.ts";
import type { SidesInput } from "../../../domain/sync-gap/compare-sides.ts";
import type { GapKind } from "../../../domain/sync-gap/gap-kinds.ts";
import { DEFAULT_VALUE_POLICY } from "../../../domain/sync-gap/value-reconciliation.ts";
import { aLine, anItem, anOrder, aProfile, aSalesOrder } from "../../support/order-builders.ts";
import { aHistory, aRefund, aReturn, aReturnsProfile, aSentLine } from "../returns/returns-builders.ts";
import { NOW_MS, sides } from "./sync-gap-builders.ts";

const kindsOf = (input: SidesInput): GapKind[] => compareSides(input).map(({ kind }) => kind);

describe("compareSides", () => {
  test("finds nothing in an order that is in sync", () => {
    expect(compareSides(sides())).toEqual([]);
  });

  const mug = aLine({ id: "12", sku: "MUG", title: "Mug", quantity: 1 });
  const cancelled = anOrder({ cancelledAt: "2026-11-24T09:05:00Z" });
  const second = aSalesOrder({ salesOrderNumber: "1001-X" });

  test.each<[string, OrderSnapshot, Partial<PlanInput>, GapKind | null, string]>([
    ["a line is missing", anOrder({ lines: [aLine(), mug] }), {}, "lines-differ", "MUG added (1)."],
    [
      "a SKU cannot be picked",
      anOrder({ lines: [aLine(), mug] }),
      { skus: [{ lineId: "12", sku: "MUG", title: "Mug", itemCode: "MUG", verdict: "unknown" }] },
      "lines-differ",
      "MUG added (1), Mug has an ItemCode that is unknown.",
    ],
    [
      "a line has no SKU at all",
      anOrder(),
      { skus: [{ lineId: "12", sku: null, title: "Card", itemCode: null, verdict: "no-sku" }] },
      "lines-differ",
      "Card has an ItemCode that is no-sku.",
    ],
    ["the order is not there", anOrder(), { salesOrders: [] }, "missing-in-warehouse", "no Sales Order for #1001"],
    ["it is not there for long", anOrder(), { salesOrders: [], missingTooLong: true }, "missing-in-warehouse", "#1001"],
    ["a cancelled order is not there", cancelled, { salesOrders: [] }, null, ""],
    ["only Shopify cancelled it", cancelled, {}, "cancelled-in-shopify-only", "(order-cancelled)"],
    [
      "only Peoplevox cancelled it",
      anOrder(),
      { salesOrders: [aSalesOrder({ status: "Cancelled" })] },
      "cancelled-in-warehouse-only",
      "cancelled in Peoplevox",
    ],
    ["a replaced order is not there", anOrder(), { salesOrders: [], replacedBy: "#1001A" }, null, ""],
    ["both cancelled it", cancelled, { salesOrders: [aSalesOrder({ status: "Cancelled" })] }, null, ""],
    ["another order took its place", anOrder(), { replacedBy: "#1001A" }, "replaced-order-live", "replaced by #1001A"],
    ["two Sales Orders live", anOrder(), { salesOrders: [aSalesOrder(), second] }, "several-live", "1001, 1001-X"],
  ])("when %s", (_case, order, edit, kind, inWords) => {
    const gaps = compareSides(sides(order, edit));
    expect(gaps.map((gap) => gap.kind)).toEqual(kind === null ? [] : [kind]);
    if (kind !== null) expect(gaps[0]?.inWords).toContain(inWords);
  });

  test("tells details from lines, and names what differs", () => {
    const profile = aProfile({ fields: [{ field: "Attribute1", template: "{note}", maxLength: 500 }] });
    const order = anOrder({ note: "Happy birthday" });
    expect(compareSides(sides(order, { profile }))).toMatchObject([
      { kind: "details-differ", inWords: "Attribute1 changed." },
    ]);
  });

  test("names Sales Orders, phase, service and age", () => {
    const salesOrders = [aSalesOrder({ status: "Picked", fields: { ServiceType: "NEXT" }, items: [] })];
    expect(compareSides(sides(anOrder(), { salesOrders }))).toMatchObject([
      {
        salesOrderNumbers: ["1001"],
        phase: "picked",
        serviceType: "NEXT",
        sinceMs: Date.parse("2026-11-24T09:05:00Z"),
      },
    ]);
  });

  test("takes the service that Shopify asks for where Peoplevox has none", () => {
    const profile = aProfile({ fields: [{ field: "ServiceType", template: "{shippingMethod.code}", maxLength: 50 }] });
    expect(compareSides(sides(anOrder(), { profile, salesOrders: [] }))).toMatchObject([
      { salesOrderNumbers: [], serviceType: "STD" },
    ]);
  });
});

describe("a hold", () => {
  const held = aSalesOrder({ onHold: true });
  const record = {
    salesOrderNumber: "1001",
    flags: ["OnHold"] as const,
    because: "SKU MUG is unknown.",
    replaces: null,
    placedAt: "2026-11-24T10:00:00Z",
  };

  test("of ours is too long by its record, which says why", () => {
    expect(compareSides(sides(anOrder(), { salesOrders: [held], records: [record] }))).toMatchObject([
      {
        kind: "held-too-long",
        sinceMs: Date.parse(record.placedAt),
        inWords: "Sales Order 1001 has been on hold for 2 h: SKU MUG is unknown.",
      },
    ]);
  });

  test("of ours that is young is no gap", () => {
    const young = { ...record, placedAt: "2026-11-24T12:00:00Z" };
    expect(compareSides(sides(anOrder(), { salesOrders: [held], records: [young] }))).toEqual([]);
  });

  test("of somebody is too long from when it was first seen", () => {
    const stopped = aSalesOrder({ onHold: true, stopShip: true });
    const heldSinceMs = new Map([["1001", NOW_MS - 3_600_000]]);
    expect(compareSides(sides(anOrder(), { salesOrders: [stopped] }, { heldSinceMs }))).toMatchObject([
      { inWords: "Sales Order 1001 has been on hold and stopped for 1 h by somebody else." },
    ]);
    expect(compareSides(sides(anOrder(), { salesOrders: [stopped] }))).toEqual([]);
  });

  test("of each live Sales Order counts by itself", () => {
    const salesOrders = [held, aSalesOrder({ salesOrderNumber: "1001-X", stopShip: true })];
    const heldSinceMs = new Map([
      ["1001", 0],
      ["1001-X", 0],
    ]);
    expect(kindsOf(sides(anOrder(), { salesOrders }, { heldSinceMs }))).toEqual([
      "several-live",
      "held-too-long",
      "held-too-long",
    ]);
  });

  test("after despatch holds nothing back", () => {
    const salesOrders = [aSalesOrder({ status: "Despatched", onHold: true })];
    expect(compareSides(sides(anOrder(), { salesOrders }, { heldSinceMs: new Map([["1001", 0]]) }))).toEqual([]);
  });
});

describe("values and returns", () => {
  test("values that differ are a gap, once the merchant keeps values", () => {
    const salesOrders = [aSalesOrder({ fields: { TotalSale: "25.00" } })];
    const input = sides(anOrder(), { salesOrders }, { values: DEFAULT_VALUE_POLICY });
    expect(compareSides(input)).toMatchObject([
      { kind: "values-differ", inWords: "TotalSale is 25.00 GBP in Peoplevox, 20.00 GBP in Shopify." },
    ]);
    expect(compareSides({ ...input, values: null })).toEqual([]);
    expect(kindsOf(sides(anOrder(), { salesOrders: [] }, { values: DEFAULT_VALUE_POLICY }))).toEqual([
      "missing-in-warehouse",
    ]);
    const same = sides(
      anOrder(),
      { salesOrders: [aSalesOrder({ fields: { TotalSale: "20" } })] },
      { values: DEFAULT_VALUE_POLICY },
    );
    expect(compareSides(same)).toEqual([]);
  });

  test("an RMA that should be there, lacks goods, or should be withdrawn is a gap since its refund or Return", () => {
    const history = aHistory([aSentLine(2, 1)], [aRefund()]);
    const salesOrders = [aSalesOrder({ status: "Despatched" })];
    const returnsOf = (documents: Parameters<typeof planReturns>[0]["documents"]): SidesInput["returns"] =>
      planReturns({
        history,
        salesOrders,
        documents,
        profile: aProfile(),
        returnsProfile: aReturnsProfile(),
        policy: DEFAULT_RETURNS_POLICY,
      });
    const input = sides(history.order, { salesOrders }, { returns: returnsOf([]) });
    expect(compareSides(input)).toMatchObject([
      {
        kind: "rma-missing",
        sinceMs: Date.parse("2026-11-24T12:00:00Z"),
        inWords: "REFUND-801 for refund 801: Goods come back, and the warehouse does not await them yet.",
      },
    ]);
    const empty = returnsOf([{ number: "REFUND-801", status: "Open", items: [] }]);
    expect(compareSides({ ...input, returns: empty })).toMatchObject([{ kind: "rma-missing" }]);
    const items = [{ itemCode: "TEE", quantity: 1, line: null }];
    const document = { number: "REFUND-801", status: "Open", items };
    expect(compareSides({ ...input, returns: returnsOf([document]) })).toEqual([]);
    expect(compareSides({ ...input, returns: returnsOf([{ ...document, status: "Cancelled" }]) })).toMatchObject([
      { kind: "rma-missing", inWords: expect.stringContaining("was cancelled in Peoplevox") },
    ]);
    const withdrawn = planReturns({
      history: aHistory([aSentLine(2, 0)], [], [aReturn({ status: "declined" })]),
      salesOrders,
      documents: [{ ...document, number: "RETURN-901" }],
      profile: aProfile(),
      returnsProfile: aReturnsProfile(),
      policy: DEFAULT_RETURNS_POLICY,
    });
    expect(compareSides({ ...input, returns: withdrawn })).toMatchObject([
      { kind: "rma-not-withdrawn", inWords: expect.stringMatching(/^RETURN-901 for Return #1001-R1: /) },
    ]);
  });
});

test("the sweep finds a gap in the order exactly when the order edit run would not be in sync", () => {
  const SKUS = ["TEE", "MUG"];
  const lines = fc
    .array(fc.record({ sku: fc.constantFrom(...SKUS), quantity: fc.nat(2) }), { maxLength: 3 })
    .map((drafts) => drafts.map(({ sku, quantity }, index) => aLine({ id: String(index), sku, quantity })));
  const salesOrder = fc.record({
    status: fc.constantFrom("New", "Allocated", "Partially picked", "Picked", "Despatched", "Cancelled", "Mystery"),
    items: fc.array(fc.record({ sku: fc.constantFrom(...SKUS), quantity: fc.nat(2) }), { maxLength: 3 }),
  });
  fc.assert(
    fc.property(
      lines,
      fc.array(salesOrder, { maxLength: 2 }),
      fc.record({ isCancelled: fc.boolean(), missingTooLong: fc.boolean(), isReplaced: fc.boolean() }),
      fc.constantFrom(...POLICY_CHOICES.scope),
      (wanted, observed, { isCancelled, missingTooLong, isReplaced }, scope) => {
        const salesOrders = observed.map(({ status, items }, index) =>
          aSalesOrder({
            salesOrderNumber: `1001-${index}`,
            status,
            items: items.map(({ sku, quantity }, at) => anItem(sku, quantity, String(at))),
          }),
        );
        const order = anOrder({ lines: wanted, cancelledAt: isCancelled ? "2026-11-24T09:05:00Z" : null });
        const input = sides(order, {
          salesOrders,
          missingTooLong,
          replacedBy: isReplaced ? "#1001A" : null,
          policy: { ...DEFAULT_POLICY, scope },
        });
        const { outcome, facts } = planSalesOrderChange(input.edit);
        const waitsForNothing = outcome === "wait-for-import" && ["nothing-to-send", "replaced"].includes(facts.change);
        expect(compareSides(input).length === 0).toBe(outcome === "in-sync" || waitsForNothing);
      },
    ),
    { numRuns: 500 },
  );
});
