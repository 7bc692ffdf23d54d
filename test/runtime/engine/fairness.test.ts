import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { fairPlaces } from "../../../runtime/engine/fair-places.ts";
import { RUNS_UP_TO } from "../../../runtime/engine/program.ts";
import type { Database } from "../../../runtime/store/database.ts";
import { TEST_DATABASES } from "../store/open-test-databases.ts";
import { openEngine, recipe, step } from "./engine-fixture.ts";
import type { EngineFixture } from "./engine-fixture.ts";

describe("how many runs a tenant may begin", () => {
  test("one alone may use all places", () => {
    expect(fairPlaces(500, ["uk"], new Map([["uk", 480]]))).toEqual({ places: {}, others: 20, most: 20 });
  });

  test("one that has taken all it can leaves to each other its kept places", () => {
    const { places } = fairPlaces(100, ["uk", "de"], new Map([["uk", 75]]));
    expect(places).toEqual({ uk: 0, de: 25 });
  });

  test("whatever is in flight, a lane without runs may begin some, and never more than there are", () => {
    const lanes = ["a", "b", "c", "d"];
    fc.assert(
      fc.property(
        fc.array(fc.nat(60), { minLength: 3, maxLength: 3 }),
        fc.integer({ min: 8, max: 200 }),
        (counts, size) => {
          const inFlight = new Map<string, number>();
          // Each lane takes what it may, one after the other, again and again.
          for (let turn = 0; turn < 50; turn++) {
            for (const [index, lane] of lanes.slice(0, 3).entries()) {
              const { places, most } = fairPlaces(size, lanes, inFlight);
              const take = Math.min(places[lane] ?? 0, most, counts[index] ?? 0);
              inFlight.set(lane, (inFlight.get(lane) ?? 0) + take);
            }
          }
          const total = [...inFlight.values()].reduce((sum, count) => sum + count, 0);
          expect(total).toBeLessThanOrEqual(size);
          const { places, most } = fairPlaces(size, lanes, inFlight);
          expect(Math.min(places["d"] ?? 0, most)).toBeGreaterThanOrEqual(1);
        },
      ),
    );
  });
});

describe.each(TEST_DATABASES)("fairness on $name", ({ open }) => {
  let database: Database;
  let fixture: EngineFixture;
  beforeAll(async () => {
    database = await open();
  });
  beforeEach(async () => {
    fixture = await openEngine(database, { concurrency: 8, lanes: () => ["slow", "quick"] });
  });
  afterEach(() => fixture.close());
  afterAll(() => database.close());

  const lane = (name: string) => ({ name, connections: [{ name, type: "peoplevox", tenant: name }] });
  const event = (tenant: string, order: number) => ({ shop: tenant, orderId: String(order) });

  test("claims go round the tenants, by their weights, the oldest of each first", async () => {
    const [slow, quick] = [recipe([], lane("slow")), recipe([], lane("quick"))];
    for (let order = 0; order < 9; order++) await fixture.emit(slow, event("slow", order));
    for (let order = 0; order < 9; order++) await fixture.emit(quick, event("quick", order));
    const even = await fixture.queue.claim(6);
    expect(even.map((claim) => claim.lane).sort()).toEqual(["quick", "quick", "quick", "slow", "slow", "slow"]);
    expect(
      even
        .filter((claim) => claim.lane === "slow")
        .map(({ runId }) => runId)
        .sort(),
    ).toEqual([1, 2, 3]);
    const weighted = await fixture.queue.claim(6, { weights: { quick: 2 } });
    expect(weighted.filter((claim) => claim.lane === "quick")).toHaveLength(4);
  });

  test("a tenant whose warehouse hangs never keeps another's runs from ending, nor does one order with many events", async () => {
    const hang = Promise.withResolvers<undefined>();
    const slow = recipe([step("hang", () => hang.promise)], lane("slow"));
    const noisy = recipe([step("quick", () => "done")], { ...lane("quick"), name: "noisy", fold: false });
    for (let order = 0; order < 40; order++) await fixture.emit(slow, event("slow", order));
    const many = [];
    for (let index = 0; index < 30; index++) many.push(await fixture.emit(noisy, event("quick", 0)));
    const single = await fixture.emit(noisy, event("quick", 1));
    fixture.engine.start();
    await fixture.ended(single);
    const { rows } = await database.query<{ ended: number }>(
      "SELECT count(*)::int AS ended FROM lastedit.runs WHERE order_key = 'quick:0' AND finished_at IS NOT NULL",
    );
    expect(rows[0]?.ended).toBeLessThan(many.length);
    await fixture.ended(many.at(-1)!);
    expect(fixture.engine.inFlight).toBeGreaterThan(2);
    hang.resolve(undefined);
  });

  test("a run that needs a newer program, or a recipe that is not here, is left to a worker that has it", async () => {
    const newer = recipe([], { ...lane("quick"), name: "newer", needs: RUNS_UP_TO + 1 });
    const elsewhere = recipe([], { ...lane("quick"), name: "elsewhere" });
    const here = recipe([], { ...lane("quick"), name: "here" });
    await fixture.emit(newer, event("quick", 1));
    await fixture.emit(elsewhere, event("quick", 2));
    const run = await fixture.emit(here, event("quick", 3));
    const rules = { recipes: ["newer", "here"] };
    expect((await fixture.queue.claim(9, rules)).map(({ runId }) => runId)).toEqual([run]);
    expect(await fixture.queue.claim(9, { ...rules, runsUpTo: RUNS_UP_TO + 1 })).toHaveLength(1);
  });
});
