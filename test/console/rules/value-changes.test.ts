import { expect, test } from "@jest/globals";
import { linesOfMapping, readMappingLines } from "../../../console/src/words/mapping-lines.ts";
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

test("a mapping is read as it was written, and a line that says nothing is a problem", () => {
  const mapping = { "A=1": "X", Picking: "picking" };
  expect(readMappingLines(linesOfMapping(mapping))).toEqual({ mapping, problem: null });
  expect(readMappingLines("Picking\n").problem).toContain('"Picking"');
  expect(readMappingLines("= picking").problem).toContain('"= picking"');
});
