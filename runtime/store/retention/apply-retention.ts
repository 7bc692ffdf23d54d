import { purgeDataStores } from "../data-store.ts";
import type { Database } from "../database.ts";
import { logToStore } from "../store-log.ts";
import { maskOldRuns } from "./mask-runs.ts";
import { dropOldPartitions, oldPartitions, removeOldRuns } from "./old-runs.ts";
import { NOTHING_REMOVED, retentionWords } from "./retention.ts";
import type { RetentionCounts, RetentionRules } from "./retention.ts";

const DAY_MS = 86_400_000;
const EXCEPTIONS_AT_ONCE = 500;

/**
 * Masks and takes out what the rules no longer keep, a portion at a time, so that nobody waits for it. What it did is
 * written to the store's log.
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
  counts.partitionsDropped = await dropOldPartitions(database, removed);
  counts.runsRemoved = await inPortions(() => removeOldRuns(database, removed), goOn);
  counts.runsMasked = await inPortions(() => maskOldRuns(database, masked), goOn);
  counts.exceptionsRemoved = await inPortions(() => removeOldExceptions(database, exceptions), goOn);
  counts.recordsExpired = await purgeDataStores(database);
  const words = retentionWords(counts);
  if (words !== null)
    await logToStore(database, { what: "retention", by, summary: words, details: { ...counts, rules } });
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

async function removeOldExceptions(database: Database, before: Date): Promise<number> {
  const { affected } = await database.query(
    `DELETE FROM lastedit.data_store_records WHERE store = 'lastedit' AND key = ANY(ARRAY(
       SELECT 'exception/' || id FROM lastedit.exceptions WHERE closed_at < $1 LIMIT ${EXCEPTIONS_AT_ONCE}))`,
    [before],
  );
  return affected;
}

async function inPortions(portion: () => Promise<number>, goOn: () => boolean | Promise<boolean>): Promise<number> {
  let total = 0;
  for (;;) {
    const done = await portion();
    total += done;
    if (done === 0 || !(await goOn())) return total;
  }
}
