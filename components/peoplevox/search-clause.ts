import { PeoplevoxUnsafeSearchValueError } from "./peoplevox-errors.ts";

/** One comparison. Field names are the documented ones even where a tenant renamed its headers. */
export interface SearchTerm {
  readonly field: string;
  readonly value: string;
}

/**
 * `Field.Equals("value")`
 *
 * @throws {PeoplevoxUnsafeSearchValueError} The value holds `"`, `\` or a control character
 */
export function equals(term: SearchTerm): string {
  return `${term.field}.Equals(${quoted(term)})`;
}

/** `Field.Contains("value")` @throws {PeoplevoxUnsafeSearchValueError} As `equals` */
export function contains(term: SearchTerm): string {
  return `${term.field}.Contains(${quoted(term)})`;
}

/** Whether a value can be searched for: there is no known way to write `"` or `\` inside a clause. */
export function isSearchable(value: string): boolean {
  return !/["\\\p{Cc}]/u.test(value);
}

function quoted({ field, value }: SearchTerm): string {
  if (!isSearchable(value)) throw new PeoplevoxUnsafeSearchValueError(field, value);
  return `"${value}"`;
}

export function anyOf(clauses: readonly string[]): string {
  return clauses.join(" OR ");
}

export function allOf(clauses: readonly string[]): string {
  return clauses.map((clause) => `(${clause})`).join(" AND ");
}

/** Status ids of template searches, where names are not understood. Reports use the names. */
const STATUS_IDS = {
  New: 0,
  Allocated: 2,
  Picked: 3,
  Despatched: 5,
  Cancelled: 6,
  "Partially allocated": 7,
  "Partially picked": 8,
} as const;

/** `Status.Equals(5)`: the numeric id, unquoted, as template searches want it. */
export function hasStatus(status: keyof typeof STATUS_IDS): string {
  return `Status.Equals(${String(STATUS_IDS[status])})`;
}

/** `Field >= DateTime(2026,01,31,23,59,00)` @see searchDateTime */
export function since(field: string, instant: Date, timeZone: string): string {
  return `${field} >= ${searchDateTime(instant, timeZone)}`;
}

/**
 * A moment as search clauses write it, to the second.
 *
 * @param timeZone - IANA name of the zone Peoplevox's dates are in. Assumption: the tenant's local time; not documented
 * @example
 * searchDateTime(new Date("2026-01-31T23:59:00Z"), "UTC"); // "DateTime(2026,01,31,23,59,00)"
 */
export function searchDateTime(instant: Date, timeZone: string): string {
  const parts = new Intl.DateTimeFormat("en-GB", {
    timeZone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hourCycle: "h23",
  }).formatToParts(instant);
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((candidate) => candidate.type === type)?.value ?? "";
  return `DateTime(${[part("year"), part("month"), part("day"), part("hour"), part("minute"), part("second")].join(",")})`;
}
