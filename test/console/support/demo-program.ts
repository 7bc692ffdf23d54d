// A LastEdit with a sandbox and a past, as a process of its own: what the browser tests and the pictures look at.
import { setTimeout as sleep } from "node:timers/promises";
import { demoConfig, startDemoSandbox } from "../../../runtime/cli/demo/demo-sandbox.ts";
import { openFreshDemoStore } from "../../../runtime/cli/demo/fresh-demo-store.ts";
import { placesOf } from "../../../runtime/cli/installation/places.ts";
import { openLog } from "../../../runtime/cli/serving/log-file.ts";
import { serve } from "../../../runtime/cli/serving/serve.ts";
import { saveConnection } from "../../../runtime/store/connections-store.ts";
import { untilToldToStop } from "../../../runtime/cli/serving/until-told-to-stop.ts";
import { customiseSweep, LOOKING_RECIPES, lookAtBothSides, SPARE_WAREHOUSE } from "./both-sides.ts";
import { HOSTILE_ORDER, HOSTILE_PRODUCT } from "./hostile.ts";
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
  /** An order in the warehouse that nobody has edited yet. */
  readonly waiting: Ordered;
  /** The same, from somebody who wishes us ill: see `hostile.ts`. */
  readonly hostile: Ordered;
}

const places = placesOf(process.env);
const sandbox = await startDemoSandbox(places);
const store = await openFreshDemoStore(places, process.env);
const config = demoConfig(sandbox.info);
await customiseSweep(places);
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
      ...LOOKING_RECIPES,
    },
  },
});
const first = firstRun();
const waiting = await placeOrder({});
const hostile = await placeOrder(HOSTILE_ORDER);
await control("/shopify/products", { products: [HOSTILE_PRODUCT] });
await seedHistory(store.database, await first);
await seedExceptions(store.exceptions);
await saveConnection(store.database, store.vault, SPARE_WAREHOUSE);
// Each message is answered with a text. A new sign-in link ends the one before.
process.on("message", (asked) => {
  const answer =
    asked === "sign-in link"
      ? served.backend.signInLink(null, "the tests").then(({ path }) => path)
      : lookAtBothSides(served.backend, control).then(() => "begun");
  void answer.then((text) => process.send?.(text));
});
const ready: DemoReady = { url: served.consoleUrl, controlUrl: sandbox.info.control.url, waiting, hostile };
process.stdout.write(`${JSON.stringify(ready)}\n`);
await untilToldToStop();
await served.stop(1_000);
await store.close();
await sandbox.stop();

function placeOrder(more: object): Promise<Ordered> {
  return control<Ordered>("/shopify/orders", { lines: [{ sku: "OXF-SHI-NAV-M", quantity: 2 }], ...more });
}

/** One customer who changes her mind. @returns The run that brought it to the warehouse */
async function firstRun(): Promise<number> {
  const order = await placeOrder({});
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
