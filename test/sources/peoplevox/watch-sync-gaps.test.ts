import { globSync } from "node:fs";
import { basename, join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, beforeAll, expect, jest, test } from "@jest/globals";
import createRma from "../../../actions/peoplevox/create-rma/create-rma.ts";
import getOrderReturns from "../../../actions/shopify/get-order-returns/get-order-returns.ts";
import { createExceptionStore } from "../../../components/lastedit/exception-store.ts";
import { moduleCatalogue } from "../../../runtime/component-host/catalogue.ts";
import type { Catalogue, Component } from "../../../runtime/component-host/types.ts";
import { prepareRecipe } from "../../../runtime/engine/prepare-recipe.ts";
import { rehearse } from "../../../runtime/examples/rehearse.ts";
import { loadRecipe } from "../../../runtime/recipes/index.ts";
import type { SyncGapEvent } from "../../../sources/peoplevox/sync-gap-found/sync-gap-event.ts";
import syncGapFound from "../../../sources/peoplevox/sync-gap-found/sync-gap-found.ts";
import { runAction } from "../../support/run-component.ts";
import { startTwoSystems } from "./two-systems.ts";
import type { TwoSystems, Watch } from "./two-systems.ts";

/** The source and the recipe together: sweep, run what was told, sweep again. */
const root = join(import.meta.dirname, "..", "..", "..");
const SHIRT = "OXF-SHI-NAV-M";
const EVERY_HALF_HOUR = Array.from({ length: 48 }, (_, half) => ({
  weekdays: ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"],
  at: `${String(Math.floor(half / 2)).padStart(2, "0")}:${half % 2 === 0 ? "00" : "30"}`,
}));

let catalogue: Catalogue;
let systems: TwoSystems;

beforeAll(async () => {
  const files = globSync("actions/*/*/*.ts", { cwd: root }).filter(
    (file) => basename(file, ".ts") === basename(join(file, "..")),
  );
  const load = async (file: string) =>
    ((await import(pathToFileURL(join(root, file)).href)) as { default: Component }).default;
  catalogue = moduleCatalogue(await Promise.all(files.map(load)));
});

afterEach(async () => {
  jest.restoreAllMocks();
  await systems.stop();
});

/** Sweeps, and runs the recipe for each event. @returns The events */
async function sweepAndRun(
  watched: Watch,
  props: Readonly<Record<string, unknown>> = {},
): Promise<readonly SyncGapEvent[]> {
  const loaded = await loadRecipe(join(root, "recipes/watch-sync-gaps/recipe.yaml"));
  const steps = loaded.recipe.steps.map((step) =>
    step.namespace === "check" ? { ...step, props: { ...step.props, freshForMinutes: 0, ...props } } : step,
  );
  const recipe = await prepareRecipe(
    { ...loaded, recipe: { ...loaded.recipe, steps } },
    { catalogue, connections: { all: systems.connections }, secrets: [], env: {} },
  );
  await watched.tick();
  const events = watched.news<SyncGapEvent>();
  for (const event of events) {
    const { error } = await rehearse(recipe, event, () => systems.store);
    if (error !== null) throw error as Error;
  }
  return events;
}

const watch = (props: Readonly<Record<string, unknown>> = {}) =>
  systems.watch(syncGapFound, { ...systems.connections, freshForMinutes: 0, lasteditStore: "lastedit", ...props });

const open = async (): Promise<string[]> => {
  const exceptions = await createExceptionStore(systems.store, Date.now).list({ status: "open" });
  return exceptions.map(({ kind, orderName }) => `${orderName} ${kind}`).toSorted();
};

const saveHeader = (SalesOrderNumber: string, columns: Record<string, string>) =>
  systems.control("POST", "/peoplevox/rows", {
    template: "Sales orders",
    rows: [{ SalesOrderNumber, ...columns }],
    action: 0,
  });

const look = (number: string) =>
  systems.control<{ status: string; onHold: boolean; stopShip: boolean }>("GET", `/peoplevox/sales-orders/${number}`);

async function importedOrder(): Promise<string> {
  systems = await startTwoSystems();
  const number = await systems.place({ [SHIRT]: 2 });
  await systems.imported(1);
  return number;
}

test("with the courier at the door no parcel of a doubled order leaves, until a person has said which is right", async () => {
  const number = await importedOrder();
  await saveHeader("DOUBLE", { CustomerPurchaseOrderReferenceNumber: `#${number}` });
  const courier = { courierCollections: EVERY_HALF_HOUR, courierLeadMinutes: 0, courierSoonMinutes: 60 };
  const watched = await watch(courier);
  const [event] = await sweepAndRun(watched, courier);
  expect(event).toMatchObject({ parcelAtRisk: true, gaps: [{ kind: "several-live", outcome: "stop-parcel" }] });
  expect([await look(number), await look("DOUBLE")]).toMatchObject([{ stopShip: true }, { stopShip: true }]);
  const [exception] = await createExceptionStore(systems.store, Date.now).list({ status: "open" });
  expect(exception?.kind).toBe("several-live-sales-orders");
  expect(exception?.mattersUntil).toBe(event?.cutOffAt);

  await systems.step("DOUBLE", "cancel");
  const [healed] = await sweepAndRun(watched, courier);
  expect(healed).toMatchObject({ state: "healed", healed: ["several-live"] });
  expect(await look(number)).toMatchObject({ stopShip: false });
  expect(await open()).toEqual([]);
  expect(await sweepAndRun(watched, courier)).toEqual([]);
});

test("values that differ go to finance and close when they are right; a repaired order is not blamed for them before", async () => {
  const number = await importedOrder();
  await saveHeader(number, { TotalSale: "1.00" });
  await systems.control("POST", `/shopify/orders/${number}/edit`, { changes: [{ set: { sku: SHIRT, quantity: 3 } }] });
  const watched = await watch();
  const [first] = await sweepAndRun(watched);
  expect(first?.gaps.map(({ kind }) => kind)).toEqual(["lines-differ", "values-differ"]);
  expect(await open()).toEqual([]);

  const [second] = await sweepAndRun(watched);
  expect(second).toMatchObject({ gaps: [{ kind: "values-differ" }], healed: ["lines-differ"] });
  expect(await open()).toEqual([`#${number} values-differ`]);

  await saveHeader(number, { TotalSale: "" });
  await sweepAndRun(watched);
  expect(await open()).toEqual([]);
});

test("an order that somebody holds for hours is raised, and closes when it is released", async () => {
  const number = await importedOrder();
  await saveHeader(number, { OnHold: "true" });
  const watched = await watch();
  expect(await sweepAndRun(watched)).toEqual([]);
  const later = Date.now() + 5 * 3_600_000;
  jest.spyOn(Date, "now").mockImplementation(() => later);
  await sweepAndRun(watched);
  expect(await open()).toEqual([`#${number} held-too-long`]);
  expect(await look(number)).toMatchObject({ onHold: true });

  await saveHeader(number, { OnHold: "false" });
  await sweepAndRun(watched);
  expect(await open()).toEqual([]);
});

test("goods that come back unannounced are announced, and withdrawn when they do not come", async () => {
  const number = await importedOrder();
  await systems.step(number, "pick-all", "pack", "despatch");
  await systems.control("POST", `/shopify/orders/${number}/fulfil`, {});
  await systems.control("POST", `/shopify/orders/${number}/return`, { lines: [{ sku: SHIRT, quantity: 1 }] });
  const rmas = async () => {
    const { rows } = await systems.control<{ rows: { Status: string }[] }>("GET", "/peoplevox/rows/RMAs");
    return rows;
  };
  const watched = await watch({ returnsToo: true });
  const [missing] = await sweepAndRun(watched);
  expect(missing?.gaps).toMatchObject([{ kind: "rma-missing", outcome: "repair" }]);
  expect(await rmas()).toHaveLength(1);

  await systems.control("POST", `/shopify/orders/${number}/move-return`, { move: "cancel" });
  await sweepAndRun(watched);
  expect(await rmas()).toMatchObject([{ Status: "Cancelled" }]);
  await sweepAndRun(watched);
  expect(await open()).toEqual([]);
  expect(await sweepAndRun(watched)).toEqual([]);
  const { result: returns } = await runAction(getOrderReturns, { ...systems.connections, orderId: `#${number}` });
  expect((await runAction(createRma, { ...systems.connections, returns })).result).toMatchObject({ inStep: true });
});
