import type { OpenException } from "../exceptions/exception.ts";
import type { AlertReason, KnownException, News } from "./alert-memory.ts";
import type { RouteRow } from "./routing.ts";

/** What is new about an exception, for whom, and what is known about it afterwards. */
export interface FoundNews {
  readonly known: KnownException;
  readonly news: readonly { readonly channel: string; readonly news: News }[];
}

const MINUTE_MS = 60_000;
const UNKNOWN: KnownException = { since: null, timesReopened: 0, escalatedSince: null, warnedUntil: null };

/**
 * Compares an open exception with what was told about it. Only what it is now counts: looking twice tells nothing
 * twice, and a look that did not happen is made up for by the next one.
 *
 * @param before - `null` when nothing was told about it since it opened
 * @param nowMs - Milliseconds since 1970
 */
export function findNews(
  exception: OpenException,
  before: KnownException | null,
  route: RouteRow,
  nowMs: number,
): FoundNews {
  const { state, mattersUntil, timesReopened } = exception;
  const waitsSince = state.is === "open" ? state.since : null;
  const told = before ?? UNKNOWN;

  const begins = waitsSince !== null && waitsSince !== told.since ? beginning(exception, before) : null;
  const escalates = isDue(waitsSince, route.takeWithinMinutes, nowMs) && told.escalatedSince !== waitsSince;
  const near =
    state.is !== "snoozed" &&
    isDue(mattersUntil, route.warnBeforeMinutes === null ? null : -route.warnBeforeMinutes, nowMs);
  // Who is told of an exception for the first time reads its deadline there.
  const warns = near && told.warnedUntil !== mattersUntil && begins === null;

  const about = { at: nowMs, ...labelOf(exception) };
  const tell = (channels: readonly string[], reason: AlertReason) =>
    channels.map((channel) => ({ channel, news: { ...about, reasons: [reason] } }));
  return {
    known: {
      since: waitsSince,
      timesReopened,
      escalatedSince: escalates ? waitsSince : told.escalatedSince,
      warnedUntil: near ? mattersUntil : told.warnedUntil,
    },
    news: [
      ...(begins === null ? [] : tell(route.channels, begins)),
      ...(escalates ? tell(route.escalateTo, "not-taken-in-time") : []),
      ...(warns ? tell(route.channels, "deadline-near") : []),
    ],
  };
}

function beginning({ timesReopened }: OpenException, before: KnownException | null): AlertReason {
  if (before === null) return timesReopened === 0 ? "new" : "reopened";
  return timesReopened > before.timesReopened ? "reopened" : "waiting-again";
}

/** Has a moment come, so many minutes after (or before) another one? Never without both. */
function isDue(iso: string | null, afterMinutes: number | null, nowMs: number): boolean {
  return iso !== null && afterMinutes !== null && nowMs >= Date.parse(iso) + afterMinutes * MINUTE_MS;
}

function labelOf({ id, orderName, kind, owner, severity }: OpenException) {
  return { exceptionId: id, orderName, kind, owner, severity };
}
