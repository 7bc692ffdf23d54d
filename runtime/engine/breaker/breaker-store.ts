import type { Database, Queryable } from "../../store/database.ts";
import { oneRow } from "../../store/one-row.ts";
import { afterFinding, afterTime } from "./breaker.ts";
import type { Breaker, Finding } from "./breaker.ts";

export interface ConnectionBreaker extends Breaker {
  readonly connection: string;
}

export interface BreakerMove {
  readonly before: Breaker["state"];
  readonly breaker: ConnectionBreaker;
}

interface Row {
  readonly connection: string;
  readonly state: Breaker["state"];
  readonly failures: number;
  readonly openings: number;
  readonly tickets: number;
  readonly passed: number;
  readonly since: Date;
  readonly touched_at: Date;
  readonly next_probe_at: Date | null;
  readonly because: string;
}

/** All breakers that were ever touched; a connection without one is used as usual. */
export async function readBreakers(database: Queryable): Promise<ConnectionBreaker[]> {
  const { rows } = await database.query<Row>("SELECT * FROM lastedit.breakers ORDER BY connection");
  return rows.map(toBreaker);
}

/** As `readBreakers`, and what time it is for them. */
export async function lookAtBreakers(
  database: Queryable,
): Promise<{ readonly nowMs: number; readonly breakers: ConnectionBreaker[] }> {
  const { rows } = await database.query<{ now: Date }>("SELECT clock_timestamp() AS now");
  return { nowMs: oneRow(rows).now.getTime(), breakers: await readBreakers(database) };
}

/** Counts a finding, over all workers. */
export function reportFinding(database: Database, connection: string, finding: Finding): Promise<BreakerMove> {
  return change(database, connection, (breaker, nowMs) => afterFinding(breaker, finding, nowMs, Math.random()));
}

/**
 * Takes up to `most` tickets of a connection that is being tried, and begins to try one whose time has come.
 *
 * @returns How many runs may begin; give back those that did not
 */
export async function takeTickets(database: Database, connection: string, most: number): Promise<number> {
  let taken = 0;
  await change(database, connection, (before, nowMs) => {
    const breaker = afterTime(before, nowMs);
    taken = breaker.state === "half-open" ? Math.min(most, breaker.tickets) : 0;
    return taken === 0 ? breaker : { ...breaker, tickets: breaker.tickets - taken, touchedAtMs: nowMs };
  });
  return taken;
}

/** Tickets for which there was no run to begin. */
export async function giveTicketsBack(database: Database, connection: string, tickets: number): Promise<void> {
  await change(database, connection, (breaker) =>
    breaker.state === "half-open" ? { ...breaker, tickets: breaker.tickets + tickets } : breaker,
  );
}

function change(
  database: Database,
  connection: string,
  next: (breaker: Breaker, nowMs: number) => Breaker,
): Promise<BreakerMove> {
  return database.transaction(async (tx) => {
    await tx.query(
      "INSERT INTO lastedit.breakers (connection, state) VALUES ($1, 'closed') ON CONFLICT (connection) DO NOTHING",
      [connection],
    );
    const { rows } = await tx.query<Row & { now: Date }>(
      "SELECT *, clock_timestamp() AS now FROM lastedit.breakers WHERE connection = $1 FOR UPDATE",
      [connection],
    );
    const row = oneRow(rows);
    const before = toBreaker(row);
    const after = next(before, row.now.getTime());
    if (after !== before) await save(tx, connection, after);
    return { before: before.state, breaker: { ...after, connection } };
  });
}

async function save(tx: Queryable, connection: string, breaker: Breaker): Promise<void> {
  const { state, failures, openings, tickets, passed, sinceMs, touchedAtMs, nextProbeAtMs, because } = breaker;
  await tx.query(
    `UPDATE lastedit.breakers SET state = $2, failures = $3, openings = $4, tickets = $5, passed = $6, since = $7,
       touched_at = $8, next_probe_at = $9, because = $10 WHERE connection = $1`,
    [
      connection,
      state,
      failures,
      openings,
      tickets,
      passed,
      new Date(sinceMs).toISOString(),
      new Date(touchedAtMs).toISOString(),
      nextProbeAtMs === null ? null : new Date(nextProbeAtMs).toISOString(),
      because,
    ],
  );
}

function toBreaker(row: Row): ConnectionBreaker {
  const { connection, state, failures, openings, tickets, passed, because } = row;
  return {
    connection,
    state,
    failures,
    openings,
    tickets,
    passed,
    because,
    sinceMs: row.since.getTime(),
    touchedAtMs: row.touched_at.getTime(),
    nextProbeAtMs: row.next_probe_at?.getTime() ?? null,
  };
}
