import type { ExceptionOwner, ExceptionSeverity, OpenException } from "../../../domain/exceptions/exception.ts";
import { byDeadline, isAhead } from "../../../domain/exceptions/pressing.ts";

/** One exception as the digest names it. */
export interface DigestException {
  readonly orderName: string;
  readonly kind: string;
  readonly owner: ExceptionOwner;
  readonly severity: ExceptionSeverity;
  readonly whatToDo: string;
  readonly since: string;
  /** ISO 8601, UTC; `null` when not known. */
  readonly mattersUntil: string | null;
}

export interface OwnerDigest {
  readonly owner: ExceptionOwner;
  readonly open: number;
  readonly high: number;
  /** Open ones that somebody has taken. */
  readonly taken: number;
  /** Open ones whose deadline has passed. */
  readonly overdue: number;
  /** The next deadline that can still be kept; `null` when there is none. */
  readonly nextDeadline: string | null;
}

/** How a day stands. Plain data. */
export interface Digest {
  readonly at: string;
  readonly open: number;
  /** First seen within the last 24 hours, closed or not. */
  readonly openedToday: number;
  readonly closedToday: number;
  /** Owners with open exceptions, most of them first. */
  readonly byOwner: readonly OwnerDigest[];
  /** The order of work: earliest deadline first; at most 10. */
  readonly next: readonly DigestException[];
  readonly oldest: DigestException | null;
  /** What **Compare Recent Orders** returned; `null` when it was not given. */
  readonly comparison: DigestComparison | null;
}

/** The part of a comparison that the digest puts into words. */
export interface DigestComparison {
  readonly lookBackHours: number;
  readonly orders: number;
  readonly inSync: number;
  readonly waiting: number;
  readonly withGaps: number;
  readonly parcelsAtRisk: number;
  readonly gapsByKind: Readonly<Record<string, number>>;
  readonly values: {
    readonly byCurrency: readonly {
      readonly currency: string;
      readonly ordersSame: number;
      readonly ordersDiffering: number;
      readonly shopifyMinor: number;
      readonly peoplevoxMinor: number;
    }[];
    readonly ordersNotCompared: number;
  };
}

const MOST_NEXT = 10;
const DAY_MS = 86_400_000;

/** Adds up what is open and what happened within a day. Pure. */
export function digestOf(
  exceptions: readonly OpenException[],
  comparison: DigestComparison | null,
  nowMs: number,
): Digest {
  const open = exceptions.filter(({ status }) => status === "open");
  const isToday = (moment: string | null): boolean => moment !== null && nowMs - Date.parse(moment) < DAY_MS;
  const owners = [...new Set(open.map(({ owner }) => owner))];
  const [oldest] = open.toSorted((a, b) => Date.parse(a.firstSeenAt) - Date.parse(b.firstSeenAt));
  return {
    at: new Date(nowMs).toISOString(),
    open: open.length,
    openedToday: exceptions.filter(({ firstSeenAt }) => isToday(firstSeenAt)).length,
    closedToday: exceptions.filter(({ closedAt }) => isToday(closedAt)).length,
    byOwner: owners
      .map((owner) => ownerDigest(owner, open, nowMs))
      .toSorted((a, b) => b.open - a.open || a.owner.localeCompare(b.owner)),
    next: open.toSorted(byDeadline).slice(0, MOST_NEXT).map(named),
    oldest: oldest === undefined ? null : named(oldest),
    comparison,
  };
}

function ownerDigest(owner: ExceptionOwner, open: readonly OpenException[], nowMs: number): OwnerDigest {
  const theirs = open.filter((exception) => exception.owner === owner);
  const deadlines = theirs.map(({ mattersUntil }) => mattersUntil).filter((moment) => moment !== null);
  const now = new Date(nowMs).toISOString();
  const [nextDeadline] = deadlines
    .filter((moment) => isAhead(moment, now))
    .toSorted((a, b) => Date.parse(a) - Date.parse(b));
  return {
    owner,
    open: theirs.length,
    high: theirs.filter(({ severity }) => severity === "high").length,
    taken: theirs.filter(({ state }) => state.is === "taken").length,
    overdue: deadlines.filter((moment) => !isAhead(moment, now)).length,
    nextDeadline: nextDeadline ?? null,
  };
}

function named({ orderName, kind, owner, severity, whatToDo, firstSeenAt, mattersUntil }: OpenException) {
  return { orderName, kind, owner, severity, whatToDo, since: firstSeenAt, mattersUntil };
}
