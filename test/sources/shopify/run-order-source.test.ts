import { describe, expect, test } from "@jest/globals";
import type { HttpEvent, TimerEvent } from "../../../components/pipedream-component.ts";
import { ShopifyAccessDeniedError, ShopifyUnreachableError } from "../../../components/shopify/shopify-errors.ts";
import { readState } from "../../../sources/shopify/common/order-source.ts";
import type { OrderSource } from "../../../sources/shopify/common/order-source.ts";
import {
  activateOrderSource,
  deactivateOrderSource,
  runOrderSource,
} from "../../../sources/shopify/common/run-order-source.ts";
import { stateBytes } from "../../../sources/shopify/common/settle-state.ts";
import { at, NOON, orderSourceHarness, signedWebhook, updated } from "./order-source-harness.ts";

const TICK: TimerEvent = { timestamp: 0, interval_seconds: 15 };

const unreachable = () =>
  new ShopifyUnreachableError({ name: "Any", kind: "query" }, "https://demo", { reason: "ECONNRESET", sent: true });

/** Runs the source on an event and gives what it answered, if anything. */
async function run(source: OrderSource, event: HttpEvent | TimerEvent) {
  const answers: { status: number; body: string }[] = [];
  await runOrderSource(source, { endpoint: source.uri, respond: (answer) => answers.push(answer) }, event);
  const [answer] = answers;
  return answer === undefined ? null : { status: answer.status, body: JSON.parse(answer.body) as unknown };
}

describe("an order that was edited", () => {
  test("gives one event, once it has settled, with its name and all its topics", async () => {
    const { source, orders, emitted, passSeconds } = orderSourceHarness();
    orders.set("1001", { updatedAt: at(20), quantity: 2 });
    const edit = { order_edit: { id: 7, order_id: 1001, committed_at: at(0) } };
    const first = await run(source, signedWebhook(edit, { topic: "orders/edited", webhookId: "w-1" }));
    expect(first).toEqual({ status: 200, body: { outcome: "noted", orderId: "1001" } });
    passSeconds(20);
    await run(source, updated(1001, 20, "w-2"));
    passSeconds(59);
    await run(source, TICK);
    expect(emitted).toEqual([]);
    passSeconds(1);
    await run(source, TICK);
    await run(source, TICK);
    expect(emitted).toEqual([
      {
        event: {
          shop: "demo.myshopify.com",
          orderId: "1001",
          orderGid: "gid://shopify/Order/1001",
          orderName: "#1001",
          reason: "webhook",
          topics: ["orders/edited", "orders/updated"],
          firstSeenAt: "2026-11-23T12:00:00.000Z",
          lastSeenAt: "2026-11-23T12:00:20.000Z",
          updatedAt: "2026-11-23T12:00:20Z",
          webhookId: "w-2",
        },
        id: `1001-${NOON}-1`,
        summary: "Order #1001 changed (orders/edited, orders/updated)",
        ts: NOON + 20_000,
        emittedAt: NOON + 80_000,
      },
    ]);
  });

  test("again, gives another event with another id", async () => {
    const { source, orders, emitted, passSeconds } = orderSourceHarness();
    for (const quantity of [2, 3]) {
      orders.set("1001", { updatedAt: at(quantity * 1000), quantity });
      await run(source, updated(1001, quantity * 1000, `w-${quantity}`));
      passSeconds(60);
      await run(source, TICK);
    }
    expect(emitted.map(({ id }) => id)).toEqual([`1001-${NOON}-1`, `1001-${NOON + 60_000}-2`]);
  });

  test("that is the same as last time in all that matters gives none: an echo of our own write ends there", async () => {
    const { source, orders, emitted, passSeconds } = orderSourceHarness();
    for (const [seconds, note] of [
      [0, "a"],
      [100, "a"],
      [200, "b"],
      [300, "b"],
    ] as const) {
      orders.set("1001", { updatedAt: at(seconds), quantity: 2, note });
      await run(source, updated(1001, seconds, `w-${seconds}`));
      passSeconds(100);
      await run(source, TICK);
    }
    expect(emitted.map(({ event }) => event.updatedAt)).toEqual([at(0), at(200)]);
    expect(readState(source).pending.size).toBe(0);
  });

  test("in details only gives an event, unless details do not count", async () => {
    for (const [detailChanges, events] of [
      [true, 2],
      [false, 1],
    ] as const) {
      const { source, orders, emitted, passSeconds } = orderSourceHarness({ detailChanges });
      for (const [seconds, note] of [
        [0, "a"],
        [100, "b"],
      ] as const) {
        orders.set("1001", { updatedAt: at(seconds), quantity: 2, note });
        await run(source, updated(1001, seconds, `w-${seconds}`));
        passSeconds(100);
        await run(source, TICK);
      }
      expect(emitted).toHaveLength(events);
    }
  });

  test("with more lines than one page counts as changed each time", async () => {
    const { source, orders, emitted, passSeconds } = orderSourceHarness();
    for (const seconds of [0, 100]) {
      orders.set("1001", { updatedAt: at(seconds), quantity: 2, lines: "many" });
      await run(source, updated(1001, seconds, `w-${seconds}`));
      passSeconds(100);
      await run(source, TICK);
    }
    expect(emitted).toHaveLength(2);
  });

  test("that Shopify no longer shows is passed on without a name, so that a run can say so", async () => {
    const { source, emitted, passSeconds } = orderSourceHarness();
    await run(source, updated(1001, 0, "w-1"));
    passSeconds(60);
    await run(source, TICK);
    expect(emitted[0]?.event).toMatchObject({ orderId: "1001", orderName: null, updatedAt: null });
  });

  test("changed once more in the second in which we looked is not taken for known", async () => {
    const { source, orders, emitted, passSeconds } = orderSourceHarness({
      policy: { kind: "window", settleMs: 0, maxWaitMs: 0 },
    });
    orders.set("1001", { updatedAt: at(0), quantity: 2 });
    await run(source, updated(1001, 0, "w-1"));
    await run(source, TICK);
    orders.set("1001", { updatedAt: at(0), quantity: 3 });
    await run(source, updated(1001, 0, "w-2"));
    passSeconds(1);
    await run(source, TICK);
    expect(emitted).toHaveLength(2);
  });
});

describe("while Shopify cannot be asked", () => {
  test("a settled order waits for the next tick, and nothing is lost", async () => {
    const { source, orders, emitted, passSeconds, failWith } = orderSourceHarness();
    orders.set("1001", { updatedAt: at(0), quantity: 2 });
    await run(source, updated(1001, 0, "w-1"));
    passSeconds(60);
    failWith(unreachable());
    await expect(run(source, TICK)).rejects.toMatchObject({ code: "shopify-unreachable" });
    expect(emitted).toEqual([]);
    failWith(null);
    await run(source, TICK);
    expect(emitted.map(({ event }) => event.orderName)).toEqual(["#1001"]);
  });

  test("it goes out without a name after ten minutes", async () => {
    const { source, emitted, passSeconds, failWith } = orderSourceHarness({ checkEveryMs: 1e9 });
    await run(source, updated(1001, 0, "w-1"));
    failWith(unreachable());
    passSeconds(60 + 599);
    await expect(run(source, TICK)).rejects.toThrow();
    expect(emitted).toEqual([]);
    passSeconds(1);
    await expect(run(source, TICK)).rejects.toThrow();
    expect(emitted.map(({ event }) => event.orderName)).toEqual([null]);
    expect(readState(source).pending.size).toBe(0);
  });

  test("a refusal that does not pass by itself holds no order back, and is still reported", async () => {
    const { source, emitted, passSeconds, failWith } = orderSourceHarness();
    await run(source, updated(1001, 0, "w-1"));
    passSeconds(60);
    failWith(
      new ShopifyAccessDeniedError(
        { name: "OrderSignals", kind: "query" },
        { gate: "protected-customer-data", messages: ["no"], effect: "not-applied" },
      ),
    );
    await expect(run(source, TICK)).rejects.toMatchObject({ code: "shopify-access-denied" });
    expect(emitted).toHaveLength(1);
  });
});

describe("overlapping runs", () => {
  test("two ticks at once give one event", async () => {
    const { source, orders, emitted, passSeconds } = orderSourceHarness();
    orders.set("1001", { updatedAt: at(0), quantity: 2 });
    await run(source, updated(1001, 0, "w-1"));
    passSeconds(60);
    await Promise.all([run(source, TICK), run(source, TICK)]);
    expect(emitted).toHaveLength(1);
  });

  test("a change that comes while a tick looks at the order is not lost, and gets its own time to settle", async () => {
    const { source, orders, emitted, passSeconds } = orderSourceHarness();
    orders.set("1001", { updatedAt: at(0), quantity: 2 });
    await run(source, updated(1001, 0, "w-1"));
    passSeconds(60);
    const tick = run(source, TICK);
    orders.set("1001", { updatedAt: at(60), quantity: 3 });
    await run(source, updated(1001, 60, "w-2"));
    await tick;
    expect(emitted).toEqual([]);
    passSeconds(60);
    await run(source, TICK);
    expect(emitted).toHaveLength(1);
    expect(emitted[0]?.event).toMatchObject({ updatedAt: at(60), webhookId: "w-2" });
  });

  test("webhooks that come while a poll waits for Shopify are kept", async () => {
    const { source, orders, passSeconds } = orderSourceHarness();
    await activateOrderSource(source);
    passSeconds(300);
    orders.set("1", { updatedAt: at(200), quantity: 1 });
    const tick = run(source, TICK);
    await run(source, updated(2, 300, "w-2"));
    await tick;
    expect([...readState(source).pending.keys()].sort()).toEqual(["1", "2"]);
  });
});

describe("the safety net", () => {
  test("an order whose webhooks were all lost is found by the poll", async () => {
    const { source, orders, emitted, passSeconds } = orderSourceHarness();
    await activateOrderSource(source);
    orders.set("1001", { updatedAt: at(30), quantity: 2 });
    passSeconds(300);
    await run(source, TICK);
    passSeconds(60);
    await run(source, TICK);
    expect(emitted).toHaveLength(1);
    expect(emitted[0]).toMatchObject({
      event: { orderId: "1001", reason: "poll", topics: [], webhookId: null },
      summary: "Order #1001 changed (seen by the poll)",
    });
  });

  test("asks only every few minutes, and passes over what is known or waits already", async () => {
    const { source, orders, emitted, calls, passSeconds } = orderSourceHarness();
    await activateOrderSource(source);
    orders.set("1", { updatedAt: at(200), quantity: 1 });
    await run(source, updated(1, 200, "w-1"));
    for (let tick = 0; tick < 80; tick += 1) {
      passSeconds(15);
      await run(source, TICK);
    }
    expect(calls.filter(({ name }) => name === "OrdersUpdatedSince")).toHaveLength(4);
    expect(emitted).toHaveLength(1);
  });

  test("reads page after page, and remembers how far it came", async () => {
    const { source, orders, calls, passSeconds } = orderSourceHarness();
    await activateOrderSource(source);
    for (let index = 0; index < 120; index += 1) orders.set(String(index), { updatedAt: at(index), quantity: 1 });
    passSeconds(300);
    await run(source, TICK);
    expect(readState(source)).toMatchObject({ polledUpTo: NOON + 119_000 });
    expect(readState(source).pending.size).toBe(120);
    const polls = calls.filter(({ name }) => name === "OrdersUpdatedSince").map(({ variables }) => variables);
    expect(polls.map(({ after }) => after)).toEqual([null, "50", "100"]);
    expect(polls[0]?.["query"]).toBe("updated_at:>='2026-11-23T11:57:00Z'");
    passSeconds(300);
    await run(source, TICK);
    const next = calls.filter(({ name }) => name === "OrdersUpdatedSince").at(-1)?.variables["query"];
    expect(next).toBe("updated_at:>='2026-11-23T11:58:59Z'");
  });

  test("creates subscriptions again that are gone, and goes on when the poll fails", async () => {
    const { source, subscriptions, passSeconds, failWith } = orderSourceHarness();
    await activateOrderSource(source);
    expect(subscriptions.map(({ topic }) => topic)).toEqual(["ORDERS_EDITED", "ORDERS_UPDATED"]);
    subscriptions.length = 0;
    passSeconds(300);
    failWith(unreachable());
    await expect(run(source, TICK)).rejects.toThrow(AggregateError);
    failWith(null);
    passSeconds(300);
    await run(source, TICK);
    expect(subscriptions).toHaveLength(2);
  });

  test("a source that is switched off deletes its subscriptions, and finds what changed when it is back on", async () => {
    const { source, orders, subscriptions, emitted, passSeconds } = orderSourceHarness();
    await activateOrderSource(source);
    await deactivateOrderSource(source);
    expect(subscriptions).toEqual([]);
    await deactivateOrderSource(source);
    orders.set("1", { updatedAt: at(5000), quantity: 1 });
    passSeconds(7200);
    await activateOrderSource(source);
    await run(source, TICK);
    passSeconds(60);
    await run(source, TICK);
    expect(emitted.map(({ event }) => event.orderId)).toEqual(["1"]);
  });

  test("switching on emits nothing", async () => {
    const { source, orders, emitted } = orderSourceHarness();
    orders.set("1", { updatedAt: at(-3600), quantity: 1 });
    await activateOrderSource(source);
    await run(source, TICK);
    expect(emitted).toEqual([]);
  });
});

describe("more orders than fit", () => {
  test("are emitted early, each once, and the state stays within the host's 60 KB", async () => {
    const { source, orders, emitted, passSeconds, storedBytes } = orderSourceHarness();
    const ids = Array.from({ length: 1500 }, (_, index) => String(5_678_901_000_000 + index));
    for (const id of ids) {
      orders.set(id, { updatedAt: at(0), quantity: 1 });
      await run(
        source,
        signedWebhook({ id: Number(id), updated_at: at(0) }, { webhookId: `b54557e4-bdd9-4b37-8a5f-${id.slice(1)}` }),
      );
      expect(storedBytes()).toBeLessThan(60_000);
    }
    expect(emitted.length).toBeGreaterThan(900);
    expect(stateBytes(readState(source))).toBeLessThanOrEqual(50_000);
    passSeconds(60);
    await run(source, TICK);
    expect(emitted.map(({ event }) => event.orderId).sort()).toEqual(ids);
    expect(new Set(emitted.map(({ id }) => id)).size).toBe(1500);
  });

  test("are emitted at once, without a name, when Shopify cannot be asked", async () => {
    const { source, emitted, failWith, storedBytes } = orderSourceHarness();
    failWith(unreachable());
    const answers = new Set<number | undefined>();
    for (let index = 0; index < 1200; index += 1) {
      const event = signedWebhook({ id: 5_678_901_000_000 + index, updated_at: at(0) }, { webhookId: `w-${index}` });
      await runOrderSource(source, { endpoint: "", respond: ({ status }) => answers.add(status) }, event).catch(
        () => null,
      );
      expect(storedBytes()).toBeLessThan(60_000);
    }
    expect([...answers]).toEqual([200]);
    const waiting = [...readState(source).pending.keys()];
    expect(new Set([...emitted.map(({ event }) => event.orderId), ...waiting]).size).toBe(1200);
    expect(emitted.length + waiting.length).toBe(1200);
  });
});
