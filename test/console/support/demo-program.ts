// A LastEdit with a sandbox and a past, as a process of its own: what the browser tests and the pictures look at.
import { demoConfig, startDemoSandbox } from "../../../runtime/cli/demo/demo-sandbox.ts";
import { openFreshDemoStore } from "../../../runtime/cli/demo/fresh-demo-store.ts";
import { placesOf } from "../../../runtime/cli/installation/places.ts";
import { openLog } from "../../../runtime/cli/serving/log-file.ts";
import { serve } from "../../../runtime/cli/serving/serve.ts";
import { saveConnection } from "../../../runtime/store/connections-store.ts";
import { untilToldToStop } from "../../../runtime/cli/serving/until-told-to-stop.ts";
import { customiseSweep, LOOKING_RECIPES, lookAtBothSides, SPARE_WAREHOUSE } from "./both-sides.ts";
import { HOSTILE_ORDER, HOSTILE_PRODUCT } from "./hostile.ts";
import { modelRuns, placeOrder } from "./model-runs.ts";
import type { Ordered } from "./model-runs.ts";
import { seedExceptions } from "./seed-exceptions.ts";
import { seedHistory } from "./seed-history.ts";

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
const models = await modelRuns(store, control);
const waiting = await placeOrder(control);
const hostile = await placeOrder(control, HOSTILE_ORDER);
await control("/shopify/products", { products: [HOSTILE_PRODUCT] });
await seedHistory(store.database, models);
await seedExceptions(store.exceptions, models.told);
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
