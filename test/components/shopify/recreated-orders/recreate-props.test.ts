import { describe, expect, test } from "@jest/globals";
import { readRecreateProps } from "../../../../components/shopify/recreated-orders/recreate-props.ts";
import { DEFAULT_EVIDENCE_RULES } from "../../../../domain/recreated-order/evidence.rules.ts";

const link = {
  id: "edited-from",
  where: { in: "attribute", key: "Edited from" },
  template: "{order.name}",
  points: 100,
  because: "{new} says it was edited from {old}.",
};

describe("the props by which a recreated order is recognised", () => {
  test("give the standard rules and ten minutes when nothing is set", () => {
    expect(readRecreateProps({})).toEqual({ rules: DEFAULT_EVIDENCE_RULES, graceMs: 600_000 });
  });

  test("replace only the parts that are given, as an object or as its text", () => {
    const { rules } = readRecreateProps({ evidenceRules: { links: [link] }, orderNamePrefix: "SHOP-" });
    expect(rules).toEqual({
      ...DEFAULT_EVIDENCE_RULES,
      links: [link],
      shopNames: { prefix: "SHOP-", suffix: "" },
    });
    expect(readRecreateProps({ evidenceRules: JSON.stringify({ links: [link] }) }).rules.links).toEqual([link]);
  });

  test.each([
    [{ graceMinutes: -1 }, "Grace period is -1 minutes, expected 0 or more."],
    [{ evidenceRules: "{" }, 'Rules of evidence: "{" is not JSON, expected an object.'],
    [{ evidenceRules: { treshold: 90 } }, 'Unrecognized key: "treshold"'],
    [{ evidenceRules: { links: [{ ...link, where: { in: "heaven" } }] } }, "links[0].where"],
    [{ evidenceRules: { links: [{ ...link, template: "from" }] } }, "must have exactly one {order…} placeholder"],
    [{ evidenceRules: { mostFromCircumstances: 100 } }, "a reorder could be taken for an edit"],
    [{ evidenceRules: { circumstances: [{ id: "same-shoe-size", points: 5, because: "x" }] } }, "circumstances[0].id"],
  ])("refuse %j and say why", (props, message) => {
    expect(() => readRecreateProps(props)).toThrow(message);
    expect(() => readRecreateProps(props)).toThrow(expect.objectContaining({ name: "ConfigurationError" }));
  });
});
