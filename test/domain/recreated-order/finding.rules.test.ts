import { describe, expect, test } from "@jest/globals";
import { decideFinding, FACT_VALUES, FINDING_RULES } from "../../../domain/recreated-order/finding.rules.ts";
import type { FindingFacts } from "../../../domain/recreated-order/finding.rules.ts";

const EVERY_COMBINATION = (Object.keys(FACT_VALUES) as (keyof FindingFacts)[]).reduce<Partial<FindingFacts>[]>(
  (combinations, fact) =>
    combinations.flatMap((facts) => FACT_VALUES[fact].map((value) => ({ ...facts, [fact]: value }))),
  [{}],
) as FindingFacts[];

const factsOf = (...kinds: string[]): FindingFacts[] =>
  EVERY_COMBINATION.filter((facts) => kinds.includes(decideFinding(facts).then));

describe("the table of findings", () => {
  test("answers every combination of facts, and every row is reached", () => {
    expect(new Set(EVERY_COMBINATION.map(decideFinding))).toEqual(new Set(FINDING_RULES));
  });

  test("an order takes another's place only when Shopify has cancelled that one, and something is to be sent", () => {
    const replacing = factsOf("recreated", "split");
    expect(new Set(replacing.map(({ connection }) => connection))).toEqual(new Set(["linked"]));
    expect(replacing.filter(({ older, live }) => older === "open" || live === "none")).toEqual([]);
  });

  test("several orders are sent only as parts that fit into the original", () => {
    expect(factsOf("recreated").filter(({ live }) => live !== "one")).toEqual([]);
    expect(factsOf("split").filter(({ split }) => split !== "fits")).toEqual([]);
  });

  test("a person is asked only when waiting is over, and nothing waits after that", () => {
    expect(factsOf("review").filter(({ patience }) => patience !== "over")).toEqual([]);
    expect(factsOf("under-way").filter(({ patience }) => patience !== "waiting")).toEqual([]);
  });
});
