import { describe, expect, test } from "@jest/globals";
import { itemOperations, rowsOf } from "../../../domain/order-edit/item-operations.ts";
import { desiredSalesOrder } from "../../../domain/sales-order/desired-sales-order.ts";
import { isInSync, salesOrderDifference } from "../../../domain/sales-order/difference.ts";
import type { SalesOrderItem } from "../../../domain/sales-order/sales-order.ts";
import { aLine, anOrder, aProfile, aSalesOrder } from "../../support/order-builders.ts";

const profile = aProfile({
  usesLine: true,
  itemFields: [{ field: "Attribute1", template: "{line.property.Engraving}", maxLength: 20 }],
});
const mug = (id: string, text: string, quantity = 1) =>
  aLine({ id, sku: "MUG", title: "Mug", currentQuantity: quantity, attributes: [{ key: "Engraving", value: text }] });
const row = (line: string | null, text: string, quantity = 1): SalesOrderItem => ({
  itemCode: "MUG",
  quantityOrdered: quantity,
  line,
  fields: { Attribute1: text },
});
const desired = (...lines: ReturnType<typeof mug>[]) => desiredSalesOrder(anOrder({ lines }), profile);
const operations = (wanted: ReturnType<typeof desired>, ...rows: SalesOrderItem[]) =>
  itemOperations(wanted, rows, profile, "everything");

describe("lines of one ItemCode with different texts", () => {
  test("are found by Shopify's line id, then by their text, then by what is left", () => {
    const wanted = desired(mug("1", "Ann"), mug("2", "Bob", 2), mug("3", "Cleo"));
    const { writes, removals, ambiguous } = operations(wanted, row("x", "old"), row("y", "Bob"), row("1", "Anne"));
    expect(writes).toEqual([
      { itemCode: "MUG", quantityOrdered: 1, line: "1", fields: { Attribute1: "Ann" }, textsOnly: true },
      { itemCode: "MUG", quantityOrdered: 2, line: "y" },
      { itemCode: "MUG", quantityOrdered: 1, line: "x", fields: { Attribute1: "Cleo" }, textsOnly: true },
    ]);
    expect(removals).toEqual([]);
    expect(ambiguous).toBe(false);
  });

  test("that nobody wants any more are removed, and missing ones become rows with their text and price", () => {
    const wanted = desired(mug("1", "Ann"), mug("2", "Bob"));
    expect(operations(wanted, row("1", "Ann"))).toMatchObject({
      writes: [{ line: "2", quantityOrdered: 1, fields: { Attribute1: "Bob" }, unitPrice: "10.00" }],
    });
    expect(operations(wanted, row("1", "Ann"), row("2", "Bob"), row("3", "Cleo")).removals).toEqual([
      { itemCode: "MUG", quantityOrdered: 0, line: "3" },
    ]);
  });

  test("are told apart in the difference", () => {
    const observed = aSalesOrder({ items: [row("1", "Ann"), row("2", "Rob", 2), row("9", "gone", 0)] });
    const difference = salesOrderDifference(desired(mug("1", "Ann"), mug("2", "Bob")), observed);
    expect(difference).toEqual({
      items: [{ itemCode: "MUG", title: "Mug", from: 2, to: 1 }],
      fields: [],
      itemFields: [{ itemCode: "MUG", line: "2", field: "Attribute1", from: "Rob", to: "Bob" }],
    });
    expect(isInSync(difference)).toBe(false);
  });

  test("a removed row takes the place of a new one before a new one is written", () => {
    const wanted = desired(mug("1", "Ann"), mug("2", "Bob"));
    expect(operations(wanted, row("1", "Ann"), row("2", "old", 0)).writes).toEqual([
      { itemCode: "MUG", quantityOrdered: 1, line: "2", fields: { Attribute1: "Bob" } },
    ]);
  });

  test("a text that changed by removing and adding a line is written on the row that is there", () => {
    expect(operations(desired(mug("12", "Bob")), row("11", "Ann"))).toEqual({
      writes: [{ itemCode: "MUG", quantityOrdered: 1, line: "11", fields: { Attribute1: "Bob" }, textsOnly: true }],
      removals: [],
      ambiguous: false,
    });
  });

  test("one without a line id among others cannot be told apart", () => {
    expect(operations(desired(mug("1", "Ann"), mug("2", "Bob")), row(null, "Ann"), row("2", "x")).ambiguous).toBe(true);
  });

  test("an empty text gives no cell on a new row", () => {
    expect(rowsOf(desired(mug("1", "")), profile)[0]).not.toHaveProperty("fields");
  });
});

describe("where only details are kept in step", () => {
  const wanted = desired(mug("1", "Ann", 3), mug("2", "Bob"));

  test("texts of rows that are there are written, and no row comes, goes or changes its quantity", () => {
    const result = itemOperations(wanted, [row("1", "Anne"), row("7", "old", 2)], profile, "details");
    expect(result).toEqual({
      writes: [
        { itemCode: "MUG", quantityOrdered: 1, line: "1", fields: { Attribute1: "Ann" }, textsOnly: true },
        { itemCode: "MUG", quantityOrdered: 2, line: "7", fields: { Attribute1: "Bob" }, textsOnly: true },
      ],
      removals: [],
      ambiguous: false,
    });
    expect(itemOperations(wanted, [], profile, "details").writes).toEqual([]);
  });

  test("units do not count as a difference", () => {
    const observed = aSalesOrder({ items: [row("1", "Ann"), row("2", "Bob"), row("3", "Cleo")] });
    expect(isInSync(salesOrderDifference(wanted, observed, "details"))).toBe(true);
  });
});
