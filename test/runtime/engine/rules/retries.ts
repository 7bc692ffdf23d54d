import { expect, test } from "@jest/globals";
import { ORDER, recipe, step } from "../engine-fixture.ts";
import type { EngineFixture } from "../engine-fixture.ts";

/** When a run is tried again, and when it is given up. */
export function retries(fixture: () => EngineFixture): void {
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
    fixture().engine.start();
    const { run, steps } = await fixture().ended(await fixture().emit(flaky, ORDER));
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
    fixture().engine.start();
    await fixture().ended(await fixture().emit(stale, ORDER));
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
    fixture().engine.start();
    await fixture().ended(await fixture().emit(throttled, ORDER));
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
    fixture().engine.start();
    const { run } = await fixture().ended(await fixture().emit(hopeless, ORDER));
    expect(run).toMatchObject({
      status: "failed",
      attempt: 1,
      error: { code: "rows-refused", message: "Unknown SKU TEE-XL" },
    });
    expect(fixture().exceptions).toMatchObject([
      {
        kind: "run-failed",
        owner: "integration",
        shop: "demo.myshopify.com",
        lineage: "#1001",
        orderId: "12",
        whatHappened: expect.stringContaining('"refused": Unknown SKU TEE-XL'),
      },
    ]);
    expect(fixture().exceptions[0]?.whatWasChanged).toBe(
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
    fixture().engine.start();
    const { run } = await fixture().ended(await fixture().emit(failing, ORDER));
    const next = await fixture().ended(await fixture().emit(failing, { ...ORDER, good: true }));
    expect([tries, run.status, run.failures]).toEqual([3, "failed", 2]);
    expect(next.run.status).toBe("succeeded");
    expect(fixture().exceptions).toHaveLength(1);
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
    fixture().engine.start();
    const { run } = await fixture().ended(await fixture().emit(patient, ORDER));
    expect(run).toMatchObject({ status: "succeeded", attempt: 6, waits: 5, failures: 0 });
  });
}
