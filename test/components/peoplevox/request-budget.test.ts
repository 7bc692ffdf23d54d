import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { createRequestBudget, waitForNextRequestMs } from "../../../components/peoplevox/request-budget.ts";
import type { RequestLimits } from "../../../components/peoplevox/request-budget.ts";
import { manualTime } from "./support/manual-time.ts";

const DEFAULT: RequestLimits = { requests: 15, perMs: 15_000, atOnce: 100 };

/** Sends `count` requests as fast as the budget allows; each takes as long as `latencyMs` says. */
async function sendAll(limits: RequestLimits, count: number, latencyMs: (index: number) => number) {
  const time = manualTime();
  const budget = createRequestBudget(limits, time);
  const sentAt: number[] = [];
  const endedAt: number[] = [];
  const all = Array.from({ length: count }, async (_, index) => {
    const release = await budget.acquire();
    sentAt[index] = time.now();
    await time.sleep(latencyMs(index));
    endedAt[index] = time.now();
    release();
  });
  await time.runUntil(Promise.all(all));
  return { sentAt, endedAt };
}

/** Most requests within any stretch of `perMs`. */
function busiestStretch(times: readonly number[], perMs: number): number {
  return Math.max(...times.map((start) => times.filter((time) => time >= start && time < start + perMs).length));
}

describe("the request budget", () => {
  test("spends half of 15 at once, the rest evenly, and settles at one a second", async () => {
    const { sentAt } = await sendAll(DEFAULT, 40, () => 0);
    expect(sentAt.slice(0, 8)).toEqual([0, 0, 0, 0, 0, 0, 0, 0]);
    expect(sentAt.slice(8, 15)).toEqual([1000, 2000, 3000, 4000, 5000, 6000, 7000]);
    expect(sentAt.slice(15, 20)).toEqual([15_000, 16_000, 17_000, 18_000, 19_000]);
    expect(sentAt[39]).toBe(39_000);
    expect(busiestStretch(sentAt, 15_000)).toBe(15);
  });

  test("never lets the other side see more than the limit, wherever on its way each request is counted", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 15 }),
        fc.integer({ min: 1, max: 6 }),
        fc.array(fc.tuple(fc.integer({ min: 0, max: 4000 }), fc.double({ min: 0, max: 1, noNaN: true })), {
          minLength: 1,
          maxLength: 50,
        }),
        async (requests, atOnce, calls) => {
          const limits = { requests, perMs: 5_000, atOnce };
          const { sentAt, endedAt } = await sendAll(limits, calls.length, (index) => calls[index]![0]);
          const arrivedAt = sentAt.map((sent, index) => sent + (endedAt[index]! - sent) * calls[index]![1]);
          expect(busiestStretch(arrivedAt, limits.perMs)).toBeLessThanOrEqual(requests);
          const underWay = sentAt.map(
            (sent) => sentAt.filter((other, index) => other <= sent && endedAt[index]! > sent).length,
          );
          expect(Math.max(...underWay)).toBeLessThanOrEqual(atOnce);
        },
      ),
      { numRuns: 60 },
    );
  });

  test("serves in order of arrival", async () => {
    const { sentAt } = await sendAll({ requests: 3, perMs: 1_000, atOnce: 2 }, 12, (index) => (index % 3) * 400);
    expect([...sentAt].sort((one, other) => one - other)).toEqual(sentAt);
  });

  test("sends nothing while it is paused", async () => {
    const time = manualTime();
    const budget = createRequestBudget(DEFAULT, time);
    budget.pauseFor(7_000);
    await time.runUntil(budget.acquire());
    expect(time.now()).toBe(7_000);
  });

  test.each<[string, number[], number]>([
    ["nothing was sent", [0, 0, 0, 0], 0],
    ["half is spent a moment ago", [1500, 1500, 0, 0], 150],
    ["all is spent", [1300, 1500, 1500, 1500], 300],
    ["as many are under way as may be", [Infinity, Infinity, Infinity, 0], Infinity],
  ])("when %s, the places %j give a wait of %d ms", (_, places, waitMs) => {
    const state = { places, lastSentAt: 900, pausedUntil: 0, now: 1000 };
    expect(waitForNextRequestMs(state, { requests: 4, perMs: 1000, atOnce: 3 })).toBe(waitMs);
  });
});
