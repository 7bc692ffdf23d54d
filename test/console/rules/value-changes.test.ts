import { expect, test } from "@jest/globals";
import { mappingOf, problemOfPair } from "../../../console/src/words/mapping-pairs.ts";
import { changesBetween } from "../../../console/src/words/value-changes.ts";

test("two values differ leaf by leaf, at named places", () => {
  const before = { order: "#1", lines: [{ sku: "A", units: 1 }], gone: true };
  const after = { order: "#1", lines: [{ sku: "A", units: 2 }, { sku: "B" }] };
  expect(changesBetween(before, after)).toEqual([
    { path: "lines[0].units", before: "1", after: "2" },
    { path: "lines[1]", before: null, after: '{"sku":"B"}' },
    { path: "gone", before: "true", after: null },
  ]);
  expect(changesBetween(before, structuredClone(before))).toEqual([]);
});

test("a mapping is what its rows say; of a left side that is there twice, the later row is told and counts", () => {
  const rows = [
    ["Picking ", "picking"],
    ["A=1", "x"],
    ["Picking", "picked"],
  ] as const;
  expect(mappingOf(rows)).toEqual({ Picking: "picked", "A=1": "x" });
  expect(rows.map((_, index) => problemOfPair(rows, index))).toEqual([undefined, undefined, "Is there already."]);
});
