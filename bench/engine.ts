// How fast LastEdit takes events in and runs recipes, without any warehouse: what is left is store, queue and engine.
//   node bench/engine.ts [events] [senders]      on the embedded database
//   DATABASE_URL=postgres://… node bench/engine.ts
// Prints one line of JSON. The schemas `lastedit` and `lastedit_queue` of a PostgreSQL are dropped first.
import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Component } from "../runtime/component-host/types.ts";
import { Engine } from "../runtime/engine/engine.ts";
import { createIntake } from "../runtime/engine/intake.ts";
import { orderOfEvent } from "../runtime/engine/order-of-event.ts";
import type { PreparedRecipe, PreparedStep } from "../runtime/engine/prepared-recipe.ts";
import { STANDARD_RETRY } from "../runtime/engine/retry-policy.ts";
import { openRunQueue } from "../runtime/engine/run-queue.ts";
import { createHookServer } from "../runtime/ingress/hook-server.ts";
import { SourceKeeper } from "../runtime/ingress/source-keeper.ts";
import { openDataStore } from "../runtime/store/data-store.ts";
import { openDatabase } from "../runtime/store/open-database.ts";
import { openPostgresDatabase } from "../runtime/store/postgres-database.ts";
import { createVault } from "../runtime/store/vault.ts";

const [events = 2_000, senders = 50] = process.argv.slice(2).map(Number);
const databaseUrl = process.env["DATABASE_URL"];
const home = await mkdtemp(path.join(tmpdir(), "lastedit-bench-"));

const SOURCE: Component = {
  key: "bench-orders",
  version: "0.0.1",
  dedupe: "unique",
  props: { http: { type: "$.interface.http", customResponse: true }, db: "$.service.db" },
  run(
    this: { http: { respond(answer: object): void }; $emit(event: unknown, meta: object): void },
    { body }: { body: { orderId: string } },
  ) {
    this.$emit(body, { id: body.orderId, summary: "edited", ts: Date.now() });
    this.http.respond({ status: 200, body: "stored" });
  },
};

function step(namespace: string, writes: boolean): PreparedStep {
  const component: Component = {
    type: "action",
    key: `bench-${namespace}`,
    version: "0.0.1",
    run: () => ({ done: true }),
  };
  return {
    namespace,
    uses: `bench-${namespace}@0.0.1`,
    component,
    writes,
    disabled: false,
    onError: "stop",
    timeoutMs: 60_000,
    isWanted: () => true,
    props: () => ({}),
  };
}

const RECIPE: PreparedRecipe = {
  name: "bench",
  title: "Two steps that do nothing",
  hash: "bench",
  steps: [step("read", false), step("write", true)],
  orderOf: (event) => orderOfEvent(event),
  fold: true,
  retry: STANDARD_RETRY,
  readsStayFreshMs: 60_000,
  secrets: [],
};

async function measure(): Promise<object> {
  if (databaseUrl !== undefined) {
    const empty = openPostgresDatabase(databaseUrl);
    await empty.exec("DROP SCHEMA IF EXISTS lastedit CASCADE; DROP SCHEMA IF EXISTS lastedit_queue CASCADE;");
    await empty.close();
  }
  const opening = performance.now();
  const database = await openDatabase({ databaseUrl, home });
  const vault = createVault(randomBytes(32));
  const queue = await openRunQueue(database);
  const startMs = performance.now() - opening;

  const intake = createIntake({ database, queue, vault, maskPersonal: true });
  const engine = new Engine({
    database,
    queue,
    vault,
    maskPersonal: true,
    recipe: () => RECIPE,
    dataStore: (name) => openDataStore(database, name),
    raiseException: (draft) => Promise.reject(new Error(draft.whatHappened)),
  });
  const keeper = new SourceKeeper({
    database,
    intake,
    publicUrl: () => "http://127.0.0.1",
    dataStore: (name) => openDataStore(database, name),
    log: () => undefined,
    wake: () => engine.wake(),
  });
  await keeper.add({ id: "orders", recipe: RECIPE, component: SOURCE, props: {} });
  const hooks = createHookServer({
    deliver: (id, event) => keeper.deliver(id, event),
    checkHealth: () => Promise.resolve(),
    status: () => Promise.resolve({}),
  });
  const url = await hooks.listen({ host: "127.0.0.1", port: 0 });

  const latencies: number[] = [];
  const accepting = performance.now();
  const cpuBefore = process.cpuUsage();
  let next = 0;
  await Promise.all(
    Array.from({ length: senders }, async () => {
      while (next < events) latencies.push(await post(`${url}/hooks/orders`, { shop: "s", orderId: String(next++) }));
    }),
  );
  const acceptSeconds = (performance.now() - accepting) / 1000;
  const acceptCpu = process.cpuUsage(cpuBefore);

  const running = performance.now();
  const cpuBetween = process.cpuUsage();
  engine.start();
  for (;;) {
    const { rows } = await database.query<{ left: number }>(
      "SELECT count(*)::int AS left FROM lastedit.runs WHERE status <> 'succeeded'",
    );
    if (rows[0]?.left === 0) break;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  const runSeconds = (performance.now() - running) / 1000;
  const runCpu = process.cpuUsage(cpuBetween);
  await hooks.close();
  await keeper.stop();
  await engine.stop(0);
  await queue.stop();
  const rssMb = Math.round(process.memoryUsage.rss() / 1e6);
  const kind = database.kind;
  await database.close();
  latencies.sort((a, b) => a - b);
  return {
    database: kind,
    events,
    senders,
    startMs: Math.round(startMs),
    acceptedPerSecond: Math.round(events / acceptSeconds),
    answerMs: {
      median: Math.round(latencies[Math.floor(events / 2)] ?? 0),
      p99: Math.round(latencies[Math.floor(events * 0.99)] ?? 0),
    },
    runsPerSecond: Math.round(events / runSeconds),
    // Of this process, the database's thread included: comparable also when the machine is busy with other things.
    cpuMsPerEvent: perEvent(acceptCpu),
    cpuMsPerRun: perEvent(runCpu),
    rssMb,
  };
}

function perEvent({ user, system }: NodeJS.CpuUsage): number {
  return Math.round((user + system) / 10 / events) / 100;
}

async function post(url: string, body: object): Promise<number> {
  const began = performance.now();
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  await response.text();
  if (response.status !== 200) throw new Error(`${url} answered ${response.status}; expected 200.`);
  return performance.now() - began;
}

console.log(JSON.stringify(await measure()));
await rm(home, { recursive: true, force: true });
