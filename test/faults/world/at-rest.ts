import { judge } from "../../end-to-end/season/judge.ts";
import { until } from "../../end-to-end/installation.ts";
import type { ShopOrder, WarehouseOrder } from "../../end-to-end/season/systems.ts";
import type { JournalEntry } from "../../../sandbox/warehouse/journal.ts";
import type { FaultWorld } from "./fault-world.ts";

/** Longer than the settle window and the tick that ends it. */
const CALM_MS = 3_000;

/** Waits until every webhook is accepted and no run is under way, in looks that go on for longer than a settle window. */
export async function untilAtRest({ courier, unfinished }: FaultWorld, withinMs: number): Promise<void> {
  let calmSince: number | null = null;
  await until("everything has come to rest", withinMs, async () => {
    const undelivered = courier.undelivered();
    const runs = await unfinished().catch((error: unknown) => [String(error)]);
    if (undelivered > 0 || runs.length > 0) {
      calmSince = null;
      return `${undelivered} webhooks are not accepted; ${runs.length} runs: ${JSON.stringify(runs.slice(0, 1))}`;
    }
    calmSince ??= Date.now();
    return Date.now() - calmSince >= CALM_MS || "It has only just become calm.";
  });
}

/** How both systems stand at rest. What is not a count must be empty. */
export interface FaultEnd {
  readonly orders: number;
  readonly inSync: number;
  readonly described: number;
  readonly silent: readonly unknown[];
  readonly stale: readonly unknown[];
  readonly despatchedTwice: readonly unknown[];
  readonly changedAfterPicking: readonly unknown[];
  readonly severalReleasable: readonly unknown[];
  readonly stillOnHold: readonly string[];
  /** Rows of items that were stored although the Sales Order had these values already. */
  readonly repeatedWrites: number;
  /** Holds that were placed where one was: the next attempt makes sure of its fence. */
  readonly repeatedHolds: number;
}

/** @param since - Sequence of the journal after which writes are counted */
export async function lookAtEnd({ sandbox: { control }, openExceptions }: FaultWorld, since = 0): Promise<FaultEnd> {
  const orders = await control<ShopOrder[]>("GET", "/shopify/orders");
  const { salesOrders } = await control<{ salesOrders: WarehouseOrder[] }>("GET", "/peoplevox/sales-orders");
  const checks = await control<{
    changesAfterPickingStarted: unknown[];
    releasableOverlaps: unknown[];
    parcels: Record<string, { itemCode: string; quantity: number }[]>;
  }>("GET", "/peoplevox/journal/checks");
  const systems = { orders, salesOrders, returns: [], rmas: [], rmaItems: [], parcels: checks.parcels };
  const verdict = judge(systems, await openExceptions());
  const writes = (await journal({ control }, since)).filter(
    (entry) => entry.by === "api" && entry.kind === "write-accepted" && entry.changes.length === 0,
  );
  const repeated = (template: string): number =>
    writes.filter((entry) => "template" in entry && entry.template === template).length;
  return {
    orders: orders.length,
    inSync: verdict.inSync,
    described: verdict.described,
    silent: verdict.silent,
    stale: verdict.stale,
    despatchedTwice: verdict.despatchedTwice,
    changedAfterPicking: checks.changesAfterPickingStarted,
    severalReleasable: checks.releasableOverlaps,
    stillOnHold: salesOrders.filter(({ onHold }) => onHold).map(({ number }) => number),
    repeatedWrites: repeated("Sales order items"),
    repeatedHolds: repeated("Sales orders"),
  };
}

export async function journal({ control }: Pick<FaultWorld["sandbox"], "control">, since = 0): Promise<JournalEntry[]> {
  const answer = await control<JournalEntry[] | { entries: JournalEntry[] }>(
    "GET",
    `/peoplevox/journal?since=${since}`,
  );
  return Array.isArray(answer) ? answer : answer.entries;
}

/** For an assertion: what must be empty, whatever went wrong meanwhile. */
export const invariantsOf = ({
  silent,
  stale,
  despatchedTwice,
  changedAfterPicking,
  severalReleasable,
  stillOnHold,
}: FaultEnd) => ({
  silent,
  stale,
  despatchedTwice,
  changedAfterPicking,
  severalReleasable,
  stillOnHold,
});

/** What these invariants are when all is well. */
export const ALL_WELL: ReturnType<typeof invariantsOf> = {
  silent: [],
  stale: [],
  despatchedTwice: [],
  changedAfterPicking: [],
  severalReleasable: [],
  stillOnHold: [],
};
