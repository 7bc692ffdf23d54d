import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { packWebhookId, unpackWebhookId } from "../../../sources/shopify/common/pack-webhook-id.ts";
import { decodeState, encodeState, newState, stateBytes } from "../../../sources/shopify/common/settle-state.ts";
import type { PendingOrder, SettleState } from "../../../sources/shopify/common/settle-state.ts";
import {
  dueAt,
  dueOrders,
  isKnownChange,
  isKnownDelivery,
  noteChange,
  rememberDelivery,
  settle,
} from "../../../sources/shopify/common/settle-window.ts";
import type { SettlePolicy } from "../../../sources/shopify/common/settle-window.ts";
import { overflowing, STATE_BYTES, trimMemories } from "../../../sources/shopify/common/state-size.ts";

const NOON = Date.parse("2026-11-23T12:00:00Z");
const POLICY = { kind: "window", settleMs: 60_000, maxWaitMs: 300_000 } as const satisfies SettlePolicy;

const report = (
  orderId: string,
  seenAt: number,
  webhookId: string | null = "b54557e4-bdd9-4b37-8a5f-bf7d70bcd043",
) => ({
  orderId,
  seenAt,
  changedAt: seenAt - (seenAt % 1000),
  topic: "orders/updated" as const,
  webhookId,
});

/** A state as it is after it was kept and read again. */
const kept = (state: SettleState): SettleState =>
  decodeState(JSON.parse(JSON.stringify(encodeState(state))) as ReturnType<typeof encodeState>);

describe("when an order is due", () => {
  test("some quiet time after its last change", () => {
    const state = noteChange(noteChange(newState(NOON), report("1", NOON)), report("1", NOON + 50_000));
    expect(dueOrders(state, POLICY, NOON + 109_999)).toEqual([]);
    expect(dueOrders(state, POLICY, NOON + 110_000)).toMatchObject([{ orderId: "1", group: 1 }]);
  });

  test("at the latest after the longest wait, though it keeps changing", () => {
    let state = newState(NOON);
    for (let ms = 0; ms <= 300_000; ms += 30_000) state = noteChange(state, report("1", NOON + ms));
    expect(dueOrders(state, POLICY, NOON + 299_999)).toEqual([]);
    expect(dueOrders(state, POLICY, NOON + 300_000)).toHaveLength(1);
  });

  test("on a schedule, at the first moment after its first change, whatever comes later", () => {
    const policy: SettlePolicy = { kind: "schedule", nextAfter: (ms) => Math.ceil((ms + 1) / 1_800_000) * 1_800_000 };
    const state = noteChange(noteChange(newState(NOON), report("1", NOON + 1)), report("1", NOON + 1_799_999));
    expect(dueOrders(state, policy, NOON + 1_799_999)).toEqual([]);
    expect(dueOrders(state, policy, NOON + 1_800_000)).toHaveLength(1);
  });

  test("oldest first", () => {
    let state = newState(NOON);
    for (const [id, ms] of [
      ["b", 2],
      ["a", 1],
      ["c", 3],
    ] as const)
      state = noteChange(state, report(id, NOON + ms));
    expect(dueOrders(state, POLICY, NOON + 400_000).map(({ orderId }) => orderId)).toEqual(["a", "b", "c"]);
  });
});

test("changes of one order join: topics add up, the latest delivery and change are kept", () => {
  let state = noteChange(newState(NOON), { ...report("1", NOON), topic: "orders/edited" as const, webhookId: "w-1" });
  state = noteChange(state, { ...report("1", NOON + 5000), webhookId: "w-2" });
  state = noteChange(state, { ...report("1", NOON + 2000, null), changedAt: null, topic: null });
  expect([...state.pending.values()]).toEqual([
    {
      orderId: "1",
      group: 1,
      firstSeenAt: NOON,
      lastSeenAt: NOON + 5000,
      changedAt: NOON + 5000,
      topicLetters: "eu",
      packedWebhookId: "=w-2",
    },
  ]);
});

test("a Webhook-Id comes back as it was, and a UUID takes 22 characters", () => {
  fc.assert(fc.property(fc.oneof(fc.uuid(), fc.string()), (id) => unpackWebhookId(packWebhookId(id)) === id));
  expect(packWebhookId("b54557e4-bdd9-4b37-8a5f-bf7d70bcd043")).toHaveLength(22);
});

test("noting and settling never change the state they are given", () => {
  const before = noteChange(newState(NOON), report("1", NOON));
  const text = JSON.stringify(encodeState(before));
  noteChange(before, report("1", NOON + 1));
  settle(before, ["1"], [{ orderId: "1", upTo: NOON, fingerprint: "f" }]);
  rememberDelivery(before, "k".repeat(12));
  trimMemories(before);
  expect(JSON.stringify(encodeState(before))).toBe(text);
});

test("a delivery is not taken for known because its key lies across two others", () => {
  const state = ["abcdefghijkl", "mnopqrstuvwx"].reduce(rememberDelivery, newState(NOON));
  expect(isKnownDelivery(state, "mnopqrstuvwx")).toBe(true);
  expect(isKnownDelivery(state, "ghijklmnopqr")).toBe(false);
  const repeated = ["aaaaaaaaaaab", "aaaaaaaaaaaa"].reduce(rememberDelivery, newState(NOON));
  expect(isKnownDelivery(repeated, "aaaaaaaaaaaa")).toBe(true);
});

test("a change up to what was looked at is known, a later one and one of unknown time are not", () => {
  const state = settle(newState(NOON), [], [{ orderId: "1", upTo: NOON, fingerprint: null }]);
  expect(isKnownChange(state, "1", NOON)).toBe(true);
  expect(isKnownChange(state, "1", NOON + 1000)).toBe(false);
  expect(isKnownChange(state, "1", null)).toBe(false);
  expect(isKnownChange(state, "2", NOON)).toBe(false);
});

/** What can happen to a source. */
const step = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constant("note" as const), order: fc.integer({ min: 1, max: 6 }) }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant("wait" as const), ms: fc.integer({ min: 0, max: 120_000 }) }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant("tick" as const) }) },
);
const settings = fc.record({
  settleMs: fc.integer({ min: 0, max: 90_000 }),
  extraMs: fc.integer({ min: 0, max: 400_000 }),
});

interface Emission extends PendingOrder {
  readonly emittedAt: number;
}

test("every change is followed by exactly one event of its order, neither too early nor too late", () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 80 }), settings, (steps, { settleMs, extraMs }) => {
      const policy = { kind: "window", settleMs, maxWaitMs: settleMs + extraMs } as const;
      const notes: { orderId: string; at: number }[] = [];
      const emissions: Emission[] = [];
      let now = NOON;
      let longestGap = 0;
      let lastTick = NOON;
      let state = newState(now);
      const tick = () => {
        const due = dueOrders(state, policy, now);
        emissions.push(...due.map((order) => ({ ...order, emittedAt: now })));
        state = kept(
          settle(
            state,
            due.map(({ orderId }) => orderId),
          ),
        );
        longestGap = Math.max(longestGap, now - lastTick);
        lastTick = now;
      };
      for (const each of steps) {
        if (each.kind === "wait") now += each.ms;
        else if (each.kind === "tick") tick();
        else {
          const orderId = String(each.order);
          notes.push({ orderId, at: now });
          state = kept(noteChange(state, report(orderId, now)));
        }
      }
      now += policy.maxWaitMs;
      tick();

      expect(state.pending.size).toBe(0);
      expect(new Set(emissions.map(({ group }) => group)).size).toBe(emissions.length);
      for (const { orderId, at } of notes) {
        const covering = emissions.filter((e) => e.orderId === orderId && e.firstSeenAt <= at && at <= e.lastSeenAt);
        // Two groups can touch in one millisecond; the change is then in the later one.
        expect(covering.length).toBeGreaterThanOrEqual(1);
        expect(covering.at(-1)?.emittedAt).toBeGreaterThanOrEqual(at);
      }
      for (const emission of emissions) {
        const quiet = emission.emittedAt - emission.lastSeenAt >= settleMs;
        const longEnough = emission.emittedAt - emission.firstSeenAt >= policy.maxWaitMs;
        expect(quiet || longEnough).toBe(true);
        expect(emission.emittedAt).toBeLessThanOrEqual(emission.firstSeenAt + policy.maxWaitMs + longestGap);
      }
      for (const orderId of new Set(notes.map((note) => note.orderId))) {
        const lastNote = Math.max(...notes.filter((note) => note.orderId === orderId).map((note) => note.at));
        const after = emissions.filter(
          (e) => e.orderId === orderId && e.emittedAt >= lastNote && e.lastSeenAt >= lastNote,
        );
        expect(after.length).toBeGreaterThanOrEqual(1);
      }
    }),
    { numRuns: 500 },
  );
});

test("a state that was kept and read again is the same", () => {
  const time = fc.integer({ min: NOON - 1e9, max: NOON + 1e9 });
  const change = fc.record({
    orderId: fc.bigInt({ min: 1n, max: 10n ** 18n }).map(String),
    seenAt: time,
    changedAt: fc.option(time),
    topic: fc.option(fc.constantFrom("orders/edited" as const, "orders/updated" as const)),
    webhookId: fc.option(fc.oneof(fc.uuid(), fc.string())),
  });
  fc.assert(
    fc.property(fc.array(change, { maxLength: 20 }), fc.array(fc.stringMatching(/^[\w-]{12}$/)), (changes, keys) => {
      let state = changes.reduce(noteChange, newState(NOON));
      state = keys.reduce(rememberDelivery, state);
      state = settle(state, [], [{ orderId: "9", upTo: NOON, fingerprint: "abc" }]);
      expect(kept(state)).toEqual(state);
      for (const key of keys) expect(isKnownDelivery(kept(state), key)).toBe(true);
    }),
  );
});

describe("size", () => {
  const bigState = (pending: number, deliveries = 0, seen = 0): SettleState => {
    let state = newState(NOON);
    const entries = new Map<string, PendingOrder>();
    for (let index = 0; index < pending; index += 1) {
      const id = String(5_678_901_000_000 + index);
      const one = noteChange(newState(NOON), report(id, NOON + index)).pending.get(id);
      if (one !== undefined) entries.set(id, { ...one, group: index, topicLetters: "eu" });
    }
    state = { ...state, pending: entries };
    state = {
      ...state,
      deliveries: Array.from({ length: deliveries }, (_, index) => String(index).padStart(12, "0")).join(""),
    };
    const looks = Array.from({ length: seen }, (_, index) => ({
      orderId: String(1_234_567_000_000 + index),
      upTo: NOON,
      fingerprint: "abcdefghijkl",
    }));
    return settle(state, [], looks);
  };

  test("memories are kept in full while there is room, and give way to waiting orders", () => {
    const roomy = trimMemories(bigState(10, 5000, 5000));
    expect([roomy.deliveries.length / 12, roomy.seen.size]).toEqual([1000, 400]);
    expect(roomy.deliveries.slice(-12)).toBe("000000004999");
    const tight = trimMemories(bigState(450, 5000, 5000));
    expect([tight.deliveries.length / 12, tight.seen.size, tight.pending.size]).toEqual([300, 100, 450]);
  });

  test("a burst of 500 orders within one window fits without an early event", () => {
    const state = trimMemories(bigState(500, 1000, 400));
    expect(stateBytes(state)).toBeLessThanOrEqual(STATE_BYTES.comfortable);
    expect(overflowing(state, STATE_BYTES.comfortable)).toEqual([]);
  });

  test("taking out what overflows makes the state fit, takes the oldest, and loses none", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2000 }), fc.integer({ min: 0, max: 2000 }), (pending, seen) => {
        const state = trimMemories(bigState(pending, seen, seen));
        const early = overflowing(state, STATE_BYTES.most);
        const rest = settle(
          state,
          early.map(({ orderId }) => orderId),
        );
        expect(stateBytes(rest)).toBeLessThanOrEqual(STATE_BYTES.most);
        expect(early.length + rest.pending.size).toBe(pending);
        const youngestEarly = early.at(-1)?.firstSeenAt ?? 0;
        expect([...rest.pending.values()].every(({ firstSeenAt }) => firstSeenAt > youngestEarly)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  test("one more waiting order takes at most 85 bytes", () => {
    expect((stateBytes(bigState(200)) - stateBytes(bigState(100))) / 100).toBeLessThanOrEqual(85);
  });
});

test("the moment an order is due never moves beyond its longest wait", () => {
  const order = { firstSeenAt: NOON, lastSeenAt: NOON + 299_000 } as PendingOrder;
  expect(dueAt(order, POLICY)).toBe(NOON + 300_000);
});
