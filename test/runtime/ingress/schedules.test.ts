import { describe, expect, jest, test } from "@jest/globals";
import { Cron } from "croner";
import { dueTimes } from "../../../components/schedule/due-times.ts";
import type { MissedRuns } from "../../../components/schedule/due-times.ts";
import { startTicker } from "../../../runtime/ingress/ticker.ts";

const at = (iso: string): number => Date.parse(iso);
const HOUR_MS = 3_600_000;

/** What a source that looks every five minutes runs between two moments, as the zone's wall clock shows it. */
function timesRun(cron: string, timezone: string, from: string, to: string): string[] {
  const job = new Cron(cron, { timezone, paused: true });
  const run: number[] = [];
  let done = at(from);
  for (let now = done; now <= at(to); now += 300_000) {
    const due = dueTimes(job, { missed: "once" }, done, now);
    run.push(...due);
    done = due.at(-1) ?? done;
  }
  return run.map((ms) =>
    new Date(ms).toLocaleString("en-GB", { timeZone: timezone, day: "2-digit", hour: "2-digit", minute: "2-digit" }),
  );
}

describe("a schedule in its own time zone", () => {
  test.each([
    ["every night, as usual", "0 2 * * *", "Europe/London", "2027-01-09T12:00Z", ["10, 02:00", "11, 02:00"]],
    [
      "on the night that skips its time, right after the gap",
      "30 1 * * *",
      "Europe/London",
      "2027-03-27T12:00Z",
      ["28, 02:00", "29, 01:30"],
    ],
    [
      "on the night that has its time twice, once",
      "30 1 * * *",
      "Europe/London",
      "2027-10-30T12:00Z",
      ["31, 01:30", "01, 01:30"],
    ],
    [
      "in Sydney, where summer time begins in October",
      "30 2 * * *",
      "Australia/Sydney",
      "2027-10-02T03:00Z",
      ["03, 03:00", "04, 02:30"],
    ],
    [
      "in Sydney, where it ends in April",
      "30 2 * * *",
      "Australia/Sydney",
      "2027-04-03T03:00Z",
      ["04, 02:30", "05, 02:30"],
    ],
  ])("%s", (_rule, cron, timezone, from, expected) => {
    expect(timesRun(cron, timezone, from, new Date(at(from) + 48 * HOUR_MS).toISOString())).toEqual(expected);
  });

  test("an hourly one runs each hour of the world, also when the clock shows one twice", () => {
    const job = new Cron("0 * * * *", { timezone: "Europe/London", paused: true });
    const due = dueTimes(job, { missed: "all", atMost: 100 }, at("2027-10-31T00:00Z"), at("2027-10-31T04:00Z"));
    expect(due.map((ms) => new Date(ms).toISOString().slice(11, 16))).toEqual(["01:00", "02:00", "03:00", "04:00"]);
  });
});

describe("times that passed while nothing ran", () => {
  const nightly = new Cron("0 2 * * *", { timezone: "UTC", paused: true });
  const due = (missed: MissedRuns, now: string, atMost?: number) =>
    dueTimes(nightly, { missed, ...(atMost === undefined ? {} : { atMost }) }, at("2027-01-05T12:00Z"), at(now)).map(
      (ms) => new Date(ms).toISOString().slice(8, 10),
    );

  test.each<[string, MissedRuns, string, number | undefined, string[]]>([
    ["skip leaves them out", "skip", "2027-01-09T12:00Z", undefined, []],
    ["skip keeps one that is only a little late", "skip", "2027-01-09T02:08Z", undefined, ["09"]],
    ["once makes up for them by the latest", "once", "2027-01-09T12:00Z", undefined, ["09"]],
    ["all makes up for each", "all", "2027-01-09T12:00Z", undefined, ["06", "07", "08", "09"]],
    ["all stops at its limit, with the latest", "all", "2027-01-09T12:00Z", 2, ["08", "09"]],
  ])("%s", (_rule, missed, now, atMost, expected) => {
    expect(due(missed, now, atMost)).toEqual(expected);
  });
});

describe("a cron timer", () => {
  test("makes up once for what it missed, and remembers up to when it is done", async () => {
    jest.useFakeTimers({ now: at("2027-01-09T12:00Z") });
    try {
      const ticks: number[] = [];
      const noted: string[] = [];
      const note = (ms: number): Promise<void> => Promise.resolve(void noted.push(new Date(ms).toISOString()));
      const tick = ({ timestamp }: { timestamp: number }): Promise<void> => Promise.resolve(void ticks.push(timestamp));
      const schedule = { cron: "0 2 * * *", timezone: "UTC" };
      const missed = startTicker(schedule, tick, { doneUntilMs: at("2027-01-06T02:00Z"), note });
      await jest.advanceTimersByTimeAsync(14 * HOUR_MS);
      await missed.stop();
      expect(ticks).toEqual([at("2027-01-09T12:00Z") / 1000, at("2027-01-10T02:00Z") / 1000]);
      expect(noted).toEqual(["2027-01-09T12:00:00.000Z", "2027-01-10T02:00:00.000Z"]);

      ticks.length = 0;
      const fresh = startTicker(schedule, tick, { doneUntilMs: null, note });
      await jest.advanceTimersByTimeAsync(HOUR_MS);
      await fresh.stop();
      expect(ticks).toEqual([]);
    } finally {
      jest.useRealTimers();
    }
  });

  test.each([
    { clock: "put forward past the time", toIso: "2027-01-09T02:00:05Z", waitMs: 31_000, ticks: ["2027-01-09T02:00"] },
    { clock: "put back by an hour", toIso: "2027-01-09T00:58:30Z", waitMs: 90_000, ticks: [] },
    { clock: "put back by an hour", toIso: "2027-01-09T00:58:30Z", waitMs: 62 * 60_000, ticks: ["2027-01-09T02:00"] },
  ])("keeps to a clock that is $clock while it waits", async ({ toIso, waitMs, ticks }) => {
    jest.useFakeTimers({ now: at("2027-01-09T01:58:00Z") });
    try {
      const seen: number[] = [];
      const ticker = startTicker({ cron: "0 2 * * *", timezone: "UTC" }, ({ timestamp }) =>
        Promise.resolve(void seen.push(timestamp)),
      );
      await jest.advanceTimersByTimeAsync(30_000);
      jest.setSystemTime(at(toIso));
      await jest.advanceTimersByTimeAsync(waitMs);
      await ticker.stop();
      expect(seen.map((seconds) => new Date(seconds * 1000).toISOString().slice(0, 16))).toEqual(ticks);
    } finally {
      jest.useRealTimers();
    }
  });
});
