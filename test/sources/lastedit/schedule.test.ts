import { beforeEach, describe, expect, test } from "@jest/globals";
import schedule from "../../../sources/lastedit/schedule/schedule.ts";
import { readTimetable } from "../../../sources/lastedit/schedule/timetable.ts";
import { openSource } from "../../../runtime/component-host/index.ts";
import { sourceBench } from "../../runtime/component-host/source-bench.ts";

const at = (iso: string): number => Date.parse(iso);

describe("a timetable", () => {
  const lastDue = (cron: string, timezone: string, after: string, now: string) => {
    const dueMs = readTimetable(cron, timezone).lastDue(at(after), at(now));
    return dueMs === null ? null : new Date(dueMs).toISOString();
  };

  test.each([
    ["before its time nothing is due", "2026-11-24T01:00:00Z", "2026-11-24T01:59:59Z", null],
    ["at its time it is due", "2026-11-24T01:00:00Z", "2026-11-24T02:00:00Z", "2026-11-24T02:00:00.000Z"],
    ["later it still is", "2026-11-24T01:00:00Z", "2026-11-24T02:04:10Z", "2026-11-24T02:00:00.000Z"],
    ["what was dealt with is not due again", "2026-11-24T02:00:00Z", "2026-11-24T02:04:10Z", null],
    [
      "of several missed times the latest is due",
      "2026-11-20T01:00:00Z",
      "2026-11-24T12:00:00Z",
      "2026-11-24T02:00:00.000Z",
    ],
  ])("%s", (_rule, after, now, expected) => {
    expect(lastDue("0 2 * * *", "UTC", after, now)).toBe(expected);
  });

  test("follows its own zone through summer time", () => {
    const due = (day: string) => lastDue("0 2 * * *", "Europe/London", `${day}T00:00:00Z`, `${day}T12:00:00Z`);
    expect(due("2026-07-01")).toBe("2026-07-01T01:00:00.000Z");
    expect(due("2026-11-24")).toBe("2026-11-24T02:00:00.000Z");
  });

  test("a time that a night skips comes right after the gap, and one that a night has twice comes once", () => {
    const from = "2026-03-28T12:00:00Z";
    expect(lastDue("30 1 * * *", "Europe/London", from, "2026-03-29T00:59:59Z")).toBe(null);
    expect(lastDue("30 1 * * *", "Europe/London", from, "2026-03-29T06:00:00Z")).toBe("2026-03-29T01:00:00.000Z");
    const first = lastDue("30 1 * * *", "Europe/London", "2026-10-24T12:00:00Z", "2026-10-25T00:45:00Z");
    expect(first).toBe("2026-10-25T00:30:00.000Z");
    expect(lastDue("30 1 * * *", "Europe/London", first ?? "", "2026-10-25T06:00:00Z")).toBe(null);
  });

  test.each([
    ["every night", "UTC", /Schedule "every night" in time zone "UTC" cannot be read/],
    ["0 2 * * * *", "UTC", /cannot be read/],
    ["0 2 * * *", "Mars/Olympus", /time zone "Mars\/Olympus" cannot be read/],
    ["0 0 31 2 *", "UTC", /never comes/],
  ])("refuses %s in %s in plain words", (cron, timezone, message) => {
    expect(() => readTimetable(cron, timezone)).toThrow(message);
  });
});

describe("the source", () => {
  let bench: ReturnType<typeof sourceBench>;
  beforeEach(() => {
    bench = sourceBench();
  });

  async function open(props: Record<string, unknown>) {
    const source = await openSource(schedule, props, bench.binding);
    await source.start();
    return (iso: string) => source.onTimer({ timestamp: at(iso) / 1000, interval_seconds: 300 });
  }

  test("emits each scheduled time once, with the schedule's own moment for an id", async () => {
    const tick = await open({ cron: "0 2 * * *", timezone: "Europe/London" });
    for (const time of [
      "2099-07-01T00:58:00Z",
      "2099-07-01T01:03:00Z",
      "2099-07-01T01:08:00Z",
      "2099-07-02T01:03:00Z",
    ]) {
      await tick(time);
    }
    expect(bench.events.map(({ id }) => id)).toEqual([
      "2099-06-30T01:00:00.000Z",
      "2099-07-01T01:00:00.000Z",
      "2099-07-02T01:00:00.000Z",
    ]);
    expect(bench.events.at(-1)?.event).toEqual({ scheduledAt: "2099-07-02T01:00:00.000Z", timezone: "Europe/London" });
  });

  test("does not make up for what was due before it was switched on", async () => {
    const tick = await open({ cron: "* * * * *" });
    await tick(new Date(Date.now() - 3_600_000).toISOString());
    expect(bench.events).toEqual([]);
  });

  test("cannot be switched on with a schedule that nobody can read", async () => {
    await expect(open({ cron: "nightly" })).rejects.toThrow('Schedule "nightly"');
  });
});
