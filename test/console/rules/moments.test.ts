import { expect, test } from "@jest/globals";
import { durationInWords, fromNow } from "../../../console/src/words/durations.ts";
import { fieldTextOf, momentInWords, momentOfField, withMoments } from "../../../console/src/words/moments.ts";

test.each([
  ["2026-11-24T08:16:25Z", "Europe/London", { date: "24 Nov 2026", time: "08:16:25", offset: "+00:00" }],
  ["2026-07-01T23:30:00Z", "Europe/London", { date: "2 Jul 2026", time: "00:30:00", offset: "+01:00" }],
  ["2026-07-01T23:30:00Z", "America/St_Johns", { date: "1 Jul 2026", time: "21:00:00", offset: "-02:30" }],
])("%s on the clock of %s has its day, its time and its offset", (iso, zone, expected) => {
  expect(momentInWords(iso, zone)).toEqual(expected);
});

test.each([
  ["2026-07-01T12:00", "Europe/London", "2026-07-01T11:00:00.000Z"],
  ["2026-11-24T12:00", "Asia/Kolkata", "2026-11-24T06:30:00.000Z"],
  // 01:30 comes twice when the clock goes back: the first one.
  ["2026-10-25T01:30", "Europe/London", "2026-10-25T00:30:00.000Z"],
  // 01:30 does not come when the clock goes forward: the hour after it.
  ["2026-03-29T01:30", "Europe/London", "2026-03-29T01:30:00.000Z"],
])("a field that says %s in %s means %s", (text, zone, expected) => {
  expect(momentOfField(text, zone)).toBe(expected);
});

test("a field shows the moment it gave, and an empty one gives none", () => {
  expect(fieldTextOf("2026-07-01T11:00:00.000Z", "Europe/London")).toBe("2026-07-01T12:00");
  expect(momentOfField("", "Europe/London")).toBeUndefined();
});

test.each([
  [26, "26 ms"],
  [3_102, "3.1 s"],
  [125_000, "2 min 5 s"],
  [7_200_000, "2 h"],
  [180_000_000, "2 d 2 h"],
])("%d milliseconds are %s", (ms, words) => {
  expect(durationInWords(ms)).toBe(words);
});

test("a moment near now is told by its distance", () => {
  const now = Date.parse("2026-11-24T12:00:00Z");
  expect(fromNow("2026-11-24T12:12:00Z", now)).toBe("in 12 min");
  expect(fromNow("2026-11-24T09:00:00Z", now)).toBe("3 h ago");
  expect(fromNow("2026-11-24T11:59:57Z", now)).toBe("just now");
});

test("moments in a text of the runtime are those of the merchant's clock", () => {
  const text = "It matters until 2026-07-01T11:00:00.123Z: not until 2026-07-01T12:30Z.";
  expect(withMoments(text, "Europe/London")).toBe(
    "It matters until 1 Jul 2026, 12:00:00 +01:00: not until 1 Jul 2026, 13:30:00 +01:00.",
  );
});
