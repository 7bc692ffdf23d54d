import { expect, test } from "@jest/globals";
import { openSource } from "../../../runtime/component-host/index.ts";
import type { Component } from "../../../runtime/component-host/index.ts";
import { recorder } from "./component-fixtures.ts";
import { HTTP, request, sourceBench, startSource, tick } from "./source-bench.ts";
import type { SourceBench, SourceThis } from "./source-bench.ts";

test("a new source is deployed, then activated; started again it is left alone", async () => {
  const calls: string[] = [];
  const bench = sourceBench();
  const source = await openSource(recorder(calls), {}, bench.binding);
  expect(source.active).toBe(false);
  expect(await source.start()).toBe("deployed");
  expect(await source.start()).toBe("unchanged");
  expect(calls).toEqual(["deploy", "activate"]);
});

test("after a restart of the process an unchanged source runs without being activated again", async () => {
  const calls: string[] = [];
  const bench = sourceBench();
  await startSource(recorder(calls), bench);
  const again = await openSource(recorder(calls), {}, bench.binding);
  expect(again.active).toBe(true);
  expect(await again.start()).toBe("unchanged");
  expect((await again.onRequest(request())).status).toBe(200);
  expect(calls).toEqual(["deploy", "activate", "run"]);
});

test.each<[string, Partial<Component>, Record<string, unknown>, string]>([
  ["version", { version: "0.0.2" }, {}, "https://runtime.example/hooks/s1"],
  ["props", {}, { topic: "orders/edited" }, "https://runtime.example/hooks/s1"],
  ["endpoint", {}, {}, "https://elsewhere.example/hooks/s1"],
])(
  "a source with another %s is deactivated and activated again, not deployed",
  async (_what, more, props, endpoint) => {
    const calls: string[] = [];
    const bench = sourceBench();
    await startSource(recorder(calls), bench);
    const updated = await openSource(recorder(calls, more), props, { ...bench.binding, endpoint });
    expect(await updated.start()).toBe("updated");
    expect(calls).toEqual(["deploy", "activate", "deactivate", "activate"]);
  },
);

test("an update goes on when the other side no longer knows what is to be deactivated", async () => {
  const calls: string[] = [];
  const bench = sourceBench();
  await startSource(recorder(calls), bench);
  const component = recorder(calls, { version: "0.0.2" });
  const failing: Component = {
    ...component,
    hooks: {
      ...component.hooks,
      deactivate() {
        throw new Error("no such subscription");
      },
    },
  };
  const updated = await openSource(failing, {}, bench.binding);
  expect(await updated.start()).toBe("updated");
  expect(updated.active).toBe(true);
  expect(bench.texts().join()).toContain("no such subscription");
});

test("a sender may call during activation, as some do to check the address", async () => {
  const bench = sourceBench();
  let echoed = 0;
  const opened: { onRequest: (event: ReturnType<typeof request>) => Promise<{ status: number }> }[] = [];
  const component = recorder([], {
    hooks: {
      async activate() {
        echoed = (await opened[0]!.onRequest(request())).status;
      },
    },
  });
  const source = await openSource(component, {}, bench.binding);
  opened.push(source);
  await source.start();
  expect(echoed).toBe(200);
});

test("events of deploy are stored", async () => {
  const bench = sourceBench();
  await startSource(
    recorder([], {
      hooks: {
        deploy(this: SourceThis) {
          for (const ts of [3, 1, 2]) void this.$emit({ ts }, { id: String(ts), ts });
        },
      },
    }),
    bench,
  );
  expect(bench.events.map((event) => event.id)).toEqual(["1", "2", "3"]);
});

test("what a failing run has set and emitted is kept", async () => {
  const bench = sourceBench();
  const source = await startSource(
    recorder([], {
      run(this: SourceThis) {
        this.db.set("cursor", 7);
        void this.$emit({}, { id: "1" });
        throw new Error("page 2 failed");
      },
    }),
    bench,
  );
  await expect(source.onTimer(tick)).rejects.toThrow("page 2 failed");
  expect(bench.db).toEqual({ cursor: 7 });
  expect(bench.events).toHaveLength(1);
});

test("a tick whose result cannot be stored rejects, and the next tick stores it", async () => {
  const bench = sourceBench();
  let id = 0;
  const source = await startSource(
    recorder([], {
      run(this: SourceThis) {
        id += 1;
        void this.$emit({}, { id });
      },
    }),
    bench,
  );
  bench.failures = 1;
  await expect(source.onTimer(tick)).rejects.toThrow("the disk is away");
  await source.onTimer(tick);
  expect(bench.events.map((event) => event.id)).toEqual(["1", "2"]);
});

test.each<[string, unknown, Record<string, unknown>, unknown]>([
  ["its default", { type: "$.interface.timer", default: { intervalSeconds: 60 } }, {}, { intervalSeconds: 60 }],
  ["what is configured", { type: "$.interface.timer" }, { timer: { cron: "0 6 * * *" } }, { cron: "0 6 * * *" }],
  [
    "a static value",
    { type: "$.interface.timer", static: { intervalSeconds: 5 }, hidden: true },
    {},
    { intervalSeconds: 5 },
  ],
  ["15 minutes when nothing is said", "$.interface.timer", {}, { intervalSeconds: 900 }],
])("the schedule is %s", async (_what, timer, props, schedule) => {
  const source = await openSource(recorder([], { props: { timer } }), props, sourceBench().binding);
  expect(source.schedule).toEqual(schedule);
});

test("a schedule that is none is refused when the source is opened", async () => {
  const component = recorder([], { props: { timer: "$.interface.timer" } });
  await expect(openSource(component, { timer: { intervalSeconds: 0 } }, sourceBench().binding)).rejects.toThrow(
    'timer "timer" is {"intervalSeconds":0}; expected { intervalSeconds } above zero or { cron }',
  );
});

test("additionalProps of a source may add its HTTP or timer prop", async () => {
  const component = recorder([], {
    props: { mode: { type: "string", reloadProps: true } },
    additionalProps(this: { mode: string }) {
      return this.mode === "poll"
        ? { timer: { type: "$.interface.timer", default: { intervalSeconds: 30 } } }
        : { http: HTTP };
    },
  });
  const open = (mode: string): ReturnType<typeof openSource> => openSource(component, { mode }, sourceBench().binding);
  expect(await open("poll")).toMatchObject({ hasHttp: false, schedule: { intervalSeconds: 30 } });
  expect(await open("webhook")).toMatchObject({ hasHttp: true, schedule: null });
});

test("secrets are masked in what the host logs for a source", async () => {
  const bench: SourceBench = sourceBench();
  const source = await startSource(
    recorder([], {
      props: { http: HTTP, key: { type: "string", secret: true } },
      run(this: SourceThis) {
        throw new Error(`signature with ${String(this["key"])} failed`);
      },
    }),
    bench,
    { key: "shpss_secret" },
  );
  await source.onRequest(request());
  expect(bench.texts()).toContain("Failed: signature with •••• failed");
});
