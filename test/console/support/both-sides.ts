import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Places } from "../../../runtime/cli/installation/places.ts";
import type { Backend } from "../../../runtime/cli/local-api/backend.ts";

const SWEEP = "watch-sync-gaps";
const AUDIT = "audit-sku-catalogue";

/** A warehouse that no recipe works with, so that its profile can be changed. */
export const SPARE_WAREHOUSE = {
  name: "spare-warehouse",
  type: "peoplevox",
  fields: { peoplevoxUrl: "http://127.0.0.1:9", peoplevoxClientId: "spare", peoplevoxUsername: "api" },
};

/** Of the configuration: both are off until `lookAtBothSides`. */
export const LOOKING_RECIPES = {
  [SWEEP]: {
    enabled: false,
    connections: {},
    triggers: { "peoplevox-sync-gap-found": { timer: { intervalSeconds: 600 } } },
  },
  [AUDIT]: { enabled: false, connections: {}, triggers: {} },
};

/** The sweep as a merchant's own version, in which no change is too young to be looked at. */
export async function customiseSweep({ recipes: { own, shipped } }: Places): Promise<void> {
  const text = await readFile(path.join(shipped, SWEEP, "recipe.yaml"), "utf8");
  await mkdir(path.join(own, SWEEP), { recursive: true });
  await writeFile(path.join(own, SWEEP, "recipe.yaml"), text.replaceAll("freshForMinutes: 15", "freshForMinutes: 0"));
}

/** Somebody types a wrong amount into Peoplevox; then the sweep and the catalogue's audit begin. */
export async function lookAtBothSides(
  backend: Backend,
  control: (path: string, body: object) => Promise<unknown>,
): Promise<void> {
  const rows = [{ SalesOrderNumber: "1001", TotalSale: "10.00" }];
  await control("/peoplevox/rows", { template: "Sales orders", rows });
  for (const recipe of [SWEEP, AUDIT]) {
    await backend.switchRecipe(recipe, true);
    await backend.reload({ by: "the tests", because: "switched on", recipe });
  }
  // A recipe follows its switch within a second.
  while ((await backend.recipeSetup()).running?.[AUDIT] !== null) await sleep(100);
  await backend.start(AUDIT, {});
}
