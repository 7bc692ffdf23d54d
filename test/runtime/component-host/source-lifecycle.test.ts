import { expect, test } from "@jest/globals";
import { openSource } from "../../../runtime/component-host/index.ts";
import type { Component } from "../../../runtime/component-host/index.ts";
import { HTTP, request, sourceBench, startSource, tick } from "./source-bench.ts";
import type { SourceBench, SourceThis } from "./source-bench.ts";

/** A source that writes down which of its parts was called. */
function recorder(calls: string[], more: Partial<Component> = {}): Component {
  const hook = (name: string) =>
    function (this: SourceThis) {
      calls.push(name);
    };
  return {
    key: "test-recorder",
    version: "0.0.1",
    props: { http: HTTP, db: "$.service.db", topic: { type: "string", optional: true } },
    hooks: { deploy: hook("deploy"), activate: hook("activate"), deactivate: hook("deactivate") },
    run() {
      calls.push("run");
    },
    ...more,
  };
}

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

test("trap 2: a hook may call a method of the same name", async () => {
  const calls: string[] = [];
  await startSource(
    recorder(calls, {
      methods: { activate: () => calls.push("method") },
      hooks: {
        activate(this: SourceThis) {
          calls.push("hook");
          (this["activate"] as () => void)();
        },
      },
    }),
    sourceBench(),
  );
  expect(calls).toEqual(["hook", "method"]);
});

test("trap 11: deactivate may run after an activation that failed half-way, and keeps what it finds", async () => {
  const bench = sourceBench();
  const component: Component = recorder([], {
    hooks: {
      activate(this: SourceThis) {
        this.db.set("hookId", "h1");
        throw new Error("second topic refused");
      },
      deactivate(this: SourceThis) {
        this.db.set("deleted", this.db.get("hookId") ?? "nothing");
        this.db.set("hookId", null);
      },
    },
  });
  const source = await openSource(component, {}, bench.binding);
  await expect(source.start()).rejects.toThrow("second topic refused");
  expect(bench.db).toEqual({ hookId: "h1" });
  await source.deactivate();
  expect(bench.db).toEqual({ deleted: "h1" });
});

test("trap 12: state survives activate, run, deactivate and an update", async () => {
  const bench = sourceBench();
  const component = (version: string): Component => ({
    key: "test-counter",
    version,
    props: { db: "$.service.db", timer: { type: "$.interface.timer", default: { intervalSeconds: 60 } } },
    hooks: {
      activate(this: SourceThis) {
        this.db.set("count", Number(this.db.get("count") ?? 0) + 1);
      },
    },
    run(this: SourceThis) {
      this.db.set("count", Number(this.db.get("count")) + 1);
    },
  });
  const source = await startSource(component("0.0.1"), bench);
  await source.onTimer(tick);
  const updated = await startSource(component("0.0.2"), bench);
  await updated.onTimer(tick);
  expect(bench.db).toEqual({ count: 4 });
});

test("trap 15: no request reaches a source whose activation failed", async () => {
  const calls: string[] = [];
  const component = recorder(calls);
  const source = await openSource(
    {
      ...component,
      hooks: {
        activate() {
          throw new Error("scope missing");
        },
      },
    },
    {},
    sourceBench().binding,
  );
  await expect(source.start()).rejects.toThrow("scope missing");
  const response = await source.onRequest(request());
  expect(response.status).toBe(503);
  expect(String(response.body)).toContain("test-recorder is not active");
  expect(calls).toEqual([]);
  await expect(source.onTimer(tick)).rejects.toThrow("not active");
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

test("a source whose events only Pipedream can deliver is refused with the reason", async () => {
  const component = recorder([], {
    props: { hook: { type: "$.interface.apphook", appProp: "app", eventNames: ["a"] } },
  });
  await expect(startSource(component, sourceBench())).rejects.toThrow("$.interface.apphook");
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
