import { createExceptionStore } from "../../components/lastedit/exception-store.ts";
import { createEditHolds } from "../../components/lastedit/edit-holds.ts";
import { createRequestBudget } from "../../components/peoplevox/request-budget.ts";
import type { Waiting } from "../../components/peoplevox/request-budget.ts";
import { createReturnsDeskOverSoap } from "../../components/peoplevox/returns-desk-over-soap.ts";
import { readPeoplevoxProfile } from "../../components/peoplevox/tenant-profile/read-profile.ts";
import type { PeoplevoxProfile } from "../../components/peoplevox/tenant-profile/read-profile.ts";
import { createWarehouseOverSoap } from "../../components/peoplevox/warehouse-over-soap.ts";
import { createPeoplevoxClient } from "../../components/peoplevox/wms-client.ts";
import type { GapProps } from "../../components/sync-gap/gap-props.ts";
import { DEFAULT_SWAP_POLICY } from "../../domain/recreated-order/swap.rules.ts";
import { DEFAULT_RETURNS_POLICY } from "../../domain/returns/refund-kind.rules.ts";
import { openSource } from "../../runtime/component-host/open-source.ts";
import type { HttpEvent, SourceInstance } from "../../runtime/component-host/types.ts";
import type { PreparedRecipe } from "../../runtime/engine/prepared-recipe.ts";
import type { Durable } from "./durable.ts";
import type { Overrides } from "./overrides.ts";
import type { SimulatedPeoplevox } from "./peoplevox.ts";
import { STEPS } from "./recipe-steps.ts";
import type { StepDoors } from "./recipe-steps.ts";
import { WAITS } from "./recipes.ts";
import type { RunQueue } from "./run-queue.ts";
import { BUSY_MS } from "./scenario.ts";
import type { GapPlan, TenantPlan } from "./scenario.ts";
import type { Process } from "./scheduler.ts";
import type { SimulatedShopify, Webhook } from "./shopify.ts";
import { SOURCES } from "./sources.ts";
import type { SimulatedSource } from "./sources.ts";
import { createWorker } from "./worker.ts";
import type { Worker } from "./worker.ts";
import type { World } from "./world.ts";

/** LastEdit as it is installed: what its processes share, and how one of them starts. */
export interface InstallationOptions {
  readonly world: World;
  readonly durable: Durable;
  readonly queue: RunQueue;
  readonly peoplevox: SimulatedPeoplevox;
  readonly shopify: SimulatedShopify;
  readonly recipes: ReadonlyMap<string, PreparedRecipe>;
  readonly overrides: Overrides;
}

/** One process of ours while it lives. */
export interface RunningProcess {
  readonly process: Process;
  readonly worker: Worker;
  /** Of the process that takes webhooks. @returns The status that the sender gets; `null` when it gets none */
  deliver(source: SimulatedSource, webhook: Webhook): Promise<number>;
  /** Compares both systems now. */
  sweep(): void;
}

const profiles = new Map<string, PeoplevoxProfile>();

/** As the importer does it. */
const FIELDS = [
  { field: "Attribute1", template: "{attribute.Gift message}" },
  { field: "ContactName", template: "{address.name}" },
  { field: "ShippingAddressLine1", template: "{address.line1}" },
  { field: "ShippingAddressCity", template: "{address.city}" },
  { field: "ShippingAddressPostcode", template: "{address.postcode}" },
];

function connectionOf(plan: TenantPlan): PeoplevoxProfile {
  const key = JSON.stringify(plan);
  const { lineRemoval, usesLine, returns } = plan;
  const capability = returns === "none" ? "none" : "discover";
  const known =
    profiles.get(key) ?? readPeoplevoxProfile({ lineRemoval, usesLine, fields: FIELDS, returns: { capability } });
  profiles.set(key, known);
  return known;
}

/** After the busy time, and so soon that there is no time to wait. */
const COLLECTION = { courierCollections: [{ at: "10:30" }], courierSoonMinutes: 180 };

const gapPropsOf = ({ courierComes, ...given }: GapPlan): GapProps => ({
  ...given,
  ...(courierComes === true ? COLLECTION : {}),
});

const leanRecipes = new WeakMap<ReadonlyMap<string, PreparedRecipe>, ReadonlyMap<string, PreparedRecipe>>();

/** Steps of the order edit recipe that change nothing and that no later step reads. */
const ONLY_SHOW = new Set(["status", "skus", "plan"]);

function lean(recipes: ReadonlyMap<string, PreparedRecipe>): ReadonlyMap<string, PreparedRecipe> {
  const shorter = (recipe: PreparedRecipe): PreparedRecipe =>
    recipe.name === "send-order-edit-to-warehouse"
      ? { ...recipe, steps: recipe.steps.filter(({ namespace }) => !ONLY_SHOW.has(namespace)) }
      : recipe;
  const known = leanRecipes.get(recipes) ?? new Map([...recipes].map(([name, recipe]) => [name, shorter(recipe)]));
  leanRecipes.set(recipes, known);
  return known;
}

/** Steps that take the merchant's policy. */
const POLICY_STEPS = new Set(["peoplevox-plan-sales-order-update", "peoplevox-update-sales-order"]);

/** Starts a process: nothing is in its memory yet. */
export function startProcess(options: InstallationOptions, process: Process, takesWebhooks: boolean): RunningProcess {
  const { world, durable, queue, overrides } = options;
  const recipes = world.scenario.leanRecipe ? lean(options.recipes) : options.recipes;
  const doors = openDoors(options, process);
  const worker = createWorker({
    world,
    durable,
    queue,
    process,
    recipes,
    take: (step, props) => {
      const key = step.uses.split("@")[0] ?? "";
      const take = overrides.step(key, STEPS[key]);
      if (take === undefined) throw new Error(`Nobody said how ${step.uses} is simulated.`);
      return take(POLICY_STEPS.has(key) ? { ...props, ...world.scenario.policy } : props, doors);
    },
    raise: (draft) => createExceptionStore(doors.store, Date.now).raise(draft),
  });
  const sources = takesWebhooks ? SOURCES.map((source) => keepSource(options, process, source, doors)) : [];

  return {
    process,
    worker,
    async deliver(source, webhook) {
      const kept = sources.find((each) => each.source === source);
      return kept === undefined ? 503 : kept.deliver(webhook);
    },
    sweep: () => sources.find(({ source }) => source.recipe === "watch-sync-gaps")?.tick(),
  };
}

function openDoors(
  { world, durable, peoplevox, shopify, overrides }: InstallationOptions,
  process: Process,
): StepDoors {
  const { scheduler, scenario } = world;
  const profile = connectionOf(scenario.tenant);
  const waiting: Waiting = { now: () => scheduler.now(), sleep: (ms) => scheduler.sleep(process, ms) };
  const { clientId, username, password } = peoplevox.tenant.profile;
  const client = createPeoplevoxClient({
    url: `https://${process.name}.peoplevox.example`,
    credentials: { clientId, username, password },
    profile: profile.connection,
    budget: createRequestBudget(profile.connection.requestBudget, waiting),
    transport: overrides.transport(peoplevox.transport(process)),
    waiting,
  });
  const store = overrides.store(durable.recordStore(process));
  const warehouse = overrides.warehouse(createWarehouseOverSoap(client, profile, waiting), { store, clientId });
  const returnsDesk = overrides.returnsDesk(createReturnsDeskOverSoap(client, profile, waiting));
  return {
    warehouse,
    profile: profile.rules,
    holds: overrides.holds(createEditHolds(store, clientId)),
    now: Date.now,
    store,
    shopify: shopify.client(process),
    gaps: gapPropsOf(scenario.gaps),
    returnsPolicy: { ...DEFAULT_RETURNS_POLICY, ...scenario.returns },
    swapPolicy: { ...DEFAULT_SWAP_POLICY, ...scenario.swaps },
    peoplevox: { client, warehouse, returnsDesk, profile: profile.rules, connection: profile.connection, clientId },
  };
}

interface KeptSource {
  readonly source: SimulatedSource;
  deliver(webhook: Webhook): Promise<number>;
  tick(): void;
}

/** A source in its process: opened from what was stored, ticked as long as the process lives. */
function keepSource(
  { world, durable, queue, recipes, overrides }: InstallationOptions,
  process: Process,
  source: SimulatedSource,
  doors: StepDoors,
): KeptSource {
  const { scheduler } = world;
  const chance = world.random(`ticks of ${process.name} ${source.recipe}`);
  const recipe = recipes.get(source.recipe);
  if (recipe === undefined) throw new Error(`There is no recipe ${source.recipe}.`);
  let instance: SourceInstance | null = null;
  let memory: { get(key: string): unknown; set(): void } = { get: () => undefined, set: () => undefined };

  const opening = openSource(
    source.component(doors),
    {},
    {
      endpoint: source.uri,
      loadDb: () => Promise.resolve(JSON.parse(durable.sources.get(source.recipe) ?? "{}") as Record<string, unknown>),
      persist: overrides.persist(async ({ db, events }) => {
        if (db !== null) memory = { get: (key) => db[key], set: () => undefined };
        await durable.transaction(process, `stores ${source.recipe} with ${events.length} events`, () => {
          for (const { event } of events) queue.accept(recipe, event);
          if (db !== null) durable.sources.set(source.recipe, JSON.stringify(db));
        });
      }),
      dataStore: () => {
        throw new Error("A simulated source reaches its store by its doors.");
      },
      now: () => scheduler.now(),
      log: () => undefined,
    },
  ).then(async (opened) => {
    await opened.start();
    instance = opened;
  });
  opening.catch((error: unknown) => scheduler.fail(error));

  const tick = (): void => {
    const now = Math.floor(scheduler.now() / 1000);
    instance?.onTimer({ timestamp: now, interval_seconds: 15 }).catch(() => undefined);
  };
  const plan = (): void => {
    // What no webhook told has been found some polls after the last happening; from then on there is little to find.
    const isLate = world.elapsedMs() > BUSY_MS * 1.5 + 2 * WAITS.pollMs;
    const pollMs = isLate ? 3 * WAITS.pollMs : WAITS.pollMs;
    const delayMs = source.waits(memory) ? chance.whole(8_000, 16_000) : pollMs + chance.whole(0, 20_000);
    scheduler.afterFor(process, delayMs, () => {
      tick();
      plan();
    });
  };
  if (source.topics.length > 0) plan();

  return {
    source,
    tick,
    async deliver(webhook) {
      await opening;
      const { body, headers } = webhook;
      const event: HttpEvent = { method: "POST", path: "/", query: {}, headers, bodyRaw: body, body: {} } as never;
      const { status } = (await instance?.onRequest(event)) ?? { status: 503 };
      // What a webhook brought settles soon; the next regular tick may be minutes away.
      scheduler.afterFor(process, WAITS.settleMs + chance.whole(0, 15_000), tick);
      return status;
    },
  };
}
