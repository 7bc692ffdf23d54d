import { afterEach, beforeEach, describe, expect, jest, test } from "@jest/globals";
import { createPointsBudget } from "../../components/shopify/points-budget.ts";
import { reusableSteps } from "../../runtime/engine/reusable-steps.ts";
import { startTicker } from "../../runtime/ingress/ticker.ts";
import type { Database } from "../../runtime/store/database.ts";
import { newState } from "../../sources/shopify/common/settle-state.ts";
import { dueOrders, noteChange } from "../../sources/shopify/common/settle-window.ts";
import { openEngine, recipe, step } from "../runtime/engine/engine-fixture.ts";
import type { EngineFixture } from "../runtime/engine/engine-fixture.ts";
import { TEST_DATABASES } from "../runtime/store/open-test-databases.ts";

const TWO_HOURS_MS = 2 * 3600 * 1000;
const realNow = Date.now.bind(Date);

/** This process's clock is wrong by so much from now on; the database's is not. */
function shiftClock(byMs: number): void {
  jest.spyOn(Date, "now").mockImplementation(() => realNow() + byMs);
}

afterEach(() => {
  jest.restoreAllMocks();
});

describe("when the clock is put back by two hours", () => {
  test("an order that was settling is emitted at once, not two hours later", () => {
    const seenAt = 1_800_000_000_000;
    const report = { orderId: "1", seenAt, changedAt: null, topic: null, webhookId: null };
    const state = noteChange(newState(seenAt), report);
    const policy = { kind: "window", settleMs: 60_000, maxWaitMs: 300_000 } as const;
    expect(dueOrders(state, policy, seenAt + 30_000)).toEqual([]);
    expect(dueOrders(state, policy, seenAt - TWO_HOURS_MS)).toHaveLength(1);
  });

  test("Shopify's points are waited for as before", () => {
    let nowMs = 1_800_000_000_000;
    const budget = createPointsBudget(() => nowMs);
    const throttleStatus = { maximumAvailable: 1_000, currentlyAvailable: 0, restoreRate: 50 };
    budget.learn("Order", { requestedQueryCost: 100, throttleStatus });
    nowMs -= TWO_HOURS_MS;
    expect(budget.waitMs("Order")).toBeLessThanOrEqual(2_000);
  });

  test("what was read before that is read again", () => {
    const finishedAt = new Date(1_800_000_000_000);
    const read = { namespace: "order", writes: false, status: "succeeded", startedAt: finishedAt, finishedAt } as const;
    const checkpoint = { returnValue: 1, exports: {} };
    const earlier = [{ ...read, checkpoint }] as unknown as Parameters<typeof reusableSteps>[0];
    const at = (now: number) =>
      reusableSteps(earlier, { now: new Date(now), readsStayFreshMs: 60_000, othersEndedAt: null }).reads.size;
    expect(at(finishedAt.getTime() + 1_000)).toBe(1);
    expect(at(finishedAt.getTime() - TWO_HOURS_MS)).toBe(0);
  });

  test("a tick that was under way is followed by the next one in time", async () => {
    let ticks = 0;
    const second = Promise.withResolvers<undefined>();
    const ticker = startTicker({ intervalSeconds: 0.05 }, () => {
      ticks += 1;
      if (ticks === 1) shiftClock(-TWO_HOURS_MS);
      if (ticks === 2) second.resolve(undefined);
      return Promise.resolve();
    });
    await second.promise;
    await ticker.stop();
    expect(ticks).toBe(2);
  });
});

describe.each(TEST_DATABASES)("on $name", ({ open }) => {
  let database: Database;
  let engine: EngineFixture;
  beforeEach(async () => {
    database = await open();
    engine = await openEngine(database);
  });
  afterEach(async () => {
    await engine.close();
    await database.close();
  });

  test("a process whose clock is two hours ahead tries a failed run again after its delay, not after two hours", async () => {
    let tries = 0;
    engine.engine.start();
    shiftClock(TWO_HOURS_MS);
    const runId = await engine.emit(
      recipe([
        step("once-in-vain", () => {
          tries += 1;
          if (tries === 1) throw new Error("not now");
        }),
      ]),
      { shop: "s", orderId: "1" },
    );
    const { run } = await engine.ended(runId);
    expect({ status: run.status, tries }).toEqual({ status: "succeeded", tries: 2 });
  });
});
