/**
 * Dates in Peoplevox have no zone: they are what the clock on the tenant's wall shows. Here such a date is a number:
 * milliseconds as if the wall clock were UTC, so that two of them compare and format without any zone.
 * Assumption: stored, searched and reported dates are all in the tenant's own zone.
 */
export type WallClock = number;

/** Making a formatter costs far more than using one. */
const formatters = new Map<string, Intl.DateTimeFormat>();

/**
 * @param timeZone - IANA name, `Europe/London`
 * @throws {RangeError} when there is no such zone
 */
export function toWallClock(epochMs: number, timeZone: string): WallClock {
  const formatter = formatters.get(timeZone) ?? createFormatter(timeZone);
  formatters.set(timeZone, formatter);
  const parts = formatter.formatToParts(epochMs);
  const part = (type: string): number => Number(parts.find((candidate) => candidate.type === type)?.value);
  return Date.UTC(part("year"), part("month") - 1, part("day"), part("hour"), part("minute"), part("second"));
}

function createFormatter(timeZone: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat("en-GB", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
  });
}

/** `null` when the numbers are no date, such as 31 February. */
export function wallClockOf(
  [year, month, day]: readonly [number, number, number],
  [hour, minute, second]: readonly [number, number, number],
): WallClock | null {
  const value = Date.UTC(year, month - 1, day, hour, minute, second);
  const exact =
    new Date(value).toISOString().slice(0, 19) ===
    `${pad(year, 4)}-${pad(month)}-${pad(day)}T${pad(hour)}:${pad(minute)}:${pad(second)}`;
  return exact ? value : null;
}

/** `yyyy-MM-dd HH:mm:ss`, the style of templates. */
export function formatStoredDate(value: WallClock): string {
  return new Date(value).toISOString().slice(0, 19).replace("T", " ");
}

/** `dd/MM/yyyy HH:mm:ss`, the style of reports, which put it between single quotes besides. */
export function formatReportDate(value: WallClock): string {
  const iso = new Date(value).toISOString();
  return `${iso.slice(8, 10)}/${iso.slice(5, 7)}/${iso.slice(0, 4)} ${iso.slice(11, 19)}`;
}

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const ISO_LIKE = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T](\d{1,2}):(\d{2})(?::(\d{2}))?)?$/;
const SPELT_OUT = /^(\d{1,2}) ([A-Za-z]{3})[a-z]* (\d{4})(?: (\d{1,2}):(\d{2})(?::(\d{2}))?)?$/;

/** Reads `2026-11-24 09:30:00`, `2026-11-24 09:30`, `2026-11-24` and `24 Nov 2026 09:30:00`; `null` for anything else. */
export function parseDate(text: string): WallClock | null {
  const iso = ISO_LIKE.exec(text);
  if (iso !== null) return wallClockOf([Number(iso[1]), Number(iso[2]), Number(iso[3])], timeOf(iso));
  const spelt = SPELT_OUT.exec(text);
  if (spelt === null) return null;
  const month = MONTHS.indexOf((spelt[2] ?? "").toLowerCase()) + 1;
  return wallClockOf([Number(spelt[3]), month, Number(spelt[1])], timeOf(spelt));
}

function timeOf(match: RegExpExecArray): [number, number, number] {
  return [Number(match[4] ?? 0), Number(match[5] ?? 0), Number(match[6] ?? 0)];
}

function pad(value: number, digits = 2): string {
  return String(value).padStart(digits, "0");
}
