import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { checkSkus } from "../../../domain/item-code/check-skus.ts";
import { DEFAULT_POLICY } from "../../../domain/order-edit/order-edit.rules.ts";
import { planSalesOrderChange } from "../../../domain/order-edit/plan-sales-order-change.ts";
import type { PlanInput } from "../../../domain/order-edit/plan-sales-order-change.ts";
import { desiredSalesOrder } from "../../../domain/sales-order/desired-sales-order.ts";
import { NO_DIFFERENCE, salesOrderDifference } from "../../../domain/sales-order/difference.ts";
import type { OrderLine } from "../../../domain/sales-order/order-snapshot.ts";
import type { SalesOrderItem } from "../../../domain/sales-order/sales-order.ts";
import { aLine, anItem, anOrder, aProfile, aSalesOrder } from "../../support/order-builders.ts";
import { carriedOut } from "./peoplevox-on-paper.ts";

const SKUS = ["TEE", "HAT", "SOCK", "MUG"];
const known = new Map(SKUS.map((sku) => [sku, { deactivated: false }]));

/** Texts of lines; on some lines the same, on some none. */
const text = fc.constantFrom("", "Ann", "Bob");

/** Order lines, several with the same SKU, some removed. */
const orderLines: fc.Arbitrary<OrderLine[]> = fc
  .array(fc.record({ sku: fc.constantFrom(...SKUS), currentQuantity: fc.nat(4), text }), { minLength: 1, maxLength: 7 })
  .map((lines) =>
    lines.map(({ text: value, ...line }, index) =>
      aLine({ ...line, id: String(100 + index), quantity: 9, attributes: [{ key: "Engraving", value }] }),
    ),
  );

/** Rows of a Sales Order; with Line ids they may repeat an ItemCode. */
const rows = (usesLine: boolean): fc.Arbitrary<SalesOrderItem[]> =>
  fc
    .uniqueArray(
      fc.record({
        itemCode: fc.constantFrom(...SKUS),
        quantity: fc.integer({ min: 1, max: 5 }),
        line: fc.constantFrom(0, 1, 100, 101, 102),
        text,
      }),
      {
        selector: ({ itemCode, line }) => (usesLine ? `${itemCode} ${line}` : itemCode),
        maxLength: 6,
      },
    )
    .map((items) =>
      items.map(({ itemCode, quantity, line, text: Attribute1 }) => ({
        ...anItem(itemCode, quantity, usesLine ? String(line) : null),
        fields: { Attribute1 },
      })),
    );

const situations = fc
  .record({
    lines: orderLines,
    usesLine: fc.boolean(),
    texts: fc.boolean(),
    lineRemoval: fc.constantFrom("none", "quantity-0", "delete-row"),
    note: fc.constantFrom(null, "ring the bell", "leave with neighbour"),
    storedNote: fc.constantFrom("", "ring the bell"),
    seed: fc.nat(),
  } as const)
  .chain((situation) => rows(situation.usesLine).map((items) => ({ ...situation, items })));

function planInput(situation: typeof situations extends fc.Arbitrary<infer S> ? S : never): PlanInput {
  const profile = aProfile({
    usesLine: situation.usesLine,
    lineRemoval: situation.lineRemoval,
    fields: [{ field: "Attribute1", template: "{note}", maxLength: 50 }],
    itemFields: situation.texts ? [{ field: "Attribute1", template: "{line.property.Engraving}", maxLength: 50 }] : [],
  });
  const order = anOrder({ lines: situation.lines, note: situation.note });
  return {
    desired: desiredSalesOrder(order, profile),
    salesOrders: [aSalesOrder({ items: situation.items, fields: { Attribute1: situation.storedNote } })],
    records: [],
    skus: checkSkus(order.lines, profile.itemCode, known),
    profile,
    policy: DEFAULT_POLICY,
    missingTooLong: false,
    replacedBy: null,
  };
}

describe("a plan for a Sales Order that is not started", () => {
  test("carried out, gives the desired order, or nothing where nothing is wanted", () => {
    fc.assert(
      fc.property(situations, (situation) => {
        const input = planInput(situation);
        const plan = planSalesOrderChange(input);
        const after = carriedOut(input.salesOrders, plan, input.desired, input.profile);
        const live = after.filter(({ status }) => status !== "Cancelled");
        if (input.desired.nothingToSend !== null) {
          expect(live).toEqual([]);
          return;
        }
        expect(live).toHaveLength(1);
        expect(salesOrderDifference(input.desired, live[0]!)).toEqual(NO_DIFFERENCE);
      }),
      { numRuns: 2_000 },
    );
  });

  test("planned a second time, has nothing left to do", () => {
    fc.assert(
      fc.property(situations, (situation) => {
        const input = planInput(situation);
        const salesOrders = carriedOut(input.salesOrders, planSalesOrderChange(input), input.desired, input.profile);
        const second = planSalesOrderChange({ ...input, salesOrders });
        expect(second.outcome).toBe("in-sync");
        expect(second.items).toEqual({ writes: [], removals: [], ambiguous: false });
        expect(second.fields).toEqual({});
      }),
      { numRuns: 2_000 },
    );
  });

  test("does not depend on the order of lines on either side", () => {
    fc.assert(
      fc.property(situations, (situation) => {
        const straight = planSalesOrderChange(planInput(situation));
        const turned = planSalesOrderChange(
          planInput({ ...situation, lines: [...situation.lines].reverse(), items: [...situation.items].reverse() }),
        );
        expect(turned.outcome).toBe(straight.outcome);
        const sorted = (plan: typeof straight): string[] =>
          plan.difference.items.map(({ itemCode, from, to }) => `${itemCode} ${from} ${to}`).sort();
        expect(sorted(turned)).toEqual(sorted(straight));
      }),
    );
  });

  test("never removes a row of an ItemCode without texts while a lower quantity would do", () => {
    fc.assert(
      fc.property(situations, (situation) => {
        const input = planInput({ ...situation, texts: false });
        const plan = planSalesOrderChange(input);
        for (const { itemCode, to } of plan.difference.items) {
          const live = situation.items.filter((row) => row.itemCode === itemCode);
          if (to >= live.length) expect(plan.items.removals.filter((row) => row.itemCode === itemCode)).toEqual([]);
        }
      }),
    );
  });
});
