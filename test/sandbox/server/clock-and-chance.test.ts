import { expect, test } from "@jest/globals";
import { createManualClock, createRealClock } from "../../../sandbox/clock.ts";
import { createRandom } from "../../../sandbox/random.ts";
import { changesAfterPickingStarted, parcelsDespatched } from "../../../sandbox/warehouse/journal-checks.ts";
import { start } from "./support.ts";

test("a manual clock runs timers in the order of their time, those that timers and their promises set included", async () => {
  const clock = createManualClock(0);
  const ran: string[] = [];
  const note = (name: string): void => void ran.push(`${name} ${clock.now()}`);
  clock.after(30, () => note("late"));
  clock.after(10, () => {
    note("early");
    clock.after(5, () => note("chained"));
    void Promise.resolve().then(() => clock.after(10, () => note("promised")));
  });
  clock.after(10, () => note("same time"));
  clock.after(15, () => note("called off")).cancel();
  clock.after(500, () => note("not yet"));
  await clock.advance(100);
  expect(ran).toEqual(["early 10", "same time 10", "chained 15", "promised 20", "late 30"]);
  expect(clock.now()).toBe(100);
  await expect(clock.advance(-1)).rejects.toThrow("'-1' is not a number of milliseconds");
});

test("the real clock waits at least as long as asked, and not at all when called off", async () => {
  const clock = createRealClock();
  const startedAt = clock.now();
  let calledOff = true;
  clock.after(20, () => (calledOff = false)).cancel();
  await new Promise<void>((resolve) => clock.after(50, resolve));
  expect(clock.now() - startedAt).toBeGreaterThanOrEqual(49);
  expect(calledOff).toBe(true);
});

test("one seed gives one row of numbers, another seed or stream another", () => {
  const draw = (seed: number, stream?: string): number[] => {
    const random = createRandom(seed, stream);
    return Array.from({ length: 5 }, () => random.whole(1, 1_000_000));
  };
  expect(draw(7)).toEqual(draw(7));
  expect(draw(7)).not.toEqual(draw(8));
  expect(draw(7, "a")).not.toEqual(draw(7, "b"));
});

test("whole numbers keep within their bounds and reach both, and chances come about as often as they should", () => {
  const random = createRandom(1);
  const drawn = Array.from({ length: 3_000 }, () => random.whole(1, 6));
  expect([...new Set(drawn)].sort()).toEqual([1, 2, 3, 4, 5, 6]);
  const hits = Array.from({ length: 3_000 }, () => random.chance(0.2)).filter(Boolean).length;
  expect(hits).toBeGreaterThan(500);
  expect(hits).toBeLessThan(700);
  expect(random.hex(12)).toMatch(/^[0-9a-f]{12}$/);
  expect(() => random.pick([])).toThrow("the list is empty");
});

test("a busy shop and a warehouse that works by itself play the same way for the same seed", async () => {
  const play = async (seed: number): Promise<string> => {
    const clock = createManualClock();
    const sandbox = await start({ clock, seed, warehouse: {}, customers: { ordersPerMinute: 60, mostOrders: 30 } });
    await clock.advance(10 * 60_000);
    const entries = sandbox.peoplevox.tenant.warehouse.journal.entries();
    expect(parcelsDespatched(entries).size).toBeGreaterThanOrEqual(25);
    expect(changesAfterPickingStarted(entries)).toEqual([]);
    await sandbox.stop();
    return JSON.stringify(entries);
  };
  const first = await play(5);
  expect(await play(5)).toBe(first);
  expect(await play(6)).not.toBe(first);
});
