// A LastEdit of its own process for flow-crash.test.ts: one recipe per kind of pause, on the embedded database in a
// folder. Called with "emit" it starts one run of each, with "due" an hour has passed for those that wait for their
// time. Each step is a line in a file. Prints its address when it is ready, and goes on until it is killed.
import { appendFileSync } from "node:fs";
import path from "node:path";
import { Engine } from "../../../../runtime/engine/engine.ts";
import { addFlowRoutes } from "../../../../runtime/engine/flow/flow-routes.ts";
import { startFlowKeeper } from "../../../../runtime/engine/flow/flow-keeper.ts";
import { pausedRuns } from "../../../../runtime/engine/flow/paused-runs.ts";
import { createIntake } from "../../../../runtime/engine/intake.ts";
import { openRunQueue } from "../../../../runtime/engine/run-queue.ts";
import { createHookServer } from "../../../../runtime/ingress/hook-server.ts";
import { openDataStore } from "../../../../runtime/store/data-store.ts";
import { openEmbeddedDatabase } from "../../../../runtime/store/embedded/embedded-database.ts";
import { migrate } from "../../../../runtime/store/migrations/migrate.ts";
import { createVault } from "../../../../runtime/store/vault.ts";
import { recipe } from "../engine-fixture.ts";
import { flowStep } from "./flow-steps.ts";
import type { FlowDollar } from "./flow-steps.ts";

const [home = "", what] = process.argv.slice(2);
const HOUR_MS = 3_600_000;

function line(recipeName: string, step: string, more: object = {}): void {
  appendFileSync(path.join(home, "steps.log"), `${JSON.stringify({ recipe: recipeName, step, ...more })}\n`);
}

const pausing = (name: string, pause: ($: FlowDollar) => object): ReturnType<typeof recipe> =>
  recipe(
    [
      flowStep("before", () => line(name, "before"), { writes: true }),
      flowStep("pause", ({ $ }) => line(name, "pause", pause($)), { writes: true }),
      flowStep("after", ({ steps }) => line(name, "after", { resumed: steps["pause"]?.$resume_data !== undefined })),
    ],
    { name },
  );

const RECIPES = [
  pausing("delay", ($) => $.flow.delay(HOUR_MS)),
  pausing("suspend", ($) => $.flow.suspend(24 * HOUR_MS)),
  pausing("rerun", ($) => {
    const { runs } = $.context.run;
    if (runs === 1) $.flow.rerun(HOUR_MS);
    return { runs };
  }),
];

const database = await openEmbeddedDatabase(path.join(home, "database"));
await migrate(database);
if (what === "due") await database.exec("UPDATE lastedit.paused_runs SET due_at = now() WHERE kind <> 'suspend'");
// The same key in both processes.
const vault = createVault(Buffer.alloc(32, 7));
const queue = await openRunQueue(database);
await queue.putBackOrphans();
const intake = createIntake({ database, queue, vault, maskPersonal: true });
let url = "";
const engine = new Engine({
  database,
  queue,
  vault,
  maskPersonal: true,
  flow: { publicUrl: () => url, startRecipe: () => Promise.reject(new Error("not in this test")) },
  recipe: (name) => RECIPES.find((each) => each.name === name),
  dataStore: (name) => openDataStore(database, name),
  raiseException: () => Promise.reject(new Error("no run may fail in this test")),
});
const runs = pausedRuns({ database, queue, vault, wake: () => engine.wake() });
const hooks = createHookServer({
  deliver: () => undefined,
  checkHealth: () => Promise.resolve(),
  status: async () => ({
    paused: (await database.query("SELECT run_id FROM lastedit.paused_runs WHERE resumed_at IS NULL")).rows.length,
    runs: (await database.query("SELECT recipe, status FROM lastedit.runs ORDER BY id")).rows,
  }),
});
addFlowRoutes(hooks, runs);
url = await hooks.listen({ host: "127.0.0.1", port: 0 });
startFlowKeeper({ duties: [() => runs.attend()], everyMs: 50, onTrouble: () => undefined });
engine.start();
if (what === "emit") {
  for (const [index, each] of RECIPES.entries()) {
    await intake.start(each, { shop: "s", orderId: String(index) }, { sourceId: null, replayOf: null });
  }
  engine.wake();
}
process.stdout.write(`${JSON.stringify({ url })}\n`);
