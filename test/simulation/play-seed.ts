import type { PreparedRecipe } from "../../runtime/engine/prepared-recipe.ts";
import { createDurable } from "./durable.ts";
import { startProcess } from "./installation.ts";
import type { RunningProcess } from "./installation.ts";
import { watchEverything } from "./invariants.ts";
import type { Violation } from "./invariants.ts";
import { judge } from "./judge.ts";
import { areaOf, openExceptions } from "./open-exceptions.ts";
import type { Overrides } from "./overrides.ts";
import { AS_IT_IS } from "./overrides.ts";
import { createPeople } from "./people.ts";
import { createSimulatedPeoplevox } from "./peoplevox.ts";
import { createRunQueue } from "./run-queue.ts";
import { BUSY_MS, KNOWN_SKUS, UNKNOWN_SKU } from "./scenario.ts";
import type { Scenario } from "./scenario.ts";
import { WAITS } from "./recipes.ts";
import type { Process } from "./scheduler.ts";
import { sealGlobals } from "./seal-globals.ts";
import { createSimulatedShopify, SHOP, subscribe } from "./shopify.ts";
import type { Webhook } from "./shopify.ts";
import { SOURCES } from "./sources.ts";
import type { SimulatedSource } from "./sources.ts";
import { createWorld } from "./world.ts";

export interface PlayOptions {
  readonly recipes: ReadonlyMap<string, PreparedRecipe>;
  readonly overrides?: Overrides;
  /** Keeps the trace's words. */
  readonly keepTrace?: boolean;
}

/** What came of a seed. */
export interface Played {
  readonly seed: number;
  readonly violations: readonly Violation[];
  /** Of all that happened, in its order. */
  readonly hash: string;
  readonly steps: number;
  readonly calls: number;
  /** Kinds of trouble, and how often each struck. */
  readonly troubles: ReadonlyMap<string, number>;
  /** Where processes died, and what people did: how often each. */
  readonly crashes: ReadonlyMap<string, number>;
  readonly happenings: ReadonlyMap<string, number>;
  /** Ids of the calls that met trouble. */
  readonly struck: readonly string[];
  readonly trace: readonly string[];
}

const MINUTE_MS = 60_000;
const RESTART_MS: readonly [number, number] = [1_000, 15_000];
const FREEZE_MS: readonly [number, number] = [35_000, 90_000];

/** Plays a scenario from its first order to the moment when everything has come to rest, and says what did not hold. */
export async function playScenario(scenario: Scenario, options: PlayOptions): Promise<Played> {
  const world = createWorld(scenario, options.keepTrace ?? false);
  const unseal = sealGlobals(world.scheduler, world.random("globals"));
  try {
    return await play(world, options);
  } finally {
    unseal();
  }
}

async function play(world: ReturnType<typeof createWorld>, options: PlayOptions): Promise<Played> {
  const { scheduler, scenario } = world;
  const durable = createDurable(world);
  const queue = createRunQueue(world, durable);
  const peoplevox = createSimulatedPeoplevox(world);
  const shopify = createSimulatedShopify(world, [...KNOWN_SKUS, UNKNOWN_SKU]);
  const overrides = options.overrides ?? AS_IT_IS;
  const installation = { world, durable, queue, peoplevox, shopify, recipes: options.recipes, overrides };
  for (const { uri, topics } of SOURCES) subscribe(shopify, uri, topics, scheduler.now());

  const running: RunningProcess[] = [];
  const chance = world.random("processes");
  let generation = 0;
  const start = (slot: number): void => {
    const process: Process = { name: `worker ${slot + 1}.${(generation += 1)}`, frozenUntil: 0, alive: true };
    running[slot] = startProcess(installation, process, slot === 0);
    if (scenario.workers === 1) queue.putBackOrphans();
    scheduler.afterFor(process, 1, () => running[slot]?.worker.fetchAndRun());
  };
  world.on.killed = (process) => {
    const slot = running.findIndex((each) => each.process === process);
    scheduler.after(chance.whole(...RESTART_MS), () => start(slot));
  };
  queue.onDue = () => {
    const free = running.filter(({ process }) => process.alive && process.frozenUntil <= scheduler.now());
    const first = free.length === 0 ? undefined : chance.pick(free);
    if (first !== undefined) {
      first.worker.fetchAndRun();
      return;
    }
    scheduler.after(1_000, () => queue.onDue());
  };

  const people = createPeople({
    world,
    shopify,
    peoplevox,
    onProcess(what, drawn) {
      const one = running[Math.floor(drawn * running.length)];
      if (one === undefined) return;
      if (what === "kill") {
        world.kill(one.process, "when somebody kills it");
        return;
      }
      one.process.frozenUntil = scheduler.now() + chance.whole(...FREEZE_MS);
      world.note(`${one.process.name} freezes`);
    },
  });
  const watch = watchEverything({ world, peoplevox, shopify, durable, people });

  const webhooks = world.random("webhooks");
  const deliver = (source: SimulatedSource, webhook: Webhook, attempt: number): void => {
    const receiver = running[0];
    const again = (): void => {
      if (attempt < 6) scheduler.after(30_000 * 2 ** attempt, () => deliver(source, webhook, attempt + 1));
    };
    if (receiver?.process.alive !== true || receiver.process.frozenUntil > scheduler.now()) {
      again();
      return;
    }
    let answered = false;
    // A sender that gets no answer within 5 s sends again.
    scheduler.after(5_000, () => {
      if (!answered) again();
    });
    receiver
      .deliver(source, webhook)
      .then((status) => {
        answered = status === 200;
        if (answered) watch.noteAnswer(source.recipe, webhook.orderId);
      })
      .catch((error: unknown) => scheduler.fail(error));
  };
  shopify.onWebhook = (webhook) => {
    watch.noteShop();
    const { webhooksDropped, webhooksDoubled, webhooksLate } = scenario.troubles;
    for (const source of SOURCES) {
      if (!(source.topics as readonly string[]).includes(webhook.topic)) continue;
      if (webhooks.chance(webhooksDropped)) continue;
      const times = webhooks.chance(webhooksDoubled) ? 2 : 1;
      for (let time = 0; time < times; time += 1) {
        const delayMs = webhooks.chance(webhooksLate) ? webhooks.whole(1_000, 150_000) : webhooks.whole(50, 2_000);
        scheduler.after(delayMs, () => deliver(source, webhook, 0));
      }
    }
  };

  for (let slot = 0; slot < scenario.workers; slot += 1) start(slot);
  people.begin();
  await scheduler.runUntil(world.startMs + BUSY_MS * 1.5);
  // A sweep and a person's retries: what is healed is seen, what was told too early is told right. Where anything has
  // changed since the sweep looked, another one looks at it, and the person tries once more what is still open.
  let lookedAt = await sweepOnce();
  for (let round = 0; round < 3 && openExceptions(durable).length > 0; round += 1) {
    retry();
    await comeToRest(world, queue);
    if (standing() === lookedAt) break;
    lookedAt = await sweepOnce();
  }

  /**
   * A sweep leaves alone what has changed just before. Where an order changes while it looks, another one looks later.
   *
   * @returns How things stood when it looked
   */
  async function sweepOnce(): Promise<string> {
    for (;;) {
      await comeToRest(world, queue);
      const changedAt = shopChangedAt();
      await scheduler.runUntil(changedAt + (WAITS.freshMinutes + 2) * MINUTE_MS);
      const before = standing();
      running[0]?.sweep();
      await comeToRest(world, queue);
      if (shopChangedAt() === changedAt) return before;
    }
  }

  function shopChangedAt(): number {
    return Math.max(0, ...[...shopify.store.orders.values()].map(({ updatedAt }) => updatedAt));
  }

  /** How things stand: writes to the warehouse, and what people are told. */
  function standing(): string {
    const told = openExceptions(durable).map(({ id }) => id);
    return [peoplevox.tenant.warehouse.journal.entries().length, ...told.toSorted()].join(" ");
  }

  /** As a person does it who has read an exception: runs what raised it once more. */
  function retry(): void {
    const again = new Map<string, unknown>();
    for (const exception of openExceptions(durable)) {
      const area = areaOf(exception);
      const recipe =
        area === "returns"
          ? "create-rma-for-refund"
          : area === "recreated-order"
            ? "swap-recreated-order"
            : "send-order-edit-to-warehouse";
      const order = shopify.store.orderByName(exception.orderName);
      if (order === undefined) continue;
      const orderId = String(order.id);
      const before = durable.runs.findLast((run) => run.recipe === recipe && run.orderName === exception.orderName);
      const event = before?.event ?? { shop: SHOP, orderId, orderName: order.name, orderIds: [orderId] };
      again.set(`${recipe} ${orderId}`, { recipe, event });
    }
    for (const { recipe, event } of [...again.values()] as { recipe: string; event: unknown }[]) {
      const prepared = options.recipes.get(recipe);
      if (prepared !== undefined) queue.accept(prepared, event);
    }
  }

  const violations = [
    ...watch.violations,
    ...(watch.violations.length === 0 ? judge({ scenario, peoplevox, shopify, durable, watch }) : []),
  ];
  for (const { rule, words } of violations) world.note(`AT THE END ${rule}: ${words}`);
  return {
    seed: scenario.seed,
    violations,
    hash: world.trace.hash(),
    steps: scheduler.steps,
    calls: peoplevox.requests.length,
    troubles: world.trouble.seen,
    crashes: world.deaths,
    happenings: people.done,
    struck: world.trouble.struck,
    trace: world.trace.lines,
  };
}

/** Until no run waits, or for as long as the longest wait of a run takes. */
async function comeToRest(
  { scheduler }: ReturnType<typeof createWorld>,
  queue: ReturnType<typeof createRunQueue>,
): Promise<void> {
  for (let minute = 0; minute < 45; minute += 1) {
    await scheduler.runUntil(scheduler.now() + MINUTE_MS);
    if (queue.open === 0 && minute >= 4) return;
  }
}
