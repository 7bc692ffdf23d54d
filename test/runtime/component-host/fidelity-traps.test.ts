import { createHmac } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { openSource } from "../../../runtime/component-host/index.ts";
import type { Component } from "../../../runtime/component-host/index.ts";
import { readError } from "../../../runtime/engine/read-error.ts";
import { axios } from "../../../runtime/platform/index.ts";
import { startEchoServer } from "../platform/echo-server.ts";
import { action, call, componentFiles, pause, recorder, source } from "./component-fixtures.ts";
import type { ComponentFiles, Self } from "./component-fixtures.ts";
import { request, sourceBench, startSource, tick } from "./source-bench.ts";
import type { SourceThis } from "./source-bench.ts";

// The traps that real components of Pipedream's registry set for another runtime, each with a component of our own.

let files: ComponentFiles;
beforeAll(async () => {
  files = await componentFiles();
});
afterAll(() => files.remove());

test("trap 1: methods are bound, so they may be taken off `this`", async () => {
  const component = action(
    function () {
      const { greet } = this as { greet: () => string };
      return greet();
    },
    {
      props: { word: { type: "string" } },
      methods: {
        greet(this: Self) {
          return `hello ${String(this["word"])}`;
        },
      },
    },
  );
  expect((await call(component, { props: { word: "pick" } })).returnValue).toBe("hello pick");
});

test("trap 2: a method called run is not the component's run", async () => {
  const component = action(
    function () {
      return (this["run"] as () => string)();
    },
    { methods: { run: () => "the method" } },
  );
  expect((await call(component)).returnValue).toBe("the method");
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

test("trap 3: props are the object's own, and unset optional ones are absent", async () => {
  const component = action(
    function () {
      return Object.keys(this);
    },
    { props: { a: { type: "string" }, b: { type: "string", optional: true }, c: { type: "integer", default: 5 } } },
  );
  expect((await call(component, { props: { a: "x" } })).returnValue).toEqual(["a", "c"]);
});

test("trap 4: bodyRaw is the body byte for byte, so a signature over it holds", async () => {
  const component = source(function ({ bodyRaw, headers }) {
    const signature = createHmac("sha256", "key").update(bodyRaw).digest("base64");
    void this.http.respond({ status: signature === headers["x-signature"] ? 200 : 401 });
  });
  const source1 = await startSource(component, sourceBench());
  const body = '{ "id":  12345678901234567890,"note":"\\u00e9 é\\r\\n" }\n';
  const signature = createHmac("sha256", "key").update(Buffer.from(body, "utf8")).digest("base64");
  expect((await source1.onRequest(request(body, { "x-signature": signature }))).status).toBe(200);
  expect((await source1.onRequest(request(body.trimEnd(), { "x-signature": signature }))).status).toBe(401);
});

test("trap 5: run may be synchronous, methods may be async generators, and emits need not be awaited", async () => {
  expect((await call(action(() => 7))).returnValue).toBe(7);
  const bench = sourceBench();
  const source1 = await startSource(
    {
      key: "test-pages",
      version: "0.0.1",
      props: { timer: { type: "$.interface.timer", default: { intervalSeconds: 60 } } },
      methods: {
        async *pages() {
          for (const page of [2, 1]) yield await Promise.resolve(page);
        },
      },
      async run(this: SourceThis) {
        for await (const page of (this["pages"] as () => AsyncGenerator<number>)()) {
          void this.$emit({ page }, { id: String(page), ts: page });
        }
      },
    },
    bench,
  );
  await source1.onTimer(tick);
  expect(bench.events.map(({ id }) => id)).toEqual(["1", "2"]);
});

test("trap 6: a component is strict: a mistake such as an undeclared variable is its own error", async () => {
  await files.write(
    "mistaken.mjs",
    `export default { type: "action", key: "a", run() { for (item of [1]) {} return "done"; } };`,
  );
  expect(await files.run("mistaken.mjs")).toEqual({ name: "ReferenceError", problem: "item is not defined" });
});

test("trap 7: an answer after $emit, with the status as text and not awaited", async () => {
  const bench = sourceBench();
  const source1 = await startSource(
    source(function () {
      void this.$emit({}, { id: "1" });
      void this.http.respond({ status: "200", headers: { "Content-Type": "text/plain", "X-Count": 1 }, body: "ok" });
    }),
    bench,
  );
  expect(await source1.onRequest(request())).toEqual({
    status: 200,
    headers: { "content-type": "text/plain", "x-count": "1" },
    body: "ok",
  });
});

test("trap 7: events emitted in the same breath as an answer that is not awaited are stored before it goes out", async () => {
  const bench = sourceBench();
  const source1 = await startSource(
    source(async function () {
      void this.http.respond({ status: 200 });
      void this.$emit({}, { id: "1" });
      await pause(1000);
    }),
    bench,
  );
  await source1.onRequest(request());
  expect(bench.events).toHaveLength(1);
});

test("trap 7: events after the answer are stored at the end of the run, and idle waits for it", async () => {
  const bench = sourceBench();
  const source1 = await startSource(
    source(async function () {
      await this.http.respond({ status: 200 });
      await pause(30);
      this.db.set("settled", true);
      void this.$emit({}, { id: "late" });
    }),
    bench,
  );
  await source1.onRequest(request());
  expect(bench.events).toEqual([]);
  await source1.idle();
  expect(bench.events.map((event) => event.id)).toEqual(["late"]);
  expect(bench.db).toEqual({ settled: true });
});

test("trap 7: an error after the answer is logged, and the answer stands", async () => {
  const bench = sourceBench();
  const source1 = await startSource(
    source(async function () {
      await this.http.respond({ status: 200 });
      void this.$emit({}, { id: "kept" });
      throw new Error("settling failed");
    }),
    bench,
  );
  expect((await source1.onRequest(request())).status).toBe(200);
  await source1.idle();
  expect(bench.texts()).toContain("Failed after it had answered: settling failed");
  expect(bench.events.map((event) => event.id)).toEqual(["kept"]);
});

test("trap 7: an error before any answer is answered with 500, without its text", async () => {
  const bench = sourceBench();
  const source1 = await startSource(
    source(function () {
      throw new Error("password is hunter2");
    }),
    bench,
  );
  const response = await source1.onRequest(request());
  expect(response.status).toBe(500);
  expect(String(response.body)).not.toContain("hunter2");
  expect(bench.texts()).toContain("Failed: password is hunter2");
});

test("trap 7: a source that never answers is answered with an empty 200 at its end", async () => {
  const bench = sourceBench();
  const source1 = await startSource(
    source(() => undefined),
    bench,
  );
  expect(await source1.onRequest(request())).toEqual({ status: 200, headers: {}, body: "" });
  expect(bench.texts()).toContain("The source did not call respond(); it was answered with an empty 200.");
});

test("trap 8: an import may carry a version, with a range, a scope or a path", async () => {
  await files.write(
    "versioned.mjs",
    `import lodash from "lodash@4.18.1";
     import { parse } from "csv-parse@^7.0.0/sync";
     import { ConfigurationError } from "@pipedream/platform@1.6.8";
     import { readFileSync } from "node:fs";
     export default { type: "action", key: "a", run: () =>
       [lodash.upperFirst("ab"), parse("1,2"), new ConfigurationError("x").name, typeof readFileSync] };`,
  );
  expect(await files.run("versioned.mjs")).toEqual(["Ab", [["1", "2"]], "ConfigurationError", "function"]);
});

test("trap 9: a CommonJS component is loaded, and its require gets the same platform module", async () => {
  await files.write(
    "common.cjs",
    `const { axios, DEFAULT_POLLING_SOURCE_TIMER_INTERVAL } = require("@pipedream/platform");
     module.exports = { type: "action", key: "a", run() { return [typeof axios.create, DEFAULT_POLLING_SOURCE_TIMER_INTERVAL]; } };`,
  );
  expect(await files.run("common.cjs")).toEqual(["function", 900]);
});

test("trap 10: each run has its own app object; an account of one is not seen by another", async () => {
  const app: Component = {
    type: "app",
    app: "peoplevox",
    methods: {
      user(this: { $auth: Record<string, unknown> }) {
        return this.$auth["user"];
      },
    },
  };
  const component = action(
    async function () {
      const own = this["app"] as { user(): string; seen?: unknown };
      const before = own.seen;
      own.seen = "leak";
      await new Promise((resolve) => setImmediate(resolve));
      return [before ?? null, own.user()];
    },
    { props: { app } },
  );
  const results = await Promise.all(
    ["ann", "bob"].map((user) => call(component, { props: { app: { $auth: { user } } } })),
  );
  expect(results.map((result) => result.returnValue)).toEqual([
    [null, "ann"],
    [null, "bob"],
  ]);
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

test("trap 13: a package that is not installed is named", async () => {
  await files.write(
    "undeclared.mjs",
    `import x from "rss-parser-not-there@1.0.0"; export default { type: "action", run: () => x };`,
  );
  expect(await files.run("undeclared.mjs")).toMatchObject({
    problem: expect.stringContaining(
      "undeclared.mjs could not be loaded as a component: Cannot find package 'rss-parser-not-there'",
    ),
  });
});

test("trap 14: other copies of the platform package are never used, whoever imports it", async () => {
  await files.write(
    "node_modules/@pipedream/platform/package.json",
    '{ "name": "@pipedream/platform", "main": "index.js" }',
  );
  await files.write("node_modules/@pipedream/platform/index.js", "module.exports = { axios: 'the other copy' };");
  await files.write("node_modules/@pipedream/gitlab/package.json", '{ "name": "@pipedream/gitlab", "type": "module" }');
  await files.write("node_modules/@pipedream/gitlab/app.mjs", 'export { axios } from "@pipedream/platform";');
  await files.write(
    "copies.mjs",
    `import { axios } from "@pipedream/platform";
     import { axios as second } from "@pipedream/gitlab/app.mjs";
     export default { type: "action", key: "a", run: () => [typeof axios, axios === second] };`,
  );
  expect(await files.run("copies.mjs")).toEqual(["function", true]);
});

test("trap 14: a ConfigurationError of another copy is known by its name", () => {
  const another = Object.assign(new Error("no scope"), { name: "ConfigurationError" });
  expect(readError(another, false)).toMatchObject({ code: "configuration-error", retry: "never" });
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

test("trap 16: `this` takes new fields, and they are gone with the run", async () => {
  const component = action(function () {
    const before = this["debug_config"] ?? null;
    this["debug_config"] = { password: "x" };
    return before;
  });
  expect((await call(component)).returnValue).toBeNull();
  expect((await call(component)).returnValue).toBeNull();
});

test("trap 16: axios(this, …) with debug writes on `this`, and what it writes is not logged", async () => {
  const server = await startEchoServer();
  const component = action(async function () {
    await axios(this, { url: server.url, debug: true, headers: { authorization: "Bearer hunter2" } });
    return Object.keys(this);
  });
  const { returnValue, logs } = await call(component);
  await server.close();
  expect(returnValue).toEqual(["debug_config", "debug_response"]);
  expect(logs.map(({ text }) => text)).toEqual(["export: debug_config", "export: debug_response"]);
});

test("trap 17: the rest of the step runs after $.flow.exit without return", async () => {
  const result = await call(
    action(({ $ }) => {
      $.flow.exit("nothing to do");
      $.export("after", true);
      return "end";
    }),
  );
  expect(result).toMatchObject({ exited: "nothing to do", exports: { after: true }, returnValue: "end" });
  expect((await call(action(({ $ }) => $.flow.exit()))).exited).toBe("");
});
