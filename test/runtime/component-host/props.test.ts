import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { openSource, runAction } from "../../../runtime/component-host/index.ts";
import type { Component } from "../../../runtime/component-host/index.ts";
import { startEchoServer } from "../platform/echo-server.ts";
import type { EchoServer } from "../platform/echo-server.ts";
import { memoryDataStore } from "./memory-data-store.ts";
import { request, sourceBench } from "./source-bench.ts";
import type { SourceThis } from "./source-bench.ts";

let server: EchoServer;
beforeAll(async () => {
  server = await startEchoServer();
});
afterAll(() => server.close());

type Props = Readonly<Record<string, unknown>>;

/** What an action sees of its one prop. */
async function seen(
  definition: Props | string,
  value: unknown,
  use: (prop: never) => unknown = same,
): Promise<unknown> {
  const component: Component = {
    type: "action",
    key: "test-prop",
    version: "0.0.1",
    props: { prop: definition },
    run(this: { prop: never }) {
      return use(this.prop);
    },
  };
  const call = { component, props: { prop: value }, steps: {}, context: {}, dataStore: memoryDataStore() };
  return (await runAction(call)).returnValue;
}

const same = (value: unknown): unknown => value;

test.each<[what: string, definition: Props | string, value: unknown, expected: unknown]>([
  ["a shorthand text", "string", "a", "a"],
  ["any keeps its shape", { type: "any" }, { deep: [1, "2"] }, { deep: [1, "2"] }],
  ["a number as text", { type: "number" }, "1.5", 1.5],
  ["integers as texts", { type: "integer[]" }, ["1", 2], [1, 2]],
  ["booleans as texts", { type: "boolean[]" }, ["true", false], [true, false]],
  ["texts stay texts", { type: "string[]" }, ["1", "true"], ["1", "true"]],
  ["a static value wins", { type: "integer", static: 5 }, 9, 5],
  ["hidden and unset", { type: "string", hidden: true }, undefined, null],
  ["an alert is only shown", { type: "alert", alertType: "info", content: "Hello" }, "x", null],
  [
    "withLabel keeps both",
    { type: "string", withLabel: true },
    { __lv: { label: "A", value: 1 } },
    { label: "A", value: 1 },
  ],
  ["without it the value", { type: "string" }, { __lv: { label: "A", value: "a" } }, "a"],
  ["sql as text", { type: "sql", auth: { app: "postgresql" } }, "select 1", { query: "select 1", params: [] }],
  ["sql with params", { type: "sql" }, { query: "select $1", params: ["a"] }, { query: "select $1", params: ["a"] }],
])("%s", async (_what, definition, value, expected) => {
  expect(await seen(definition, value)).toEqual(expected);
});

test.each<[definition: Props, value: unknown, message: string]>([
  [{ type: "number", min: 1, max: 2 }, 2.5, "expected at most 2, got 2.5"],
  [{ type: "integer", min: 1 }, 0, "expected at least 1, got 0"],
  [{ type: "number" }, "many", 'expected a number, got "many"'],
  [{ type: "integer[]" }, ["x"], 'expected integers, got ["x"]'],
  [{ type: "sql" }, undefined, "is required (sql) and has no value"],
])("refuses %j with %j", async (definition, value, message) => {
  await expect(seen(definition, value)).rejects.toThrow(message);
});

test("an http_request makes the request of Pipedream's form, with its defaults", async () => {
  const form = {
    url: `${server.url}/orders?status=open`,
    headers: [
      { name: "x-shop", value: "demo" },
      { name: "x-off", value: "1", disabled: true },
    ],
    params: [{ name: "limit", value: "2" }],
    auth: { type: "bearer", token: "t1" },
    body: { type: "fields", fields: [{ name: "order", value: "#1001" }] },
  };
  const execute = (prop: { execute(): Promise<unknown> }): unknown => prop.execute();
  const definition = { type: "http_request", default: { method: "POST" } };
  server.seen.length = 0;
  expect(await seen(definition, form, execute)).toEqual({ status: 200, url: "/orders?limit=2&status=open" });
  await seen(
    definition,
    {
      url: server.url,
      auth: { type: "basic", username: "u", password: "p" },
      body: { type: "raw", raw: "<a/>", contentType: "text/xml" },
    },
    execute,
  );
  await seen(
    definition,
    {
      url: server.url,
      body: { contentType: "application/x-www-form-urlencoded", fields: [{ name: "a", value: "1 2" }] },
    },
    execute,
  );
  expect(
    server.seen.map(({ method, body, headers }) => [
      method,
      body,
      headers["authorization"],
      headers["content-type"],
      headers["x-off"],
    ]),
  ).toEqual([
    ["POST", '{"order":"#1001"}', "Bearer t1", "application/json", undefined],
    ["POST", "<a/>", `Basic ${Buffer.from("u:p").toString("base64")}`, "text/xml", undefined],
    ["POST", "a=1+2", undefined, "application/x-www-form-urlencoded", undefined],
  ]);
  expect(server.seen[0]?.headers["x-shop"]).toBe("demo");
  await expect(seen(definition, {}, execute)).rejects.toThrow(
    "url is undefined; expected an address. Nothing was sent.",
  );
});

function appSource(eventNames: unknown): Component {
  return {
    key: "test-app-source",
    version: "0.0.1",
    props: {
      channel: { type: "string" },
      hook: { type: "$.interface.apphook", appProp: "slack", eventNames },
      db: "$.service.db",
    },
    methods: { prefix: () => "message" },
    run(this: SourceThis, event: { text: string }) {
      void this.$emit(event, { id: event.text, summary: event.text });
    },
  };
}

test("an event for an app hook can be given by hand to whoever knows the key, under a name the source listens to", async () => {
  const bench = sourceBench();
  const source = await openSource(
    appSource(async function (this: SourceThis) {
      await Promise.resolve();
      return [`${(this["prefix"] as () => string)()}:${String(this["channel"])}`];
    }),
    { channel: "C1" },
    bench.binding,
  );
  const key = source.appHook!.key;
  const send = (path: string): ReturnType<typeof source.onRequest> =>
    source.onRequest({ ...request(), path, body: { text: "hello" } });
  expect((await send(`/${key}/message:C1`)).status).toBe(503);
  await source.start();
  expect(await source.appHook!.eventNames()).toEqual(["message:C1"]);
  expect((await send(`/${key}/message:C1`)).status).toBe(200);
  expect(await send(`/${key}/message:C2`)).toMatchObject({ status: 404 });
  expect(await send("/wrong-key/message:C1")).toMatchObject({ status: 404 });
  expect(bench.events.map(({ event }) => event)).toEqual([{ text: "hello" }]);

  const reopened = await openSource(appSource(["message"]), { channel: "C1" }, bench.binding);
  expect(reopened.appHook?.key).toBe(key);
  expect(await reopened.appHook?.eventNames()).toEqual(["message"]);
});
