import { ConfigurationError } from "@pipedream/platform";
import { Cron } from "croner";
import { dueTimes } from "../../../components/schedule/due-times.ts";
import type { DueRules } from "../../../components/schedule/due-times.ts";

/** The moments a schedule names. */
export interface Timetable {
  /**
   * @returns The latest scheduled moment after `afterMs` and not after `nowMs`, in milliseconds since 1970; `null` when
   * there is none
   */
  lastDue(afterMs: number, nowMs: number): number | null;
  /** The scheduled moments in the same stretch that are to be run, the earliest first. */
  due(rules: DueRules, afterMs: number, nowMs: number): number[];
}

/**
 * Reads a schedule. Clock changes are the zone's: a time that a night skips comes right after the gap, and one that a
 * night has twice comes once.
 *
 * @param cron - Five fields: minute, hour, day of month, month, day of week
 * @param timezone - IANA name, such as `Europe/London`
 * @throws {ConfigurationError} Naming the prop, its value and what was expected
 */
export function readTimetable(cron: string, timezone: string): Timetable {
  const job = readCron(cron.trim(), timezone.trim());
  if (job.nextRun() === null) {
    throw new ConfigurationError(`Schedule "${cron}" never comes, expected such as 0 2 * * *.`);
  }
  return {
    lastDue: (afterMs, nowMs) => dueTimes(job, { missed: "once" }, afterMs, nowMs)[0] ?? null,
    due: (rules, afterMs, nowMs) => dueTimes(job, rules, afterMs, nowMs),
  };
}

function readCron(cron: string, timezone: string): Cron {
  try {
    const job = new Cron(cron, { timezone, mode: "5-part", paused: true });
    job.nextRun();
    return job;
  } catch (error) {
    const why = error instanceof Error ? error.message : "";
    throw new ConfigurationError(
      `Schedule "${cron}" in time zone "${timezone}" cannot be read, expected such as 0 2 * * * in Europe/London: ${why}`,
    );
  }
}
