import { expect, test } from "@jest/globals";
import type { ActionComponent } from "../../../components/pipedream-component.ts";
import { actionTrace } from "../../../runtime/component-host/index.ts";
import { action, call, failure } from "./component-fixtures.ts";
import { memoryDataStore } from "./memory-data-store.ts";

test("gives the return value, the exports and the summary as JSON", async () => {
  const result = await call(
    action(({ $ }) => {
      $.export("$summary", "Changed 1 line");
      $.export("when", new Date(0));
      return { at: new Date(0), gone: undefined };
    }),
  );
  expect(result.returnValue).toEqual({ at: "1970-01-01T00:00:00.000Z" });
  expect(result.exports).toEqual({ $summary: "Changed 1 line", when: "1970-01-01T00:00:00.000Z" });
  expect(result.summary).toBe("Changed 1 line");
  expect(result.exited).toBeNull();
});

test("an export keeps the value of the moment it was made", async () => {
  const result = await call(
    action(({ $ }) => {
      const list = [1];
      $.export("list", list);
      list.push(2);
    }),
  );
  expect(result.exports).toEqual({ list: [1] });
  expect(result.returnValue).toBeNull();
});

test("a circular or bigint return value is kept in a readable form, since the action has done its work", async () => {
  const result = await call(
    action(() => {
      const order: Record<string, unknown> = { id: 12345678901234567890n };
      order["self"] = order;
      order["twice"] = [order["id"], { a: 1 }];
      return order;
    }),
  );
  expect(result.returnValue).toEqual({
    id: "12345678901234567890",
    self: "[Circular]",
    twice: ["12345678901234567890", { a: 1 }],
  });
});

test("runs an action written with this project's own component types", async () => {
  interface Props {
    readonly orderName: string;
  }
  const component = {
    type: "action",
    key: "test-greet",
    name: "Greet",
    description: "",
    version: "0.0.1",
    annotations: { readOnlyHint: true, destructiveHint: false, openWorldHint: false },
    props: { orderName: { type: "string", label: "Order", description: "" } },
    run(this: Props, { $ }) {
      $.export("$summary", `Order ${this.orderName}`);
      return Promise.resolve(this.orderName);
    },
  } satisfies ActionComponent;
  expect((await call(component, { props: { orderName: "#1001" } })).summary).toBe("Order #1001");
});

test("$.context may be written to without changing the caller's", async () => {
  const context = { id: "run-1", run: { runs: 1 } };
  const result = await call(
    action(({ $ }) => {
      $.context["extra"] = 1;
      (($.context["run"] as Record<string, unknown>)["runs"] as number) = 2;
      return $.context;
    }),
    { context },
  );
  expect(result.returnValue).toEqual({ id: "run-1", run: { runs: 2 }, extra: 1 });
  expect(context).toEqual({ id: "run-1", run: { runs: 1 } });
});

test("steps are the action's second view", async () => {
  const steps = { trigger: { event: { orderId: 1 } } };
  expect(
    (
      await call(
        action(({ steps: given }) => given["trigger"]),
        { steps },
      )
    ).returnValue,
  ).toEqual(steps.trigger);
});

test("data stores are live objects shared by name, with expiry", async () => {
  let nowMs = 0;
  const dataStore = memoryDataStore(() => nowMs);
  const props = { ledger: { type: "data_store" } };
  interface Store {
    set(key: string, value: unknown, options?: { ttl: number }): Promise<void>;
    entries(): AsyncIterable<[string, unknown]>;
  }
  const write = action(
    async function () {
      const store = this["ledger"] as Store;
      await store.set("short", 1, { ttl: 10 });
      await store.set("long", 2);
    },
    { props },
  );
  const read = action(
    async function () {
      const found: [string, unknown][] = [];
      for await (const entry of (this["ledger"] as Store).entries()) found.push(entry);
      return found;
    },
    { props },
  );
  await call(write, { props: { ledger: "l1" }, dataStore });
  nowMs = 10_000;
  expect((await call(read, { props: { ledger: "l1" }, dataStore })).returnValue).toEqual([["long", 2]]);
  expect((await call(read, { props: { ledger: "l2" }, dataStore })).returnValue).toEqual([]);
});

test("an error carries the logs, exports and summary gathered until it was thrown", async () => {
  const error = await failure(
    call(
      action(({ $ }) => {
        globalThis.console.log("reading %s", "#1001");
        $.export("$summary", "half done");
        throw new Error("refused");
      }),
    ),
  );
  expect(error.message).toBe("refused");
  expect(actionTrace(error)).toMatchObject({ summary: "half done", exports: { $summary: "half done" } });
  expect(actionTrace(error)?.logs).toMatchObject([{ level: "info", text: "reading #1001" }]);
  expect(actionTrace(new Error("other"))).toBeNull();
});

test("a thrown value that is no error becomes one with its text", async () => {
  const thrown = { message: "no access", code: 403 };
  const error = await failure(
    call(
      action(() => {
        throw thrown as unknown as Error;
      }),
    ),
  );
  expect(error.message).toBe("no access");
  expect(error.cause).toBe(thrown);
});

test("runs that overlap keep their log lines apart", async () => {
  const component = action(
    async function () {
      for (let i = 0; i < 3; i += 1) {
        globalThis.console.info(this["name"]);
        await new Promise((resolve) => setTimeout(resolve, 1));
      }
    },
    { props: { name: { type: "string" } } },
  );
  const results = await Promise.all(["a", "b"].map((name) => call(component, { props: { name } })));
  expect(results.map((result) => result.logs.map((line) => line.text))).toEqual([
    ["a", "a", "a"],
    ["b", "b", "b"],
  ]);
});

test("secret values are masked in logs, also base64 or URL encoded", async () => {
  const secret = "p@ss word/1";
  const component = action(
    function () {
      const value = String(this["password"]);
      globalThis.console.log(value, Buffer.from(value).toString("base64"), encodeURIComponent(value));
      globalThis.console.log({ deep: { value } });
    },
    { props: { password: { type: "string", secret: true } } },
  );
  const { logs } = await call(component, { props: { password: secret } });
  expect(logs.map((line) => line.text)).toEqual(["•••• •••• ••••", "{ deep: { value: '••••' } }"]);
});

test.each<[string, Record<string, unknown>, string]>([
  ["a required prop without a value", {}, 'prop "count" is required (integer) and has no value'],
  ["text where a number is due", { count: "many" }, 'prop "count" expected an integer, got "many"'],
  ["a number under the minimum", { count: 0 }, 'prop "count" expected at least 1, got 0'],
  ["a number over the maximum", { count: 11 }, 'prop "count" expected at most 10, got 11'],
  ["a wrong truth value", { count: 1, really: "yes" }, 'prop "really" expected true or false, got "yes"'],
])("refuses %s before anything is run", async (_case, props, message) => {
  let ran = false;
  const component = action(() => (ran = true), {
    props: { count: { type: "integer", min: 1, max: 10 }, really: { type: "boolean", optional: true } },
  });
  const error = await failure(call(component, { props }));
  expect(error.message).toBe(`test-action: ${message}. Nothing was run.`);
  expect(error).toMatchObject({ code: "prop-invalid", retry: "never", effect: "nothing-sent" });
  expect(ran).toBe(false);
});

test("numbers and truth values given as text become what the prop says", async () => {
  const component = action(
    function () {
      return [this["count"], this["really"], this["text"]];
    },
    { props: { count: { type: "integer" }, really: { type: "boolean" }, text: { type: "string" } } },
  );
  const { returnValue } = await call(component, { props: { count: "60", really: "false", text: "60" } });
  expect(returnValue).toEqual([60, false, "60"]);
});

test("a labelled option is its value, or both when the prop asks for the label", async () => {
  const component = action(
    function () {
      return [this["plain"], this["both"], this["list"]];
    },
    { props: { plain: { type: "string" }, both: { type: "string", withLabel: true }, list: { type: "string[]" } } },
  );
  const labelled = { __lv: { label: "Site 1", value: "S1" } };
  const { returnValue } = await call(component, { props: { plain: labelled, both: labelled, list: [labelled, "S2"] } });
  expect(returnValue).toEqual(["S1", { label: "Site 1", value: "S1" }, ["S1", "S2"]]);
});

test("an aborted run rejects with the reason and does not wait for the action", async () => {
  const stop = new AbortController();
  const work = call(
    action(() => new Promise(() => undefined)),
    { signal: stop.signal },
  );
  stop.abort(new Error("took longer than 300 s"));
  expect((await failure(work)).message).toBe("took longer than 300 s");
  expect(
    (
      await failure(
        call(
          action(() => 1),
          { signal: stop.signal },
        ),
      )
    ).message,
  ).toBe("took longer than 300 s");
});

test("only an action can be run as one", async () => {
  const error = await failure(call({ key: "test-source", run: () => 1 }));
  expect(error.message).toBe("test-source is not an action: type is source. Nothing was run.");
});
