import { InvalidArgumentError } from "commander";

const UNITS_MS = { m: 60_000, min: 60_000, h: 3_600_000, d: 86_400_000 } as const;
const RELATIVE = /^(\d+)\s*(m|min|h|d)$/;
const ABSOLUTE = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2})?)(Z|[+-]\d{2}:\d{2})$/;

/**
 * The moment that a person means.
 *
 * @param text - A time from now (`30m`, `2h`, `1d`), or ISO 8601 with its time zone: people of one shop sit in several
 * @returns ISO 8601, UTC
 * @throws {InvalidArgumentError} When it is neither
 */
export function readUntil(text: string, nowMs: number): string {
  const relative = RELATIVE.exec(text.trim());
  if (relative !== null) {
    const unitMs = UNITS_MS[relative[2] as keyof typeof UNITS_MS];
    return isoOf(nowMs + Number(relative[1]) * unitMs) ?? refuse();
  }
  const [, day = "", time = "", zone = ""] = ABSOLUTE.exec(text.trim()) ?? [];
  if (day === "" || !isDay(day)) return refuse();
  return isoOf(Date.parse(`${day}T${time}${zone}`)) ?? refuse();
}

/** A calendar would take the 31st of February for one of March. */
function isDay(day: string): boolean {
  return isoOf(Date.parse(`${day}T00:00Z`))?.slice(0, 10) === day;
}

function isoOf(ms: number): string | null {
  const moment = new Date(ms);
  return Number.isNaN(moment.getTime()) ? null : moment.toISOString();
}

function refuse(): never {
  throw new InvalidArgumentError(
    "Expected a time from now such as 30m, 2h or 1d, or a moment with its time zone such as 2026-11-24T17:00+01:00. Nothing was changed.",
  );
}
