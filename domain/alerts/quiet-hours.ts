import type { ExceptionSeverity } from "../exceptions/exception.ts";
import { wallClock } from "./wall-clock.ts";
import type { Weekday } from "./wall-clock.ts";

/** When a channel is not disturbed. Times are what the clock on the wall shows, so daylight saving needs no care. */
export interface QuietHours {
  /** IANA name; without it the routing's zone. */
  readonly zone?: string;
  /** `HH:MM`. When `to` is not later than `from`, the quiet hours go over midnight. The same time twice: no such hours. */
  readonly from: string;
  readonly to: string;
  /** Days that are quiet from midnight to midnight. */
  readonly wholeDays: readonly Weekday[];
  /** Exceptions of these severities are told all the same. */
  readonly exceptFor: readonly ExceptionSeverity[];
}

/**
 * Is a channel quiet now? `from` is quiet already, `to` is not any more.
 *
 * @param zone - IANA name, for quiet hours that name none
 */
export function isQuiet(hours: QuietHours | null, nowMs: number, zone: string): boolean {
  if (hours === null) return false;
  const { weekday, minutes } = wallClock(nowMs, hours.zone ?? zone);
  if (hours.wholeDays.includes(weekday)) return true;
  const from = minutesOf(hours.from);
  const to = minutesOf(hours.to);
  return from <= to ? from <= minutes && minutes < to : from <= minutes || minutes < to;
}

function minutesOf(time: string): number {
  const [hours, minutes] = time.split(":");
  return Number(hours) * 60 + Number(minutes);
}
