import { expect, test } from "@jest/globals";
import { dedupe } from "../../../runtime/component-host/dedupe.ts";
import type { DedupeMemory } from "../../../runtime/component-host/dedupe.ts";
import type { Component, DedupeStrategy, EmittedEvent } from "../../../runtime/component-host/index.ts";
import { sourceBench, startSource, tick } from "./source-bench.ts";
import type { SourceThis } from "./source-bench.ts";

const event = (id: string): EmittedEvent => ({ id, name: null, summary: null, ts: 0, deliverAt: null, event: {} });
const ids = (events: readonly EmittedEvent[]): (string | null)[] => events.map(({ id }) => id);

/** Feeds batches one after the other; gives what each lets through. */
function runs(strategy: DedupeStrategy, ...batches: string[][]): (string | null)[][] {
  let memory: DedupeMemory = {};
  return batches.map((batch) => {
    const result = dedupe(strategy, memory, batch.map(event));
    memory = JSON.parse(JSON.stringify(result.memory)) as DedupeMemory;
    return ids(result.kept);
  });
}

const range = (from: number, to: number): string[] => Array.from({ length: to - from + 1 }, (_, i) => String(from + i));

test("without a strategy nothing is dropped", () => {
  expect(ids(dedupe(undefined, {}, [event("1"), event("1")]).kept)).toEqual(["1", "1"]);
});

test("unique drops an id of the same run and of a run before", () => {
  expect(runs("unique", ["a", "b", "a"], ["b", "c"])).toEqual([["a", "b"], ["c"]]);
});

test.each([
  [99, false],
  [100, true],
  [101, true],
])("unique: after %i other ids the first one is emitted again: %s", (others, again) => {
  const [, , last] = runs("unique", ["first"], range(1, others), ["first"]);
  expect(last).toEqual(again ? ["first"] : []);
});

test("greatest lets only larger numbers through, compared as numbers", () => {
  expect(runs("greatest", ["9", "10"], ["10", "9", "100"], ["99"])).toEqual([["9", "10"], ["100"], []]);
});

test("greatest loses nothing of a run that emits newest first", () => {
  expect(runs("greatest", ["3", "2", "1", "3"], ["4", "3"])).toEqual([["3", "2", "1"], ["4"]]);
});

test("last emits what comes after the newest event of the run before, or everything when that is gone", () => {
  expect(runs("last", ["a", "b"], ["a", "b", "c", "d"], ["d"], [], ["d", "e"], ["x", "y"])).toEqual([
    ["a", "b"],
    ["c", "d"],
    [],
    [],
    ["e"],
    ["x", "y"],
  ]);
});

function emitter(strategy: DedupeStrategy, emit: (self: SourceThis) => void): Component {
  return {
    key: "test-emitter",
    version: "1.0.0",
    dedupe: strategy,
    props: { timer: "$.interface.timer" },
    run(this: SourceThis) {
      emit(this);
    },
  };
}

test("ids are compared by their first 64 characters, and numbers by their digits", async () => {
  const bench = sourceBench();
  const long = "x".repeat(64);
  const source = await startSource(
    emitter("unique", (self) => {
      for (const id of [`${long}1`, `${long}2`, 7, "7"]) void self.$emit({}, { id });
    }),
    bench,
  );
  await source.onTimer(tick);
  expect(ids(bench.events)).toEqual([long, "7"]);
});

test("dedupe is remembered over a restart, with the events and not before them", async () => {
  const bench = sourceBench();
  const component = emitter("unique", (self) => void self.$emit({}, { id: "1" }));
  const first = await startSource(component, bench);
  bench.failures = 1;
  await expect(first.onTimer(tick)).rejects.toThrow("the disk is away");
  // The process ends here: what was not stored must be emitted again.
  const second = await startSource(component, bench);
  await second.onTimer(tick);
  expect(ids(bench.events)).toEqual(["1"]);
  const third = await startSource(component, bench);
  await third.onTimer(tick);
  expect(ids(bench.events)).toEqual(["1"]);
});

test.each<[DedupeStrategy, unknown, string]>([
  ["unique", undefined, "$emit needs an id"],
  ["unique", "", "$emit needs an id"],
  ["greatest", "gid://1", '"greatest" needs a number'],
])("%s refuses an event with id %s", async (strategy, id, message) => {
  const source = await startSource(
    emitter(strategy, (self) => void self.$emit({}, { id })),
    sourceBench(),
  );
  await expect(source.onTimer(tick)).rejects.toThrow(message);
});

test("events of a run are in order of ts, whatever form it has; without one they are of now", async () => {
  const bench = sourceBench();
  const source = await startSource(
    emitter("unique", (self) => {
      void self.$emit({}, { id: "now" });
      void self.$emit({}, { id: "date", ts: new Date("2023-01-03T00:00:00Z") });
      void self.$emit({}, { id: "text", ts: "2023-01-02T00:00:00Z" });
      void self.$emit({}, { id: "ms", ts: Date.parse("2023-01-01T00:00:00Z") });
    }),
    bench,
  );
  await source.onTimer(tick);
  expect(ids(bench.events)).toEqual(["ms", "text", "date", "now"]);
  expect(bench.events[2]?.ts).toBe(Date.parse("2023-01-03T00:00:00Z"));
});

test("channel, summary and a delivery time travel with the event, and the event is kept as it was", async () => {
  const bench = sourceBench();
  const source = await startSource(
    emitter("unique", (self) => {
      const order = { id: 1 };
      void self.$emit(order, { id: "1", name: "edits", summary: "Order #1001", delivery_ts: 2_000_000_000_000 });
      order.id = 2;
    }),
    bench,
  );
  await source.onTimer(tick);
  expect(bench.events[0]).toMatchObject({
    name: "edits",
    summary: "Order #1001",
    deliverAt: 2_000_000_000_000,
    event: { id: 1 },
  });
});

test("last works on the whole run, also when an answer is given in its middle", async () => {
  const bench = sourceBench();
  const component: Component = {
    key: "test-last",
    version: "1.0.0",
    dedupe: "last",
    props: { http: { type: "$.interface.http", customResponse: true } },
    async run(this: SourceThis) {
      void this.$emit({}, { id: "a", ts: 1 });
      await this.http.respond({ status: 200 });
      void this.$emit({}, { id: "b", ts: 2 });
    },
  };
  const source = await startSource(component, bench);
  const event1 = { method: "POST", path: "/", url: "", query: {}, headers: {}, bodyRaw: "", body: "", client_ip: "" };
  await source.onRequest(event1);
  await source.idle();
  await source.onRequest(event1);
  await source.idle();
  expect(ids(bench.events)).toEqual(["a", "b"]);
});
