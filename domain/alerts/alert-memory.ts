import type { ExceptionKind, ExceptionOwner, ExceptionSeverity } from "../exceptions/exception.ts";

/** Why somebody is told. */
export type AlertReason = "new" | "reopened" | "waiting-again" | "not-taken-in-time" | "deadline-near";

/** Why an alert was not sent at once. */
export type HeldReason =
  "quiet-hours" | "rate-limit" | "repeat" | "channel-failed" | "channel-slow" | "not-confirmed" | "channel-removed";

/** One thing to tell one channel about one exception. */
export interface News {
  readonly exceptionId: string;
  readonly reasons: readonly AlertReason[];
  /** When it became news, milliseconds since 1970. */
  readonly at: number;
  /** What it takes to tell of it even when the exception is gone. */
  readonly orderName: string;
  readonly kind: ExceptionKind;
  readonly owner: ExceptionOwner;
  readonly severity: ExceptionSeverity;
}

/** News that wait for a summary: one entry per exception, with all that was held back about it. */
export interface HeldNews extends News {
  readonly heldBecause: readonly HeldReason[];
}

/** What has been told about an exception that is open. Times are ISO 8601, as in the exception. */
export interface KnownException {
  /** Since when it waits for somebody, as last told; `null` while somebody has it. */
  readonly since: string | null;
  readonly timesReopened: number;
  /** The wait that was escalated. */
  readonly escalatedSince: string | null;
  /** The deadline that was warned of. */
  readonly warnedUntil: string | null;
}

/** What a channel has had, and what waits for it. Times are milliseconds since 1970. */
export interface ChannelMemory {
  /** Alerts of their own within the last hour. */
  readonly sentAt: readonly number[];
  readonly summarisedAt: number | null;
  /** When each exception was last told, as long as telling it again would be a repeat. */
  readonly toldAt: Readonly<Record<string, number>>;
  readonly held: readonly HeldNews[];
  /** Handed over for sending, not confirmed yet. A process that dies leaves it behind, and it is sent again. */
  readonly sending: { readonly at: number; readonly news: readonly HeldNews[] } | null;
  /** Failures in a row, and the moment before which it is not tried again. */
  readonly failures: number;
  readonly retryAt: number | null;
}

/** All that the alerts remember between two looks. JSON. */
export interface AlertMemory {
  readonly known: Readonly<Record<string, KnownException>>;
  readonly channels: Readonly<Record<string, ChannelMemory>>;
}

export const NOTHING_TOLD: AlertMemory = { known: {}, channels: {} };

export const EMPTY_CHANNEL: ChannelMemory = {
  sentAt: [],
  summarisedAt: null,
  toldAt: {},
  held: [],
  sending: null,
  failures: 0,
  retryAt: null,
};

/** News with what waited about the same exception. */
export function mergedNews(before: HeldNews | undefined, news: News, because: readonly HeldReason[]): HeldNews {
  if (before === undefined) return { ...news, heldBecause: because };
  return {
    ...news,
    at: Math.min(news.at, before.at),
    reasons: distinct(before.reasons, news.reasons),
    heldBecause: distinct(before.heldBecause, because),
  };
}

/** The list with one more; what waits about the same exception becomes one entry with it. */
export function withHeld(held: readonly HeldNews[], news: News, because: readonly HeldReason[]): HeldNews[] {
  const before = held.find(({ exceptionId }) => exceptionId === news.exceptionId);
  return [...held.filter((each) => each !== before), mergedNews(before, news, because)];
}

function distinct<Value>(first: readonly Value[], second: readonly Value[]): Value[] {
  return [...new Set([...first, ...second])];
}
