import { describe, expect, test } from "@jest/globals";
import { DEFAULT_EVIDENCE_RULES as RULES } from "../../../domain/recreated-order/evidence.rules.ts";
import type { EvidenceRules } from "../../../domain/recreated-order/evidence-rule.ts";
import { numberOfName, orderNameParts, rootName, stepsBetween } from "../../../domain/recreated-order/order-name.ts";

const inShop = (prefix: string, suffix: string): EvidenceRules => ({ ...RULES, shopNames: { prefix, suffix } });

const taken = (name: string, rules = RULES): string => {
  const { base, steps } = orderNameParts(name, rules);
  return [base, ...steps.map(({ version, rule }) => version || rule.template)].join(" · ");
};

describe("a name is taken apart", () => {
  test.each([
    ["#1031", "1031"],
    ["#1031A", "1031 · A"],
    ["#1031-2", "1031 · 2"],
    ["#1031-Preorder", "1031 · {name}-Preorder"],
    ["#1031-PREORDER", "1031 · {name}-Preorder"],
    ["#1031-PreorderA", "1031 · {name}-Preorder · A"],
    ["#1031-Edited order", "1031 · Edited order"],
    ["1031", "1031"],
    [" #1031A ", "1031 · A"],
    ["#USA", "USA"],
    ["#1031a", "1031a"],
    ["#1031AA", "1031AA"],
    ["#1031-0", "1031-0"],
    ["#2026-1031", "2026-1031"],
    ["", ""],
  ])("%s is %s", (name, parts) => {
    expect(taken(name)).toBe(parts);
  });

  test("a shop's prefix and suffix are no part of it, also with the version behind the suffix", () => {
    expect(taken("UK-1031A", inShop("UK-", ""))).toBe("1031 · A");
    expect(taken("#1031-EU", inShop("#", "-EU"))).toBe("1031");
    expect(taken("#1031-EUA", inShop("#", "-EU"))).toBe("1031 · A");
    expect(taken("#1031A-EU", inShop("#", "-EU"))).toBe("1031 · A");
    expect(numberOfName("#1031+", inShop("#", "+"))).toBe("1031");
  });

  test("a template with text only, and with text before the name, is read too", () => {
    const rules: EvidenceRules = {
      ...RULES,
      names: [{ id: "new", template: "NEW {name}", makes: "version", points: 60, because: "" }],
    };
    expect(taken("#NEW 1031", rules)).toBe("1031 · NEW {name}");
    expect(taken("#new new 1031", rules)).toBe("1031 · NEW {name} · NEW {name}");
  });

  test("a name that a rule could take apart for ever is left after eight steps", () => {
    expect(orderNameParts(`#1${"-x".repeat(20)}`, RULES).steps).toHaveLength(8);
  });
});

describe("a newer name follows from an older one", () => {
  test.each([
    ["#1031", "#1031A", "A"],
    ["#1031", "#1031B", "B"],
    ["#1031A", "#1031B", "B"],
    ["#1031-9", "#1031-10", "10"],
    ["#1031", "#1031-PreorderA", "{name}-Preorder A"],
    ["#1031-Preorder", "#1031-PreorderA", "A"],
    ["#1031A", "#1031B-2", "B 2"],
  ])("%s → %s", (older, newer, steps) => {
    const between = stepsBetween(older, newer, RULES);
    expect(between?.map(({ version, rule }) => version || rule.template).join(" ")).toBe(steps);
  });

  test.each([
    ["#1031", "#1031"],
    ["#1031A", "#1031"],
    ["#1031B", "#1031A"],
    ["#1031-10", "#1031-9"],
    ["#1031-Original", "#1031-Preorder"],
    ["#1031-EDIT", "#1031-FINAL"],
    ["#1031A", "#1031-2"],
    ["#1031A-2", "#1031B"],
    ["#1031-PreorderA", "#1031-B"],
    ["#103", "#1031"],
    ["#1032", "#1031A"],
  ])("%s → %s does not follow", (older, newer) => {
    expect(stepsBetween(older, newer, RULES)).toBeNull();
  });
});

test("all versions and parts of an order have one root name, written as the shop writes it", () => {
  expect(
    ["#1031", "#1031A", "#1031B", "#1031-Preorder", "#1031-PreorderC"].map((name) => rootName(name, RULES)),
  ).toEqual(Array(5).fill("#1031"));
  expect(rootName("#1031A-EU", inShop("#", "-EU"))).toBe("#1031-EU");
  expect(rootName("Sample", RULES)).toBe("Sample");
});
