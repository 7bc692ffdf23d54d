import { purgeDataStores } from "../data-store.ts";
import type { Database, Queryable } from "../database.ts";
import { correctStoreLog, logToStore } from "../store-log.ts";
import { maskOldRuns } from "./mask-runs.ts";
import { dropOldPartitions, oldPartitions, removeOldRuns } from "./old-runs.ts";
import { NOTHING_REMOVED, retentionWords } from "./retention.ts";
import type { RetentionCounts, RetentionRules } from "./retention.ts";

const DAY_MS = 86_400_000;
const EXCEPTIONS_AT_ONCE = 500;

/**
 * Masks and takes out what the rules no longer keep, a portion at a time, so that nobody waits for it. What it did is
 * written to the store's log with each portion: a process that is killed leaves an entry that says how far it came.
 *
 * @param by - Who asked for it
 * @param goOn - Asked after each portion; `false` leaves the rest for the next time
 */
export async function applyRetention(
  database: Database,
  rules: RetentionRules,
  by: string,
  goOn: () => boolean | Promise<boolean> = () => true,
): Promise<RetentionCounts> {
  const { masked, removed, exceptions } = limits(rules);
  const counts = { ...NOTHING_REMOVED };
  let entry: number | null = null;

  /** Does one portion and writes it down, both or neither. @returns How many */
  const portion = (what: keyof RetentionCounts, work: (tx: Queryable) => Promise<number>): Promise<number> =>
    database.transaction(async (tx) => {
      const done = await work(tx);
      if (done === 0) return 0;
      counts[what] += done;
      entry = await noteRetention(tx, entry, by, rules, counts);
      return done;
    });

  async function inPortions(what: keyof RetentionCounts, work: (tx: Queryable) => Promise<number>): Promise<void> {
    while ((await portion(what, work)) > 0) if (!(await goOn())) return;
  }

  counts.partitionsDropped = await dropOldPartitions(database, removed);
  await inPortions("runsRemoved", (tx) => removeOldRuns(tx, removed));
  await inPortions("runsMasked", (tx) => maskOldRuns(tx, masked));
  await inPortions("exceptionsRemoved", (tx) => removeOldExceptions(tx, exceptions));
  await portion("recordsExpired", purgeDataStores);
  return counts;
}

/** What `applyRetention` would do now. Changes nothing. */
export async function previewRetention(database: Database, rules: RetentionRules): Promise<RetentionCounts> {
  const { masked, removed, exceptions } = limits(rules);
  const { rows } = await database.query<Omit<RetentionCounts, "partitionsDropped">>(
    `SELECT
       (SELECT count(*)::int FROM lastedit.runs WHERE finished_at < $1) AS "runsRemoved",
       (SELECT count(*)::int FROM lastedit.runs WHERE masked_at IS NULL AND finished_at < $2 AND finished_at >= $1)
         AS "runsMasked",
       (SELECT count(*)::int FROM lastedit.exceptions WHERE closed_at < $3) AS "exceptionsRemoved",
       (SELECT count(*)::int FROM lastedit.data_store_records WHERE expires_at <= now()) AS "recordsExpired"`,
    [removed, masked, exceptions],
  );
  const dropped = await oldPartitions(database, removed);
  return { ...NOTHING_REMOVED, ...rows[0], partitionsDropped: dropped.length };
}

function limits(rules: RetentionRules): { masked: Date; removed: Date; exceptions: Date } {
  const before = (days: number): Date => new Date(Date.now() - days * DAY_MS);
  return {
    masked: before(rules.maskAfterDays),
    removed: before(rules.keepDays),
    exceptions: before(rules.keepExceptionsDays),
  };
}

async function removeOldExceptions(tx: Queryable, before: Date): Promise<number> {
  const { affected } = await tx.query(
    `DELETE FROM lastedit.data_store_records WHERE store = 'lastedit' AND key = ANY(ARRAY(
       SELECT 'exception/' || id FROM lastedit.exceptions WHERE closed_at < $1 LIMIT ${EXCEPTIONS_AT_ONCE}))`,
    [before],
  );
  return affected;
}

/** Writes the entry, or brings the one that was begun up to date. @returns Its id */
async function noteRetention(
  tx: Queryable,
  entry: number | null,
  by: string,
  rules: RetentionRules,
  counts: RetentionCounts,
): Promise<number> {
  const words = {
    what: "retention",
    by,
    summary: retentionWords(counts) ?? "",
    details: { ...counts, rules },
  } as const;
  if (entry === null) return logToStore(tx, words);
  await correctStoreLog(tx, entry, words);
  return entry;
}
