import { expect, test } from "@jest/globals";
import { idOfGid, toGid } from "../../../components/shopify/gid.ts";
import { readOrderReference } from "../../../components/shopify/order-reference.ts";

test.each([
  [5678901234567, { kind: "id", id: "5678901234567" }],
  ["5678901234567", { kind: "id", id: "5678901234567" }],
  ["820982911946154508", { kind: "id", id: "820982911946154508" }],
  [" gid://shopify/Order/1001 ", { kind: "id", id: "1001" }],
  ["#1001", { kind: "name", name: "#1001" }],
  ["#1031A", { kind: "name", name: "#1031A" }],
  ["EXC-1001", { kind: "name", name: "EXC-1001" }],
])("reads %j as %j", (value, expected) => {
  expect(readOrderReference(value)).toEqual(expected);
});

test.each(["", "  ", "gid://shopify/Product/1", "gid://shopify/Order/x", 1.5, -1, 2 ** 53])("refuses %j", (value) => {
  expect(() => readOrderReference(value)).toThrow(RangeError);
});

test("a global id keeps every digit of its number", () => {
  expect(idOfGid(toGid("Order", "820982911946154508"))).toBe("820982911946154508");
  expect(idOfGid("gid://shopify/LineItem/7?shopify-draft=1")).toBe("7");
  expect(() => idOfGid("820982911946154508")).toThrow(RangeError);
});
