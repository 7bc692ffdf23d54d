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
import { everyCombination } from "../decision-table/every-combination.ts";
import { expectPage, facts as inWords, table } from "../decision-table/generated-page.ts";

const VALUES: { readonly [K in keyof OrderEditFacts]: readonly OrderEditFacts[K][] } = {
  warehouse: WAREHOUSE_STATES,
  change: CHANGES,
  lineRemoval: LINE_REMOVALS,
  rows: ["distinct", "ambiguous"],
  skus: ["known", "unknown"],
  replacement: ["possible", "impossible"],
  ...POLICY_CHOICES,
};

/** Worked out once: there are a quarter of a million. */
const EVERY_ANSWER = everyCombination(VALUES).map((facts) => ({ facts, row: decideOrderEdit(facts) }));

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
    const reached = new Set(EVERY_ANSWER.map(({ row }) => row));
    expect(reached).toEqual(new Set(ORDER_EDIT_RULES));
  });

  test("nothing is written to lines once work has started, unless a merchant allows added lines while picking", () => {
    const writes: OrderEditOutcome[] = ["create", "apply-in-place", "apply-by-replacement", "cancel"];
    const started = EVERY_ANSWER.filter(
      ({ facts: { warehouse, addsWhilePicking, addressOncePicked } }) =>
        ["picking", "picked", "despatched", "unknown-status"].includes(warehouse) &&
        addsWhilePicking !== "apply" &&
        addressOncePicked !== "apply-until-picked",
    );
    expect(started.filter(({ row }) => writes.includes(row.then))).toEqual([]);
  });

  test("an order that should be sent and is missing is waited for, created, or told to a person", () => {
    const missing = EVERY_ANSWER.filter(
      ({ facts }) => facts.warehouse.startsWith("missing") && !["nothing-to-send", "replaced"].includes(facts.change),
    );
    expect(missing.filter(({ row }) => row.then === "in-sync")).toEqual([]);
  });

  test("where only details are kept in step, no line is written and nothing is created, replaced or cancelled", () => {
    const detailsOnly = EVERY_ANSWER.filter(({ facts }) => facts.scope === "details");
    const outcomes = new Set(detailsOnly.map(({ row }) => row.then));
    for (const never of ["create", "apply-by-replacement", "cancel"] as const) expect(outcomes).not.toContain(never);
  });

  test("a difference never ends without either an action or a person", () => {
    const silent = EVERY_ANSWER.filter(
      ({ facts: { warehouse, change, scope }, row }) =>
        row.then === "in-sync" &&
        change !== "none" &&
        scope === "everything" &&
        !["missing", "missing-too-long", "only-cancelled"].includes(warehouse),
    );
    expect(silent).toEqual([]);
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
    [{ warehouse: "missing", whenMissing: "create" }, "create"],
    [{ warehouse: "missing-too-long", whenMissing: "create" }, "create"],
    [{ warehouse: "missing", whenMissing: "create", skus: "unknown" }, "raise-unknown-sku"],
    [{ warehouse: "missing", whenMissing: "create", change: "nothing-to-send" }, "in-sync"],
    [{ warehouse: "missing", whenMissing: "create", scope: "details" }, "wait-for-import"],
    [{ warehouse: "only-cancelled", whenMissing: "create" }, "raise-cancelled-in-warehouse"],
    [{ warehouse: "missing", whenMissing: "raise" }, "raise-missing"],
    [{ warehouse: "missing", whenMissing: "raise", change: "nothing-to-send" }, "in-sync"],
    [{ change: "address" }, "apply-in-place"],
    [{ change: "address", warehouse: "picking" }, "stop-parcel"],
    [{ change: "address", warehouse: "picked", onceWorkStarted: "tell-only" }, "stop-parcel"],
    [{ change: "address", warehouse: "picking", addressOncePicked: "apply-until-picked" }, "apply-in-place"],
    [{ change: "address", warehouse: "picked", addressOncePicked: "apply-until-picked" }, "stop-parcel"],
    [{ change: "address", warehouse: "picked", addressOncePicked: "tell-only" }, "tell-only"],
    [{ change: "address", warehouse: "picked", detailsWhilePicking: "tell-only" }, "stop-parcel"],
    [{ change: "details", rows: "ambiguous" }, "apply-by-replacement"],
    [{ change: "details", rows: "ambiguous", scope: "details" }, "hold-and-ask"],
    [{ change: "nothing-to-send", scope: "details" }, "in-sync"],
    [{ change: "details", scope: "details", skus: "unknown" }, "apply-in-place"],
  ])("when %j, decides %s", (facts, expected) => {
    expect(decideOrderEdit({ ...usual, ...facts }).then).toBe(expected);
  });

  test("is printed in the manual as it stands in the code", async () => {
    const rows = ORDER_EDIT_RULES.map(({ when, then, because }, index) => [
      String(index + 1),
      inWords(when),
      `**${then}**`,
      because,
    ]);
    await expectPage("order-edit-decisions.md", [
      "# What happens when an order changes",
      "",
      "Generated from `domain/order-edit/order-edit.rules.ts`. Read top to bottom: the first row that fits wins.",
      "",
      ...table(["#", "when", "then", "because"], rows),
    ]);
  });
});
