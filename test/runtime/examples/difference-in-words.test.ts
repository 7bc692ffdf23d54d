import { expect, test } from "@jest/globals";
import { differenceInWords } from "../../../runtime/examples/difference-in-words.ts";

test("single values stand below each other", () => {
  expect(differenceInWords({ what: "outcome", expected: "cancel", found: null })).toEqual([
    "outcome",
    "  - expected  cancel",
    "  + found     nothing",
  ]);
  expect(differenceInWords({ what: "Attribute1", expected: "", found: "Happy birthday,\nAnn" })).toEqual([
    "Attribute1",
    '  - expected  ""',
    "  + found     Happy birthday,",
    "  +           Ann",
  ]);
});

test("fields are compared line by line, whatever their order", () => {
  const expected = { B: 2, A: 1 };
  expect(differenceInWords({ what: "units", expected, found: { A: 1, B: 3, C: 1 } })).toEqual([
    "units (- expected, + found)",
    "    {",
    '      "A": 1,',
    '  -   "B": 2',
    '  +   "B": 3,',
    '  +   "C": 1',
    "    }",
  ]);
});

test("a value that is missing as a whole is shown as a whole", () => {
  expect(differenceInWords({ what: "Sales Order 1001", expected: { status: "Picked" }, found: null })).toEqual([
    "Sales Order 1001",
    "  - expected  {",
    '  -             "status": "Picked"',
    "  -           }",
    "  + found     nothing",
  ]);
});
