import type { ExceptionDraft, ExceptionSeverity, OpenException } from "./exception.ts";

/** The most severe comes first. */
export const SEVERITY_RANK = { high: 0, medium: 1, low: 2 } as const satisfies Record<ExceptionSeverity, number>;

type Pressing = Pick<ExceptionDraft, "severity" | "mattersUntil">;

/** Order of work: the earliest deadline first, then the most severe, then the one that has waited longest. */
export function byDeadline(a: OpenException, b: OpenException): number {
  return (
    compareDeadlines(a, b) ||
    SEVERITY_RANK[a.severity] - SEVERITY_RANK[b.severity] ||
    Date.parse(a.firstSeenAt) - Date.parse(b.firstSeenAt)
  );
}

function compareDeadlines(a: Pressing, b: Pressing): number {
  if (a.mattersUntil === b.mattersUntil) return 0;
  if (a.mattersUntil === null) return 1;
  if (b.mattersUntil === null) return -1;
  return Date.parse(a.mattersUntil) - Date.parse(b.mattersUntil);
}

/**
 * Is what was seen worth waking a snoozed exception: more severe than before, or with a deadline still to come that
 * lies before the end of the snooze?
 */
export function wakesSnooze({ state, severity }: OpenException, seen: Pressing, now: string): boolean {
  if (state.is !== "snoozed") return false;
  if (SEVERITY_RANK[seen.severity] < SEVERITY_RANK[severity]) return true;
  return isAhead(seen.mattersUntil, now) && Date.parse(seen.mattersUntil) < Date.parse(state.until);
}

/** Is there a deadline, and can it still be kept? */
export function isAhead(mattersUntil: string | null, now: string): mattersUntil is string {
  return mattersUntil !== null && Date.parse(mattersUntil) > Date.parse(now);
}

/** Whole minutes until acting stops being of use, negative when that has passed; `null` without a deadline. */
export function minutesLeft({ mattersUntil }: Pick<ExceptionDraft, "mattersUntil">, nowMs: number): number | null {
  return mattersUntil === null ? null : Math.floor((Date.parse(mattersUntil) - nowMs) / 60_000);
}
