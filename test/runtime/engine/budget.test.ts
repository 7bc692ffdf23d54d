import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import type { RequestLimits } from "../../../components/peoplevox/request-budget.ts";
import { SharedBudget } from "../../../runtime/engine/budget/shared-budget.ts";
import { PLACE_LEASE_MS, spend } from "../../../runtime/engine/budget/spend.ts";
import type { SharedBudgetState } from "../../../runtime/store/budgets.ts";
import type { Database } from "../../../runtime/store/database.ts";
import { migrate } from "../../../runtime/store/migrations/migrate.ts";
import { TEST_DATABASES } from "../store/open-test-databases.ts";

/** Most moments of `times` within any stretch of `perMs`. */
function mostWithin(times: readonly number[], perMs: number): number {
  const sorted = [...times].sort((a, b) => a - b);
  return Math.max(0, ...sorted.map((from) => sorted.filter((at) => at >= from && at < from + perMs).length));
}

describe("the rule by which workers share a tenant's budget", () => {
  const limits: RequestLimits = { requests: 15, perMs: 15_000, atOnce: 5 };

  test("never lets more requests go than the budget has, whatever the workers do and whoever dies", () => {
    const move = fc.record({
      worker: fc.constantFrom("a", "b", "c", "d"),
      wanted: fc.nat(8),
      tookMs: fc.integer({ min: 1, max: 4_000 }),
      pauseMs: fc.constantFrom(0, 0, 0, 2_000),
      passMs: fc.integer({ min: 0, max: 3_000 }),
      dies: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(move, { minLength: 1, maxLength: 60 }), (moves) => {
        let state: SharedBudgetState | null = null;
        let nowMs = 1_000_000;
        const underWay: { worker: string; place: number; sentAt: number; endsAt: number }[] = [];
        const arrived: number[] = [];
        for (const { worker, wanted, tookMs, pauseMs, passMs, dies } of moves) {
          nowMs += passMs;
          const ended = underWay.filter((each) => each.worker === worker && each.endsAt <= nowMs);
          for (const each of ended) underWay.splice(underWay.indexOf(each), 1);
          const exchange = {
            worker,
            wanted,
            ended: ended.map(({ place, endsAt }) => ({ place, agoMs: nowMs - endsAt })),
            pauseMs,
          };
          const spent: ReturnType<typeof spend> = spend(state, limits, exchange, nowMs);
          state = spent.state;
          for (const { place, inMs } of spent.result.granted) {
            const sentAt = nowMs + inMs;
            // A worker that dies has sent, and nobody ends the request.
            if (!dies) underWay.push({ worker, place, sentAt, endsAt: sentAt + tookMs });
            arrived.push(sentAt);
          }
        }
        expect(mostWithin(arrived, limits.perMs)).toBeLessThanOrEqual(limits.requests);
      }),
      { numRuns: 300 },
    );
  });

  test("gives a dead worker's places to others once its lease is over, and an ended one after the window", () => {
    const first = spend(null, limits, { worker: "a", wanted: 3, ended: [], pauseMs: 0 }, 0);
    expect(first.result.granted).toHaveLength(3);
    const lapsed = spend(first.state, limits, { worker: "b", wanted: 0, ended: [], pauseMs: 0 }, PLACE_LEASE_MS);
    expect(lapsed.state.places.map(({ holder }) => holder).filter((holder) => holder !== null)).toEqual([]);
    expect(lapsed.state.places[0]?.untilMs).toBe(PLACE_LEASE_MS + limits.perMs);
    const renewed = spend(
      first.state,
      limits,
      { worker: "a", wanted: 0, ended: [{ place: 0, agoMs: 400 }], pauseMs: 0 },
      20_000,
    );
    expect(renewed.state.places.slice(0, 2)).toEqual([
      { holder: null, untilMs: 34_600, by: "a" },
      { holder: "a", untilMs: 20_000 + PLACE_LEASE_MS, by: "a" },
    ]);
  });

  test("lets nobody send while Peoplevox asks to wait", () => {
    const { state } = spend(null, limits, { worker: "a", wanted: 0, ended: [], pauseMs: 6_000 }, 0);
    const { result } = spend(state, limits, { worker: "b", wanted: 2, ended: [], pauseMs: 0 }, 1_000);
    expect(result).toEqual({ granted: [], askAgainMs: 3_000, awaitsEnd: false });
  });
});

describe.each(TEST_DATABASES)("on $name", ({ open }) => {
  let database: Database;
  beforeAll(async () => {
    database = await open();
    await migrate(database);
  });
  afterAll(() => database.close());

  test("four workers keep to one budget and each gets its part; one worker alone asks for several requests at a time", async () => {
    const limits: RequestLimits = { requests: 20, perMs: 500, atOnce: 8 };
    let transactions = 0;
    const counted: Database = {
      ...database,
      transaction: (work) => {
        transactions += 1;
        return database.transaction(work);
      },
    };
    const sent: { worker: string; at: number }[] = [];
    const workers = ["one", "two", "three", "four"].map(
      (worker) => new SharedBudget({ database: counted, worker, tenant: "t", limits, onTrouble: () => undefined }),
    );
    await Promise.all(
      workers.flatMap((budget, index) =>
        Array.from({ length: 20 }, async () => {
          const release = await budget.acquire();
          sent.push({ worker: String(index), at: performance.now() });
          await new Promise((resolve) => setTimeout(resolve, 20));
          release();
        }),
      ),
    );
    await Promise.all(workers.map((budget) => budget.stop()));
    expect(
      mostWithin(
        sent.map(({ at }) => at),
        limits.perMs - 20,
      ),
    ).toBeLessThanOrEqual(limits.requests);
    const early = sent.slice(0, 48).map(({ worker }) => worker);
    for (const worker of ["0", "1", "2", "3"])
      expect(early.filter((each) => each === worker).length).toBeGreaterThan(4);

    transactions = 0;
    const alone = new SharedBudget({ database: counted, worker: "w", tenant: "u", limits, onTrouble: () => undefined });
    const releases = await Promise.all(Array.from({ length: 8 }, () => alone.acquire()));
    for (const release of releases) release();
    await alone.stop();
    expect(transactions).toBeLessThanOrEqual(4);
  });
});
