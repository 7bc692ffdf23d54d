import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import {
  cancelOrder,
  cancelRun,
  listControlMoves,
  pause,
  resume,
  stopEverything,
} from "../../../runtime/engine/controls.ts";
import { resumeEverything } from "../../../runtime/engine/controls.ts";
import type { PreparedRecipe } from "../../../runtime/engine/prepared-recipe.ts";
import type { Database } from "../../../runtime/store/database.ts";
import { findRun } from "../../../runtime/store/runs/read-runs.ts";
import { TEST_DATABASES } from "../store/open-test-databases.ts";
import { openEngine, recipe, step } from "./engine-fixture.ts";
import type { EngineFixture } from "./engine-fixture.ts";

const ADA = { by: "ada", because: "Stocktake" };
const order = (id: string, more: object = {}) => ({ shop: "s", orderId: id, orderName: `#${id}`, ...more });

describe.each(TEST_DATABASES)("steering on $name", ({ open }) => {
  let database: Database;
  let fixture: EngineFixture;

  beforeAll(async () => {
    database = await open();
  });
  beforeEach(async () => {
    fixture = await openEngine(database);
  });
  afterEach(() => fixture.close());
  afterAll(() => database.close());

  const statusOf = async (runId: number) => (await findRun(database, runId))?.run.status;
  const triesOf = async (runId: number): Promise<number> => {
    const { failures = 0, waits = 0 } = (await findRun(database, runId))?.run ?? {};
    return failures + waits;
  };
  const seenEdits: unknown[] = [];
  const noting = (name: string, connection: string, more: Partial<PreparedRecipe> = {}) =>
    recipe(
      [
        step("look", ({ steps }) => {
          seenEdits.push([name, (steps["trigger"] as { event: { edit?: number } }).event.edit]);
        }),
      ],
      { name, connections: [{ name: connection, type: "peoplevox", tenant: connection }], ...more },
    );

  test("a paused recipe, connection or order holds back exactly its own runs; events fold, and the latest is run after it", async () => {
    const [edits, refunds] = [noting("edits", "uk"), noting("refunds", "de")];
    for (const [scope, name] of [
      ["recipe", "edits"],
      ["connection", "uk"],
      ["order", "#1001"],
    ] as const) {
      seenEdits.length = 0;
      await pause(database, { scope, name, ...ADA });
      const held = await fixture.emit(edits, order("1001", { edit: 1 }));
      const free = await fixture.emit(refunds, order("1002", { edit: 7 }));
      fixture.engine.start();
      await fixture.ended(free);
      expect(await fixture.emit(edits, order("1001", { edit: 2 }))).toBe(held);
      expect(await statusOf(held)).toBe("waiting");
      expect(await resume(database, { scope, name, by: "ada" })).toBe(true);
      fixture.engine.wake();
      expect((await fixture.ended(held)).run).toMatchObject({ status: "succeeded", events: 2 });
      expect(seenEdits).toEqual([
        ["refunds", 7],
        ["edits", 2],
      ]);
    }
    const [latest] = await listControlMoves(database, 1);
    expect(latest).toMatchObject({ by: "ada", what: "resumed", scope: "order", name: "1001" });
  });

  test("a pause with an end is over by itself, and stopping everything takes events in and runs none", async () => {
    const edits = noting("edits", "uk");
    await stopEverything(database, ADA);
    fixture.engine.start();
    const run = await fixture.emit(edits, order("1"));
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect(await statusOf(run)).toBe("waiting");
    await pause(database, { scope: "order", name: "1", ...ADA, until: new Date(Date.now() + 300) });
    await resumeEverything(database, { by: "ada" });
    fixture.engine.wake();
    expect((await fixture.ended(run)).run.status).toBe("succeeded");
  });

  test("once a pause is stored no writing step of a running run begins, and it goes on there; cancelled, it ends for good", async () => {
    for (const move of ["pause", "cancel"] as const) {
      const calls: string[] = [];
      const reached = Promise.withResolvers<undefined>();
      const gate = Promise.withResolvers<undefined>();
      const long = recipe([
        step(
          "first",
          async () => {
            calls.push("first");
            reached.resolve(undefined);
            await gate.promise;
          },
          { writes: true },
        ),
        step("second", () => calls.push("second"), { writes: true }),
      ]);
      fixture.engine.start();
      const run = await fixture.emit(long, order(move));
      await reached.promise;
      if (move === "pause") await pause(database, { scope: "order", name: move, ...ADA });
      else expect(await cancelRun(database, run, ADA)).toBe("asked");
      gate.resolve(undefined);
      if (move === "cancel") {
        const { run: ended, steps } = await fixture.ended(run);
        expect(ended).toMatchObject({ status: "cancelled", summary: "Cancelled by ada: Stocktake" });
        expect(steps.map(({ namespace }) => namespace)).toEqual(["first"]);
        continue;
      }
      while ((await statusOf(run)) !== "waiting") await new Promise((resolve) => setTimeout(resolve, 20));
      expect(calls).toEqual(["first"]);
      await resume(database, { scope: "order", name: move, by: "ada" });
      fixture.engine.wake();
      expect((await fixture.ended(run)).run).toMatchObject({ status: "succeeded", attempt: 2, failures: 0 });
      expect(calls).toEqual(["first", "second"]);
    }
  });

  test("a running run that only reads ends before one of its next steps when it is paused", async () => {
    const taken: number[] = [];
    const reads = Array.from({ length: 500 }, (_, index) => step(`read${index}`, () => taken.push(index)));
    const reached = Promise.withResolvers<undefined>();
    const long = recipe([step("first", () => reached.resolve(undefined)), ...reads]);
    fixture.engine.start();
    const run = await fixture.emit(long, order("reads"));
    await reached.promise;
    await pause(database, { scope: "order", name: "reads", ...ADA });
    while ((await statusOf(run)) === "running") await new Promise((resolve) => setTimeout(resolve, 10));
    expect(await statusOf(run)).toBe("waiting");
    expect(taken.length).toBeLessThan(reads.length);
  });

  test("waiting runs of an order are cancelled at once, with who and why, and nothing of them is run", async () => {
    const ran: unknown[] = [];
    const each = recipe([step("run", () => ran.push(1))], { fold: false });
    const runs = [await fixture.emit(each, order("5")), await fixture.emit(each, order("5"))];
    const other = await fixture.emit(each, order("6"));
    expect([...(await cancelOrder(database, "#5", ADA))]).toEqual(runs.map((id) => [id, "cancelled"]));
    expect(await cancelRun(database, runs[0]!, ADA)).toBe("over");
    expect(await cancelRun(database, 99_999, ADA)).toBe("unknown");
    fixture.engine.start();
    await fixture.ended(other);
    expect(ran).toHaveLength(1);
    expect((await database.query("SELECT 1 FROM lastedit_queue.job WHERE state < 'completed'")).rows).toEqual([]);
  });

  test("a newer event joins the run that waits for its order's import, and wakes it", async () => {
    const patient = recipe([
      step("update", ({ steps }) => {
        if ((steps["trigger"] as { event: { imported?: boolean } }).event.imported === true) return "updated";
        throw Object.assign(new Error("not imported yet"), { retry: "safe", waiting: true, retryAfterMs: 60_000 });
      }),
    ]);
    fixture.engine.start();
    const run = await fixture.emit(patient, order("9"));
    while ((await findRun(database, run))?.run.waits !== 1) await new Promise((resolve) => setTimeout(resolve, 20));
    expect(await fixture.emit(patient, order("9", { imported: true }))).toBe(run);
    expect((await fixture.ended(run)).run).toMatchObject({ status: "succeeded", events: 2, failures: 0 });
  });

  test("a run that waits for its order's import holds up no other recipe of the order; one that has failed does", async () => {
    for (const waiting of [true, false]) {
      const id = waiting ? "waits" : "failed";
      const update = recipe([
        step("update", () => {
          throw Object.assign(new Error("not now"), { retry: "safe", waiting, retryAfterMs: 60_000 });
        }),
      ]);
      fixture.engine.start();
      const run = await fixture.emit(update, order(id));
      while ((await triesOf(run)) === 0) await new Promise((resolve) => setTimeout(resolve, 20));
      const other = await fixture.emit(noting("refunds", "uk"), order(id));
      const free = await fixture.emit(noting("refunds", "uk"), order(`${id}-not`));
      await fixture.ended(free);
      if (waiting) expect((await fixture.ended(other)).run.status).toBe("succeeded");
      else expect(await statusOf(other)).toBe("waiting");
      expect(await statusOf(run)).toBe("waiting");
    }
  });

  test("an event that comes while its order's run is under way joins it when that is put back, and nothing finished is kept", async () => {
    const calls: number[] = [];
    const reached = Promise.withResolvers<undefined>();
    const gate = Promise.withResolvers<undefined>();
    const patient = recipe([
      step("hold", ({ steps }) => calls.push((steps["trigger"] as { event: { edit: number } }).event.edit), {
        writes: true,
      }),
      step("update", async ({ steps }) => {
        if ((steps["trigger"] as { event: { edit: number } }).event.edit === 2) return "updated";
        reached.resolve(undefined);
        await gate.promise;
        throw Object.assign(new Error("not imported yet"), { retry: "safe", waiting: true, retryAfterMs: 60_000 });
      }),
    ]);
    fixture.engine.start();
    const first = await fixture.emit(patient, order("9", { edit: 1 }));
    await reached.promise;
    const second = await fixture.emit(patient, order("9", { edit: 2 }));
    expect(second).not.toBe(first);
    gate.resolve(undefined);
    expect((await fixture.ended(first)).run).toMatchObject({ status: "succeeded", events: 2 });
    expect((await fixture.ended(second)).run).toMatchObject({
      status: "cancelled",
      summary: `Folded into run ${first}, which has not ended yet.`,
    });
    expect(calls).toEqual([1, 2]);
  });
});
