import { expect, test } from "@jest/globals";
import { actOf, isComplete, NOTHING_GIVEN } from "../../../console/src/pages/exception/act-of.ts";
import { queryOf } from "../../../console/src/pages/exceptions/exception-query.ts";
import { ACTS, TAKE_OVER } from "../../../console/src/words/exception-acts.ts";
import { pressOf } from "../../../console/src/words/exceptions.ts";
import { snoozeTimes } from "../../../console/src/words/snooze-times.ts";

const MONDAY_EVENING = Date.parse("2026-03-23T18:30:00Z");

test("people put things aside until a morning on the merchant’s clock, also over a change of the clock", () => {
  const until = (now: string) => snoozeTimes(Date.parse(now), "Europe/London").map((time) => [time.label, time.until]);
  expect(until("2026-03-27T22:30:00Z")).toEqual([
    ["1 hour", "2026-03-27T23:30:00.000Z"],
    ["3 hours", "2026-03-28T01:30:00.000Z"],
    ["Tomorrow morning", "2026-03-28T08:00:00.000Z"],
    ["Monday morning", "2026-03-30T07:00:00.000Z"],
  ]);
});

test("on a Sunday the next morning is Monday’s, once; late in the evening the day is the merchant’s", () => {
  const labels = (now: number, zone: string) => snoozeTimes(now, zone).map(({ label }) => label);
  expect(labels(Date.parse("2026-03-22T10:00:00Z"), "Europe/London")).toEqual([
    "1 hour",
    "3 hours",
    "Tomorrow morning",
  ]);
  const [, , tomorrow] = snoozeTimes(MONDAY_EVENING, "Pacific/Auckland");
  expect(tomorrow?.until).toBe("2026-03-24T19:00:00.000Z");
});

test.each([
  ["2026-03-23T18:00:00Z", "bad"],
  ["2026-03-23T19:15:00Z", "look"],
  ["2026-03-23T22:00:00Z", "quiet"],
  [null, "quiet"],
])("a deadline of %s is %s at half past six", (mattersUntil, expected) => {
  expect(pressOf(mattersUntil, MONDAY_EVENING)).toBe(expected);
});

test("an act is sent only once all it asks for is said, and without empty notes", () => {
  const given = { note: " done by hand ", until: "2026-03-24T08:00:00.000Z", person: "Priya Nair" };
  for (const words of ACTS) {
    const asksForSomething = words.asks !== "nothing" && words.asks !== "note";
    expect([words.act, isComplete(words, NOTHING_GIVEN)]).toEqual([words.act, !asksForSomething]);
    expect(isComplete(words, given)).toBe(true);
    expect(actOf(words, given)).toMatchObject({ act: words.act, note: "done by hand" });
  }
  expect(actOf(TAKE_OVER, NOTHING_GIVEN)).toEqual({ act: "take", takeOver: true });
});

test("no two acts share a key, and none has a key of lists or of the whole console", () => {
  const keys = ACTS.flatMap(({ key }) => (key === undefined ? [] : [key]));
  expect(new Set([...keys, "j", "k", "x", "g", "/", "?"]).size).toBe(keys.length + 6);
});

test.each([
  [{}, { state: "to-do" }],
  [
    { state: "resolved", owner: "warehouse" },
    { state: "resolved", status: "closed", owner: "warehouse" },
  ],
  [{ state: "snoozed" }, { state: "snoozed", status: "open" }],
  [{ state: "nonsense", owner: "nobody", sort: "sideways" }, { state: "to-do" }],
])("the address %j asks for %j", (search, query) => {
  expect(queryOf(search)).toEqual(query);
});
