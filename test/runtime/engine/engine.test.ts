import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import type { Database } from "../../../runtime/store/database.ts";
import { listRuns } from "../../../runtime/store/runs/read-runs.ts";
import { TEST_DATABASES } from "../store/open-test-databases.ts";
import { openEngine, recipe, step } from "./engine-fixture.ts";
import type { EngineFixture } from "./engine-fixture.ts";

const ORDER = { shop: "demo.myshopify.com", orderId: "12", orderName: "#1001" };

describe.each(TEST_DATABASES)("on $name", ({ open }) => {
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

  test("runs the steps in order, each seeing the results before it, and tells the story", async () => {
    const simple = recipe([
      step("order", ({ steps }) => ({ id: (steps["trigger"] as { event: { orderId: string } }).event.orderId })),
      step(
        "save",
        ({ $, props }) => {
          $.export("$summary", "Saved Sales Order 1001");
          $.export("rows", 2);
          return { outcome: "applied", from: props["input"] };
        },
        {
          writes: true,
          props: ({ steps }) => ({ input: (steps["order"] as { $return_value: { id: string } }).$return_value.id }),
        },
      ),
    ]);
    fixture.engine.start();
    const { run, steps } = await fixture.ended(await fixture.emit(simple, ORDER));
    expect(run).toMatchObject({
      status: "succeeded",
      outcome: "applied",
      summary: "Saved Sales Order 1001",
      orderName: "#1001",
      attempt: 1,
    });
    expect(steps.map(({ namespace, status, input, output }) => [namespace, status, input, output])).toEqual([
      ["order", "succeeded", {}, { returnValue: { id: "12" }, exports: {} }],
      [
        "save",
        "succeeded",
        { input: "12" },
        { returnValue: { outcome: "applied", from: "12" }, exports: { $summary: "Saved Sales Order 1001", rows: 2 } },
      ],
    ]);
  });

  test("skips a disabled step and one whose condition is not met, and ends at $.flow.exit", async () => {
    const ran: string[] = [];
    const branching = recipe([
      step("off", () => ran.push("off"), { disabled: true }),
      step("unwanted", () => ran.push("unwanted"), { isWanted: () => false }),
      step("leave", ({ $ }) => {
        $.flow.exit("Already in sync.");
      }),
      step("after", () => ran.push("after")),
    ]);
    fixture.engine.start();
    const { run, steps } = await fixture.ended(await fixture.emit(branching, ORDER));
    expect(ran).toEqual([]);
    expect(run).toMatchObject({ status: "succeeded", outcome: "nothing-to-do", summary: "Already in sync." });
    expect(steps.map(({ namespace, status }) => `${namespace} ${status}`)).toEqual([
      "off skipped",
      "unwanted skipped",
      "leave succeeded",
    ]);
  });

  test("folds events for an order whose run has not begun into one run with the latest event", async () => {
    const seen: unknown[] = [];
    const one = recipe([step("look", ({ steps }) => seen.push((steps["trigger"] as { event: unknown }).event))]);
    const first = await fixture.emit(one, { ...ORDER, edit: 1 });
    const second = await fixture.emit(one, { ...ORDER, edit: 2 });
    const other = await fixture.emit(one, { ...ORDER, orderId: "13", orderName: "#1002" });
    expect(second).toBe(first);
    expect(other).not.toBe(first);
    fixture.engine.start();
    const { run, events } = await fixture.ended(first);
    await fixture.ended(other);
    expect(run.events).toBe(2);
    expect(events).toHaveLength(2);
    expect(seen).toContainEqual({ ...ORDER, edit: 2 });
    expect(seen).toHaveLength(2);
  });

  test("keeps every event apart for a recipe that does not fold", async () => {
    const each = recipe([step("count", () => 1)], { fold: false });
    const ids = [await fixture.emit(each, ORDER), await fixture.emit(each, ORDER)];
    expect(ids[0]).not.toBe(ids[1]);
  });

  test("folds simultaneous events of one order into one run", async () => {
    const one = recipe([step("look", () => 1)]);
    const ids = await Promise.all(Array.from({ length: 10 }, (_, edit) => fixture.emit(one, { ...ORDER, edit })));
    expect(new Set(ids).size).toBe(1);
    const [run] = await listRuns(fixture.database);
    expect(run?.events).toBe(10);
  });

  test("runs one run per order at a time, in the order they came, and others side by side", async () => {
    let open = 0;
    let most = 0;
    const perOrder = new Map<string, number>();
    const sequence: string[] = [];
    let overlapped = false;
    const slow = recipe(
      [
        step("work", async ({ steps }) => {
          const { orderName, edit } = (steps["trigger"] as { event: { orderName: string; edit: number } }).event;
          overlapped ||= (perOrder.get(orderName) ?? 0) > 0;
          perOrder.set(orderName, 1);
          most = Math.max(most, ++open);
          await new Promise((resolve) => setTimeout(resolve, 100));
          sequence.push(`${orderName}/${edit}`);
          perOrder.set(orderName, 0);
          open--;
        }),
      ],
      { fold: false },
    );
    const ids: number[] = [];
    for (let edit = 0; edit < 3; edit++)
      for (let order = 0; order < 8; order++)
        ids.push(await fixture.emit(slow, { shop: "s", orderName: `#${order}`, edit }));
    fixture.engine.start();
    await Promise.all(ids.map((id) => fixture.ended(id)));
    expect(overlapped).toBe(false);
    expect(most).toBeGreaterThanOrEqual(4);
    for (let order = 0; order < 8; order++) {
      expect(sequence.filter((entry) => entry.startsWith(`#${order}/`))).toEqual(
        [0, 1, 2].map((edit) => `#${order}/${edit}`),
      );
    }
  });

  test("tries a failed run again without repeating a finished write or a fresh read", async () => {
    const calls = { read: 0, write: 0, flaky: 0 };
    const flaky = recipe([
      step("read", () => ++calls.read),
      step("write", () => ++calls.write, { writes: true }),
      step("flaky", () => {
        if (++calls.flaky < 3)
          throw Object.assign(new Error("Peoplevox asked us to wait. Nothing was changed."), {
            code: "throttled",
            retry: "safe",
            effect: "nothing-sent",
          });
        return "done";
      }),
    ]);
    fixture.engine.start();
    const { run, steps } = await fixture.ended(await fixture.emit(flaky, ORDER));
    expect(calls).toEqual({ read: 1, write: 1, flaky: 3 });
    expect(run).toMatchObject({ status: "succeeded", attempt: 3, failures: 2, outcome: "changed" });
    expect(steps.map(({ namespace, status, attempt }) => `${namespace} ${status} ${attempt}`)).toEqual([
      "read succeeded 1",
      "write succeeded 1",
      "flaky failed 1",
      "flaky failed 2",
      "flaky succeeded 3",
    ]);
    expect(steps[2]?.error).toEqual({
      code: "throttled",
      retry: "safe",
      effect: "nothing-sent",
      message: "Peoplevox asked us to wait. Nothing was changed.",
    });
  });

  test("repeats a read that is too old, and the reads after it", async () => {
    const calls = { order: 0, plan: 0 };
    let failed = false;
    const stale = recipe(
      [
        step("order", () => ++calls.order),
        step("plan", () => ++calls.plan),
        step("flaky", () => {
          if (failed) return "done";
          failed = true;
          throw new Error("not now");
        }),
      ],
      { readsStayFreshMs: 0 },
    );
    fixture.engine.start();
    await fixture.ended(await fixture.emit(stale, ORDER));
    expect(calls).toEqual({ order: 2, plan: 2 });
  });

  test("waits as long as the other side asks", async () => {
    const times: number[] = [];
    const throttled = recipe([
      step("call", () => {
        times.push(Date.now());
        if (times.length === 1) throw Object.assign(new Error("wait"), { retry: "safe", retryAfterMs: 700 });
      }),
    ]);
    fixture.engine.start();
    await fixture.ended(await fixture.emit(throttled, ORDER));
    expect(times[1]! - times[0]!).toBeGreaterThanOrEqual(700);
    expect(times[1]! - times[0]!).toBeLessThan(2_500);
  });

  test("gives up at once on an error that no repetition cures, and raises an exception", async () => {
    const hopeless = recipe([
      step("write", () => 1, { writes: true }),
      step("refused", () => {
        throw Object.assign(new Error("Unknown SKU TEE-XL"), {
          code: "rows-refused",
          retry: "never",
          effect: "not-applied",
        });
      }),
    ]);
    fixture.engine.start();
    const { run } = await fixture.ended(await fixture.emit(hopeless, ORDER));
    expect(run).toMatchObject({
      status: "failed",
      attempt: 1,
      error: { code: "rows-refused", message: "Unknown SKU TEE-XL" },
    });
    expect(fixture.exceptions).toMatchObject([
      {
        kind: "run-failed",
        owner: "integration",
        shop: "demo.myshopify.com",
        lineage: "#1001",
        orderId: "12",
        whatHappened: expect.stringContaining('"refused": Unknown SKU TEE-XL'),
      },
    ]);
    expect(fixture.exceptions[0]?.whatWasChanged).toBe(
      "The failing step changed nothing. Earlier steps of this run had finished changes.",
    );
  });

  test("gives up after the last try, and lets the next run of the order through", async () => {
    let tries = 0;
    const failing = recipe([
      step("call", ({ steps }) => {
        if ((steps["trigger"] as { event: { good?: boolean } }).event.good === true) return "fine";
        tries++;
        throw new Error("still down");
      }),
    ]);
    fixture.engine.start();
    const { run } = await fixture.ended(await fixture.emit(failing, ORDER));
    const next = await fixture.ended(await fixture.emit(failing, { ...ORDER, good: true }));
    expect([tries, run.status, run.failures]).toEqual([3, "failed", 2]);
    expect(next.run.status).toBe("succeeded");
    expect(fixture.exceptions).toHaveLength(1);
  });

  test("goes on after a step marked continue has failed for good, and lets later steps see its error", async () => {
    let tries = 0;
    let seen: unknown;
    const lenient = recipe([
      step(
        "mail",
        () => {
          tries++;
          throw new Error("no mail server");
        },
        { onError: "continue" },
      ),
      step("after", ({ steps }) => {
        seen = steps["mail"];
      }),
    ]);
    fixture.engine.start();
    const { run } = await fixture.ended(await fixture.emit(lenient, ORDER));
    expect([run.status, tries]).toEqual(["succeeded", 3]);
    expect(seen).toEqual({ $error: { message: "no mail server", code: "step-failed" } });
    expect(fixture.exceptions).toEqual([]);
  });

  test("waits for an order that is not imported yet without counting it as a try", async () => {
    let calls = 0;
    const patient = recipe([
      step("update", () => {
        if (++calls < 6) {
          throw Object.assign(new Error("Order #1001 is not in Peoplevox yet."), {
            retry: "safe",
            waiting: true,
            retryAfterMs: 10,
          });
        }
        return "updated";
      }),
    ]);
    fixture.engine.start();
    const { run } = await fixture.ended(await fixture.emit(patient, ORDER));
    expect(run).toMatchObject({ status: "succeeded", attempt: 6, waits: 5, failures: 0 });
  });

  test("ends a step that takes too long, says whether it may have changed something, and tries again", async () => {
    let calls = 0;
    const slow = recipe([
      step("save", () => (++calls === 1 ? new Promise(() => undefined) : "done"), { writes: true, timeoutMs: 60 }),
    ]);
    fixture.engine.start();
    const { run, steps } = await fixture.ended(await fixture.emit(slow, ORDER));
    expect(run.status).toBe("succeeded");
    expect(steps[0]).toMatchObject({
      status: "failed",
      error: { code: "step-timeout", effect: "unknown", retry: "only-after-checking" },
    });
  });

  test("keeps secrets and personal data out of history and exceptions, while steps see them", async () => {
    let seen: unknown;
    const secretive = recipe(
      [
        step("order", () => ({ email: "ada@example.com", note: "Leave with the neighbour", name: "#1001" })),
        step(
          "save",
          ({ steps, props }) => {
            seen = [steps["order"], props["input"]];
            throw Object.assign(new Error("Refused hunter2-token for ada@example.com: Leave with the neighbour"), {
              retry: "never",
            });
          },
          {
            props: ({ steps }) => ({
              input: { token: "hunter2-token", order: (steps["order"] as { $return_value: unknown }).$return_value },
            }),
          },
        ),
      ],
      { secrets: ["hunter2-token"] },
    );
    fixture.engine.start();
    const detail = await fixture.ended(await fixture.emit(secretive, { ...ORDER, email: "ada@example.com" }));
    expect(JSON.stringify(seen)).toContain("Leave with the neighbour");
    const { rows } = await fixture.database.query(
      "SELECT row_to_json(s)::text AS text FROM lastedit.run_steps s UNION ALL SELECT row_to_json(r)::text FROM lastedit.runs r UNION ALL SELECT row_to_json(e)::text FROM lastedit.events e",
    );
    const everything = JSON.stringify([detail, rows, fixture.exceptions]);
    for (const leaked of ["hunter2", "ada@", "neighbour"]) expect(everything).not.toContain(leaked);
    expect(everything).toContain("#1001");
  });

  test("clears what was kept only to continue a run once the run has ended", async () => {
    fixture.engine.start();
    const id = await fixture.emit(recipe([step("order", () => ({ email: "ada@example.com" }))]), ORDER);
    await fixture.ended(id);
    const { rows } = await fixture.database.query(
      "SELECT count(*)::int AS kept FROM lastedit.run_steps WHERE checkpoint_sealed IS NOT NULL",
    );
    expect(rows).toEqual([{ kept: 0 }]);
  });

  test("fails a run whose recipe is not installed, and says so", async () => {
    const gone = recipe([], { name: "gone" });
    const id = await fixture.emit(gone, ORDER);
    fixture.recipes.delete("gone");
    fixture.engine.start();
    expect((await fixture.ended(id)).run).toMatchObject({ status: "failed", error: { code: "recipe-missing" } });
  });

  test("hands a running run back when it stops, and continues it from the finished steps", async () => {
    const calls = { write: 0 };
    let release = () => {};
    const blocked = new Promise<void>((resolve) => (release = resolve));
    const reached = Promise.withResolvers<undefined>();
    const long = recipe([
      step("write", () => ++calls.write, { writes: true }),
      step("wait", async () => {
        reached.resolve(undefined);
        await blocked;
      }),
    ]);
    fixture.engine.start();
    const id = await fixture.emit(long, ORDER);
    await reached.promise;
    await fixture.engine.stop(20);
    const [handedBack] = await listRuns(fixture.database);
    expect(handedBack).toMatchObject({ id, status: "waiting", attempt: 1, failures: 0 });
    release();
    const again = await openEngine(fixture.database, { vault: fixture.vault, recipe: () => long });
    again.engine.start();
    expect((await again.ended(id)).run).toMatchObject({ status: "succeeded", attempt: 2 });
    expect(calls.write).toBe(1);
    await again.engine.stop(0);
    await again.queue.stop();
  });

  test("stops in time although the database answers slowly, then not at all; the run's claim is left to lapse", async () => {
    let looks = 0;
    let answers: "slowly" | "never" = "slowly";
    const never = new Promise<never>(() => undefined);
    const troubled: Database = {
      ...database,
      async query(sql, params) {
        if (sql.includes("lastedit.breakers")) looks += 1;
        await (answers === "never" ? never : new Promise((resolve) => setTimeout(resolve, 50)));
        return database.query(sql, params);
      },
      transaction: (work) => (answers === "never" ? never : database.transaction(work)),
    };
    const troubles: string[] = [];
    const other = await openEngine(database, {
      database: troubled,
      lookEveryMs: 1,
      handBackMs: 200,
      onTrouble: (message) => troubles.push(message),
    });
    const reached = Promise.withResolvers<undefined>();
    const long = recipe([
      step("wait", async () => {
        reached.resolve(undefined);
        await never;
      }),
    ]);
    other.recipes.set(long.name, long);
    other.engine.start();
    const began = performance.now();
    await other.emit(long, ORDER);
    await reached.promise;
    // Each look asks twice, 50 ms each.
    expect(looks).toBeLessThanOrEqual(2 + (performance.now() - began) / 50);
    answers = "never";
    const stopped = performance.now();
    await other.engine.stop(50);
    const tookMs = performance.now() - stopped;
    expect(tookMs).toBeGreaterThan(240);
    expect(tookMs).toBeLessThan(3_000);
    expect(troubles).toEqual([expect.stringContaining("1 run could not be handed back")]);
    expect(await other.queue.putBackOrphans()).toBe(1);
    await other.queue.stop();
  });
});
