export const WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/** What a clock on the wall of a place shows. */
export interface WallClock {
  readonly weekday: Weekday;
  /** Minutes since midnight by the clock, 0 to 1439. */
  readonly minutes: number;
}

/** Making a formatter takes a hundred times as long as using it. */
const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterOf(zone: string): Intl.DateTimeFormat {
  const known = formatters.get(zone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat("en-GB", {
    timeZone: zone,
    weekday: "long",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  });
  formatters.set(zone, made);
  return made;
}

/**
 * What the clock on the wall shows, daylight saving included.
 *
 * @param nowMs - Milliseconds since 1970
 * @param zone - IANA name
 * @throws {RangeError} When there is no such zone
 */
export function wallClock(nowMs: number, zone: string): WallClock {
  // Such as "Tuesday 19:15"; the locale is fixed, so the shape is.
  const [weekday, hours, minutes] = formatterOf(zone)
    .format(nowMs)
    .split(/[ ,:]+/) as [string, string, string];
  return { weekday: weekday.toLowerCase() as Weekday, minutes: Number(hours) * 60 + Number(minutes) };
}

/** Is there a time zone of this name? */
export function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat("en-GB", { timeZone: zone }).format(0) !== "";
  } catch {
    return false;
  }
}

/** A moment as people of a zone read it, such as `Tue 24 Nov 2026, 16:00`. */
export function momentInZone(iso: string, zone: string, locale = "en-GB"): string {
  return new Intl.DateTimeFormat(locale, {
    timeZone: zone,
    weekday: "short",
    day: "numeric",
    month: "short",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  }).format(Date.parse(iso));
}
