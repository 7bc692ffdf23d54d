import { expect, test } from "@jest/globals";
import { returnsSeason } from "./returns-season.ts";

test.each([2, 3])(
  "seed %i: refunds and Returns in any order, told twice or lost, on a Peoplevox that fails: one RMA per returning refund",
  async (seed) => {
    const season = await returnsSeason({ seed, orders: 5 });
    expect(season.doubled).toEqual([]);
    expect(season.overAnnounced).toEqual([]);
    expect(season.silent).toEqual([]);
    expect(season.counts.returning).toBeGreaterThan(5);
    expect(season.counts.cancelled).toBeGreaterThan(0);
    expect(season.counts.runs).toBeGreaterThan(24);
    expect(season.counts.failedRuns).toBeGreaterThan(0);
    expect(season.counts.documents).toBe(season.counts.returning + season.counts.cancelled);
  },
  120_000,
);
