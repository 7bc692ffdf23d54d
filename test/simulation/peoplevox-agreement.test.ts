import { expect, test } from "@jest/globals";
import { createRequestBudget } from "../../components/peoplevox/request-budget.ts";
import { readPeoplevoxProfile } from "../../components/peoplevox/tenant-profile/read-profile.ts";
import { createReturnsDeskOverSoap } from "../../components/peoplevox/returns-desk-over-soap.ts";
import { createWarehouseOverSoap } from "../../components/peoplevox/warehouse-over-soap.ts";
import { createPeoplevoxClient } from "../../components/peoplevox/wms-client.ts";
import { peoplevoxTarget } from "../../sandbox/importer/peoplevox-target.ts";
import { createPeoplevoxSandbox } from "../../sandbox/peoplevox/index.ts";
import type { Tenant } from "../../sandbox/peoplevox/tenant.ts";
import { createRandom } from "../../sandbox/random.ts";
import { performStep } from "../../sandbox/warehouse/steps.ts";
import type { WarehouseStep } from "../../sandbox/warehouse/steps.ts";
import { createSimulatedPeoplevox, profileOf } from "./peoplevox.ts";
import { KNOWN_SKUS, scenarioOf } from "./scenario.ts";
import type { TenantPlan } from "./scenario.ts";
import type { Scheduler } from "./scheduler.ts";
import { createWorld } from "./world.ts";

const IDLE_MS = 1e9;
/** Texts that need escaping on their way: in CSV, in XML, or in both. */
const TEXTS = ["Cora Customer", 'O"Neill & Sons', "<b>Łódź</b>\nSecond line", "comma, quote ' and \r\n end"];

type Door = ReturnType<typeof doorOn>;

/** The real client in front of one of the two; what it says, and what it complains of, must be the same on both. */
function doorOn(tenant: Tenant, connection: Partial<Parameters<typeof createPeoplevoxClient>[0]>) {
  const { lineRemoval, usesLine, clientId, username, password } = tenant.profile;
  const profile = readPeoplevoxProfile({ lineRemoval, usesLine });
  // No call waits for company: the order of calls is the test's.
  const waiting = { now: () => Date.now(), sleep: () => new Promise<void>((resolve) => setImmediate(resolve)) };
  const client = createPeoplevoxClient({
    url: "https://unused.example",
    credentials: { clientId, username, password },
    profile: profile.connection,
    budget: createRequestBudget({ requests: 10_000, perMs: 1, atOnce: 10 }),
    waiting,
    ...connection,
  });
  return {
    tenant,
    warehouse: createWarehouseOverSoap(client, profile, waiting),
    desk: createReturnsDeskOverSoap(client, profile, waiting),
  };
}

type Act = (door: Door) => Promise<unknown>;

/** Something that our code or the warehouse does, drawn from the seed. */
function draw(random: ReturnType<typeof createRandom>): { readonly words: string; readonly act: Act } {
  const number = random.pick(["1001", "1002", "1003A"]);
  const itemCode = random.pick([...KNOWN_SKUS, "NOVELTY"]);
  const item = { itemCode, quantityOrdered: random.whole(0, 4), line: random.pick([null, "11", "12"]) };
  const text = random.pick(TEXTS);
  const step =
    (step: WarehouseStep): Act =>
    ({ tenant }) => {
      const refusal = performStep(tenant.warehouse, createRandom(1), step);
      return Promise.resolve(refusal);
    };
  const acts: Readonly<Record<string, Act>> = {
    import: ({ tenant }) =>
      Promise.resolve(
        peoplevoxTarget(tenant).save({
          salesOrderNumber: number,
          header: { SalesOrderNumber: number, CustomerPurchaseOrderReferenceNumber: `#${number}`, ContactName: text },
          items: [{ SalesOrderNumber: number, ItemCode: itemCode, QuantityOrdered: "3" }],
        }),
      ),
    hold: ({ warehouse }) => warehouse.saveHeader(number, { OnHold: "true" }),
    release: ({ warehouse }) => warehouse.saveHeader(number, { OnHold: "false" }),
    describe: ({ warehouse }) => warehouse.saveHeader(number, { ContactName: text, Attribute1: text }),
    cancel: ({ warehouse }) => warehouse.saveHeader(number, { Status: "Cancelled" }),
    "save items": ({ warehouse }) => warehouse.saveItems(number, [item, { ...item, itemCode: "HAT" }]),
    "delete items": ({ warehouse }) => warehouse.deleteItems(number, [item]),
    "find lineage": ({ warehouse }) => warehouse.findLineage({ reference: `#${number}`, salesOrderNumber: number }),
    "read order": ({ warehouse }) => warehouse.readSalesOrder(number),
    "find items": async ({ warehouse }) => [...(await warehouse.findItems(["HAT", itemCode]))],
    "save RMA": ({ desk }) =>
      desk.save({ template: "rmas", rows: [{ RmaNumber: `R-${number}`, SalesOrderNumber: number, Status: "Open" }] }),
    "read RMA": ({ desk }) => desk.readDocuments([`R-${number}`]),
    pick: step({ action: "pick", salesOrderNumber: number }),
    pack: step({ action: "pack", salesOrderNumber: number }),
    despatch: step({ action: "despatch", salesOrderNumber: number }),
  };
  const words = random.pick(Object.keys(acts));
  return { words: `${words} ${number}`, act: acts[words]! };
}

const outcomeOf = (act: Act, door: Door): Promise<unknown> =>
  act(door).catch((error: unknown) => {
    const { code, message } = error as { readonly code?: string; readonly message: string };
    return { code, message };
  });

const stateOf = ({ warehouse, template }: Tenant) => ({
  orders: [...warehouse.orders()].map(
    ({ importedAt: _imported, changedAt: _changed, despatch: _despatch, ...order }) => order,
  ),
  happened: warehouse.journal.entries().map(({ at: _at, ...entry }) => entry),
  rmas: [...template("RMAs").rows()],
});

/** One of the two has its own time: what it stamps is left out. */
const timeless = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value ?? null).replaceAll(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d/g, "<time>")) as unknown;

/** Moves virtual time on until the work is done; what waits for real time in between gets its turn. */
async function inVirtualTime<T>(scheduler: Scheduler, work: Promise<T>): Promise<T> {
  const ended = work.then(() => true);
  const turn = (): Promise<boolean> => new Promise((resolve) => setImmediate(() => resolve(false)));
  while (!(await Promise.race([ended, turn()]))) await scheduler.runUntil(scheduler.now() + 1_000);
  return work;
}

const PLANS: readonly TenantPlan[] = [
  { lineRemoval: "quantity-0", usesLine: true, refusesEditsOncePicked: true, returns: "rma-templates" },
  { lineRemoval: "delete-row", usesLine: false, refusesEditsOncePicked: false, returns: "rma-templates" },
];

test.each(PLANS)("the simulated Peoplevox says and does what the sandbox does over HTTP: %o", async (tenant) => {
  const scenario = {
    ...scenarioOf(1),
    tenant,
    troubles: { calls: 0, pickerSteps: 0, webhooksDropped: 0, webhooksDoubled: 0, webhooksLate: 0 },
    pace: {
      pickStartMs: IDLE_MS,
      pickLineMs: IDLE_MS,
      packMs: IDLE_MS,
      despatchMs: IDLE_MS,
      jitter: 0,
      allocationRunMs: IDLE_MS,
    },
  };
  const world = createWorld(scenario, false);
  const { scheduler } = world;
  const simulated = createSimulatedPeoplevox(world);
  const sandbox = createPeoplevoxSandbox({
    seed: scenario.seed,
    rateLimit: false,
    profile: { ...profileOf(tenant), items: [] },
  });
  for (const sku of KNOWN_SKUS) {
    sandbox.tenant.itemTypes.save(
      { ItemCode: sku, Name: sku, Barcode: sku },
      { by: "control", template: "Item types", action: 0 },
    );
    sandbox.tenant.warehouse.stock.count(sku, 1000, "Adjustment");
  }
  await sandbox.listen();
  try {
    const process = { name: "worker", alive: true, frozenUntil: 0 };
    const inMemory = doorOn(simulated.tenant, { transport: simulated.transport(process) });
    const overHttp = doorOn(sandbox.tenant, { url: sandbox.url });
    const random = createRandom(7, "agreement");
    const seen = new Set<string>();
    for (let count = 0; count < 60; count += 1) {
      const { words, act } = draw(random);
      const real = await outcomeOf(act, overHttp);
      const simulatedOutcome = await inVirtualTime(scheduler, outcomeOf(act, inMemory));
      expect({ count, words, outcome: timeless(simulatedOutcome) }).toEqual({ count, words, outcome: timeless(real) });
      seen.add(words.split(" ")[0] ?? "");
    }
    expect(seen.size).toBeGreaterThan(10);
    expect(timeless(stateOf(simulated.tenant))).toEqual(timeless(stateOf(sandbox.tenant)));
  } finally {
    await sandbox.close();
  }
});
