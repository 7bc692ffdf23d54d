import { hostname } from "node:os";
import type { Database } from "../store/database.ts";
import { PROGRAM_VERSION, RUNS_UP_TO } from "./program.ts";

/** A worker that has not been heard of for this long counts as dead; its runs are taken over. */
export const WORKER_SILENT_AFTER_MS = 30_000;

/** A connection as a worker knows it, for those who look at its health. */
export interface KnownConnection {
  readonly name: string;
  readonly type: string;
  /** Slug of the app that an account of type `app` is for. */
  readonly app?: string;
  /** Whose request budget it spends; `null` where there is none. */
  readonly tenant: string | null;
}

/** What a worker tells of itself now and then. */
export interface WorkerNews {
  readonly id: string;
  /** `start` takes webhooks too. */
  readonly kind: string;
  readonly inFlight: number;
  readonly connections: readonly KnownConnection[];
  /** Requests that wait for their tenant's budget, by tenant. */
  readonly requestsWaiting: Readonly<Record<string, number>>;
}

export interface Worker extends WorkerNews {
  readonly version: string;
  readonly runsUpTo: number;
  readonly host: string;
  readonly pid: number;
  readonly startedAt: Date;
  readonly seenAt: Date;
  readonly alive: boolean;
}

export async function noteWorker(database: Database, news: WorkerNews): Promise<void> {
  await database.query(
    `INSERT INTO lastedit.workers (id, kind, version, runs_up_to, host, pid, in_flight, connections, requests_waiting)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
     ON CONFLICT (id) DO UPDATE SET seen_at = now(), in_flight = EXCLUDED.in_flight,
       connections = EXCLUDED.connections, requests_waiting = EXCLUDED.requests_waiting`,
    [
      news.id,
      news.kind,
      PROGRAM_VERSION,
      RUNS_UP_TO,
      hostname(),
      process.pid,
      news.inFlight,
      JSON.stringify(news.connections),
      JSON.stringify(news.requestsWaiting),
    ],
  );
}

/** A worker that ends in good order takes itself off the list; dead ones leave it after a day. */
export async function forgetWorker(database: Database, id: string): Promise<void> {
  await database.query("DELETE FROM lastedit.workers WHERE id = $1 OR seen_at < now() - interval '1 day'", [id]);
}

interface Row {
  readonly id: string;
  readonly kind: string;
  readonly version: string;
  readonly runs_up_to: number;
  readonly host: string;
  readonly pid: number;
  readonly started_at: Date;
  readonly seen_at: Date;
  readonly in_flight: number;
  readonly connections: readonly KnownConnection[];
  readonly requests_waiting: Readonly<Record<string, number>>;
  readonly alive: boolean;
}

/** Workers that are alive, and dead ones of the last day, the latest first. */
export async function readWorkers(database: Database): Promise<Worker[]> {
  const { rows } = await database.query<Row>(
    `SELECT *, seen_at > now() - $1 * interval '1 millisecond' AS alive FROM lastedit.workers ORDER BY started_at DESC, id`,
    [WORKER_SILENT_AFTER_MS],
  );
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    version: row.version,
    runsUpTo: row.runs_up_to,
    host: row.host,
    pid: row.pid,
    startedAt: row.started_at,
    seenAt: row.seen_at,
    inFlight: row.in_flight,
    connections: row.connections,
    requestsWaiting: row.requests_waiting,
    alive: row.alive,
  }));
}
