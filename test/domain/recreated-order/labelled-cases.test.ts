import { describe, expect, test } from "@jest/globals";
import { findRecreated } from "../../../domain/recreated-order/find-recreated.ts";
import type { RecreateFinding } from "../../../domain/recreated-order/find-recreated.ts";
import type { OrderTrace } from "../../../domain/recreated-order/order-trace.ts";
import { LABELLED_CASES } from "./labelled-cases/index.ts";
import type { LabelledCase, Truth } from "./labelled-cases/labelled-case.ts";

const EXPECTED_KIND = {
  recreated: "recreated",
  split: "split",
  separate: "none",
  unclear: "review",
} as const satisfies Record<Truth, RecreateFinding["kind"]>;

/** The orders to ask from: both of a pair, whichever arrives first; else all. */
const askedFrom = ({ orders, pair }: LabelledCase): readonly OrderTrace[] =>
  pair === null ? orders : orders.filter(({ id }) => pair.includes(id));

const findings = (labelledCase: LabelledCase, others: readonly OrderTrace[] = []): readonly RecreateFinding[] =>
  askedFrom(labelledCase).map((order) =>
    findRecreated(order, [...others, ...labelledCase.orders], labelledCase.rules, "over"),
  );

const pairOf = (finding: RecreateFinding): readonly string[] | null =>
  finding.kind === "recreated" ? [finding.original.id, finding.replacement.id] : null;

const byTruth = (truth: Truth): readonly LabelledCase[] => LABELLED_CASES.filter((one) => one.truth === truth);

describe("recreated orders are recognised", () => {
  test("the set has at least 120 cases, and each title is there once", () => {
    expect(LABELLED_CASES.length).toBeGreaterThanOrEqual(120);
    expect(new Set(LABELLED_CASES.map(({ title }) => title)).size).toBe(LABELLED_CASES.length);
  });

  test.each(byTruth("recreated").map((one) => [one.title, one] as const))("%s", (_title, one) => {
    expect(findings(one).map(pairOf)).toEqual(askedFrom(one).map(() => one.pair));
  });
});

test.each(byTruth("split").map((one) => [one.title, one] as const))("a split is recognised: %s", (_title, one) => {
  const open = one.orders.filter(({ cancelledAt }) => cancelledAt === null).map(({ id }) => id);
  for (const finding of findings(one)) {
    expect(finding.kind).toBe("split");
    expect(finding.kind === "split" && finding.parts.map(({ id }) => id)).toEqual(open);
  }
});

describe("orders that are nobody's copy are left alone", () => {
  test.each(byTruth("separate").map((one) => [one.title, one] as const))("%s", (_title, one) => {
    expect(new Set(findings(one).map(({ kind }) => kind))).toEqual(new Set(["none"]));
  });
});

describe("a person is asked", () => {
  test.each(byTruth("unclear").map((one) => [one.title, one] as const))("%s", (_title, one) => {
    const kinds = findings(one).map(({ kind }) => kind);
    expect(kinds).toContain("review");
    expect(kinds.filter((kind) => kind !== "review" && kind !== "none")).toEqual([]);
  });
});

describe("precision and recall over the labelled set", () => {
  const alone = LABELLED_CASES.map((one) => ({ one, found: findings(one) }));
  // Every case once more among the orders that other customers placed, edited and cancelled in the same minutes.
  const amongStrangers = LABELLED_CASES.map((one, index) => {
    const others = [1, 2, 40].flatMap((step) => LABELLED_CASES.at(index - step)?.orders ?? []);
    return { one, found: findings(one, others) };
  });

  test.each([
    ["alone", alone],
    ["among orders of other customers", amongStrangers],
  ])("%s: nothing is wrongly taken as recreated, and at least 98 %% of recreated orders are found", (where, asked) => {
    const all = asked.flatMap(({ one, found }) => found.map((finding) => ({ one, finding })));
    const claimed = all.filter(({ finding }) => finding.kind === "recreated");
    const isRight = ({ one, finding }: (typeof all)[number]): boolean =>
      one.pair !== null && String(pairOf(finding)) === String(one.pair);
    const right = claimed.filter(isRight);
    const real = all.filter(({ one }) => one.truth === "recreated");
    const splits = all.filter(({ one }) => one.truth === "split");
    process.stdout.write(
      `${where}: ${asked.length} cases, ${all.length} questions; recreated: ` +
        `precision ${percent(right.length, claimed.length)} (${right.length}/${claimed.length}), ` +
        `recall ${percent(right.length, real.length)} (${right.length}/${real.length}); ` +
        `splits found ${splits.filter(({ finding }) => finding.kind === "split").length}/${splits.length}; ` +
        `left alone ${all.filter(({ one, finding }) => one.truth === "separate" && finding.kind === "none").length}` +
        `/${all.filter(({ one }) => one.truth === "separate").length}; ` +
        `unclear ones taken as recreated ${claimed.filter(({ one }) => one.truth === "unclear").length}\n`,
    );
    expect(claimed.filter((one) => !isRight(one)).map(({ one }) => one.title)).toEqual([]);
    expect(right.length / real.length).toBeGreaterThanOrEqual(0.98);
    expect(all.filter(({ one, finding }) => one.truth === "split" && finding.kind !== "split")).toEqual([]);
  });

  test("no order is ever cancelled that its shop still wants", () => {
    for (const { found } of [...alone, ...amongStrangers]) {
      for (const finding of found.filter(({ kind }) => kind === "recreated" || kind === "split")) {
        expect(finding.openAndReplaced).toEqual([]);
        expect(finding.cancelled.every(({ cancelledAt }) => cancelledAt !== null)).toBe(true);
        expect(finding.live.every(({ cancelledAt }) => cancelledAt === null)).toBe(true);
      }
    }
  });

  test("each kind of truth leads to its kind of finding", () => {
    for (const { one, found } of alone) expect(found.map(({ kind }) => kind)).toContain(EXPECTED_KIND[one.truth]);
  });
});

const percent = (part: number, whole: number): string => `${((100 * part) / whole).toFixed(1)} %`;
