import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import type { OrderSnapshot } from "../../../domain/sales-order/order-snapshot.ts";
import type { SalesOrderFields } from "../../../domain/sales-order/sales-order.ts";
import {
  DEFAULT_VALUE_POLICY,
  minorUnits,
  money,
  reconcileValues,
  valuesInWords,
} from "../../../domain/sync-gap/value-reconciliation.ts";
import type { ValueComparison, ValuePolicy } from "../../../domain/sync-gap/value-reconciliation.ts";
import { summariseValues } from "../../../domain/sync-gap/value-summary.ts";
import { aLine, anOrder } from "../../support/order-builders.ts";
import { aSentLine } from "../returns/returns-builders.ts";

const same: SalesOrderFields = { TotalSale: "20", TaxPaid: "3.33", ShippingCost: "0", Discount: "0.00" };

function compare(
  fields: SalesOrderFields,
  order: OrderSnapshot = anOrder(),
  policy: ValuePolicy = DEFAULT_VALUE_POLICY,
): ValueComparison {
  return reconcileValues(order, { fields }, policy);
}

describe("reconcileValues", () => {
  test("compares by value, not by text", () => {
    expect(compare(same).state).toBe("same");
  });

  test.each(["TotalSale", "TaxPaid", "ShippingCost", "Discount"] as const)("sees that %s differs", (field) => {
    const comparison = compare({ ...same, [field]: "99.99" });
    expect(comparison).toMatchObject({ state: "differs", differing: [{ field, peoplevoxMinor: 9999 }] });
  });

  test("forgives rounding up to the tolerance, and no more", () => {
    expect(compare({ ...same, TotalSale: "19.99" }).state).toBe("same");
    expect(compare({ ...same, TotalSale: "20.02" }).state).toBe("differs");
    expect(
      compare({ ...same, TotalSale: "19.99" }, anOrder(), { ...DEFAULT_VALUE_POLICY, toleranceMinor: 0 }).state,
    ).toBe("differs");
  });

  test("lets a tenant say what a column means and which ones are kept", () => {
    const policy: ValuePolicy = { fields: { TotalSale: "total-without-tax" }, toleranceMinor: 0 };
    expect(compare({ TotalSale: "16.67", TaxPaid: "99" }, anOrder(), policy).state).toBe("same");
  });

  test("says what differs in words, also where Peoplevox's text is no number", () => {
    const comparison = compare({ TotalSale: "1,020.00", TaxPaid: " 5.5 " });
    expect(comparison.state === "differs" ? valuesInWords(comparison) : "").toBe(
      'TotalSale is "1,020.00" in Peoplevox, 20.00 GBP in Shopify; TaxPaid is 5.50 GBP in Peoplevox, 3.33 GBP in Shopify.',
    );
  });

  test.each<[string, OrderSnapshot, SalesOrderFields]>([
    ["The order is cancelled.", anOrder({ cancelledAt: "2026-11-24T10:00:00Z" }), { TotalSale: "1" }],
    ["Goods were refunded after they had left.", anOrder({ lines: [aSentLine(2, 1)] }), { TotalSale: "1" }],
    ["Peoplevox keeps no values of this order.", anOrder(), { TotalSale: " " }],
  ])("does not compare: %s", (because, order, fields) => {
    expect(compare(fields, order)).toEqual({ state: "not-compared", because });
  });

  test("compares when only a line that ships nothing was refunded", () => {
    const lines = [aLine(), aSentLine(1, 1, { id: "12", requiresShipping: false })];
    expect(compare(same, anOrder({ lines })).state).toBe("same");
  });

  test("stops at a Shopify amount that is no number", () => {
    expect(() => compare(same, anOrder({ currentTotal: "" }))).toThrow(
      'Shopify\'s amount "" of #1001 is no decimal number.',
    );
  });
});

describe("minor units", () => {
  test.each<[string, string, number | null]>([
    ["12.345", "GBP", 1235],
    ["12.344", "GBP", 1234],
    ["12", "GBP", 1200],
    ["12.3", "GBP", 1230],
    ["-12.345", "GBP", -1235],
    ["-0.001", "GBP", 0],
    [" 1200 ", "JPY", 1200],
    ["1200.5", "JPY", 1201],
    ["1.2345", "KWD", 1235],
    ["0.1", "KWD", 100],
    ["1.005", "GBP", 101],
    ["", "GBP", null],
    ["1,200.00", "GBP", null],
    ["12.", "GBP", null],
    ["1e3", "GBP", null],
  ])("of %j in %s are %j", (amount, currency, expected) => {
    expect(minorUnits(amount, currency)).toBe(expected);
  });

  test("lead back to the amount they came from", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -10_000_000, max: 10_000_000 }),
        fc.constantFrom("GBP", "JPY", "KWD"),
        (minor, currency) => {
          expect(minorUnits(money(minor, currency).split(" ")[0]!, currency)).toBe(minor);
        },
      ),
    );
  });
});

test("a summary adds up by currency and counts what was not compared", () => {
  const yen = anOrder({ currency: "JPY", currentTotal: "2000", currentTax: "0" });
  const report = summariseValues([
    compare({ TotalSale: "1900" }, yen),
    compare(same),
    compare({ ...same, TotalSale: "25.00" }),
    compare({ TotalSale: "n/a" }),
    compare({ TaxPaid: "3.33" }),
    compare({}),
  ]);
  expect(report).toEqual({
    ordersNotCompared: 1,
    byCurrency: [
      { currency: "GBP", ordersSame: 2, ordersDiffering: 2, shopifyMinor: 4000, peoplevoxMinor: 4500 },
      { currency: "JPY", ordersSame: 0, ordersDiffering: 1, shopifyMinor: 2000, peoplevoxMinor: 1900 },
    ],
  });
});
