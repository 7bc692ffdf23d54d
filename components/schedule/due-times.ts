import type { Cron } from "croner";

/**
 * What becomes of scheduled times that passed while nothing ran: they are left out (`skip`), made up for once (`once`,
 * by the latest), or each made up for (`all`, the latest ones up to a limit).
 */
export type MissedRuns = "skip" | "once" | "all";

export const MISSED_RUNS: readonly MissedRuns[] = ["skip", "once", "all"];

export interface DueRules {
  readonly missed: MissedRuns;
  /** For `all`. @defaultValue 24, a day of hours */
  readonly atMost?: number;
}

/** A time that is looked at later than this was missed, in milliseconds. */
const LATE_AFTER_MS = 10 * 60_000;

/**
 * The scheduled moments after `afterMs` and not after `nowMs` that are to be run, the earliest first. Clock changes are
 * the schedule's zone's: a time that a night skips comes right after the gap, and one that a night has twice comes once.
 *
 * @param afterMs - Up to here all is dealt with; milliseconds since 1970, as the result
 */
export function dueTimes(cron: Cron, { missed, atMost = 24 }: DueRules, afterMs: number, nowMs: number): number[] {
  const most = missed === "all" ? atMost : 1;
  // One second later, since a run at the reference itself is not a previous one.
  const times = cron.previousRuns(most, new Date(nowMs + 1000)).map((date) => date.getTime());
  const earliest = missed === "skip" ? Math.max(afterMs, nowMs - LATE_AFTER_MS) : afterMs;
  return times.filter((time) => time > earliest && time <= nowMs).sort((a, b) => a - b);
}
