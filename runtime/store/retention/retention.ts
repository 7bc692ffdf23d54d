/** How long what is kept, in days. */
export interface RetentionRules {
  /** Runs that ended longer ago are taken out, with their events and steps. */
  readonly keepDays: number;
  /** Runs that ended longer ago lose their personal data, and with it the full event that a replay would need. */
  readonly maskAfterDays: number;
  /** Exceptions that were closed longer ago are taken out. */
  readonly keepExceptionsDays: number;
}

/** What retention did, or would do. */
export interface RetentionCounts {
  readonly runsMasked: number;
  readonly runsRemoved: number;
  /** Of the runs removed: whole partitions, dropped without touching row by row. */
  readonly partitionsDropped: number;
  readonly exceptionsRemoved: number;
  /** Records of data stores whose time to live is over. */
  readonly recordsExpired: number;
}

export const NOTHING_REMOVED: RetentionCounts = {
  runsMasked: 0,
  runsRemoved: 0,
  partitionsDropped: 0,
  exceptionsRemoved: 0,
  recordsExpired: 0,
};

/** In one sentence, for the log and the command line; `null` when nothing was or would be done. */
export function retentionWords(counts: RetentionCounts): string | null {
  const parts = [
    say(counts.runsMasked, "run without personal data from now on", "runs without personal data from now on"),
    say(counts.runsRemoved, "run removed", "runs removed"),
    say(counts.exceptionsRemoved, "closed exception removed", "closed exceptions removed"),
    say(counts.recordsExpired, "expired record removed", "expired records removed"),
  ].filter((part) => part !== null);
  return parts.length === 0 ? null : parts.join(", ");
}

function say(count: number, one: string, many: string): string | null {
  return count === 0 ? null : `${count.toLocaleString("en-GB")} ${count === 1 ? one : many}`;
}
