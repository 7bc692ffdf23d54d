import { setTimeout as sleep } from "node:timers/promises";
import type { OpenException } from "../../domain/exceptions/exception.ts";
import { createRandom } from "../../sandbox/random.ts";
import { startInstallation, startSandboxProcess, until } from "./installation.ts";
import type { Installation, SandboxProcess } from "./installation.ts";

/** A shop's order, as the sandbox's control API tells it. */
interface ShopOrder {
  readonly id: number;
  readonly name: string;
  readonly cancelledAt: string | null;
  readonly lines: readonly {
    readonly sku: string;
    readonly currentQuantity: number;
    readonly requiresShipping: boolean;
  }[];
}

/** A Sales Order, as the control API tells it. */
interface WarehouseOrder {
  readonly number: string;
  readonly status: string;
  readonly items: readonly { readonly itemCode: string; readonly quantityOrdered: number }[];
}

interface Variant {
  readonly sku: string;
  readonly knownToWarehouse: boolean;
  readonly requiresShipping: boolean;
}

/** How both systems stand at the end of the afternoon. */
export interface AfternoonEnd {
  readonly orders: number;
  readonly edits: number;
  readonly refusedEdits: number;
  readonly webhooks: Readonly<Record<string, number>>;
  readonly inSync: number;
  readonly openExceptions: Readonly<Record<string, number>>;
  /** Orders that differ and have no open exception that says so. Must be empty. */
  readonly silent: readonly unknown[];
  /** Orders in sync with an exception still open. Must be empty. */
  readonly stale: readonly string[];
  readonly despatched: number;
  readonly changedAfterPicking: readonly unknown[];
  readonly severalReleasable: readonly unknown[];
  readonly soapRequests: number;
  readonly kills: number;
  readonly seconds: number;
}

export interface Afternoon {
  readonly seed: number;
  readonly orders: number;
  readonly edits: number;
  /** How often LastEdit's process is killed while customers edit: each time in the middle of its work. */
  readonly kills: number;
}

/** Budget of the sandbox's Peoplevox and of LastEdit: four times the real one, so that the afternoon takes a minute. */
const BUDGET = { requests: 60, perMs: 15_000 };
const EDITING_MS = 35_000;

/**
 * Customers place orders and edit them while an importer imports and a warehouse picks; webhooks come doubled, out of
 * order, and one in twenty not at all. The sandbox takes every edit, also after picking: only LastEdit's own care
 * keeps started Sales Orders unchanged.
 */
export async function playAfternoon(afternoon: Afternoon): Promise<AfternoonEnd> {
  const started = Date.now();
  const sandbox = await startSandboxProcess(["--seed", String(afternoon.seed), "--import-delay-ms", "1500"], {
    lineRemoval: "quantity-0",
    refusesEditsOncePicked: false,
    requestBudget: BUDGET,
  });
  try {
    const starting = Date.now();
    const lastedit = await startInstallation(
      sandbox.info,
      { lineRemoval: "quantity-0", usesLine: true, requestBudget: BUDGET },
      { settleSeconds: 2, maxWaitSeconds: 8, pollMinutes: 1, timer: { intervalSeconds: 1 } },
    );
    try {
      const startMs = Date.now() - starting;
      const played = await play({ ...afternoon, startMs }, sandbox, lastedit);
      const end = await lookAtTheEnd(sandbox, lastedit);
      return { ...played, ...end, seconds: Math.round((Date.now() - started) / 1000) };
    } finally {
      await lastedit.stop();
    }
  } finally {
    await sandbox.stop();
  }
}

async function play(
  { seed, orders, edits, kills, startMs }: Afternoon & { readonly startMs: number },
  sandbox: SandboxProcess,
  lastedit: Installation,
): Promise<Pick<AfternoonEnd, "orders" | "edits" | "refusedEdits" | "kills">> {
  const random = createRandom(seed, "afternoon");
  const { control } = sandbox;
  const catalogue = await control<{ variants: Variant[] }[]>("GET", "/shopify/catalogue");
  const variants = catalogue.flatMap((product) => product.variants).filter((variant) => variant.requiresShipping);
  const known = variants.filter((variant) => variant.knownToWarehouse);
  const unknown = variants.filter((variant) => !variant.knownToWarehouse);
  const aSku = (): string => (random.chance(0.05) ? random.pick(unknown) : random.pick(known)).sku;

  await control("PUT", "/shopify/webhook-faults", { duplicate: 0.2, drop: 0.05, reorder: 0.3, reorderWindowMs: 1_500 });
  await control("PUT", "/peoplevox/warehouse/automatic", {
    on: true,
    // Where starts take long, because the machine is busy, picking must not be over before the last of them.
    pickStartMs: 60_000 + 2 * kills * startMs,
    pickLineMs: 1_500,
    packMs: 3_000,
    despatchMs: 4_000,
    jitter: 0.8,
  });
  const placed: ShopOrder[] = [];
  for (let count = 0; count < orders; count += 1) {
    const lines = distinct(1 + random.whole(0, 2), () => random.pick(known).sku).map((sku) => ({
      sku,
      quantity: 1 + random.whole(0, 2),
    }));
    placed.push(await control<ShopOrder>("POST", "/shopify/orders", { lines }));
  }
  let killsToCome = kills;
  const killing = killAtWork(kills, sandbox, lastedit, (left) => (killsToCome = left));
  let refusedEdits = 0;
  let made = 0;
  // Without edits there is no work in which it could be killed.
  for (; made < edits || (killsToCome > 0 && made < 2 * edits); made += 1) {
    const order = await control<ShopOrder>("GET", `/shopify/orders/${random.pick(placed).id}`);
    const changes = anEdit(order, random.next(), aSku);
    const accepted = await control("POST", `/shopify/orders/${order.id}/edit`, { changes }).then(
      () => true,
      () => false,
    );
    if (!accepted) refusedEdits += 1;
    await sleep(made < edits ? EDITING_MS / edits : 1_000);
  }
  await killing;
  return { orders, edits: made, refusedEdits, kills };
}

function anEdit(order: ShopOrder, chance: number, aSku: () => string): unknown[] {
  const live = order.lines.filter(({ currentQuantity }) => currentQuantity > 0);
  const line = live[Math.floor(chance * 997) % Math.max(1, live.length)];
  if (line === undefined || chance < 0.35) return [{ add: { sku: aSku(), quantity: 1, allowDuplicates: true } }];
  if (chance < 0.6) return [{ set: { sku: line.sku, quantity: line.currentQuantity + 1 } }];
  if (chance < 0.8 && line.currentQuantity > 1) return [{ set: { sku: line.sku, quantity: line.currentQuantity - 1 } }];
  return [{ set: { sku: line.sku, quantity: 0 } }, { add: { sku: aSku(), quantity: 2, allowDuplicates: true } }];
}

/** It is at work when so many requests have come since it was started. */
const AT_WORK_AFTER_REQUESTS = 4;

/** Kills the process so many times, each time as soon as it is at work again: how quick the machine is does not matter. */
async function killAtWork(
  kills: number,
  { control }: SandboxProcess,
  lastedit: Installation,
  onKilled: (left: number) => void,
): Promise<void> {
  const requests = async (): Promise<number> => (await control<{ total: number }>("GET", "/peoplevox/requests")).total;
  for (let count = 0; count < kills; count += 1) {
    const before = await requests();
    await until("LastEdit is at work", 90_000, async () => {
      const sent = (await requests()) - before;
      return sent >= AT_WORK_AFTER_REQUESTS || `${sent} requests since it was started`;
    });
    await lastedit.killAndRestart();
    onKilled(kills - count - 1);
  }
}

interface Stand {
  readonly salesOrders: readonly WarehouseOrder[];
  readonly exceptions: readonly OpenException[];
  readonly verdicts: readonly ReturnType<typeof verdictOn>[];
}

async function standOf({ control }: SandboxProcess, lastedit: Installation): Promise<Stand> {
  const orders = await control<ShopOrder[]>("GET", "/shopify/orders");
  const { salesOrders } = await control<{ salesOrders: WarehouseOrder[] }>("GET", "/peoplevox/sales-orders");
  const exceptions = await lastedit.openExceptions();
  const verdicts = orders.map((order) => verdictOn(order, salesOrders, exceptions));
  return { salesOrders, exceptions, verdicts };
}

/** Quiet: no run waits, and the poll has found what webhooks lost. At the latest it is judged as it stands then. */
async function lookAtTheEnd(sandbox: SandboxProcess, lastedit: Installation) {
  const isRight = ({ verdict }: { verdict: string }): boolean => ["in-sync", "described"].includes(verdict);
  let calm = 0;
  await until("everything has come to rest", 240_000, async () => {
    const unfinished = await lastedit.unfinished();
    const open = (await standOf(sandbox, lastedit)).verdicts.filter((verdict) => !isRight(verdict));
    calm = unfinished.length + open.length === 0 ? calm + 1 : 0;
    return calm >= 4 || `${unfinished.length} runs; ${JSON.stringify(open.slice(0, 2))}`;
  }).catch((error: unknown) => process.stdout.write(`  ${String(error)}\n`));
  // The warehouse stops, and what it did last is dealt with.
  await sandbox.control("PUT", "/peoplevox/warehouse/automatic", { on: false });
  const { salesOrders, exceptions, verdicts } = await standOf(sandbox, lastedit);
  const checks = await sandbox.control<{ changesAfterPickingStarted: unknown[]; releasableOverlaps: unknown[] }>(
    "GET",
    "/peoplevox/journal/checks",
  );
  const requests = await sandbox.control<{ total: number }>("GET", "/peoplevox/requests");
  const deliveries = await sandbox.control<{ state: string }[]>("GET", "/shopify/deliveries");

  return {
    webhooks: countBy(deliveries.map(({ state }) => state)),
    inSync: verdicts.filter(({ verdict }) => verdict === "in-sync").length,
    openExceptions: countBy(exceptions.map(({ kind }) => kind)),
    silent: verdicts.filter(({ verdict }) => verdict === "silent"),
    stale: verdicts.filter(({ verdict }) => verdict === "stale").map(({ name }) => name),
    despatched: salesOrders.filter(({ status }) => status === "Despatched").length,
    changedAfterPicking: checks.changesAfterPickingStarted,
    severalReleasable: checks.releasableOverlaps,
    soapRequests: requests.total,
  };
}

function verdictOn(order: ShopOrder, salesOrders: readonly WarehouseOrder[], exceptions: readonly OpenException[]) {
  const live = salesOrders.filter(
    ({ number, status }) => `#${number}`.startsWith(order.name) && status !== "Cancelled",
  );
  const wanted = unitsOf(
    order.lines.filter(({ requiresShipping }) => requiresShipping).map((line) => [line.sku, line.currentQuantity]),
  );
  const inWarehouse = unitsOf(
    live.flatMap(({ items }) => items.map((item): [string, number] => [item.itemCode, item.quantityOrdered])),
  );
  const exception = exceptions.find(({ orderName }) => orderName === order.name);
  const same = wanted === inWarehouse;
  if (same) return { name: order.name, verdict: exception === undefined ? "in-sync" : "stale" };
  const described =
    exception !== undefined &&
    unitsOf(exception.wanted.map((line) => [line.itemCode, line.quantity])) === wanted &&
    unitsOf(exception.inWarehouse.map((line) => [line.itemCode, line.quantity])) === inWarehouse;
  return { name: order.name, verdict: described ? "described" : "silent", wanted, inWarehouse, exception };
}

function unitsOf(lines: readonly (readonly [string, number])[]): string {
  const units = new Map<string, number>();
  for (const [code, quantity] of lines) if (quantity > 0) units.set(code, (units.get(code) ?? 0) + quantity);
  return [...units]
    .map(([code, quantity]) => `${quantity} ${code}`)
    .sort()
    .join(", ");
}

function countBy(values: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1;
  return counts;
}

function distinct(count: number, next: () => string): string[] {
  const found = new Set<string>();
  while (found.size < count) found.add(next());
  return [...found];
}
