import { readFileSync, writeFileSync } from "node:fs";
import { describe, expect, test } from "@jest/globals";
import {
  CHANGES,
  decideOrderEdit,
  DEFAULT_POLICY,
  LINE_REMOVALS,
  ORDER_EDIT_RULES,
  POLICY_CHOICES,
  WAREHOUSE_STATES,
} from "../../../domain/order-edit/order-edit.rules.ts";
import type { OrderEditFacts, OrderEditOutcome } from "../../../domain/order-edit/order-edit.rules.ts";
import { format } from "prettier";

const VALUES: { readonly [K in keyof OrderEditFacts]: readonly OrderEditFacts[K][] } = {
  warehouse: WAREHOUSE_STATES,
  change: CHANGES,
  lineRemoval: LINE_REMOVALS,
  rows: ["distinct", "ambiguous"],
  skus: ["known", "unknown"],
  replacement: ["possible", "impossible"],
  ...POLICY_CHOICES,
};

function everyCombination(): OrderEditFacts[] {
  return (Object.keys(VALUES) as (keyof OrderEditFacts)[]).reduce<Partial<OrderEditFacts>[]>(
    (combinations, fact) => combinations.flatMap((facts) => VALUES[fact].map((value) => ({ ...facts, [fact]: value }))),
    [{}],
  ) as OrderEditFacts[];
}

const usual: OrderEditFacts = {
  ...DEFAULT_POLICY,
  warehouse: "not-started",
  change: "adds",
  lineRemoval: "none",
  rows: "distinct",
  skus: "known",
  replacement: "possible",
};

describe("the order-edit table", () => {
  test("answers every combination of facts, and every row is reached", () => {
    const reached = new Set(everyCombination().map(decideOrderEdit));
    expect(reached).toEqual(new Set(ORDER_EDIT_RULES));
  });

  test("nothing is written to lines once work has started, unless a merchant allows added lines while picking", () => {
    const writes: OrderEditOutcome[] = ["apply-in-place", "apply-by-replacement", "cancel"];
    const started = everyCombination().filter(
      ({ warehouse, addsWhilePicking }) =>
        ["picking", "picked", "despatched", "unknown-status"].includes(warehouse) && addsWhilePicking !== "apply",
    );
    expect(started.filter((facts) => writes.includes(decideOrderEdit(facts).then))).toEqual([]);
  });

  test("a difference never ends without either an action or a person", () => {
    const silent = everyCombination().filter(
      ({ warehouse, change }) => change !== "none" && !["missing-too-long", "only-cancelled"].includes(warehouse),
    );
    expect(silent.filter((facts) => decideOrderEdit(facts).then === "in-sync")).toEqual([]);
  });

  test.each<[Partial<OrderEditFacts>, OrderEditOutcome]>([
    [{ change: "none" }, "in-sync"],
    [{ change: "none", warehouse: "despatched" }, "in-sync"],
    [{ change: "adds" }, "apply-in-place"],
    [{ change: "lowers" }, "apply-in-place"],
    [{ change: "removes", lineRemoval: "none" }, "apply-by-replacement"],
    [{ change: "removes", lineRemoval: "quantity-0" }, "apply-in-place"],
    [{ change: "removes", lineRemoval: "delete-row", rows: "ambiguous" }, "apply-by-replacement"],
    [{ change: "removes", replacement: "impossible" }, "hold-and-ask"],
    [{ change: "adds", rows: "ambiguous", replacement: "impossible" }, "hold-and-ask"],
    [{ change: "nothing-to-send" }, "cancel"],
    [{ change: "replaced", warehouse: "picking" }, "stop-parcel"],
    [{ skus: "unknown" }, "hold-for-unknown-sku"],
    [{ skus: "unknown", warehouse: "picking" }, "stop-parcel"],
    [{ warehouse: "picking", addsWhilePicking: "apply" }, "apply-in-place"],
    [{ warehouse: "picking", skus: "unknown", addsWhilePicking: "apply" }, "stop-parcel"],
    [{ warehouse: "picked", change: "details", detailsWhilePicking: "tell-only" }, "tell-only"],
    [{ warehouse: "picked", onceWorkStarted: "tell-only" }, "tell-only"],
    [{ warehouse: "despatched" }, "too-late"],
    [{ warehouse: "unknown-status" }, "stop-parcel"],
    [{ warehouse: "missing" }, "wait-for-import"],
    [{ warehouse: "missing-too-long" }, "raise-missing"],
    [{ warehouse: "missing-too-long", change: "nothing-to-send" }, "in-sync"],
    [{ warehouse: "only-cancelled" }, "raise-cancelled-in-warehouse"],
    [{ warehouse: "several-live", change: "none" }, "raise-several-live"],
  ])("when %j, decides %s", (facts, expected) => {
    expect(decideOrderEdit({ ...usual, ...facts }).then).toBe(expected);
  });

  test("is printed in the manual as it stands in the code", async () => {
    const page = new URL("../../../docs/order-edit-decisions.md", import.meta.url);
    const printed = await format(decisionPage(), { parser: "markdown" });
    if (process.env["UPDATE_DOCS"] !== undefined) writeFileSync(page, printed);
    expect(readFileSync(page, "utf8")).toBe(printed);
  });
});

function decisionPage(): string {
  const rows = ORDER_EDIT_RULES.map(({ when, then, because }, index) => {
    const facts = Object.entries(when).map(([fact, value]) => `${fact}: ${[value].flat().join(" or ")}`);
    return `| ${index + 1} | ${facts.join("; ") || "anything else"} | **${then}** | ${because} |`;
  });
  return [
    "# What happens when an order changes",
    "",
    "Generated from `domain/order-edit/order-edit.rules.ts`. Read top to bottom: the first row that fits wins.",
    "",
    "| # | when | then | because |",
    "| --- | --- | --- | --- |",
    ...rows,
    "",
  ].join("\n");
}
