// A LastEdit of its own process for crash.test.ts: one source, one recipe, on the embedded database in a folder.
// Prints its address when it is ready. Each write of the recipe is a line in a file, as a warehouse would see it.
import { appendFileSync } from "node:fs";
import { createServer } from "node:http";
import path from "node:path";
import type { Component } from "../../../runtime/component-host/types.ts";
import { createHookServer } from "../../../runtime/ingress/hook-server.ts";
import { SourceKeeper } from "../../../runtime/ingress/source-keeper.ts";
import { openDataStore } from "../../../runtime/store/data-store.ts";
import { openEmbeddedDatabase } from "../../../runtime/store/embedded/embedded-database.ts";
import { openKeyRing } from "../../../runtime/store/keys/open-key-ring.ts";
import { createVault } from "../../../runtime/store/vault.ts";
import { migrate } from "../../../runtime/store/migrations/migrate.ts";
import { openRunQueue } from "../../../runtime/engine/run-queue.ts";
import { createIntake } from "../../../runtime/engine/intake.ts";
import { Engine } from "../../../runtime/engine/engine.ts";
import { recipe, step } from "./engine-fixture.ts";

const [home = ""] = process.argv.slice(2);
const writes = path.join(home, "writes.log");

const SOURCE: Component = {
  key: "test-orders",
  version: "0.0.1",
  dedupe: "unique",
  props: { http: { type: "$.interface.http", customResponse: true }, db: "$.service.db" },
  run(
    this: { http: { respond(answer: object): void }; $emit(event: unknown, meta: object): void },
    { body }: { body: { order: string; edit: number } },
  ) {
    this.$emit(
      { shop: "s", orderId: body.order, edit: body.edit },
      { id: `${body.order}-${body.edit}`, summary: "edited", ts: Date.now() },
    );
    this.http.respond({ status: 200, body: "stored" });
  },
};

const RECIPE = recipe([
  step("read", ({ steps }) => (steps["trigger"] as { event: { orderId: string; edit: number } }).event),
  step(
    "save",
    async ({ $, steps }) => {
      const { $return_value: order } = steps["read"] as { $return_value: { orderId: string; edit: number } };
      const { id } = (steps["trigger"] as { context: { id: string } }).context;
      appendFileSync(writes, `${JSON.stringify({ run: Number(id), order: order.orderId, edit: order.edit })}\n`);
      await new Promise((resolve) => setTimeout(resolve, 20));
      $.export("$summary", "saved");
    },
    { writes: true },
  ),
  step("verify", () => new Promise((resolve) => setTimeout(resolve, 40))),
]);

const database = await openEmbeddedDatabase(path.join(home, "database"));
await migrate(database);
const vault = createVault(await openKeyRing(home, {}));
const queue = await openRunQueue(database);
await queue.putBackOrphans();
const intake = createIntake({ database, queue, vault, maskPersonal: true });
const engine = new Engine({
  database,
  queue,
  vault,
  maskPersonal: true,
  recipe: () => RECIPE,
  dataStore: (name) => openDataStore(database, name),
  raiseException: () => Promise.reject(new Error("no run may fail in this test")),
});
engine.start();

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

/** What the database holds at one instant, for the test to look at from outside. */
const inspect = createServer((_request, response) => {
  const look = () =>
    database.transaction(async (tx) => ({
      runs: (await tx.query("SELECT id, order_id, status, attempt, events FROM lastedit.runs ORDER BY id")).rows,
      steps: (await tx.query("SELECT run_id, namespace, status FROM lastedit.run_steps ORDER BY id")).rows,
      jobs: (await tx.query("SELECT state::text FROM lastedit_queue.job WHERE state <> 'completed'")).rows,
    }));
  void look().then((all) => response.end(JSON.stringify(all)));
});
await new Promise<void>((resolve) => inspect.listen(0, "127.0.0.1", resolve));
process.stdout.write(`${JSON.stringify({ url, inspect: (inspect.address() as { port: number }).port })}\n`);
