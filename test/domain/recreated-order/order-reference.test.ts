import { describe, expect, test } from "@jest/globals";
import { DEFAULT_EVIDENCE_RULES as RULES } from "../../../domain/recreated-order/evidence.rules.ts";
import type { LinkPlace, LinkRule } from "../../../domain/recreated-order/evidence-rule.ts";
import {
  looksLikeOrder,
  namesOrder,
  placeholderOf,
  referencesBy,
} from "../../../domain/recreated-order/order-reference.ts";
import { aTrace } from "./trace-builders.ts";

const rule = (where: LinkPlace, template: string): LinkRule => ({ id: "r", where, template, points: 100, because: "" });

describe("an order says where it comes from", () => {
  const attribute = rule({ in: "attribute", key: "Replaces" }, "{order}");

  test.each<[string, string[]]>([
    ["#1031", ["#1031"]],
    [" 5001 ", ["5001"]],
    ["#1031, #1032; 5003", ["#1031", "#1032", "5003"]],
    ["#1031,#1031", ["#1031"]],
    ["", []],
    [" ", []],
  ])("an attribute %j names %j", (value, references) => {
    const order = aTrace({
      attributes: [
        { key: " replaces ", value },
        { key: "Gift", value: "#9" },
      ],
    });
    expect(referencesBy(attribute, order)).toEqual(references);
  });

  test("a metafield is found by namespace and key", () => {
    const metafields = [
      { namespace: "edits", key: "from", value: "gid://shopify/Order/5001" },
      { namespace: "edits", key: "by", value: "5002" },
      { namespace: "other", key: "from", value: "5003" },
    ];
    const metafield = rule({ in: "metafield", namespace: "edits", key: "from" }, "{order.gid}");
    expect(referencesBy(metafield, aTrace({ metafields }))).toEqual(["gid://shopify/Order/5001"]);
  });

  test("a tag must fit the whole template, upper and lower case alike", () => {
    const tagged = aTrace({ tags: ["Replaces: #1031", "replaces:#1032 maybe not", "vip"] });
    expect(referencesBy(rule({ in: "tag" }, "replaces:{order}"), tagged)).toEqual(["#1031", "#1032 maybe not"]);
  });

  test("a note may name orders anywhere, with a point behind", () => {
    const noted = aTrace({ note: "Size was wrong. Replaces #1031. It also replaces #1032, see chat." });
    expect(referencesBy(rule({ in: "note" }, "replaces {order.name}"), noted)).toEqual(["#1031", "#1032"]);
    expect(referencesBy(rule({ in: "note" }, "replaces {order.name}"), aTrace())).toEqual([]);
  });

  test("a source identifier is one reference", () => {
    const source = rule({ in: "source-identifier" }, "{order}");
    expect(referencesBy(source, aTrace({ sourceIdentifier: "5001" }))).toEqual(["5001"]);
    expect(referencesBy(source, aTrace())).toEqual([]);
  });

  test("a template without a placeholder names nothing", () => {
    expect(referencesBy(rule({ in: "tag" }, "edited"), aTrace({ tags: ["edited"] }))).toEqual([]);
    expect(referencesBy(rule({ in: "note" }, "edited"), aTrace({ note: "edited" }))).toEqual([]);
    expect(namesOrder("edited", "edited", aTrace(), RULES)).toBe(false);
  });

  test("text around a placeholder is text, not a pattern", () => {
    const odd = rule({ in: "tag" }, "from (v.2) [{order}]");
    expect(referencesBy(odd, aTrace({ tags: ["from (v.2) [#1031]", "from (vx2) [#1032]"] }))).toEqual(["#1031"]);
  });
});

describe("a reference names an order", () => {
  test.each([
    ["{order}", "5001"],
    ["{order}", "gid://shopify/Order/5001"],
    ["{order}", "#1031"],
    ["{order}", "1031"],
    ["{order.id}", "5001"],
    ["{order.gid}", "GID://shopify/order/5001"],
    ["{order.name}", "#1031"],
    ["{order.number}", "1031"],
  ])("%s is fulfilled by %s", (template, reference) => {
    expect(namesOrder(reference, template, aTrace(), RULES)).toBe(true);
  });

  test.each([
    ["{order}", "1032"],
    ["{order.id}", "#1031"],
    ["{order.name}", "1031"],
    ["{order.number}", "#1031"],
    ["{order.name} or {order.id}", "#1031"],
  ])("%s is not fulfilled by %s", (template, reference) => {
    expect(namesOrder(reference, template, aTrace(), RULES)).toBe(false);
  });

  test("a template has exactly one placeholder", () => {
    expect(["{order}", "a {order.id} b", "none", "{order} {order.id}", "{order.total}"].map(placeholderOf)).toEqual([
      "order",
      "order.id",
      null,
      null,
      null,
    ]);
  });
});

test("a text is taken for an order's only when it can hardly be anything else", () => {
  const looks = (text: string): boolean => looksLikeOrder(text, RULES);
  expect(
    ["#1031", "#1031A", "#1031-Preorder", "gid://shopify/Order/5001000000000", "5001000000000"].map(looks),
  ).toEqual(Array(5).fill(true));
  expect(["1031", "2026", "#1 fan", "#sale", "vip", "204-1111111-1111111", ""].map(looks)).toEqual(
    Array(7).fill(false),
  );
  expect(looksLikeOrder("1031", { ...RULES, shopNames: { prefix: "", suffix: "" } })).toBe(false);
});
