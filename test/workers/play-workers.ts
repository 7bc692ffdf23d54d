import { until } from "../end-to-end/installation.ts";
import type { WarehouseOrder } from "../end-to-end/season/systems.ts";
import { countBy, unitsOf } from "../end-to-end/season/systems.ts";
import type { Database } from "../../runtime/store/database.ts";
import { openPostgresDatabase } from "../../runtime/store/postgres-database.ts";
import { invariantsOf, lookAtEnd, untilAtRest } from "../faults/world/at-rest.ts";
import type { FaultEnd } from "../faults/world/at-rest.ts";
import { mostWithin, overlapsOf, readAllClaims, takeoversOf } from "../faults/world/claims.ts";
import { openCustomers } from "../faults/world/customers.ts";
import { openFaultWorld } from "../faults/world/fault-world.ts";
import type { FaultWorld } from "../faults/world/fault-world.ts";

export interface WorkersPlan {
  readonly databaseUrl: string;
  readonly workers: number;
  readonly orders: number;
  readonly edits: number;
  readonly budget: { readonly requests: number; readonly perMs: number };
  /** Kills a worker with SIGKILL in the middle of a step that writes, the first that is seen at one. It does not come back. */
  readonly killOne?: boolean;
  /** Runs in flight at once in each worker; few, so that no one takes them all. @defaultValue 500 */
  readonly concurrency?: number;
  /** Programs of the workers, where they are not this version. */
  readonly programs?: readonly (string | undefined)[];
}

/** How several workers did. What is not a count must be empty. */
export interface WorkersEnd {
  readonly workers: number;
  readonly invariants: ReturnType<typeof invariantsOf>;
  readonly end: FaultEnd;
  /** What the warehouse is to send, by Sales Order number: the same however many workers there are. */
  readonly salesOrders: Readonly<Record<string, string>>;
  readonly webhooks: number;
  /** Events that were taken in more than once. */
  readonly eventsTwice: readonly unknown[];
  readonly runs: number;
  /** Claims of one order that overlap in time, from the record of all workers. */
  readonly overlaps: readonly unknown[];
  /** The worker that was killed. */
  readonly killed: string | null;
  /** Runs that ended, by process. */
  readonly endedBy: Readonly<Record<string, number>>;
  readonly requests: number;
  /** The sandbox's own count of what came over the budget. */
  readonly overBudget: number;
  readonly mostInAnyWindow: number;
  /** From the kill to the moment another process had each of the killed one's runs. */
  readonly takeoversMs: readonly number[];
  readonly seconds: number;
}

/** One process takes webhooks and runs one recipe at a time; the workers run the rest. */
export async function playWorkers(plan: WorkersPlan): Promise<WorkersEnd> {
  const { databaseUrl, budget } = plan;
  const world = await openFaultWorld({
    databaseUrl,
    startConcurrency: 1,
    ...(plan.concurrency === undefined ? {} : { workerConcurrency: plan.concurrency }),
    budget,
    gates: false,
  });
  const database = openPostgresDatabase(databaseUrl, 2);
  try {
    await world.start("start", "start");
    const names = Array.from({ length: plan.workers }, (_, index) => `worker-${index + 1}`);
    await Promise.all(
      names.map((name, index) => {
        const program = plan.programs?.[index];
        return world.start(name, "worker", program === undefined ? {} : { program });
      }),
    );
    const customers = await openCustomers(world.sandbox, 20_261_124);
    await customers.place(plan.orders);
    const began = Date.now();
    const kill = plan.killOne === true ? killWhileItWrites(world, database, names) : null;
    await customers.edit(plan.edits);
    const killed = await kill;
    await untilAtRest(world, 240_000);
    const seconds = Math.round((Date.now() - began) / 1000);

    const claims = await readAllClaims(database);
    const end = await lookAtEnd(world);
    const { control } = world.sandbox;
    const requests = await control<{ total: number; overBudget: number; requests: { at: number }[] }>(
      "GET",
      "/peoplevox/requests",
    );
    const { salesOrders } = await control<{ salesOrders: WarehouseOrder[] }>("GET", "/peoplevox/sales-orders");
    const { rows: eventsTwice } = await database.query(
      "SELECT source_id, event_id, count(*)::int FROM lastedit.events GROUP BY 1, 2 HAVING count(*) > 1",
    );
    const { rows: runs } = await database.query<{ runs: number }>("SELECT count(*)::int AS runs FROM lastedit.runs");
    const nameOf = (worker: string): string =>
      [...world.processes.values()].find(({ pid }) => worker.includes(`-${pid}-`))?.name ?? worker;
    const ended = claims.filter(({ endedAs }) => endedAs === "succeeded").map(({ worker }) => nameOf(worker));
    return {
      workers: plan.workers,
      invariants: invariantsOf(end),
      end,
      salesOrders: Object.fromEntries(
        salesOrders.map(({ number, items }) => [
          number,
          unitsOf(items.map((item) => [item.itemCode, item.quantityOrdered])),
        ]),
      ),
      webhooks: world.courier.deliveries.length,
      eventsTwice,
      runs: runs[0]?.runs ?? 0,
      overlaps: overlapsOf(claims),
      killed: killed?.name ?? null,
      endedBy: countBy(ended),
      requests: requests.total,
      overBudget: requests.overBudget,
      mostInAnyWindow: mostWithin(
        requests.requests.map(({ at }) => at),
        budget.perMs,
      ),
      takeoversMs:
        killed === null
          ? []
          : takeoversOf(claims, claims.find(({ worker }) => nameOf(worker) === killed.name)?.worker ?? "", killed.at),
      seconds,
    };
  } finally {
    await database.close();
    await world.close();
  }
}

async function killWhileItWrites(
  world: FaultWorld,
  database: Database,
  names: readonly string[],
): Promise<{ readonly name: string; readonly at: number }> {
  const pids = new Map(names.map((name) => [world.processes.get(name)!.pid, name]));
  let victim: string | undefined;
  await until("a worker writes", 60_000, async () => {
    const { rows } = await database.query<{ worker: string }>(
      `SELECT c.worker FROM lastedit.run_claims c JOIN lastedit.run_steps s ON s.run_id = c.run_id
       WHERE c.ended_at IS NULL AND s.status = 'running' AND s.writes`,
    );
    victim = rows.flatMap(({ worker }) => [...pids].find(([pid]) => worker.includes(`-${pid}-`))?.[1] ?? [])[0];
    return victim !== undefined || "None does yet.";
  });
  await world.processes.get(victim!)!.end("SIGKILL");
  return { name: victim!, at: Date.now() };
}
