import { describe, expect, test } from "@jest/globals";
import { isQuiet } from "../../../domain/alerts/quiet-hours.ts";
import type { QuietHours } from "../../../domain/alerts/quiet-hours.ts";
import { isZone, momentInZone, wallClock } from "../../../domain/alerts/wall-clock.ts";

const hours = (differs: Partial<QuietHours> = {}): QuietHours => ({
  from: "20:00",
  to: "07:00",
  wholeDays: [],
  exceptFor: [],
  ...differs,
});
const quietAt = (iso: string, quiet: QuietHours | null = hours(), zone = "Europe/London"): boolean =>
  isQuiet(quiet, Date.parse(iso), zone);

describe("quiet hours", () => {
  test.each([
    ["2026-11-24T19:59:59Z", false],
    ["2026-11-24T20:00:00Z", true],
    ["2026-11-25T06:59:59Z", true],
    ["2026-11-25T07:00:00Z", false],
  ])("over midnight begin with from and end with to: %s", (iso, quiet) => {
    expect(quietAt(iso)).toBe(quiet);
  });

  test.each([
    ["2026-11-24T12:00:00Z", true],
    ["2026-11-24T13:00:00Z", false],
  ])("within a day: %s", (iso, quiet) => {
    expect(quietAt(iso, hours({ from: "12:00", to: "13:00" }))).toBe(quiet);
  });

  test("are none when both times are the same, or when there are none", () => {
    expect(quietAt("2026-11-24T20:00:00Z", hours({ from: "20:00", to: "20:00" }))).toBe(false);
    expect(quietAt("2026-11-24T20:00:00Z", null)).toBe(false);
  });

  test("cover whole days by the calendar of the zone", () => {
    const weekend = hours({ from: "00:00", to: "00:00", wholeDays: ["saturday", "sunday"] });
    const auckland = (iso: string) => quietAt(iso, weekend, "Pacific/Auckland");
    // Auckland is 13 hours ahead in November.
    expect(auckland("2026-11-27T10:59:00Z")).toBe(false);
    expect(auckland("2026-11-27T11:00:00Z")).toBe(true);
    expect(auckland("2026-11-29T10:59:00Z")).toBe(true);
    expect(auckland("2026-11-29T11:00:00Z")).toBe(false);
  });

  test("may be in a zone of their own", () => {
    expect(quietAt("2026-11-24T12:30:00Z", hours({ zone: "Asia/Tokyo" }))).toBe(true);
  });
});

describe("when the clocks change, the clock on the wall counts", () => {
  test("in spring the quiet hours of London are an hour shorter", () => {
    // 29 March 2026: 01:00 UTC is 02:00 in London. From 20:00 to 07:00 is 10 hours.
    expect(quietAt("2026-03-28T19:59:00Z")).toBe(false);
    expect(quietAt("2026-03-28T20:00:00Z")).toBe(true);
    expect(quietAt("2026-03-29T05:59:00Z")).toBe(true);
    expect(quietAt("2026-03-29T06:00:00Z")).toBe(false);
  });

  test("in autumn they are an hour longer", () => {
    // 25 October 2026: from 20:00 summer time to 07:00 winter time is 12 hours.
    expect(quietAt("2026-10-24T18:59:00Z")).toBe(false);
    expect(quietAt("2026-10-24T19:00:00Z")).toBe(true);
    expect(quietAt("2026-10-25T06:59:00Z")).toBe(true);
    expect(quietAt("2026-10-25T07:00:00Z")).toBe(false);
  });

  test("a time that the spring night skips begins when it would have come", () => {
    const early = hours({ from: "01:30", to: "05:00" });
    expect(quietAt("2026-03-29T00:59:00Z", early)).toBe(false);
    expect(quietAt("2026-03-29T01:00:00Z", early)).toBe(true);
  });

  test("an hour that the autumn night has twice is quiet twice", () => {
    const late = hours({ from: "23:00", to: "01:30" });
    const minutes = Array.from(
      { length: 24 * 60 },
      (_, minute) => Date.parse("2026-10-24T12:00:00Z") + minute * 60_000,
    );
    // 23:00 to 01:30 summer time, then 01:00 to 01:30 again in winter time.
    expect(minutes.filter((ms) => isQuiet(late, ms, "Europe/London"))).toHaveLength(150 + 30);
  });
});

describe("the clock on the wall", () => {
  test("shows weekday and minutes of a place", () => {
    expect(wallClock(Date.parse("2026-11-24T00:15:00Z"), "America/New_York")).toEqual({
      weekday: "monday",
      minutes: 19 * 60 + 15,
    });
    expect(wallClock(Date.parse("2026-11-24T00:00:00Z"), "UTC")).toEqual({ weekday: "tuesday", minutes: 0 });
  });

  test("knows which zones there are", () => {
    expect(["Europe/London", "UTC", "Mars/Base", ""].map(isZone)).toEqual([true, true, false, false]);
  });

  test("tells a moment as people of the zone read it", () => {
    expect(momentInZone("2026-07-01T15:00:00Z", "Europe/London")).toBe("Wed, 1 Jul 2026, 16:00");
  });
});
