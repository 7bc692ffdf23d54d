import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { Caretaker } from "../../../runtime/engine/caretaker.ts";
import { readClaims } from "../../../runtime/engine/claim-log.ts";
import { pause } from "../../../runtime/engine/controls.ts";
import type { EngineSubject } from "../../../runtime/engine/engine-exceptions.ts";
import { dropLease, holdLease } from "../../../runtime/engine/leases.ts";
import type { Database } from "../../../runtime/store/database.ts";
import { TEST_DATABASES } from "../store/open-test-databases.ts";
import { openEngine, recipe, step } from "./engine-fixture.ts";
import type { EngineFixture } from "./engine-fixture.ts";

const ORDER = { shop: "s", orderId: "12", orderName: "#1001" };

describe.each(TEST_DATABASES)("reliability on $name", ({ open }) => {
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

  test("a step that writes without looking is not repeated when its answer is lost: a person checks", async () => {
    let posts = 0;
    const blind = recipe([
      step(
        "post",
        () => {
          posts += 1;
          throw new Error("socket hang up");
        },
        { writes: true, blind: true },
      ),
    ]);
    fixture.engine.start();
    const { run } = await fixture.ended(await fixture.emit(blind, ORDER));
    expect([run.status, posts]).toEqual(["failed", 1]);
    expect(fixture.exceptions).toMatchObject([
      { kind: "run-failed", whatWasChanged: expect.stringContaining("is not known") },
    ]);
  });

  test("the same when the process ends in the middle of it, while one that looks first is repeated", async () => {
    for (const blind of [true, false]) {
      let calls = 0;
      const reached = Promise.withResolvers<undefined>();
      const hanging = recipe([
        step(
          "post",
          () => {
            calls += 1;
            reached.resolve(undefined);
            return calls === 1 ? new Promise(() => undefined) : "done";
          },
          { writes: true, blind },
        ),
      ]);
      const first = await openEngine(database, { vault: fixture.vault, recipe: () => hanging });
      first.engine.start();
      const id = await fixture.emit(hanging, { ...ORDER, orderId: String(blind) });
      await reached.promise;
      await first.engine.stop(0);
      await first.queue.stop();
      const second = await openEngine(database, { vault: fixture.vault, recipe: () => hanging });
      second.engine.start();
      const { run } = await second.ended(id);
      expect([run.status, calls]).toEqual(blind ? ["failed", 1] : ["succeeded", 2]);
      if (run.status === "failed") expect(run.error).toMatchObject({ code: "answer-lost", effect: "unknown" });
      await second.engine.stop(0);
      await second.queue.stop();
    }
  });

  test("a run keeps to the recipe it began with, when the recipe changes between its tries", async () => {
    const ran: string[] = [];
    const version = (hash: string, fails: boolean) =>
      recipe(
        [
          step("first", () => ran.push(`${hash} first`), { writes: true }),
          step("second", () => {
            ran.push(`${hash} second`);
            if (fails && ran.length === 2)
              throw Object.assign(new Error("later"), { retry: "safe", retryAfterMs: 300 });
          }),
        ],
        { hash, source: { hash, text: `text of ${hash}` } },
      );
    const [before, now] = [version("v1", true), version("v2", false)];
    const texts: string[] = [];
    const pinned = await openEngine(database, {
      vault: fixture.vault,
      recipe: () => (ran.length < 2 ? before : now),
      pinnedRecipe: ({ textHash }) => Promise.resolve(textHash === "v1" ? before : undefined),
      keepText: ({ source }) => Promise.resolve(void texts.push(source?.text ?? "")),
    });
    pinned.engine.start();
    const { run } = await pinned.ended(await fixture.emit(before, ORDER));
    expect(run.status).toBe("succeeded");
    expect(ran).toEqual(["v1 first", "v1 second", "v1 second"]);
    expect(texts[0]).toBe("text of v1");
    await pinned.engine.stop(0);
    await pinned.queue.stop();
  });

  test("tells from when to when which worker ran which run of an order", async () => {
    const each = recipe([step("work", () => new Promise((resolve) => setTimeout(resolve, 20)))], { fold: false });
    const runs = [await fixture.emit(each, ORDER), await fixture.emit(each, ORDER)];
    fixture.engine.start();
    await Promise.all(runs.map((id) => fixture.ended(id)));
    const claims = await readClaims(database, "s:12");
    expect(claims.map(({ runId, worker, endedAs }) => [runId, worker, endedAs])).toEqual(
      runs.map((id) => [id, fixture.engine.worker, "succeeded"]),
    );
    expect(claims[0]!.endedAt!.getTime()).toBeLessThanOrEqual(claims[1]!.beganAt.getTime());
  });

  test("a run that is wanted for too long is reported with what holds it back, once, and taken back when it has ended", async () => {
    const closed: EngineSubject[] = [];
    const caretaker = (worker: string) =>
      new Caretaker({
        database,
        worker,
        reportWaitingAfterMs: 60_000,
        raiseException: (draft) => Promise.resolve(void fixture.exceptions.push(draft)),
        closeExceptions: (subject) => Promise.resolve(void closed.push(subject)),
      });
    const slow = recipe([step("look", () => 1)]);
    const run = await fixture.emit(slow, ORDER);
    await fixture.emit(slow, { ...ORDER, orderId: "13", orderName: "#1002" });
    await database.query("UPDATE lastedit.runs SET wanted_at = now() - interval '10 minutes' WHERE id = $1", [run]);
    await pause(database, { scope: "order", name: "#1001", by: "ada", because: "Asking the customer" });
    await caretaker("one").look();
    await caretaker("two").look();
    expect(fixture.exceptions).toMatchObject([
      {
        kind: "run-waiting",
        lineage: "#1001",
        owner: "integration",
        whatHappened: expect.stringMatching(
          /for 10 minutes and has not ended\. It is paused by ada: Asking the customer$/,
        ),
      },
    ]);
    await database.exec("DELETE FROM lastedit.controls");
    fixture.engine.start();
    await fixture.ended(run);
    await new Promise((resolve) => setTimeout(resolve, 20));
    await dropLease(database, "caretaker", "one");
    await dropLease(database, "caretaker", fixture.engine.worker);
    await caretaker("three").look();
    expect(closed).toEqual([{ kind: "run-waiting", shop: "s", lineage: "#1001" }]);
  });

  test("of several processes one holds a lease; another gets it when it is given back or lapses", async () => {
    expect(await holdLease(database, "l", "a", 150)).toBe(true);
    expect(await holdLease(database, "l", "b", 150)).toBe(false);
    expect(await holdLease(database, "l", "a", 150)).toBe(true);
    await new Promise((resolve) => setTimeout(resolve, 200));
    const both = await Promise.all(["b", "c"].map((holder) => holdLease(database, "l", holder, 60_000)));
    expect(both.filter(Boolean)).toHaveLength(1);
    await dropLease(database, "l", both[0] === true ? "b" : "c");
    expect(await holdLease(database, "l", "d", 150)).toBe(true);
  });
});
