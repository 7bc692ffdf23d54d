// A LastEdit with a sandbox and a past, as a process of its own: what the browser tests and the pictures look at.
import { setTimeout as sleep } from "node:timers/promises";
import { demoConfig, startDemoSandbox } from "../../../runtime/cli/demo/demo-sandbox.ts";
import { openFreshDemoStore } from "../../../runtime/cli/demo/fresh-demo-store.ts";
import { placesOf } from "../../../runtime/cli/installation/places.ts";
import { openLog } from "../../../runtime/cli/serving/log-file.ts";
import { serve } from "../../../runtime/cli/serving/serve.ts";
import { untilToldToStop } from "../../../runtime/cli/serving/until-told-to-stop.ts";
import { seedExceptions } from "./seed-exceptions.ts";
import { seedHistory } from "./seed-history.ts";

interface Ordered {
  readonly id: string;
  readonly name: string;
}

/** What is printed once it is ready, as one line of JSON. */
export interface DemoReady {
  readonly url: string;
  /** Sandbox control: `sandbox/README.md`. */
  readonly controlUrl: string;
  /** An order in the warehouse that nobody has edited yet. Its note would run a script where notes are no texts. */
  readonly waiting: Ordered;
}

const places = placesOf(process.env);
const sandbox = await startDemoSandbox(places);
const store = await openFreshDemoStore(places, process.env);
const config = demoConfig(sandbox.info);
const quick = { settleSeconds: 1, maxWaitSeconds: 5, timer: { intervalSeconds: 1 } };
const served = await serve({
  store,
  places,
  env: process.env,
  log: openLog(places.home),
  demo: true,
  config: {
    ...config,
    port: 0,
    recipes: {
      "send-order-edit-to-warehouse": { enabled: true, connections: {}, triggers: { "shopify-order-edited": quick } },
    },
  },
});
const first = firstRun();
const waiting = await placeOrder();
await seedHistory(store.database, await first);
await seedExceptions(store.exceptions);
// Each message asks for a one-time sign-in link, and is answered with its path. A new one ends the one before.
process.on("message", () => {
  void served.backend.signInLink(null, "the tests").then(({ path }) => process.send?.(path));
});
const ready: DemoReady = { url: served.consoleUrl, controlUrl: sandbox.info.control.url, waiting };
process.stdout.write(`${JSON.stringify(ready)}\n`);
await untilToldToStop();
await served.stop(1_000);
await store.close();
await sandbox.stop();

function placeOrder(): Promise<Ordered> {
  return control<Ordered>("/shopify/orders", {
    lines: [{ sku: "OXF-SHI-NAV-M", quantity: 2 }],
    note: "<img src=x onerror=alert(1)>",
  });
}

/** One customer who changes her mind. @returns The run that brought it to the warehouse */
async function firstRun(): Promise<number> {
  const order = await placeOrder();
  // The warehouse imports the order first, as it does in life.
  await sleep(3_500);
  await control(`/shopify/orders/${order.id}/edit`, { changes: [{ add: { sku: "OXF-SHI-NAV-L", quantity: 1 } }] });
  for (;;) {
    const { rows } = await store.database.query<{ id: number }>(
      "SELECT id FROM lastedit.runs WHERE status = 'succeeded' AND outcome = 'apply-in-place' LIMIT 1",
    );
    if (rows[0] !== undefined) return rows[0].id;
    await sleep(100);
  }
}

async function control<Answer>(path: string, body: object): Promise<Answer> {
  const headers = { "content-type": "application/json" };
  const response = await fetch(`${sandbox.info.control.url}${path}`, {
    method: "POST",
    headers,
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`The sandbox refused ${path}: ${response.status} ${await response.text()}`);
  return (await response.json()) as Answer;
}
