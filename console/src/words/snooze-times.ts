import { fieldTextOf, momentOfField } from "./moments.ts";

export interface SnoozeTime {
  readonly label: string;
  /** ISO 8601, UTC. */
  readonly until: string;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const BEGINS = "08:00";
const MONDAY = 1;

/**
 * Moments that people put things aside until, on the merchant's clock.
 *
 * @param now - In milliseconds
 * @param timeZone - IANA
 */
export function snoozeTimes(now: number, timeZone: string): readonly SnoozeTime[] {
  const later = (label: string, hours: number) => ({ label, until: new Date(now + hours * HOUR_MS).toISOString() });
  const today = fieldTextOf(new Date(now).toISOString(), timeZone).slice(0, 10);
  const morning = (label: string, days: number): SnoozeTime[] => {
    const day = new Date(Date.parse(`${today}T00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
    const until = momentOfField(`${day}T${BEGINS}`, timeZone);
    return until === undefined ? [] : [{ label, until }];
  };
  const weekday = new Date(`${today}T00:00Z`).getUTCDay();
  const toMonday = (MONDAY - weekday + 7) % 7 || 7;
  return [
    later("1 hour", 1),
    later("3 hours", 3),
    ...morning("Tomorrow morning", 1),
    ...(toMonday > 1 ? morning("Monday morning", toMonday) : []),
  ];
}
