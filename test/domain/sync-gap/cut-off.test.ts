import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { createCutOffClock } from "../../../domain/sync-gap/cut-off.ts";
import type { CollectionSchedule } from "../../../domain/sync-gap/cut-off.ts";
import { createWallClock, nextDay, weekdayOf, WEEKDAYS } from "../../../domain/sync-gap/wall-clock.ts";

const weekdays = ["monday", "tuesday", "wednesday", "thursday", "friday"] as const;

const london: CollectionSchedule = {
  timeZone: "Europe/London",
  collections: [
    { serviceTypes: ["NEXT", "AM"], weekdays, at: "15:00" },
    { serviceTypes: ["NEXT"], weekdays: ["saturday"], at: "11:00" },
    { serviceTypes: ["*"], weekdays, at: "16:30" },
  ],
  holidays: ["2026-12-25"],
  leadMinutes: 0,
};

function cutOff(serviceType: string | null, now: string, differs: Partial<CollectionSchedule> = {}): string | null {
  const next = createCutOffClock({ ...london, ...differs }).next(serviceType, Date.parse(now));
  return next === null ? null : new Date(next.atMs).toISOString();
}

describe("the next cut-off", () => {
  test.each([
    ["is today's collection", "STD", "2026-11-24T12:00:00Z", "2026-11-24T16:30:00.000Z"],
    ["is that of the service", "NEXT", "2026-11-24T12:00:00Z", "2026-11-24T15:00:00.000Z"],
    ["of an unknown service is the general one", null, "2026-11-24T12:00:00Z", "2026-11-24T16:30:00.000Z"],
    ["at the collection itself is the next one", "STD", "2026-11-24T16:30:00Z", "2026-11-25T16:30:00.000Z"],
    ["a moment before is still this one", "STD", "2026-11-24T16:29:59Z", "2026-11-24T16:30:00.000Z"],
    ["after Friday is Monday's", "STD", "2026-11-27T17:00:00Z", "2026-11-30T16:30:00.000Z"],
    ["after Friday is Saturday's where one collects", "NEXT", "2026-11-27T17:00:00Z", "2026-11-28T11:00:00.000Z"],
    ["leaves holidays out", "STD", "2026-12-24T17:00:00Z", "2026-12-28T16:30:00.000Z"],
    ["in summer is an hour earlier in UTC", "STD", "2026-07-01T09:00:00Z", "2026-07-01T15:30:00.000Z"],
    ["after the clocks go forward keeps the wall time", "STD", "2026-03-27T17:00:00Z", "2026-03-30T15:30:00.000Z"],
    ["after the clocks go back keeps the wall time", "STD", "2026-10-23T16:00:00Z", "2026-10-26T16:30:00.000Z"],
  ])("%s", (_rule, serviceType, now, expected) => {
    expect(cutOff(serviceType, now)).toBe(expected);
  });

  test("comes earlier by the time the last parcel needs, and tells when the courier comes", () => {
    const clock = createCutOffClock({ ...london, leadMinutes: 45 });
    expect(clock.next("STD", Date.parse("2026-11-24T15:30:30Z"))).toEqual({
      atMs: Date.parse("2026-11-24T15:45:00Z"),
      collectionMs: Date.parse("2026-11-24T16:30:00Z"),
      minutesLeft: 14,
    });
    expect(cutOff("STD", "2026-11-24T15:45:00Z", { leadMinutes: 45 })).toBe("2026-11-25T15:45:00.000Z");
  });

  test("is the earliest of several collections on a day, in any order", () => {
    const collections = ["18:00", "09:00", "12:00"].map((at) => ({ serviceTypes: ["*"], weekdays, at }));
    expect(cutOff("STD", "2026-11-24T10:00:00Z", { collections })).toBe("2026-11-24T12:00:00.000Z");
  });

  test("belongs to the warehouse's day, not to UTC's", () => {
    const collections = [{ serviceTypes: ["*"], weekdays: ["tuesday"] as const, at: "08:00" }];
    const auckland = { timeZone: "Pacific/Auckland", collections };
    expect(cutOff("STD", "2026-11-23T18:00:00Z", auckland)).toBe("2026-11-23T19:00:00.000Z");
  });

  test("is not known where nothing collects the service", () => {
    expect(cutOff("STD", "2026-11-24T12:00:00Z", { collections: [] })).toBeNull();
    const never = [{ serviceTypes: ["*"], weekdays: [], at: "12:00" }];
    expect(cutOff("STD", "2026-11-24T12:00:00Z", { collections: never })).toBeNull();
  });
});

test.each<[string, object, RegExp]>([
  ["a time", { collections: [{ serviceTypes: ["*"], weekdays, at: "4pm" }] }, /collection time "4pm", expected HH:mm/],
  ["a weekday", { collections: [{ serviceTypes: ["*"], weekdays: ["mon"], at: "16:00" }] }, /weekday "mon"/],
  ["a date", { holidays: ["2026-13-01"] }, /holiday "2026-13-01", expected yyyy-mm-dd/],
  ["a date's form", { holidays: ["25.12.2026"] }, /holiday "25.12.2026"/],
  ["a lead", { leadMinutes: -5 }, /lead of -5 minutes/],
  ["a time zone", { timeZone: "Europe/Atlantis" }, /Atlantis/],
])("a schedule is refused that has no right %s", (_what, differs, message) => {
  expect(() => createCutOffClock({ ...london, ...differs })).toThrow(message);
  expect(() => createCutOffClock({ ...london, ...differs })).toThrow(RangeError);
});

describe("the clock on the wall", () => {
  test.each([
    [
      "is shown twice when the clocks go back: the earlier",
      "Europe/London",
      "2026-10-25",
      "01:30",
      "2026-10-25T00:30:00Z",
    ],
    [
      "is jumped over when they go forward: the earlier",
      "Europe/London",
      "2026-03-29",
      "01:30",
      "2026-03-29T00:30:00Z",
    ],
    ["is itself on the day the clocks go back", "Europe/London", "2026-10-25", "16:30", "2026-10-25T16:30:00Z"],
    ["is itself on the day they go forward", "Europe/London", "2026-03-29", "16:30", "2026-03-29T15:30:00Z"],
    ["jumps by half an hour on Lord Howe", "Australia/Lord_Howe", "2026-10-04", "02:15", "2026-10-03T15:15:00Z"],
    ["is ahead by 14 hours on Kiritimati", "Pacific/Kiritimati", "2026-11-24", "08:00", "2026-11-23T18:00:00Z"],
  ])("%s", (_rule, timeZone, day, time, moment) => {
    expect(new Date(createWallClock(timeZone).momentOf(day, time)).toISOString()).toBe(moment.replace("Z", ".000Z"));
  });

  test("names days in order, across months and leap days", () => {
    expect(nextDay("2028-02-28")).toBe("2028-02-29");
    expect(nextDay("2026-12-31")).toBe("2027-01-01");
    expect(weekdayOf("2026-11-24")).toBe("tuesday");
  });

  test("shows at a moment the day and time that lead back to it, but for the hour shown twice", () => {
    const zones = ["Europe/London", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "Pacific/Auckland"];
    const minutes = fc.integer({ min: Date.UTC(2026, 0) / 60_000, max: Date.UTC(2030, 0) / 60_000 });
    fc.assert(
      fc.property(fc.constantFrom(...zones), minutes, (timeZone, minute) => {
        const atMs = minute * 60_000;
        const wall = createWallClock(timeZone);
        const hours = new Intl.DateTimeFormat("en-GB", { timeZone, hour: "2-digit", minute: "2-digit" });
        const back = wall.momentOf(wall.dayAt(atMs), hours.format(atMs));
        expect([0, 1_800_000, 3_600_000]).toContain(atMs - back);
        expect([wall.dayAt(back), hours.format(back)]).toEqual([wall.dayAt(atMs), hours.format(atMs)]);
      }),
      { numRuns: 1000 },
    );
  });
});

test("the next cut-off is always later than now, at a wall time of the schedule, and none lies between", () => {
  const clock = createCutOffClock(london);
  const wall = createWallClock(london.timeZone);
  const moments = fc.integer({ min: Date.UTC(2026, 0), max: Date.UTC(2027, 0) });
  fc.assert(
    fc.property(moments, fc.constantFrom("NEXT", "AM", "STD"), (nowMs, serviceType) => {
      const next = clock.next(serviceType, nowMs)!;
      expect(next.atMs).toBeGreaterThan(nowMs);
      const wanted = serviceType === "STD" ? "*" : serviceType;
      const all: number[] = [];
      for (let day = wall.dayAt(nowMs); all.length === 0 || day <= wall.dayAt(next.atMs); day = nextDay(day)) {
        for (const { serviceTypes, weekdays: days, at } of london.collections) {
          const collects = serviceTypes.includes(wanted) && (days as readonly string[]).includes(weekdayOf(day));
          if (collects && !london.holidays.includes(day)) all.push(wall.momentOf(day, at));
        }
      }
      expect(next.atMs).toBe(Math.min(...all.filter((moment) => moment > nowMs)));
      expect(WEEKDAYS).toContain(weekdayOf(wall.dayAt(next.atMs)));
    }),
    { numRuns: 500 },
  );
});
