import { describe, expect, test } from "@jest/globals";
import { DEFAULT_EVIDENCE_RULES as RULES } from "../../../domain/recreated-order/evidence.rules.ts";
import type { EvidenceRules, PairTest } from "../../../domain/recreated-order/evidence-rule.ts";
import { problemsInRules } from "../../../domain/recreated-order/problems-in-rules.ts";

const nameRule = (template: string): EvidenceRules["names"][number] => ({
  id: "n",
  template,
  makes: "version",
  points: 60,
  because: "",
});
const markRule = (differs: Partial<EvidenceRules["marks"][number]>): EvidenceRules["marks"][number] => ({
  id: "m",
  when: { newTag: "edited" },
  makes: "version",
  needs: [["name"]],
  points: 40,
  because: "",
  ...differs,
});

describe("edited rules are checked", () => {
  test("the shipped ones have no problem, and survive being stored as JSON", () => {
    expect(problemsInRules(RULES)).toEqual([]);
    expect(JSON.parse(JSON.stringify(RULES))).toEqual(RULES);
  });

  test.each<[string, Partial<EvidenceRules>]>([
    ["mostFromCircumstances is 100", { mostFromCircumstances: 100 }],
    ["reviewFrom is 101", { reviewFrom: 101 }],
    ["reviewFrom is 0", { reviewFrom: 0 }],
    ["closeMinutes is NaN", { closeMinutes: Number.NaN }],
    ["skuOverlap is 0", { skuOverlap: 0 }],
    ["skuOverlap is 1.1", { skuOverlap: 1.1 }],
    ["Rule n has -1 points", { names: [{ ...nameRule("{name}-R"), points: -1 }] }],
    ["Rule id n is used more than once", { names: [nameRule("{name}-R"), nameRule("{name}-S"), nameRule("{name}-T")] }],
    [
      "Circumstance same-mood is not known; known are same-customer",
      { circumstances: [{ id: "same-mood" as PairTest, points: 10, because: "" }] },
    ],
    [
      "Link l: the template",
      { links: [{ id: "l", where: { in: "tag" }, template: "edited", points: 100, because: "" }] },
    ],
    ["Name n: the template", { names: [nameRule("{name}")] }],
    ["Name n: the template", { names: [nameRule("-R")] }],
    ["Name n: the template", { names: [nameRule("{name}{name}")] }],
    ["Name n: the template", { names: [nameRule("{name}-{letter}{number}")] }],
    ["Name n: the template", { names: [nameRule("{name}-{digit}")] }],
    ["Mark m must say", { marks: [markRule({ when: {} })] }],
    ["Mark m must say", { marks: [markRule({ needs: [] })] }],
    ["Mark m has an empty list", { marks: [markRule({ needs: [["name"], []] })] }],
  ])("%s", (problem, differs) => {
    const problems = problemsInRules({ ...RULES, ...differs });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(problem);
  });

  test("a rule of one's own with each placeholder is accepted", () => {
    const names = ["{name}{letter}", "{name}/{number}", "{name} {word}", "NEW {name}"].map((template, index) => ({
      ...nameRule(template),
      id: `n${index}`,
    }));
    expect(problemsInRules({ ...RULES, names, marks: [markRule({})] })).toEqual([]);
  });
});
