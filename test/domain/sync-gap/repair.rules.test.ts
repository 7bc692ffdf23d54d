import { describe, expect, test } from "@jest/globals";
import { EXCEPTION_KINDS } from "../../../domain/exceptions/exception-kinds.ts";
import { WAREHOUSE_STATES } from "../../../domain/order-edit/order-edit.rules.ts";
import { GAP_KIND_NAMES, GAP_KINDS } from "../../../domain/sync-gap/gap-kinds.ts";
import {
  decideRepair,
  DEFAULT_GAP_POLICY,
  GAP_POLICY_CHOICES,
  REPAIR_RULES,
} from "../../../domain/sync-gap/repair.rules.ts";
import type { RepairFacts, RepairOutcome } from "../../../domain/sync-gap/repair.rules.ts";
import { everyCombination } from "../decision-table/every-combination.ts";
import { expectPage, facts, table } from "../decision-table/generated-page.ts";

const everyGap = everyCombination<RepairFacts>({
  gap: GAP_KIND_NAMES,
  phase: WAREHOUSE_STATES,
  age: ["fresh", "ripe"],
  courier: ["soon", "not-soon"],
  ...GAP_POLICY_CHOICES,
});

describe("the repair table", () => {
  test("answers every combination of facts, and every row is reached", () => {
    expect(new Set(everyGap.map(decideRepair))).toEqual(new Set(REPAIR_RULES));
  });

  test("a gap is left alone only while it is fresh, or because the merchant said so", () => {
    for (const each of everyGap) {
      const { then } = decideRepair(each);
      if (then === "ignore-for-now") expect(each.age).toBe("fresh");
      if (then === "ignore") expect([each.heldTooLong, each.valuesDiffer]).toContain("ignore");
    }
  });

  test("only what a run can repair is given to a run", () => {
    const repaired = everyGap.filter((each) => decideRepair(each).then === "repair");
    expect(repaired.filter(({ gap }) => GAP_KINDS[gap].repairedBy === "nobody")).toEqual([]);
    expect(repaired.filter(({ repairs }) => repairs === "raise-only")).toEqual([]);
  });

  test("a parcel is stopped only where one could leave wrong, and a person is always told", () => {
    for (const each of everyGap.filter((gap) => decideRepair(gap).then === "stop-parcel")) {
      expect(each.parcelAtRisk).toBe("stop-parcel");
      expect(GAP_KINDS[each.gap].severity).toBe("high");
    }
    for (const { then, raises } of REPAIR_RULES) {
      expect(raises !== null).toBe(then === "raise" || then === "stop-parcel");
    }
  });

  test("with the courier near, a parcel that would leave wrong is never left for later", () => {
    const near = everyGap.filter(({ courier }) => courier === "soon");
    const later = near.filter((each) => decideRepair(each).then === "ignore-for-now").map(({ gap }) => gap);
    expect(new Set(later)).toEqual(new Set(["values-differ", "rma-missing", "rma-not-withdrawn"]));
  });

  const usual: RepairFacts = {
    ...DEFAULT_GAP_POLICY,
    gap: "lines-differ",
    phase: "not-started",
    age: "ripe",
    courier: "not-soon",
  };

  test.each<[Partial<RepairFacts>, RepairOutcome, string | null]>([
    [{}, "repair", null],
    [{ age: "fresh" }, "ignore-for-now", null],
    [{ age: "fresh", courier: "soon" }, "repair", null],
    [{ age: "fresh", courier: "soon", phase: "picked" }, "stop-parcel", "picking-started"],
    [{ phase: "picking" }, "stop-parcel", "picking-started"],
    [{ phase: "picking", parcelAtRisk: "raise-only" }, "raise", "picking-started"],
    [{ phase: "despatched" }, "raise", "already-despatched"],
    [{ repairs: "raise-only" }, "raise", "warehouse-out-of-step"],
    [{ gap: "details-differ", phase: "picking" }, "repair", null],
    [{ gap: "details-differ", repairs: "raise-only" }, "raise", "details-out-of-step"],
    [{ gap: "missing-in-warehouse", phase: "missing-too-long" }, "repair", null],
    [{ gap: "missing-in-warehouse", phase: "missing", repairs: "raise-only" }, "raise", "missing-in-warehouse"],
    [{ gap: "cancelled-in-warehouse-only", phase: "only-cancelled" }, "raise", "cancelled-in-warehouse"],
    [{ gap: "cancelled-in-shopify-only" }, "repair", null],
    [{ gap: "replaced-order-live", phase: "unknown-status" }, "stop-parcel", "picking-started"],
    [{ gap: "several-live", phase: "several-live" }, "raise", "several-live-sales-orders"],
    [{ gap: "several-live", phase: "several-live", courier: "soon" }, "stop-parcel", "several-live-sales-orders"],
    [{ gap: "held-too-long", age: "fresh" }, "raise", "held-too-long"],
    [{ gap: "held-too-long", heldTooLong: "ignore" }, "ignore", null],
    [{ gap: "rma-missing", phase: "despatched" }, "repair", null],
    [{ gap: "rma-missing", phase: "despatched", repairs: "raise-only" }, "raise", "rma-missing"],
    [{ gap: "values-differ", phase: "despatched" }, "raise", "values-differ"],
    [{ gap: "values-differ", valuesDiffer: "ignore" }, "ignore", null],
  ])("when %j, decides %s and raises %s", (differs, then, raises) => {
    expect(decideRepair({ ...usual, ...differs })).toMatchObject({ then, raises });
  });
});

test("gaps and repairs are printed in the manual as they stand in the code", async () => {
  await expectPage("sync-gaps.md", [
    "# Where Shopify and Peoplevox can tell different stories",
    "",
    "Generated from `domain/sync-gap/gap-kinds.ts` and `domain/sync-gap/repair.rules.ts`.",
    "",
    "## Kinds of gap",
    "",
    ...table(
      ["gap", "in words", "owner", "severity", "repaired by", "because"],
      GAP_KIND_NAMES.map((kind) => {
        const { title, owner, severity, repairedBy, because } = GAP_KINDS[kind];
        return [`**${kind}**`, title, owner, severity, repairedBy, because];
      }),
    ),
    "",
    "## What is done about a gap",
    "",
    "Read top to bottom: the first row that fits wins. `repair` runs what the gap is repaired by; that run decides,",
    "fences and raises by its own tables ([order edits](order-edit-decisions.md), [returns](returns-decisions.md)).",
    "",
    ...table(
      ["#", "when", "then", "a person is told", "because"],
      REPAIR_RULES.map(({ when, then, raises, because }, index) => [
        String(index + 1),
        facts(when),
        `**${then}**`,
        raises === null ? "–" : `${raises} (${EXCEPTION_KINDS[raises].owner})`,
        because,
      ]),
    ),
    "",
    "## What a consultant can choose",
    "",
    ...table(
      ["choice", "default", "other"],
      Object.entries(GAP_POLICY_CHOICES).map(([choice, values]) => {
        const usual = DEFAULT_GAP_POLICY[choice as keyof typeof DEFAULT_GAP_POLICY];
        return [choice, usual, values.filter((value) => value !== usual).join(", ")];
      }),
    ),
  ]);
});
