import { expect, test } from "@jest/globals";
import { createCutOffClock } from "../../../domain/sync-gap/cut-off.ts";
import { byUrgency, planRepairs } from "../../../domain/sync-gap/plan-repairs.ts";
import type { RepairSettings } from "../../../domain/sync-gap/plan-repairs.ts";
import { DEFAULT_GAP_POLICY } from "../../../domain/sync-gap/repair.rules.ts";
import { aGap, NOW_MS } from "./sync-gap-builders.ts";

const weekdays = ["monday", "tuesday", "wednesday", "thursday", "friday"] as const;

/** 12:05 in London: NEXT is collected at 12:30, anything else at 16:30. */
const clock = createCutOffClock({
  timeZone: "Europe/London",
  collections: [
    { serviceTypes: ["NEXT"], weekdays, at: "12:30" },
    { serviceTypes: ["*"], weekdays, at: "16:30" },
  ],
  holidays: [],
  leadMinutes: 0,
});

const settings: RepairSettings = { policy: DEFAULT_GAP_POLICY, freshForMs: 600_000, soonMs: 1_800_000, clock };

test("the gap whose courier comes first is first, with the minutes that are left", () => {
  const later = aGap({ sinceMs: NOW_MS - 9_000_000 });
  const sooner = aGap({ kind: "several-live", serviceType: "NEXT" });
  expect(planRepairs([later, sooner], settings, NOW_MS)).toMatchObject([
    { gap: sooner, outcome: "stop-parcel", cutOff: { minutesLeft: 25 }, repairedBy: "nobody" },
    { gap: later, outcome: "repair", cutOff: { minutesLeft: 265 }, repairedBy: "order-edit", raises: null },
  ]);
});

test("a gap is fresh for a while, and the courier is soon for a while", () => {
  const decide = (sinceMs: number, nowMs: number): string | undefined =>
    planRepairs([aGap({ sinceMs, serviceType: "NEXT" })], settings, nowMs)[0]?.outcome;
  const early = NOW_MS - 3_600_000;
  expect(decide(early - 599_999, early)).toBe("ignore-for-now");
  expect(decide(early - 600_000, early)).toBe("repair");
  expect(decide(NOW_MS - 1, NOW_MS)).toBe("repair");
  const halfAnHourBefore = Date.parse("2026-11-24T12:00:00Z");
  expect(decide(halfAnHourBefore - 1, halfAnHourBefore)).toBe("repair");
  expect(decide(halfAnHourBefore - 1, halfAnHourBefore - 1)).toBe("ignore-for-now");
});

test("without a courier schedule there is no cut-off, and nothing is soon", () => {
  const [repair] = planRepairs([aGap({ kind: "several-live" })], { ...settings, clock: null }, NOW_MS);
  expect(repair).toMatchObject({ cutOff: null, outcome: "raise", raises: "several-live-sales-orders" });
});

test("gaps are sorted by cut-off, then severity, then age; those without a cut-off come last", () => {
  const cutOff = (atMs: number): { atMs: number; collectionMs: number; minutesLeft: number } => ({
    atMs,
    collectionMs: atMs,
    minutesLeft: 0,
  });
  const list = [
    { gap: aGap({ kind: "details-differ" }), cutOff: cutOff(1) },
    { gap: aGap(), cutOff: cutOff(2) },
    { gap: aGap({ kind: "held-too-long" }), cutOff: cutOff(2) },
    { gap: aGap({ sinceMs: 1 }), cutOff: null },
    { gap: aGap({ sinceMs: 2 }), cutOff: null },
  ];
  expect(list.toReversed().sort(byUrgency)).toEqual(list);
});
