import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { orderOfEvent } from "../../../runtime/engine/order-of-event.ts";
import { readError } from "../../../runtime/engine/read-error.ts";
import { nextTry, STANDARD_RETRY } from "../../../runtime/engine/retry-policy.ts";
import { reusableSteps } from "../../../runtime/engine/reusable-steps.ts";
import type { ReuseRules } from "../../../runtime/engine/reusable-steps.ts";
import type { EarlierStep, StoredError } from "../../../runtime/store/runs/run.ts";

describe("when a failed run is tried again", () => {
  test("doubles the longest wait with each failure; nothing sent jitters over all of it, unknown over half", () => {
    const rules = { tries: 10, firstDelayMs: 1_000, longestDelayMs: 6_000 };
    expect([1, 2, 3, 4, 9].map((failures) => nextTry(rules, failures, { retry: "safe" }, 1))).toEqual([
      1_000, 2_000, 4_000, 6_000, 6_000,
    ]);
    const failed = (effect: StoredError["effect"], chance: number) =>
      nextTry(rules, 2, { retry: "only-after-checking", effect }, chance);
    expect([failed("nothing-sent", 0), failed("nothing-sent", 0.5), failed("not-applied", 1)]).toEqual([
      0, 1_000, 2_000,
    ]);
    expect([failed("unknown", 0), failed("unknown", 0.5), failed("partly-applied", 1)]).toEqual([2_000, 3_000, 4_000]);
  });

  test("gives up at once on an error that no repetition cures, and after the last try", () => {
    expect(nextTry(STANDARD_RETRY, 1, { retry: "never", retryAfterMs: 5 }, 0)).toBe("give-up");
    expect(nextTry(STANDARD_RETRY, STANDARD_RETRY.tries, { retry: "safe" }, 0)).toBe("give-up");
    expect(nextTry(STANDARD_RETRY, STANDARD_RETRY.tries - 1, { retry: "safe" }, 0)).not.toBe("give-up");
  });

  test("waits without end for another side that is not ready, as long as the step says so", () => {
    const notYet = { retry: "safe", waiting: true } as const;
    expect(nextTry(STANDARD_RETRY, 999, { ...notYet, retryAfterMs: 7_000 }, 0)).toBe(7_000);
    expect(nextTry(STANDARD_RETRY, 999, notYet, 0)).toBe(30_000);
  });

  test("never comes back before the time the other side asked for", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 11 }),
        fc.nat(1_000_000),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (failures, retryAfterMs, chance) => {
          const wait = nextTry(STANDARD_RETRY, failures, { retry: "only-after-checking", retryAfterMs }, chance);
          expect(wait).toBeGreaterThanOrEqual(retryAfterMs);
        },
      ),
    );
  });
});

describe("what a continued run takes over", () => {
  const at = (second: number) => new Date(second * 1000);
  const done = (namespace: string, second: number, writes = false): EarlierStep => ({
    namespace,
    uses: `x-${namespace}@0.0.1`,
    writes,
    status: "succeeded",
    startedAt: at(second - 1),
    finishedAt: at(second),
    checkpoint: { returnValue: second, exports: {}, exited: null, summary: null },
  });
  const rules: ReuseRules = { now: at(100), readsStayFreshMs: 60_000, othersEndedAt: null };
  const names = (steps: readonly EarlierStep[], more: Partial<ReuseRules> = {}) => {
    const { reads, writes } = reusableSteps(steps, { ...rules, ...more });
    return { reads: [...reads.keys()], writes: [...writes.keys()] };
  };

  test("a finished write however old, and a read that is fresh", () => {
    expect(names([done("hold", 1, true), done("old", 40), done("fresh", 41)])).toEqual({
      reads: ["fresh"],
      writes: ["hold"],
    });
  });

  test("no read from before a write that did not finish", () => {
    const broken: EarlierStep = { ...done("save", 95, true), status: "interrupted", checkpoint: null };
    expect(names([done("before", 90), broken, done("after", 96)])).toEqual({ reads: ["after"], writes: [] });
  });

  test("no read from before another run of the order ended", () => {
    expect(names([done("before", 90), done("after", 96)], { othersEndedAt: at(95) })).toEqual({
      reads: ["after"],
      writes: [],
    });
  });

  test("the latest result of a step that ran more than once", () => {
    expect(reusableSteps([done("plan", 50), done("plan", 70)], rules).reads.get("plan")?.returnValue).toBe(70);
  });
});

describe("an error is read by its shape", () => {
  test("one of our family keeps its code, advice and effect", () => {
    const thrown = Object.assign(new Error("Asked to wait."), {
      code: "shopify-throttled",
      retry: "safe",
      effect: "nothing-sent",
      retryAfterMs: 900,
    });
    expect(readError(thrown, true)).toEqual({
      message: "Asked to wait.",
      code: "shopify-throttled",
      retry: "safe",
      effect: "nothing-sent",
      retryAfterMs: 900,
      waiting: false,
      otherSide: null,
    });
  });

  test("one that says nothing may have changed something when the step writes", () => {
    expect(readError(new TypeError("x is not a function"), true)).toMatchObject({
      retry: "only-after-checking",
      effect: "unknown",
    });
    expect(readError(new TypeError("x is not a function"), false)).toMatchObject({ effect: "not-applied" });
  });

  test("a refusal over HTTP changed nothing, a call that never left sent nothing, any other answer may have done it", () => {
    const read = (fields: object) => {
      const { retry, effect, retryAfterMs } = readError(Object.assign(new Error("x"), fields), true);
      return [retry, effect, retryAfterMs];
    };
    expect(read({ code: "ECONNREFUSED" })).toEqual(["safe", "nothing-sent", undefined]);
    expect(read({ response: { status: 429, headers: { "retry-after": "7" } } })).toEqual([
      "only-after-checking",
      "not-applied",
      7_000,
    ]);
    for (const fields of [{ response: { status: 502 } }, { response: { status: 408 } }, { code: "ECONNRESET" }])
      expect(read(fields)).toEqual(["only-after-checking", "unknown", undefined]);
  });

  test("no connection and a gateway's answer say that the other side is away, also inside what a client wraps them in", () => {
    const read = (fields: object) => readError(Object.assign(new Error("x"), fields), true).otherSide;
    for (const code of ["ECONNREFUSED", "ENOTFOUND", "ETIMEDOUT", "ECONNRESET"]) expect(read({ code })).toBe("away");
    for (const status of [502, 503, 504]) expect(read({ code: "ERR_BAD_RESPONSE", response: { status } })).toBe("away");
    expect(read({ cause: { code: "ECONNREFUSED" } })).toBe("away");
    expect(read({ code: "slack_webapi_request_error", original: { code: "ECONNRESET" } })).toBe("away");
    for (const status of [401, 404, 429, 500]) expect(read({ response: { status } })).toBe("answered");
    expect(read({})).toBeNull();
  });

  test("a configuration error is hopeless, recognised by name", () => {
    expect(readError(Object.assign(new Error("bad"), { name: "ConfigurationError" }), false)).toMatchObject({
      retry: "never",
      code: "configuration-error",
    });
  });

  test("anything thrown gives a message and lawful fields", () => {
    fc.assert(
      fc.property(fc.anything(), fc.boolean(), (thrown, writes) => {
        const read = readError(thrown, writes);
        expect(read.message).not.toBe("");
        expect(["never", "safe", "only-after-checking"]).toContain(read.retry);
      }),
    );
  });
});

describe("the order of an event", () => {
  test("is its lineage, else its id, else its name, within the shop", () => {
    expect(orderOfEvent({ shop: "s", orderId: 12, orderName: "#1001", lineage: "#1000" }).key).toBe("s:#1000");
    expect(orderOfEvent({ shop: "s", orderId: 12, orderName: "#1001" })).toEqual({
      key: "s:12",
      name: "#1001",
      id: "12",
    });
    expect(orderOfEvent({ shop: "s", orderName: "#1001" }).key).toBe("s:#1001");
    expect(orderOfEvent({ shop: "s", orderId: "12" }, "own").key).toBe("s:own");
  });

  test("is named also for an event that names none", () => {
    fc.assert(fc.property(fc.anything(), (event) => expect(orderOfEvent(event).key).not.toBe("")));
  });
});
