import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { FastifyInstance } from "fastify";
import { mailAccountOf } from "../../../../runtime/connections/mail-account.ts";
import type { Component } from "../../../../runtime/component-host/types.ts";
import type { PreparedRecipe } from "../../../../runtime/engine/prepared-recipe.ts";
import { attendSends } from "../../../../runtime/engine/flow/sends/attend-sends.ts";
import { createChannels } from "../../../../runtime/engine/flow/sends/channels.ts";
import type { FlowServices } from "../../../../runtime/engine/flow/flow-services.ts";
import { createHookServer } from "../../../../runtime/ingress/hook-server.ts";
import { SourceKeeper } from "../../../../runtime/ingress/source-keeper.ts";
import type { Database } from "../../../../runtime/store/database.ts";
import { openDataStore } from "../../../../runtime/store/data-store.ts";
import { listSends } from "../../../../runtime/store/runs/sends.ts";
import { startMailServer } from "../../../components/alerts/support/mail-server.ts";
import type { MailServerForTests } from "../../../components/alerts/support/mail-server.ts";
import { startEchoServer } from "../../platform/echo-server.ts";
import type { EchoServer } from "../../platform/echo-server.ts";
import { TEST_DATABASES } from "../../store/open-test-databases.ts";
import { openEngine, recipe } from "../engine-fixture.ts";
import type { EngineFixture } from "../engine-fixture.ts";
import { flowStep } from "./flow-steps.ts";

/** Runs on PostgreSQL too are `flow.test.ts`'s; here the other side is what matters. */
const [{ open }] = TEST_DATABASES as [(typeof TEST_DATABASES)[number]];

let database: Database;
let fixture: EngineFixture;
let web: EchoServer;
let mail: MailServerForTests;
let hooks: FastifyInstance;
let keeper: SourceKeeper;
let url: string;
let order = 0;

beforeAll(async () => {
  database = await open();
  web = await startEchoServer();
  mail = await startMailServer();
  const flow: FlowServices = { publicUrl: () => url, startRecipe: () => Promise.reject(new Error("not in this test")) };
  fixture = await openEngine(database, { flow });
  keeper = new SourceKeeper({
    ...fixture,
    publicUrl: () => "http://127.0.0.1",
    dataStore: (name) => openDataStore(database, name),
    log: () => undefined,
    wake: () => fixture.engine.wake(),
  });
  hooks = createHookServer({
    deliver: (id, event) => keeper.deliver(id, event),
    checkHealth: () => Promise.resolve(),
    status: () => Promise.resolve({}),
  });
  url = await hooks.listen({ host: "127.0.0.1", port: 0 });
  fixture.engine.start();
});

afterAll(async () => {
  await hooks.close();
  await keeper.stop();
  await fixture.close();
  await Promise.all([web.close(), mail.close()]);
  await database.close();
});

const newOrder = (): object => ({ shop: "demo", orderId: String(++order), orderName: `#${order}` });
const outcomes = async (runId: number): Promise<unknown[]> =>
  (await listSends(database, runId)).map(({ kind, status, because }) => [kind, status, because]);

test("what steps ask to be sent is held until the run has ended, then carried out and told in its history", async () => {
  const gate = Promise.withResolvers<undefined>();
  const sending = recipe(
    [
      flowStep("ask", ({ $ }) => {
        $.send["http"]!({
          method: "PUT",
          url: `${web.url}/shelf?a=1`,
          data: { parcel: 1 },
          headers: { "x-shop": "demo" },
        });
        $.send["http"]!({ method: "POST", url: `${web.url}/status/503` });
        $.send["email"]!({ subject: "Packed", text: "Order packed", html: "<b>packed</b>" });
        $.send["emit"]!({ event: { packed: true } });
        $.send["sse"]!({ channel: "floor", payload: { parcel: 1 } });
        $.send["s3"]!({ bucket: "b", prefix: "p", payload: "x" });
      }),
      flowStep("wait", () => gate.promise),
    ],
    { name: "sending" },
  );
  const channels = createChannels();
  const heard: unknown[] = [];
  channels.listen("recipe:sending", (event) => heard.push(event));
  const account = mailAccountOf([
    {
      name: "alerts",
      type: "alert",
      fields: {
        alertMailServer: `smtp://127.0.0.1:${mail.port}`,
        alertMailFrom: "LastEdit <alerts@example.com>",
        alertChannels: ["floor slack https://example.com/x", "ops mail ops@example.com, night@example.com"],
      },
    },
  ]);
  const services = { mail: () => account, channels };
  const send = (): Promise<void> => attendSends({ database, vault: fixture.vault, services });

  const runId = await fixture.emit(sending, newOrder());
  while ((await listSends(database, runId)).length < 6) await new Promise((resolve) => setTimeout(resolve, 10));
  await send();
  expect(web.seen).toEqual([]);
  gate.resolve(undefined);
  await fixture.ended(runId);
  // Two processes at once: each send is taken by one.
  await Promise.all([send(), send()]);

  const { host } = new URL(web.url);
  expect(await outcomes(runId)).toEqual([
    ["http", "sent", `${host} answered 200.`],
    ["http", "failed", `${host} answered 503.`],
    ["email", "sent", "Sent to ops@example.com, night@example.com."],
    ["emit", "sent", "1 listener got it."],
    ["sse", "not-sent", 'Nobody listens to the channel "floor".'],
    ["s3", "not-sent", "This installation has no driver for S3. Use an action that uploads."],
  ]);
  expect(web.seen.find(({ method }) => method === "PUT")).toMatchObject({ url: "/shelf?a=1", body: '{"parcel":1}' });
  expect(web.seen).toHaveLength(2);
  expect(mail.seen).toMatchObject([
    { to: ["ops@example.com", "night@example.com"], raw: expect.stringContaining("Subject: Packed") },
  ]);
  expect(heard).toEqual([{ packed: true }]);
  const left = await database.query("SELECT 1 FROM lastedit.sends WHERE config_sealed IS NOT NULL");
  expect(left.rows).toEqual([]);
});

test("a run that is cancelled sends nothing, and one that fails sends what its finished steps asked", async () => {
  const seen = web.seen.length;
  const ask = (path: string): ReturnType<typeof flowStep> =>
    flowStep("ask", ({ $ }) => $.send["http"]!({ method: "POST", url: `${web.url}${path}` }));
  const failing = recipe([
    ask("/failed"),
    flowStep("fail", () => {
      throw Object.assign(new Error("refused"), { retry: "never" });
    }),
  ]);
  const failed = await fixture.emit(failing, newOrder());
  expect((await fixture.ended(failed)).run.status).toBe("failed");
  const suspended = recipe([ask("/cancelled"), flowStep("suspend", ({ $ }) => void $.flow.suspend(3_600_000))]);
  const cancelled = await fixture.emit(suspended, newOrder());
  while ((await database.query("SELECT 1 FROM lastedit.paused_runs")).rows.length === 0) {
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  await database.query("UPDATE lastedit.runs SET status = 'cancelled', finished_at = now() WHERE id = $1", [cancelled]);
  await attendSends({ database, vault: fixture.vault, services: { mail: () => null, channels: null } });
  expect(web.seen.slice(seen).map((request) => request.url)).toEqual(["/failed"]);
  expect(await outcomes(cancelled)).toEqual([["http", "not-sent", "The run was cancelled."]]);
});

/** A source that leaves the answer to its recipe. */
const ASKING: Component = {
  key: "test-asking",
  version: "0.0.1",
  props: { http: { type: "$.interface.http", customResponse: true } },
  run(this: { $emit(event: object): void }, { body }: { body: object }) {
    this.$emit(body);
  },
};

async function ask(answering: PreparedRecipe, body: object): Promise<Response> {
  fixture.recipes.set(answering.name, answering);
  await keeper.add({ id: answering.name, recipe: answering, component: ASKING, props: {} });
  return fetch(`${url}/hooks/${answering.name}`, { method: "POST", body: JSON.stringify(body) });
}

test("a request is answered by the recipe that it starts, with status, headers and body", async () => {
  const answering = recipe(
    [
      flowStep("answer", ({ $, steps }) => {
        const { event } = steps["trigger"] as { event: { parcel: number } };
        void $.respond({ status: 201, headers: { "x-parcel": event.parcel }, body: { packed: event.parcel } });
      }),
      flowStep("last", () => "the answer goes out at the end"),
    ],
    { name: "answering" },
  );
  const response = await ask(answering, { ...newOrder(), parcel: 7 });
  expect(response.status).toBe(201);
  expect(response.headers.get("x-parcel")).toBe("7");
  expect(await response.json()).toEqual({ packed: 7 });
});

test("an immediate answer goes out while the recipe still runs; a silent recipe is answered with 200", async () => {
  const gate = Promise.withResolvers<undefined>();
  const immediate = recipe(
    [
      flowStep("answer", async ({ $ }) => {
        await $.respond({ status: 202, body: "on its way", immediate: true });
        await gate.promise;
      }),
    ],
    { name: "immediate" },
  );
  const response = await ask(immediate, newOrder());
  expect([response.status, await response.text()]).toEqual([202, "on its way"]);
  gate.resolve(undefined);
  const silent = await ask(recipe([flowStep("work", () => 1)], { name: "silent" }), newOrder());
  expect([silent.status, await silent.text()]).toEqual([200, ""]);
});
