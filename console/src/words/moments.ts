/** A moment as the merchant's clock shows it. */
export interface MomentWords {
  /** `24 Nov 2026` */
  readonly date: string;
  /** `08:16:25` */
  readonly time: string;
  /** `+01:00` */
  readonly offset: string;
}

/**
 * @param iso - ISO 8601
 * @param timeZone - IANA, such as `Europe/London`
 */
export function momentInWords(iso: string, timeZone: string): MomentWords {
  const at = new Date(iso);
  const part = partsOf(at, timeZone);
  return {
    date: `${Number(part("day"))} ${part("month")} ${part("year")}`,
    time: `${part("hour")}:${part("minute")}:${part("second")}`,
    offset: offsetAt(at, timeZone),
  };
}

const ISO = /\b\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?Z/g;

/** A text of the runtime, with the moments in it as the merchant's clock shows them. */
export function withMoments(text: string, timeZone: string): string {
  return text.replace(ISO, (iso) => {
    const { date, time, offset } = momentInWords(iso, timeZone);
    return `${date}, ${time} ${offset}`;
  });
}

/** What a `datetime-local` field shows for a moment: `2026-11-24T08:16`. */
export function fieldTextOf(iso: string, timeZone: string): string {
  const at = new Date(iso);
  const shifted = new Date(at.getTime() + offsetMs(at, timeZone));
  return shifted.toISOString().slice(0, 16);
}

/**
 * The moment that a `datetime-local` field names on the merchant's clock, in UTC. An hour that the clock skips counts as
 * the one after it; of an hour that comes twice it is the first.
 *
 * @returns undefined when the field is empty or not complete
 */
export function momentOfField(text: string, timeZone: string): string | undefined {
  const asUtc = Date.parse(`${text}Z`);
  if (Number.isNaN(asUtc)) return undefined;
  // The offset there is the one of a day before or of a day after: at most one change lies between.
  const around = [asUtc - DAY_MS, asUtc + DAY_MS].map((at) => offsetMs(new Date(at), timeZone));
  const fits = around
    .map((offset) => asUtc - offset)
    .filter((at) => at + offsetMs(new Date(at), timeZone) === asUtc)
    .toSorted((a, b) => a - b)[0];
  return new Date(fits ?? asUtc - (around[0] ?? 0)).toISOString();
}

const DAY_MS = 86_400_000;

const formats = new Map<string, Intl.DateTimeFormat>();

function partsOf(at: Date, timeZone: string): (type: Intl.DateTimeFormatPartTypes) => string {
  let format = formats.get(timeZone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat("en-GB", {
      timeZone,
      year: "numeric",
      month: "short",
      day: "numeric",
      hour: "2-digit",
      minute: "2-digit",
      second: "2-digit",
      hourCycle: "h23",
      timeZoneName: "longOffset",
    });
    formats.set(timeZone, format);
  }
  const parts = format.formatToParts(at);
  return (type) => parts.find((part) => part.type === type)?.value ?? "";
}

/** `GMT+01:00` and plain `GMT` are how the formatter writes it. */
function offsetAt(at: Date, timeZone: string): string {
  return partsOf(at, timeZone)("timeZoneName").replace("GMT", "") || "+00:00";
}

function offsetMs(at: Date, timeZone: string): number {
  const [, sign = "+", hours = "0", minutes = "0"] = /^([+-])(\d+):(\d+)/.exec(offsetAt(at, timeZone)) ?? [];
  return (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
}
