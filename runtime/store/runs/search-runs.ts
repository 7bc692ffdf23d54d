import type { Selectable } from "kysely";
import type { Queryable } from "../database.ts";
import { Conditions } from "../conditions.ts";
import type { RunStatus, Tables } from "../tables.ts";
import { exactWord, textQuery } from "../text-query.ts";
import type { Run } from "./run.ts";
import { addGroup } from "./run-groups.ts";
import type { CountedRuns } from "./run-groups.ts";
import { listRunPartitions } from "./run-partitions.ts";
import { toRun } from "./to-run.ts";

export interface RunSearch {
  /** Order name such as `#1001`, with or without the `#`, or the order's id. */
  readonly order?: string;
  readonly recipe?: string;
  readonly status?: RunStatus;
  readonly outcome?: string;
  /** Those that the figures of a day count, by what became of them. */
  readonly became?: CountedRuns;
  /** Queued at or after this moment. */
  readonly from?: Date;
  /** Queued before this moment. */
  readonly to?: Date;
  /** Words of the order's name, the summary or the error, or their beginnings; all must be there. */
  readonly text?: string;
  /** Only runs before this id: `next` of the page before. */
  readonly before?: number;
  /** @defaultValue 50 */
  readonly limit?: number;
}

export interface RunPage {
  /** Newest first. */
  readonly runs: Run[];
  /** `before` of the next page; `null` on the last one. */
  readonly next: number | null;
}

/** Ids from `first` up to, but not including, `end`. */
interface IdRange {
  readonly first: number;
  readonly end: number;
}

/** Ids grow with the time of queueing, but a transaction that took long may have an id later than its time. */
const IDS_OUT_OF_ORDER = 10_000;
const ABOVE_ALL_IDS = 2 ** 31 - 1;

/** Runs that fit all that is asked for. Takes about as long at a million runs as at a thousand. */
export async function searchRuns(database: Queryable, search: RunSearch = {}): Promise<RunPage> {
  const limit = search.limit ?? 50;
  const ids = await idRange(database, search);
  const text = search.text === undefined ? null : textQuery(search.text);
  const found =
    text === null
      ? await withoutText(database, search, ids, limit + 1)
      : await withText(database, search, text, ids, limit + 1);
  const runs = found.slice(0, limit);
  return { runs, next: found.length > limit ? (runs.at(-1)?.id ?? null) : null };
}

async function withoutText(database: Queryable, search: RunSearch, ids: IdRange, limit: number): Promise<Run[]> {
  const where = new Conditions();
  addPlainConditions(where, search);
  if (search.recipe !== undefined) where.add("recipe = ?", search.recipe);
  if (search.outcome !== undefined) where.add("outcome = ?", search.outcome);
  where.add("id >= ?", ids.first).add("id < ?", ids.end);
  const { rows } = await database.query<Selectable<Tables["runs"]>>(
    `SELECT * FROM lastedit.runs WHERE ${where.sql} ORDER BY id DESC LIMIT ${limit}`,
    where.params,
  );
  return rows.map(toRun);
}

/** Part by part, newest first, until the page is full: so a word that is everywhere is not sought everywhere. */
async function withText(
  database: Queryable,
  search: RunSearch,
  text: string,
  ids: IdRange,
  limit: number,
): Promise<Run[]> {
  const exact = [
    ...(search.recipe === undefined ? [] : [`=r:${search.recipe}`]),
    ...(search.outcome === undefined ? [] : [`=o:${search.outcome}`]),
    ...(search.status === undefined ? [] : [`=s:${search.status === "running" ? "waiting" : search.status}`]),
  ].map(exactWord);
  const query = [text, ...exact].join(" & ");
  const found: Run[] = [];
  for (const { first, end } of await parts(database, ids)) {
    const where = new Conditions();
    where.add("words @@ ?::tsquery", query).add("run_id >= ?", first).add("run_id < ?", end);
    addPlainConditions(where, search);
    const { rows } = await database.query<Selectable<Tables["runs"]>>(
      `SELECT runs.* FROM lastedit.run_search JOIN lastedit.runs ON id = run_id
       WHERE ${where.sql} ORDER BY run_id DESC LIMIT ${limit - found.length}`,
      where.params,
    );
    found.push(...rows.map(toRun));
    if (found.length >= limit) break;
  }
  return found;
}

/** Those that the index of words does not answer alone. */
function addPlainConditions(where: Conditions, { order, status, became, from, to }: RunSearch): void {
  if (order !== undefined) {
    const plain = order.replace(/^#/, "");
    // An array of ids is made first, so that it is never the table that is walked through.
    where.add(
      `id = ANY(ARRAY(SELECT id FROM lastedit.runs WHERE order_name IN (?, ?)
        UNION SELECT id FROM lastedit.runs WHERE order_id = ?))`,
      plain,
      `#${plain}`,
      order,
    );
  }
  if (status !== undefined) where.add("status = ?", status);
  if (became !== undefined) addGroup(where, became);
  if (from !== undefined) where.add("queued_at >= ?", from);
  if (to !== undefined) where.add("queued_at < ?", to);
}

/** The ids that a time range can have: far quicker to walk through than the times. */
async function idRange(database: Queryable, { from, to, before = ABOVE_ALL_IDS }: RunSearch): Promise<IdRange> {
  const firstSince = async (time: Date): Promise<number | undefined> => {
    const { rows } = await database.query<{ id: number }>(
      "SELECT id FROM lastedit.runs WHERE queued_at >= $1 ORDER BY queued_at, id LIMIT 1",
      [time],
    );
    return rows[0]?.id;
  };
  const oldest = from === undefined ? 0 : await firstSince(from);
  if (oldest === undefined) return { first: 0, end: 0 };
  const newest = to === undefined ? undefined : await firstSince(to);
  return { first: oldest - IDS_OUT_OF_ORDER, end: Math.min(before, (newest ?? before) + IDS_OUT_OF_ORDER) };
}

/**
 * The range cut where partitions end, newest first: one partition, then two, four, eight. What is new is found at once,
 * and what is nowhere is asked for in few statements.
 */
async function parts(database: Queryable, { first, end }: IdRange): Promise<IdRange[]> {
  const partitions = await listRunPartitions(database);
  const cuts = new Set(partitions.flatMap(({ firstRun, endRun }) => [endRun, firstRun]));
  const inside = [...cuts].filter((cut) => cut > first && cut < end).sort((a, b) => b - a);
  const ranges: IdRange[] = [];
  for (let from = end, size = 1; from > first; size *= 2) {
    const to = inside.filter((cut) => cut < from)[size - 1] ?? first;
    ranges.push({ first: to, end: from });
    from = to;
  }
  return ranges;
}
