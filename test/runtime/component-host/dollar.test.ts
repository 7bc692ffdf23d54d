import { expect, test } from "@jest/globals";
import { Readable } from "node:stream";
import type { FlowDoor, PauseUrls } from "../../../runtime/component-host/flow-control.ts";
import { runAction } from "../../../runtime/component-host/index.ts";
import type { ActionCall, ActionResult, Component, HttpResponse } from "../../../runtime/component-host/index.ts";
import { memoryDataStore } from "./memory-data-store.ts";

interface Dollar {
  readonly flow: {
    exit(reason?: string): void;
    delay(ms: unknown): PauseUrls;
    suspend(timeoutMs?: unknown): PauseUrls;
    rerun(delayMs: unknown, context?: unknown, maxRetries?: unknown): PauseUrls;
    trigger(workflow: unknown, payload?: unknown): Promise<unknown>;
    refreshTimeout(): void;
  };
  readonly send: Record<"http" | "email" | "emit" | "sse" | "s3", (config: unknown) => void>;
  respond(response: unknown): Promise<void>;
}

const door: FlowDoor & { readonly calls: unknown[] } = {
  calls: [],
  urls: (token) => ({
    resume_url: `https://l.example/resume/${token}`,
    cancel_url: `https://l.example/cancel/${token}`,
  }),
  trigger(workflow, payload) {
    door.calls.push([workflow, payload]);
    return Promise.resolve({ id: 7 });
  },
  refreshTimeout: () => void door.calls.push("refreshed"),
};

function act(run: ($: Dollar) => unknown, more: Partial<ActionCall> = {}): Promise<ActionResult> {
  const component: Component = {
    type: "action",
    key: "test-dollar",
    version: "0.0.1",
    run: ({ $ }: { $: Dollar }) => run($),
  };
  const call = { component, props: {}, steps: {}, context: {}, dataStore: memoryDataStore(), flow: door };
  return runAction({ ...call, ...more });
}

test("a wish to pause gives both addresses at once, and the rest of the step still runs", async () => {
  const before = Date.now();
  const { returnValue, pause, exports } = await act(($) => {
    const urls = $.flow.suspend(60_000);
    ($ as unknown as { export(name: string, value: unknown): void }).export("after", true);
    return urls;
  });
  const { resume_url, cancel_url } = returnValue as PauseUrls;
  expect(pause).toMatchObject({ kind: "suspend" });
  expect(pause!.dueAt - before).toBeGreaterThanOrEqual(60_000);
  expect(pause!.dueAt - before).toBeLessThan(65_000);
  expect(resume_url).toBe(`https://l.example/resume/${pause!.token}`);
  expect(cancel_url).toBe(`https://l.example/cancel/${pause!.token}`);
  expect(Buffer.from(pause!.token, "base64url")).toHaveLength(32);
  expect(exports).toEqual({ after: true });
});

test("a suspension lasts 24 hours and a rerun is repeated 10 times when nothing is said; the last wish wins", async () => {
  const day = 24 * 3_600_000;
  const suspended = await act(($) => void $.flow.suspend());
  expect(suspended.pause!.dueAt - Date.now()).toBeGreaterThan(day - 5_000);
  const rerun = await act(($) => {
    $.flow.delay(1);
    $.flow.rerun(5_000, { at: new Date(0) });
  });
  expect(rerun.pause).toMatchObject({ kind: "rerun", context: { at: "1970-01-01T00:00:00.000Z" }, maxRetries: 10 });
});

test.each<[call: string, run: ($: Dollar) => unknown]>([
  ["a delay of 0 ms", ($) => $.flow.delay(0)],
  ["a delay of more than a year", ($) => $.flow.delay(366 * 24 * 3_600_000)],
  ["a delay without a length", ($) => $.flow.delay(undefined)],
  ["a suspension of no time", ($) => $.flow.suspend("soon")],
  ["a rerun with half a retry", ($) => $.flow.rerun(1_000, {}, 1.5)],
  ["a trigger without a name", ($) => $.flow.trigger(undefined)],
])("%s is refused", async (_call, run) => {
  await expect(act(run)).rejects.toThrow(/\$\.flow\.\w+ got .*; expected/);
});

test("$.flow.trigger starts another recipe and refreshTimeout gives the step its time again", async () => {
  const { returnValue } = await act(async ($) => {
    $.flow.refreshTimeout();
    return $.flow.trigger("create-rma-for-refund", { refund: 1 });
  });
  expect(returnValue).toEqual({ id: 7 });
  expect(door.calls).toEqual(["refreshed", ["create-rma-for-refund", { refund: 1 }]]);
});

test("in a test of a step pauses and triggers are told and not carried out; under Connect there is no $.flow", async () => {
  const tested = await act(
    async ($) => {
      const urls = [$.flow.delay(1_000), $.flow.suspend(), $.flow.rerun(1_000)];
      return [urls.every((each) => each.resume_url !== ""), await $.flow.trigger("other")];
    },
    { flow: null },
  );
  expect(tested).toMatchObject({ pause: null, returnValue: [true, null] });
  expect(tested.logs.map(({ text }) => text)).toEqual([
    "$.flow.delay is not carried out in a test.",
    "$.flow.suspend is not carried out in a test.",
    "$.flow.rerun is not carried out in a test.",
    '$.flow.trigger("other") is not carried out in a test.',
  ]);
  expect((await act(($) => typeof $.flow, { flow: "absent" })).returnValue).toBe("undefined");
});

test.each<[what: string, body: unknown, expected: string, type: string | undefined]>([
  ["text", "ok", "ok", undefined],
  ["bytes", Buffer.from("ok"), "ok", undefined],
  ["an object", { ok: true }, '{"ok":true}', "application/json; charset=utf-8"],
  ["a stream", Readable.from(["o", "k"]), "ok", undefined],
  ["a web stream", new Blob(["ok"]).stream(), "ok", undefined],
])("$.respond takes %s as its body", async (_what, body, expected, type) => {
  const { response } = await act(($) => void $.respond({ status: "201", body }));
  expect(response).toMatchObject({ status: 201 });
  expect(String(response?.body)).toBe(expected);
  expect(response?.headers["content-type"]).toBe(type);
});

test("the first $.respond counts, and one with immediate is told while the action goes on", async () => {
  const told: HttpResponse[] = [];
  const { response, logs } = await act(
    async ($) => {
      await $.respond({ status: 202, body: "first", immediate: true });
      expect(told).toMatchObject([{ status: 202, body: "first" }]);
      await $.respond({ status: 500, body: "second" });
    },
    {
      respondNow: (given) => {
        told.push(given);
        return Promise.resolve();
      },
    },
  );
  expect(response).toMatchObject({ status: 202 });
  expect(logs.map(({ text }) => text)).toEqual(["$.respond() was called a second time and had no effect."]);
  await expect(act(($) => void $.respond({ status: 99 }))).rejects.toThrow("respond: status is 99");
});

test("sends are gathered in order, to be carried out when the run has ended", async () => {
  const { sent } = await act(($) => {
    $.send.http({ method: "POST", url: "https://example.com" });
    $.send.email({ subject: "hi" });
    $.send.emit({ event: { at: new Date(0) } });
  });
  expect(sent).toEqual([
    { kind: "http", config: { method: "POST", url: "https://example.com" } },
    { kind: "email", config: { subject: "hi" } },
    { kind: "emit", config: { event: { at: "1970-01-01T00:00:00.000Z" } } },
  ]);
});
