import { expect, test } from "@jest/globals";
import { pause, source } from "./component-fixtures.ts";
import { request, sourceBench, startSource, tick } from "./source-bench.ts";

test("the answer waits until state and events are stored, and they are stored together", async () => {
  const bench = sourceBench();
  const source1 = await startSource(
    source(function () {
      this.db.set("seen", ["w1"]);
      void this.$emit({ orderId: 1 }, { id: "w1" });
      void this.http.respond({ status: 202 });
    }),
    bench,
  );
  const gate = Promise.withResolvers<undefined>();
  bench.gate = gate.promise.then(() => undefined);
  let answered = false;
  const response = source1.onRequest(request()).then((value) => {
    answered = true;
    return value;
  });
  await pause(20);
  expect(answered).toBe(false);
  gate.resolve(undefined);
  expect((await response).status).toBe(202);
  expect(bench.persists.at(-1)).toMatchObject({ db: { seen: ["w1"] }, events: [{ id: "w1", event: { orderId: 1 } }] });
});

test("when nothing can be stored the sender gets 500, and its next try stores what is still kept", async () => {
  const bench = sourceBench();
  const source1 = await startSource(
    source(function ({ headers }) {
      const id = headers["x-id"];
      if (this.db.get("seen") !== id) {
        this.db.set("seen", id);
        void this.$emit({ id }, { id });
      }
      void this.http.respond({ status: 200 });
    }),
    bench,
  );
  // The answer's own write, and the one for what the run left.
  bench.failures = 2;
  const refused = await source1.onRequest(request("{}", { "x-id": "w1" }));
  expect(refused.status).toBe(500);
  expect(String(refused.body)).toContain("send it again");
  expect(bench.events).toEqual([]);
  // The source takes the second try for a duplicate and emits nothing; the first try's event must still not be lost.
  expect((await source1.onRequest(request("{}", { "x-id": "w1" }))).status).toBe(200);
  expect(bench.events.map((event) => event.id)).toEqual(["w1"]);
  await source1.idle();
  expect(bench.events).toHaveLength(1);
});

test("a duplicate is not answered before the run that saw it first is stored", async () => {
  const bench = sourceBench();
  const source1 = await startSource(
    source(async function ({ headers }) {
      if (this.db.get("seen") === "w1") {
        void this.http.respond({ status: 208 });
        return;
      }
      this.db.set("seen", "w1");
      void this.$emit({}, { id: "w1" });
      if (headers["x-slow"] !== undefined) await pause(50);
      void this.http.respond({ status: 200 });
    }),
    bench,
  );
  const first = source1.onRequest(request("{}", { "x-slow": "1" }));
  await pause(10);
  const second = await source1.onRequest(request());
  expect(second.status).toBe(208);
  expect(bench.db).toEqual({ seen: "w1" });
  expect(bench.events.map((event) => event.id)).toEqual(["w1"]);
  await first;
  expect(bench.events).toHaveLength(1);
});

test("requests that come together share one write", async () => {
  const bench = sourceBench();
  const source1 = await startSource(
    source(function ({ bodyRaw }) {
      void this.$emit({ bodyRaw }, { id: bodyRaw });
      void this.http.respond({ status: 200 });
    }),
    bench,
  );
  const before = bench.persists.length;
  bench.gate = pause(5);
  await Promise.all(Array.from({ length: 100 }, (_, i) => source1.onRequest(request(`"${i}"`))));
  expect(bench.events).toHaveLength(100);
  expect(bench.persists.length - before).toBeLessThanOrEqual(3);
});

test("a source without customResponse is answered for, and its respond has no effect", async () => {
  const bench = sourceBench();
  const source1 = await startSource(
    source(
      function () {
        void this.http.respond({ status: 401 });
        void this.$emit({}, { id: "1" });
      },
      { props: { http: "$.interface.http" } },
    ),
    bench,
  );
  expect((await source1.onRequest(request())).status).toBe(200);
  expect(bench.events).toHaveLength(1);
  expect(bench.texts().join()).toContain("customResponse");
});

test("only the first answer counts", async () => {
  const bench = sourceBench();
  const source1 = await startSource(
    source(function () {
      void this.http.respond({ status: 200 });
      void this.http.respond({ status: 500 });
    }),
    bench,
  );
  expect((await source1.onRequest(request())).status).toBe(200);
});

test("an answer with an impossible status fails the run instead of the process", async () => {
  const bench = sourceBench();
  const source1 = await startSource(
    source(function () {
      void this.http.respond({ status: "ok" });
    }),
    bench,
  );
  expect((await source1.onRequest(request())).status).toBe(500);
  expect(bench.texts().join()).toContain('status is "ok"; expected a number from 200 to 599');
});

test("runs of one source overlap and see each other's state at once", async () => {
  const bench = sourceBench();
  const source1 = await startSource(
    source(async function ({ bodyRaw }) {
      const open = (this.db.get("open") as string[] | undefined) ?? [];
      this.db.set("open", [...open, bodyRaw]);
      await pause(10);
      void this.http.respond({ status: 200, body: JSON.stringify(this.db.get("open")) });
    }),
    bench,
  );
  const bodies = await Promise.all(["a", "b", "c"].map((body) => source1.onRequest(request(body))));
  expect(bodies.map((response) => response.body)).toEqual(Array(3).fill('["a","b","c"]'));
});

test("a run over its time is answered with 500, and what it emitted is kept", async () => {
  const bench = sourceBench();
  const component = source(async function () {
    void this.$emit({}, { id: "1" });
    await new Promise(() => undefined);
  });
  const source1 = await startSource(component, {
    ...bench,
    binding: { ...bench.binding, runTimeoutMs: 20 },
  });
  expect((await source1.onRequest(request())).status).toBe(500);
  expect(bench.events).toHaveLength(1);
  expect(bench.texts().join()).toContain("took longer than 20 ms");
});

test("an event emitted after its run's end is stored all the same", async () => {
  const bench = sourceBench();
  const source1 = await startSource(
    source(function () {
      setTimeout(() => void this.$emit({}, { id: "very late" }), 20);
      void this.http.respond({ status: 200 });
    }),
    bench,
  );
  await source1.onRequest(request());
  await source1.idle();
  expect(bench.events).toEqual([]);
  await pause(40);
  expect(bench.events.map((event) => event.id)).toEqual(["very late"]);
});

test("what could not be stored after an answer is stored once the store is back", async () => {
  const bench = sourceBench();
  const source1 = await startSource(
    source(async function () {
      await this.http.respond({ status: 200 });
      bench.failures = 1;
      void this.$emit({}, { id: "late" });
    }),
    bench,
  );
  await source1.onRequest(request());
  await pause(50);
  expect(bench.events).toEqual([]);
  expect(bench.texts().join()).toContain("could not be stored yet: the disk is away");
  await pause(2_200);
  expect(bench.events.map((event) => event.id)).toEqual(["late"]);
});

test("a source without an HTTP prop answers 404", async () => {
  const bench = sourceBench();
  const source1 = await startSource(
    source(() => undefined, { props: { db: "$.service.db" } }),
    bench,
  );
  expect(source1.hasHttp).toBe(false);
  expect((await source1.onRequest(request())).status).toBe(404);
});

test("respond in a run that a timer started has no effect", async () => {
  const bench = sourceBench();
  const source1 = await startSource(
    source(function () {
      void this.http.respond({ status: 200 });
    }),
    bench,
  );
  await source1.onTimer(tick);
  expect(bench.texts().join()).toContain("not started by a request");
});
