import { listControls } from "../store/controls.ts";
import type { Control } from "../store/controls.ts";
import { readBudgets } from "../store/budgets.ts";
import type { BudgetUse } from "../store/budgets.ts";
import { checkRoom, DiskFullError } from "../store/check-room.ts";
import type { Database } from "../store/database.ts";
import { oneRow } from "../store/one-row.ts";
import type { Breaker } from "./breaker/breaker.ts";
import { readBreakers } from "./breaker/breaker-store.ts";
import type { ConnectionBreaker } from "./breaker/breaker-store.ts";
import { readLeases } from "./leases.ts";
import { readWorkers } from "./workers.ts";
import type { Worker } from "./workers.ts";

/** How LastEdit is, over all processes on the database. */
export interface Health {
  readonly at: Date;
  /** What keeps everything from being stored, in words; `null` when all is well. */
  readonly trouble: string | null;
  readonly connections: readonly ConnectionHealth[];
  readonly queue: QueueHealth;
  readonly workers: readonly Worker[];
  readonly sources: readonly SourceHealth[];
  /** Pauses in force. */
  readonly controls: readonly Control[];
}

export interface ConnectionHealth {
  readonly name: string;
  readonly type: string;
  readonly breaker: {
    readonly state: Breaker["state"];
    readonly since: Date | null;
    readonly because: string;
    readonly nextProbeAt: Date | null;
  };
  /** `null` where none is kept, as for Shopify, or where nothing was sent yet. */
  readonly budget: (BudgetUse & { readonly waiting: number }) | null;
  readonly waitingRuns: number;
  readonly runningRuns: number;
}

export interface QueueHealth {
  readonly waiting: number;
  /** Of those, the ones that wait for nothing but a worker. */
  readonly due: number;
  readonly running: number;
  /** How long the run that has waited longest has been wanted; `null` when none waits. */
  readonly oldestWaitMs: number | null;
  readonly byLane: readonly { readonly lane: string; readonly waiting: number; readonly running: number }[];
}

/** Which process keeps a source's timers and state. */
export interface SourceHealth {
  readonly id: string;
  readonly keptBy: string;
  readonly since: Date;
}

export const SOURCE_LEASE_PREFIX = "source/";

export async function readHealth(database: Database): Promise<Health> {
  const workers = await readWorkers(database);
  const [breakers, budgets, leases, controls, lanes, queue] = [
    await readBreakers(database),
    await readBudgets(database),
    await readLeases(database, SOURCE_LEASE_PREFIX),
    await listControls(database),
    await readLanes(database),
    await readQueue(database),
  ];
  const known = new Map(workers.flatMap(({ connections }) => connections.map((each) => [each.name, each] as const)));
  for (const { connection } of breakers) {
    if (!known.has(connection)) known.set(connection, { name: connection, type: "", tenant: null });
  }
  const connections = [...known.values()].map(({ name, type, tenant }): ConnectionHealth => {
    const budget = budgets.find((each) => each.tenant === tenant);
    const waiting = workers.reduce(
      (sum, { alive, requestsWaiting }) => sum + (alive && tenant !== null ? (requestsWaiting[tenant] ?? 0) : 0),
      0,
    );
    const runs = lanes.filter((lane) => lane.connections.includes(name));
    return {
      name,
      type,
      breaker: breakerHealth(breakers.find(({ connection }) => connection === name)),
      budget: budget === undefined ? null : { ...budget, waiting },
      waitingRuns: sum(runs.map((lane) => lane.waiting)),
      runningRuns: sum(runs.map((lane) => lane.running)),
    };
  });
  return {
    at: new Date(),
    trouble: await troubleOf(database),
    connections: connections.sort((a, b) => a.name.localeCompare(b.name)),
    queue: { ...queue, byLane: byLane(lanes) },
    workers,
    sources: leases.map(({ name, holder, since }) => ({
      id: name.slice(SOURCE_LEASE_PREFIX.length),
      keptBy: holder,
      since,
    })),
    controls,
  };
}

function troubleOf(database: Database): Promise<string | null> {
  return checkRoom(database).then(
    () => null,
    (error: unknown) => {
      if (error instanceof DiskFullError) return error.message;
      throw error;
    },
  );
}

function breakerHealth(breaker: ConnectionBreaker | undefined): ConnectionHealth["breaker"] {
  if (breaker === undefined) return { state: "closed", since: null, because: "", nextProbeAt: null };
  const { state, sinceMs, because, nextProbeAtMs } = breaker;
  return {
    state,
    since: new Date(sinceMs),
    because,
    nextProbeAt: nextProbeAtMs === null ? null : new Date(nextProbeAtMs),
  };
}

interface LaneRow {
  readonly lane: string;
  readonly connections: readonly string[];
  readonly waiting: number;
  readonly running: number;
}

async function readLanes(database: Database): Promise<LaneRow[]> {
  const { rows } = await database.query<LaneRow>(
    `SELECT lane, to_jsonb(connections) AS connections, count(*) FILTER (WHERE status = 'waiting')::int AS waiting,
       count(*) FILTER (WHERE status = 'running')::int AS running
     FROM lastedit.runs WHERE finished_at IS NULL GROUP BY lane, connections ORDER BY lane`,
  );
  return rows;
}

function byLane(rows: readonly LaneRow[]): QueueHealth["byLane"] {
  return [...new Set(rows.map(({ lane }) => lane))].map((lane) => {
    const own = rows.filter((row) => row.lane === lane);
    return { lane, waiting: sum(own.map((row) => row.waiting)), running: sum(own.map((row) => row.running)) };
  });
}

async function readQueue(database: Database): Promise<Omit<QueueHealth, "byLane">> {
  const { rows } = await database.query<Omit<QueueHealth, "byLane">>(
    `SELECT count(*) FILTER (WHERE status = 'waiting')::int AS waiting,
       count(*) FILTER (WHERE status = 'waiting' AND due_at <= now())::int AS due,
       count(*) FILTER (WHERE status = 'running')::int AS running,
       (extract(epoch FROM now() - min(wanted_at) FILTER (WHERE status = 'waiting')) * 1000)::float8 AS "oldestWaitMs"
     FROM lastedit.runs WHERE finished_at IS NULL`,
  );
  return oneRow(rows);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
