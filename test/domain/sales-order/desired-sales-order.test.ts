import { describe, expect, test } from "@jest/globals";
import { desiredSalesOrder } from "../../../domain/sales-order/desired-sales-order.ts";
import { NO_DIFFERENCE, salesOrderDifference } from "../../../domain/sales-order/difference.ts";
import { cutAtWord, fillTemplate } from "../../../domain/sales-order/fill-template.ts";
import { aLine, anItem, anOrder, aProfile, aSalesOrder } from "../../support/order-builders.ts";

describe("desiredSalesOrder", () => {
  test("asks for currentQuantity, and lines that share an ItemCode are one item", () => {
    const order = anOrder({
      lines: [
        aLine({ id: "1", sku: "TEE", quantity: 5, currentQuantity: 2 }),
        aLine({ id: "2", sku: "TEE", currentQuantity: 1 }),
        aLine({ id: "3", sku: "HAT", quantity: 1, currentQuantity: 0 }),
      ],
    });
    expect(desiredSalesOrder(order, aProfile()).items).toEqual([
      { itemCode: "TEE", title: "Tee", quantity: 3, unitPrice: "10.00", lineIds: ["1", "2"], fields: {} },
    ]);
  });

  test("a refund of despatched goods never lowers what the Sales Order asks for", () => {
    const sent = aLine({ quantity: 3, currentQuantity: 1, fulfilledQuantity: 3, unfulfilledQuantity: 0 });
    const partly = aLine({
      id: "2",
      sku: "HAT",
      quantity: 4,
      currentQuantity: 3,
      fulfilledQuantity: 2,
      unfulfilledQuantity: 1,
    });
    const { items } = desiredSalesOrder(anOrder({ lines: [sent, partly] }), aProfile());
    expect(items.map(({ itemCode, quantity }) => [itemCode, quantity])).toEqual([
      ["TEE", 3],
      ["HAT", 3],
    ]);
  });

  test("services and gift cards are not sent", () => {
    const lines = [aLine({ requiresShipping: false }), aLine({ id: "2", isGiftCard: true })];
    const desired = desiredSalesOrder(anOrder({ lines }), aProfile());
    expect(desired.items).toEqual([]);
    expect(desired.nothingToSend).toBe("no-lines-left");
  });

  test("a line that nothing identifies is named, not dropped", () => {
    const desired = desiredSalesOrder(anOrder({ lines: [aLine({ sku: null, title: "Engraving" })] }), aProfile());
    expect(desired.withoutItemCode).toEqual(["Engraving"]);
    expect(desired.nothingToSend).toBe(null);
  });

  test("a cancelled order asks for nothing", () => {
    const order = anOrder({ cancelledAt: "2026-11-24T10:00:00Z" });
    expect(desiredSalesOrder(order, aProfile()).nothingToSend).toBe("order-cancelled");
  });

  test.each([
    ["order-name", "X#1001Y"],
    ["order-name-without-hash", "X1001Y"],
    ["order-id", "X5001Y"],
  ] as const)("takes the Sales Order number from %s", (from, expected) => {
    const profile = aProfile({ salesOrderNumber: { from, prefix: "X", suffix: "Y" } });
    expect(desiredSalesOrder(anOrder(), profile).salesOrderNumber).toBe(expected);
  });

  test("fills mapped columns and names those it had to cut", () => {
    const order = anOrder({ attributes: [{ key: "Gift message", value: "With love from all of us" }], note: "ring" });
    const profile = aProfile({
      fields: [
        { field: "Attribute1", template: "{attribute.gift message}", maxLength: 18 },
        { field: "Attribute2", template: "{note} / {order.name}", maxLength: 50 },
      ],
    });
    const desired = desiredSalesOrder(order, profile);
    expect(desired.fields).toEqual({ Attribute1: "With love from all", Attribute2: "ring / #1001" });
    expect(desired.cutTexts).toEqual([
      { where: "Attribute1", full: "With love from all of us", kept: "With love from all" },
    ]);
  });
});

describe("fillTemplate", () => {
  const order = anOrder({ note: "Leave at door", phone: "0113" });

  test.each([
    ["{order.id} {order.name}", "5001 #1001"],
    ["{note}|{email}|{phone}", "Leave at door|ann@example.com|0113"],
    ["{total} {tax} {shipping} {discount}", "20.00 3.33 0.00 0.00"],
    ["{shippingMethod.title} {shippingMethod.code}", "Standard STD"],
    [
      "{address.name}, {address.line1}{address.line2}, {address.postcode} {address.country}",
      "Ann Lee, 1 High Street, LS1 1AA GB",
    ],
    ["{attribute.engraving}", ""],
    [
      "{order.size} {adress.line1} {address.street} {shippingMethod.x} {constructor}",
      "{order.size} {adress.line1} {address.street} {shippingMethod.x} {constructor}",
    ],
  ])("fills %j with %j", (template, expected) => {
    expect(fillTemplate(template, order)).toBe(expected);
  });

  test("gives empty text for what the order does not have", () => {
    const bare = anOrder({ note: null, email: null, phone: null, shippingAddress: null, shippingMethod: null });
    expect(fillTemplate("{note}{email}{phone}{address.city}{shippingMethod.title}{shippingMethod.code}", bare)).toBe(
      "",
    );
    expect(fillTemplate("{shippingMethod.code}", anOrder({ shippingMethod: { title: "Post", code: null } }))).toBe("");
  });
});

test.each([
  ["short", 10, "short"],
  ["one two three", 9, "one two"],
  ["one two three", 7, "one two"],
  ["one two\nthree\nfour", 14, "one two\nthree"],
  ["supercalifragilistic", 5, "super"],
  ["loveyou❤️🎁", 9, "loveyou❤️"],
  ["loveyou❤️🎁!", 10, "loveyou❤️"],
])("cutAtWord shortens %j to at most %i characters", (text, length, expected) => {
  expect(cutAtWord(text, length)).toBe(expected);
});

describe("salesOrderDifference", () => {
  const desired = desiredSalesOrder(
    anOrder({ lines: [aLine({ sku: "TEE", currentQuantity: 3 }), aLine({ id: "2", sku: "HAT", currentQuantity: 1 })] }),
    aProfile({ fields: [{ field: "TotalSale", template: "{total}", maxLength: 20 }] }),
  );

  test("the order of lines and how units are spread over lines do not matter", () => {
    const observed = aSalesOrder({
      fields: { TotalSale: "20.0" },
      items: [anItem("HAT", 1), anItem("TEE", 1, "a"), anItem("TEE", 2, "b"), anItem("SOCK", 0)],
    });
    expect(salesOrderDifference(desired, observed)).toEqual(NO_DIFFERENCE);
  });

  test("names every ItemCode and column that differs", () => {
    const observed = aSalesOrder({ items: [anItem("TEE", 1), anItem("SOCK", 4)] });
    expect(salesOrderDifference(desired, observed)).toEqual({
      items: [
        { itemCode: "TEE", title: "Tee", from: 1, to: 3 },
        { itemCode: "HAT", title: "Tee", from: 0, to: 1 },
        { itemCode: "SOCK", title: "SOCK", from: 4, to: 0 },
      ],
      fields: [{ field: "TotalSale", from: "", to: "20.00" }],
      itemFields: [],
    });
  });

  test.each([
    ["10", "10.00", true],
    ["10.00", "10", true],
    ["10.5", "10.05", false],
    ["007", "7", false],
    [" a\r\nb ", "a\nb", true],
    ["1.0", "x", false],
    ["x", "1.0", false],
  ])("column values %j and %j are the same: %j", (stored, wanted, same) => {
    const other = { ...desired, items: [], fields: { Attribute1: wanted } };
    const { fields } = salesOrderDifference(other, aSalesOrder({ items: [], fields: { Attribute1: stored } }));
    expect(fields.length === 0).toBe(same);
  });
});
