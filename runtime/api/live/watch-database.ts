import type { Database } from "../../store/database.ts";
import { oneRow } from "../../store/one-row.ts";
import type { LiveEvent } from "../contract/today.ts";

/** A transaction that took a while shows its rows later than their times say. */
const LATE_BY_MS = 3_000;
/** More than this, and pages are told to read everything again. */
const MOST_NAMED = 200;

interface RunMark {
  readonly id: number;
  readonly mark: string;
}

/** Looks at the database for what has changed since it looked last, whichever process changed it. */
export interface DatabaseWatch {
  look(): Promise<LiveEvent[]>;
}

export function watchDatabase(database: Database): DatabaseWatch {
  let since: Date | null = null;
  let runs = new Map<number, string>();
  let exceptions = new Map<string, string>();
  let counts = "";
  let health = "";

  return {
    async look() {
      const { now } = oneRow((await database.query<{ now: Date }>("SELECT clock_timestamp() AS now")).rows);
      const from = new Date((since ?? now).getTime() - LATE_BY_MS);
      const seenRuns = new Map((await runsSince(database, from)).map(({ id, mark }) => [id, mark]));
      const seenExceptions = new Map(await exceptionsSince(database, from));
      const nowCounts = await readCounts(database);
      const nowHealth = await healthMark(database);
      const first = since === null;
      const changedRuns = changedKeys(runs, seenRuns);
      const changedExceptions = changedKeys(exceptions, seenExceptions);
      const events: LiveEvent[] = [
        ...(first || changedRuns.length === 0 ? [] : [{ what: "runs" as const, ids: named(changedRuns) }]),
        ...(first || changedExceptions.length === 0
          ? []
          : [{ what: "exceptions" as const, ids: named(changedExceptions) }]),
        ...(counts === JSON.stringify(nowCounts) ? [] : [{ what: "counts" as const, ...nowCounts }]),
        ...(first || health === nowHealth ? [] : [{ what: "health" as const }]),
      ];
      since = now;
      runs = seenRuns;
      exceptions = seenExceptions;
      counts = JSON.stringify(nowCounts);
      health = nowHealth;
      return events;
    },
  };
}

/** Those that are under way, and those that came or ended since. */
async function runsSince(database: Database, from: Date): Promise<RunMark[]> {
  const { rows } = await database.query<RunMark>(
    `SELECT r.id, concat_ws(' ', status, attempt, events, failures, waits, finished_at, summary,
       CASE WHEN status = 'running' THEN (SELECT count(*) FROM lastedit.run_steps s WHERE s.run_id = r.id) END) AS mark
     FROM lastedit.runs r WHERE r.id = ANY(ARRAY(
       (SELECT id FROM lastedit.runs WHERE finished_at IS NULL ORDER BY id DESC LIMIT ${MOST_NAMED})
       UNION (SELECT id FROM lastedit.runs WHERE queued_at > $1 ORDER BY queued_at DESC LIMIT ${MOST_NAMED + 1})
       UNION (SELECT id FROM lastedit.runs WHERE finished_at > $1 ORDER BY finished_at DESC LIMIT ${MOST_NAMED + 1})))`,
    [from.toISOString()],
  );
  return rows;
}

async function exceptionsSince(database: Database, from: Date): Promise<[string, string][]> {
  const { rows } = await database.query<{ id: string; mark: string }>(
    `SELECT id, changed_at::text AS mark FROM lastedit.exceptions WHERE changed_at > $1
     ORDER BY changed_at DESC LIMIT ${MOST_NAMED + 1}`,
    [from.toISOString()],
  );
  return rows.map(({ id, mark }) => [id, mark]);
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
async function healthMark(database: Database): Promise<string> {
  const { rows } = await database.query<{ mark: string }>(
    `SELECT concat_ws(' ', (SELECT max(id) FROM lastedit.control_moves),
       (SELECT md5(string_agg(concat_ws('/', connection, state), ' ' ORDER BY connection)) FROM lastedit.breakers)) AS mark`,
  );
  return oneRow(rows).mark;
}

/** Keys that are new, or stand for something else than before. One that has left is too old to be looked at. */
function changedKeys<Key>(before: ReadonlyMap<Key, string>, after: ReadonlyMap<Key, string>): Key[] {
  return [...after].filter(([key, mark]) => before.get(key) !== mark).map(([key]) => key);
}

function named<Key>(keys: readonly Key[]): Key[] {
  return keys.length > MOST_NAMED ? [] : [...keys];
}
