export const WEEKDAYS = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"] as const;
export type Weekday = (typeof WEEKDAYS)[number];

const DAY_MS = 86_400_000;

/** The clock on the wall in one time zone. Dates are `yyyy-mm-dd`, times `HH:mm`, moments milliseconds since 1970. */
export interface WallClock {
  /** The local date at a moment. */
  dayAt(atMs: number): string;
  /** The moment at which the clock shows a date and time; the earlier one where it shows them twice or jumps over them. */
  momentOf(day: string, time: string): number;
}

/**
 * @param timeZone - IANA name, such as `Europe/London`
 * @throws {RangeError} When there is no such time zone
 */
export function createWallClock(timeZone: string): WallClock {
  const format = new Intl.DateTimeFormat("en", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  });

  /** How far the clock is ahead of UTC at a moment, in milliseconds. */
  function offsetMs(atMs: number): number {
    const parts = new Map(format.formatToParts(atMs).map(({ type, value }) => [type, Number(value)]));
    const part = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) as number;
    const shown = Date.UTC(part("year"), part("month") - 1, part("day"), part("hour"), part("minute"), part("second"));
    return shown - Math.floor(atMs / 1000) * 1000;
  }

  return {
    dayAt: (atMs) => new Date(atMs + offsetMs(atMs)).toISOString().slice(0, 10),
    momentOf(day, time) {
      const asIfUtc = Date.parse(`${day}T${time}:00Z`);
      // The offsets a day before and after take in any change of the clock; none changes twice within two days.
      const moments = [asIfUtc - DAY_MS, asIfUtc + DAY_MS].map((near) => asIfUtc - offsetMs(near));
      const shown = moments.filter((moment) => moment + offsetMs(moment) === asIfUtc);
      return Math.min(...(shown.length > 0 ? shown : moments));
    },
  };
}

/** The date after a date. */
export function nextDay(day: string): string {
  return new Date(Date.parse(day) + DAY_MS).toISOString().slice(0, 10);
}

export function weekdayOf(day: string): Weekday {
  return WEEKDAYS[new Date(day).getUTCDay()] as Weekday;
}
