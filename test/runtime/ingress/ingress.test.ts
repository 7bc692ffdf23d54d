import { createHmac } from "node:crypto";
import { connect } from "node:net";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "@jest/globals";
import type { FastifyInstance } from "fastify";
import type { Component, LogLine } from "../../../runtime/component-host/types.ts";
import { createHookServer } from "../../../runtime/ingress/hook-server.ts";
import { SourceKeeper } from "../../../runtime/ingress/source-keeper.ts";
import type { Database } from "../../../runtime/store/database.ts";
import { openDataStore } from "../../../runtime/store/data-store.ts";
import { openEmbeddedDatabase } from "../../../runtime/store/embedded/embedded-database.ts";
import { listRuns } from "../../../runtime/store/runs/read-runs.ts";
import { openEngine, recipe, step } from "../engine/engine-fixture.ts";
import type { EngineFixture } from "../engine/engine-fixture.ts";

const SECRET = "shhh";
const RECIPE = recipe([step("look", () => "looked")]);

interface SourceThis {
  http: { respond(answer: { status: number; body: unknown }): void };
  db: { get(key: string): unknown; set(key: string, value: unknown): void };
  $emit(event: unknown, meta: { id: string; summary: string; ts: number }): void;
}

let activations: string[] = [];
let failActivation = false;

/** Checks the signature, remembers the delivery, answers, emits: what a real source does. */
const SOURCE: Component = {
  key: "test-order-edited",
  version: "0.0.1",
  dedupe: "unique",
  props: {
    http: { type: "$.interface.http", customResponse: true },
    timer: { type: "$.interface.timer", default: { intervalSeconds: 1 } },
    db: "$.service.db",
  },
  hooks: {
    activate(this: SourceThis & { http: { endpoint: string } }) {
      if (failActivation) throw new Error("the shop cannot be reached");
      activations.push(this.http.endpoint);
    },
  },
  run(
    this: SourceThis,
    event: { headers?: Record<string, string>; bodyRaw?: string; body?: { order: string }; interval_seconds?: number },
  ) {
    if (event.interval_seconds !== undefined) {
      this.db.set("ticks", ((this.db.get("ticks") as number | undefined) ?? 0) + 1);
      return;
    }
    const expected = createHmac("sha256", SECRET)
      .update(event.bodyRaw ?? "")
      .digest("base64");
    if (event.headers?.["x-signature"] !== expected) {
      this.http.respond({ status: 401, body: { reason: "signature-mismatch" } });
      return;
    }
    const order = event.body?.order ?? "";
    this.db.set("deliveries", [...((this.db.get("deliveries") as string[] | undefined) ?? []), order]);
    this.$emit({ shop: "s", orderName: order }, { id: `${order}-${Date.now()}`, summary: order, ts: Date.now() });
    this.http.respond({ status: 200, body: "stored" });
  },
};

let database: Database;
let engine: EngineFixture;
let keeper: SourceKeeper;
let server: FastifyInstance;
let url: string;
let log: LogLine[];

async function serve(onDatabase: Database = database): Promise<void> {
  log = [];
  server = createHookServer({
    deliver: (id, event) => keeper.deliver(id, event),
    checkHealth: async () => {
      await onDatabase.query("SELECT 1");
    },
    status: () => Promise.resolve({ sources: keeper.status() }),
    answerWithinMs: 400,
  });
  url = await server.listen({ host: "127.0.0.1", port: 0 });
  keeper = new SourceKeeper({
    database: onDatabase,
    intake: engine.intake,
    publicUrl: () => "https://hooks.example.com",
    dataStore: (name) => openDataStore(onDatabase, name),
    log: (_id, line) => log.push(line),
    wake: () => engine.engine.wake(),
  });
}

const addSource = () => keeper.add({ id: "orders", recipe: RECIPE, component: SOURCE, props: {} });

function post(body: string, headers: Record<string, string> = {}): Promise<Response> {
  const signature = createHmac("sha256", SECRET).update(body).digest("base64");
  return fetch(`${url}/hooks/orders`, {
    method: "POST",
    body,
    headers: { "content-type": "application/json", "x-signature": signature, ...headers },
  });
}

async function stored(): Promise<{ runs: number; events: number; deliveries: unknown }> {
  const { rows } = await database.query<{ runs: number; events: number; deliveries: unknown }>(
    `SELECT (SELECT count(*) FROM lastedit.runs)::int AS runs, (SELECT count(*) FROM lastedit.events)::int AS events,
       (SELECT count(*) FROM lastedit_queue.job)::int AS jobs, (SELECT state -> 'deliveries' FROM lastedit.sources) AS deliveries`,
  );
  return rows[0]!;
}

beforeAll(async () => {
  database = await openEmbeddedDatabase();
});

beforeEach(async () => {
  activations = [];
  failActivation = false;
  engine = await openEngine(database, { recipe: () => RECIPE });
  await database.exec("DELETE FROM lastedit.sources");
  await serve();
});

afterEach(async () => {
  await server.close();
  await keeper.stop();
  await engine.close();
});

afterAll(() => database.close());

test("answers a webhook after its event, its run, its job and the source's state are stored, and the run begins", async () => {
  await addSource();
  engine.engine.start();
  const answer = await post('{"order":"#1001"}');
  expect([answer.status, await answer.text()]).toEqual([200, "stored"]);
  expect(await stored()).toMatchObject({ runs: 1, events: 1, jobs: 1, deliveries: ["#1001"] });
  const [run] = await listRuns(database, { order: "1001" });
  expect((await engine.ended(run!.id)).run.status).toBe("succeeded");
});

test("gives the source the body byte for byte", async () => {
  await addSource();
  expect((await post('{ "order" : "#1001 – ünïcödé 🧦" ,\n "id": 820982911946154508 }')).status).toBe(200);
});

test("stores nothing of a forged, truncated or oversized request, or one to an unknown source, and says why", async () => {
  await addSource();
  const forged = await post('{"order":"#1001"}', { "x-signature": "bm8=" });
  expect([forged.status, await forged.json()]).toEqual([401, { reason: "signature-mismatch" }]);
  const oversized = await post(JSON.stringify({ order: "x".repeat(2 * 1024 * 1024) }));
  expect([oversized.status, await oversized.json()]).toMatchObject([
    413,
    { reason: expect.stringContaining("larger than 2097152 bytes") },
  ]);
  const unknown = await fetch(`${url}/hooks/other`, { method: "POST", body: "{}" });
  expect([unknown.status, await unknown.json()]).toMatchObject([404, { error: "no-such-source" }]);
  await sendTruncated();
  expect(await stored()).toMatchObject({ runs: 0, events: 0, jobs: 0, deliveries: null });
});

test("refuses with 500 what it cannot store, so that the sender comes back", async () => {
  await server.close();
  const broken: Database = { ...database, transaction: () => Promise.reject(new Error("the disk is full")) };
  await serve(broken);
  await addSource().catch(() => undefined);
  const answer = await post('{"order":"#1001"}');
  expect(answer.status).toBeGreaterThanOrEqual(500);
  expect(await stored()).toMatchObject({ runs: 0, deliveries: null });
});

test("tells the sender to come back when storing takes too long, and stores the event all the same", async () => {
  await addSource();
  let release = () => {};
  const blocked = database.transaction(() => new Promise<void>((resolve) => (release = resolve)));
  const startedAt = Date.now();
  const answer = await post('{"order":"#1001"}');
  expect(answer.status).toBe(503);
  expect(answer.headers.get("retry-after")).toBe("5");
  expect(Date.now() - startedAt).toBeLessThan(2_000);
  release();
  await blocked;
  await keeper.stop();
  expect(await stored()).toMatchObject({ runs: 1 });
});

test("activates a source once, also over restarts, and keeps its state", async () => {
  await addSource();
  await post('{"order":"#1001"}');
  await server.close();
  await keeper.stop();
  await serve();
  await addSource();
  await post('{"order":"#1002"}');
  expect(activations).toEqual(["https://hooks.example.com/hooks/orders"]);
  expect(await stored()).toMatchObject({ deliveries: ["#1001", "#1002"] });
});

test("goes on trying to bring up a source whose shop is away, and answers 503 meanwhile", async () => {
  failActivation = true;
  await addSource();
  expect(keeper.status()).toMatchObject([{ state: "failed", reason: "the shop cannot be reached" }]);
  expect((await post('{"order":"#1001"}')).status).toBe(503);
  failActivation = false;
  await new Promise((resolve) => setTimeout(resolve, 2_300));
  expect(keeper.status()).toEqual([
    { id: "orders", state: "active", address: "https://hooks.example.com/hooks/orders" },
  ]);
  expect((await post('{"order":"#1001"}')).status).toBe(200);
});

test("ticks a source at once and then on its interval", async () => {
  await addSource();
  await new Promise((resolve) => setTimeout(resolve, 1_400));
  const { rows } = await database.query<{ ticks: number }>(
    "SELECT (state -> 'ticks')::int AS ticks FROM lastedit.sources",
  );
  expect(rows[0]?.ticks).toBe(2);
});

test("stores nothing when another process runs the same source, and says so", async () => {
  await addSource();
  await new Promise((resolve) => setTimeout(resolve, 100));
  await database.exec("UPDATE lastedit.sources SET version = version + 5");
  expect((await post('{"order":"#1001"}')).status).toBe(500);
  expect(await stored()).toMatchObject({ runs: 0 });
  expect(log.some(({ text }) => text.includes("run by another process too"))).toBe(true);
  await database.exec("UPDATE lastedit.sources SET version = version - 5");
});

test("tells its health and its sources", async () => {
  await addSource();
  expect(await (await fetch(`${url}/healthz`)).json()).toEqual({ ok: true });
  expect(await (await fetch(`${url}/`)).json()).toEqual({
    sources: [{ id: "orders", state: "active", address: "https://hooks.example.com/hooks/orders" }],
  });
  expect((await fetch(`${url}/nowhere`)).status).toBe(404);
});

async function sendTruncated(): Promise<void> {
  const { port } = new URL(url);
  const socket = connect(Number(port), "127.0.0.1");
  await new Promise<void>((resolve) => socket.once("connect", resolve));
  socket.write(
    'POST /hooks/orders HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 500\r\n\r\n{"order":"#10',
  );
  await new Promise((resolve) => setTimeout(resolve, 50));
  socket.destroy();
  await new Promise((resolve) => setTimeout(resolve, 50));
}
