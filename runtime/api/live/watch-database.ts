import type { Database } from "../../store/database.ts";
import { oneRow } from "../../store/one-row.ts";
import type { LiveEvent } from "../contract/today.ts";

/** A transaction that took a while shows its rows later than their times say. */
const LATE_BY_MS = 3_000;
/**
 * A page reads before it listens, so that it is told at first of all that has changed within this time. One that takes
 * longer to begin reads everything again by itself: `console/src/api/live/live-connection.ts`.
 */
const TOLD_AT_FIRST_MS = 10_000;
/** More than this, and pages are told to read everything again. */
const MOST_NAMED = 200;

interface Look {
  /** Since the look before. */
  readonly changed: readonly LiveEvent[];
  /** For a page that has just begun to listen: what may have changed since it read, and how things stand. */
  readonly atFirst: readonly LiveEvent[];
}

interface Seen {
  readonly mark: string;
  /** Changed within `TOLD_AT_FIRST_MS`, or it may have. */
  readonly recent: boolean;
}

/** Looks at the database for what has changed since it looked last, whichever process changed it. */
export interface DatabaseWatch {
  look(): Promise<Look>;
}

export function watchDatabase(database: Database): DatabaseWatch {
  let since: Date | null = null;
  let runs = new Map<number, Seen>();
  let exceptions = new Map<string, Seen>();
  let counts = "";
  let health = "";

  return {
    async look() {
      const { now } = oneRow((await database.query<{ now: Date }>("SELECT clock_timestamp() AS now")).rows);
      const recently = new Date(now.getTime() - TOLD_AT_FIRST_MS - LATE_BY_MS);
      const from = new Date(Math.min(recently.getTime(), (since ?? now).getTime() - LATE_BY_MS));
      const seenRuns = await runsSince(database, from, recently);
      const seenExceptions = await exceptionsSince(database, from, recently);
      const nowCounts = { what: "counts" as const, ...(await readCounts(database)) };
      const { mark: nowHealth, recent: healthRecent } = await readHealth(database, recently);
      const first = since === null;
      const changed: LiveEvent[] = [
        ...(first ? [] : runEvents(changedKeys(runs, seenRuns))),
        ...(first ? [] : exceptionEvents(changedKeys(exceptions, seenExceptions))),
        ...(counts === JSON.stringify(nowCounts) ? [] : [nowCounts]),
        ...(first || health === nowHealth ? [] : [{ what: "health" as const }]),
      ];
      const atFirst: LiveEvent[] = [
        ...runEvents(recentKeys(seenRuns)),
        ...exceptionEvents(recentKeys(seenExceptions)),
        nowCounts,
        ...(healthRecent ? [{ what: "health" as const }] : []),
      ];
      since = now;
      runs = seenRuns;
      exceptions = seenExceptions;
      counts = JSON.stringify(nowCounts);
      health = nowHealth;
      return { changed, atFirst };
    },
  };
}

/**
 * Those that are under way, and those that came or ended since. One that is running may change at any time; one that
 * waits has changed when an event came to it or a try of it ended.
 */
async function runsSince(database: Database, from: Date, recently: Date): Promise<Map<number, Seen>> {
  const { rows } = await database.query<Seen & { id: number }>(
    `SELECT r.id, concat_ws(' ', status, attempt, events, failures, waits, finished_at, summary,
       CASE WHEN status = 'running' THEN (SELECT count(*) FROM lastedit.run_steps s WHERE s.run_id = r.id) END) AS mark,
       status = 'running' OR queued_at > $2 OR coalesce(finished_at > $2, false) OR (finished_at IS NULL AND (
         EXISTS (SELECT FROM lastedit.run_claims c WHERE c.run_id = r.id AND c.ended_at > $2)
         OR EXISTS (SELECT FROM lastedit.events e WHERE e.run_id = r.id AND e.received_at > $2))) AS recent
     FROM lastedit.runs r WHERE r.id = ANY(ARRAY(
       (SELECT id FROM lastedit.runs WHERE finished_at IS NULL ORDER BY id DESC LIMIT ${MOST_NAMED})
       UNION (SELECT id FROM lastedit.runs WHERE queued_at > $1 ORDER BY queued_at DESC LIMIT ${MOST_NAMED + 1})
       UNION (SELECT id FROM lastedit.runs WHERE finished_at > $1 ORDER BY finished_at DESC LIMIT ${MOST_NAMED + 1})))`,
    [from.toISOString(), recently.toISOString()],
  );
  return new Map(rows.map(({ id, mark, recent }) => [id, { mark, recent }]));
}

async function exceptionsSince(database: Database, from: Date, recently: Date): Promise<Map<string, Seen>> {
  const { rows } = await database.query<Seen & { id: string }>(
    `SELECT id, changed_at::text AS mark, changed_at > $2 AS recent FROM lastedit.exceptions WHERE changed_at > $1
     ORDER BY changed_at DESC LIMIT ${MOST_NAMED + 1}`,
    [from.toISOString(), recently.toISOString()],
  );
  return new Map(rows.map(({ id, mark, recent }) => [id, { mark, recent }]));
}

interface Counts {
  readonly waiting: number;
  readonly running: number;
  readonly openExceptions: number;
}

async function readCounts(database: Database): Promise<Counts> {
  const { rows } = await database.query<Counts>(
    `SELECT (SELECT count(*) FROM lastedit.runs WHERE finished_at IS NULL AND status = 'waiting')::int AS waiting,
       (SELECT count(*) FROM lastedit.runs WHERE finished_at IS NULL AND status = 'running')::int AS running,
       (SELECT count(*) FROM lastedit.exceptions WHERE status = 'open')::int AS "openExceptions"`,
  );
  return oneRow(rows);
}

/** Pauses and the state of connections; not the request budget, which changes all the time. */
async function readHealth(database: Database, recently: Date): Promise<Seen> {
  const { rows } = await database.query<Seen>(
    `SELECT concat_ws(' ', (SELECT max(id) FROM lastedit.control_moves),
       (SELECT md5(string_agg(concat_ws('/', connection, state), ' ' ORDER BY connection)) FROM lastedit.breakers)) AS mark,
       coalesce((SELECT at > $1 FROM lastedit.control_moves ORDER BY id DESC LIMIT 1), false)
         OR EXISTS (SELECT FROM lastedit.breakers WHERE since > $1) AS recent`,
    [recently.toISOString()],
  );
  return oneRow(rows);
}

/** Keys that are new, or stand for something else than before. One that has left is too old to be looked at. */
function changedKeys<Key>(before: ReadonlyMap<Key, Seen>, after: ReadonlyMap<Key, Seen>): Key[] {
  return [...after].filter(([key, { mark }]) => before.get(key)?.mark !== mark).map(([key]) => key);
}

function recentKeys<Key>(seen: ReadonlyMap<Key, Seen>): Key[] {
  return [...seen].filter(([, { recent }]) => recent).map(([key]) => key);
}

/** An event that names them, unless they are too many; none when there are none. */
function runEvents(ids: number[]): LiveEvent[] {
  return ids.length === 0 ? [] : [{ what: "runs", ids: named(ids) }];
}

function exceptionEvents(ids: string[]): LiveEvent[] {
  return ids.length === 0 ? [] : [{ what: "exceptions", ids: named(ids) }];
}

function named<Key>(keys: Key[]): Key[] {
  return keys.length > MOST_NAMED ? [] : keys;
}
