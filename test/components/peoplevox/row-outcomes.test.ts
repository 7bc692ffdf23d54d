import { expect, test } from "@jest/globals";
import { rowOutcomes } from "../../../components/peoplevox/row-outcomes.ts";

const status = (reference: string, word: string, lineNo: number | null = null) => ({ reference, status: word, lineNo });
const outcomes = (references: string[], statuses: ReturnType<typeof status>[], detail = "", partial = true) =>
  rowOutcomes(references, { statuses, detail, partial, totalCount: 0 }).map((row) =>
    row.outcome === "refused" ? `refused ${row.detail}` : row.outcome,
  );

test("line numbers win over order and reference", () => {
  const statuses = [status("A", "Error", 2), status("A", "Success", 1)];
  expect(outcomes(["A", "A"], statuses, "no")).toEqual(["stored", "refused no"]);
});

test("without line numbers position decides where the references agree", () => {
  expect(outcomes(["A", "a "], [status("a", "Success"), status("A", "Error")], "no")).toEqual(["stored", "refused no"]);
});

test("references decide where the order differs, each status once", () => {
  const statuses = [status("B", "Error"), status("A", "Success"), status("B", "Success")];
  expect(outcomes(["A", "B", "B"], statuses, "no")).toEqual(["stored", "refused no", "stored"]);
});

test("line numbers that cannot be right are not believed", () => {
  expect(outcomes(["A", "B"], [status("B", "Error", 3), status("A", "Success", 2)], "no")).toEqual([
    "stored",
    "refused no",
  ]);
  expect(outcomes(["A", "B"], [status("B", "Error", 1), status("A", "Success", 1)], "no")).toEqual([
    "stored",
    "refused no",
  ]);
});

test("a row without a word is stored when all went well, unknown in a partial import", () => {
  expect(outcomes(["A", "B"], [status("A", "Success")], "", false)).toEqual(["stored", "stored"]);
  expect(outcomes(["A", "B"], [status("A", "Success")], "no")).toEqual(["stored", "unknown"]);
});

test("messages go to their rows when there is one for each, else each refused row gets all", () => {
  const statuses = [status("A", "Error", 1), status("B", "Success", 2), status("C", "Error", 3)];
  expect(outcomes(["A", "B", "C"], statuses, "Line 71 : one\r\n\ntwo\n")).toEqual([
    "refused one",
    "stored",
    "refused two",
  ]);
  expect(outcomes(["A", "B", "C"], statuses, "both are wrong")).toEqual([
    "refused both are wrong",
    "stored",
    "refused both are wrong",
  ]);
});
