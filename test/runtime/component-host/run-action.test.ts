import { expect, test } from "@jest/globals";
import type { ActionComponent } from "../../../components/pipedream-component.ts";
import { actionTrace, runAction } from "../../../runtime/component-host/index.ts";
import type { ActionCall, ActionResult, Component } from "../../../runtime/component-host/index.ts";
import { memoryDataStore } from "./memory-data-store.ts";

interface Dollar {
  export(name: string, value: unknown): void;
  flow: { exit(reason?: string): void; suspend(): never };
  send: { email(config: unknown): void };
  respond(response: unknown): Promise<void>;
  context: Record<string, unknown>;
}
interface Call {
  $: Dollar;
  steps: Record<string, unknown>;
}
type Self = Record<string, unknown>;

function action(run: (this: Self, call: Call) => unknown, more: Partial<Component> = {}): Component {
  return { type: "action", key: "test-action", name: "Test", version: "0.0.1", run, ...more };
}

function call(component: Component, more: Partial<ActionCall> = {}): Promise<ActionResult> {
  return runAction({ component, props: {}, steps: {}, context: {}, dataStore: memoryDataStore(), ...more });
}

async function failure(work: Promise<unknown>): Promise<Error> {
  try {
    await work;
  } catch (error) {
    return error as Error;
  }
  throw new Error("expected a rejection");
}

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

test("trap 3: props are the object's own, and unset optional ones are absent", async () => {
  const component = action(
    function () {
      return Object.keys(this);
    },
    { props: { a: { type: "string" }, b: { type: "string", optional: true }, c: { type: "integer", default: 5 } } },
  );
  expect((await call(component, { props: { a: "x" } })).returnValue).toEqual(["a", "c"]);
});

test("trap 5: run may be synchronous", async () => {
  expect((await call(action(() => 7))).returnValue).toBe(7);
});

test("trap 6: a mistake in the component's code rejects with its own error and changes nothing in the host", async () => {
  const component = action(() => {
    throw new ReferenceError("item is not defined");
  });
  expect(await failure(call(component))).toBeInstanceOf(ReferenceError);
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

test("trap 16: `this` takes new fields, and they are gone with the run", async () => {
  const component = action(function () {
    const before = this["debug_config"] ?? null;
    this["debug_config"] = { password: "x" };
    return before;
  });
  expect((await call(component)).returnValue).toBeNull();
  expect((await call(component)).returnValue).toBeNull();
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

test("parts of $.flow that need a pause say that they are not supported and what to do", async () => {
  const error = await failure(call(action(({ $ }) => $.flow.suspend())));
  expect(error).toMatchObject({ code: "not-supported", retry: "never" });
  expect(error.message).toContain("$.flow.suspend is not supported yet");
});

test("$.send and $.respond are recorded and nothing is sent", async () => {
  const result = await call(
    action(({ $ }) => {
      $.send.email({ subject: "hi" });
      void $.respond({ status: "201", body: { ok: true } });
    }),
  );
  expect(result.sent).toEqual([{ kind: "email", config: { subject: "hi" } }]);
  expect(result.response).toEqual({
    status: 201,
    headers: { "content-type": "application/json; charset=utf-8" },
    body: '{"ok":true}',
  });
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
