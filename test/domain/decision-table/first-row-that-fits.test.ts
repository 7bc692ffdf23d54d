import { expect, test } from "@jest/globals";
import { firstRowThatFits } from "../../../domain/decision-table/first-row-that-fits.ts";
import type { When } from "../../../domain/decision-table/first-row-that-fits.ts";

interface Facts {
  readonly day: "mon" | "tue" | "sun";
  readonly open: "yes" | "no";
}

const rows: { readonly when: When<Facts>; readonly then: string }[] = [
  { when: { day: ["mon", "tue"], open: "yes" }, then: "work" },
  { when: { open: "yes" }, then: "overtime" },
];

test.each<[Facts, string]>([
  [{ day: "tue", open: "yes" }, "work"],
  [{ day: "sun", open: "yes" }, "overtime"],
])("the first row whose facts all fit wins: %j gives %s", (facts, then) => {
  expect(firstRowThatFits(rows, facts).then).toBe(then);
});

test("facts that no row fits are named", () => {
  expect(() => firstRowThatFits(rows, { day: "sun", open: "no" })).toThrow(
    new RangeError('No row of the decision table fits {"day":"sun","open":"no"}.'),
  );
});
