import { withEntry } from "./audit-trail.ts";
import type { AuditWord } from "./audit-trail.ts";
import type { ExceptionDraft, OpenException } from "./exception.ts";
import { EXCEPTION_KINDS, ONE_FINDING_AT_A_TIME } from "./exception-kinds.ts";
import { wakesSnooze } from "./pressing.ts";
import { statusOf } from "./exception-state.ts";
import type { ExceptionState } from "./exception-state.ts";

/** Stable id: one exception per shop, order lineage and kind. */
export function exceptionId({ shop, lineage, kind }: Pick<ExceptionDraft, "shop" | "lineage" | "kind">): string {
  return `${shop}/${lineage}/${kind}`;
}

/**
 * The record after an exception was seen (again).
 *
 * - One that somebody has taken stays theirs.
 * - A snoozed one stays snoozed, unless it got more severe or its deadline now comes before the end of the snooze.
 * - A resolved or closed one opens anew, and nobody has it: an earlier snooze or taker is history.
 *
 * @param before - The record so far; `null` when this kind was never seen for the lineage
 * @param now - ISO 8601, UTC
 * @param entryId - Id of the entry in the audit trail
 * @returns The first time it was seen is kept while it stays open
 */
export function seenAgain(
  before: OpenException | null,
  draft: ExceptionDraft,
  now: string,
  entryId: string = now,
): OpenException {
  if (before === null) return opened(draft, now, entryId);
  const known = wokenBy(draft, awake(before, now), now);
  const continues = known.status === "open";
  const entry = {
    id: entryId,
    at: now,
    by: null,
    what: continues ? "seen" : "reopened",
    note: draft.whatHappened,
  } as const;
  return {
    ...known,
    ...draft,
    ...withEntry(known, entry),
    status: "open",
    state: continues ? known.state : { is: "open", since: now },
    retryAsked: null,
    firstSeenAt: continues ? known.firstSeenAt : now,
    lastSeenAt: now,
    timesSeen: known.timesSeen + 1,
    timesReopened: known.timesReopened + (continues ? 0 : 1),
    closedAt: null,
    closedBecause: null,
  };
}

function wokenBy(draft: ExceptionDraft, before: OpenException, now: string): OpenException {
  return wakesSnooze(before, draft, now) ? woken(before, now, "It got more pressing.") : before;
}

function opened(draft: ExceptionDraft, now: string, entryId: string): OpenException {
  return {
    ...draft,
    id: exceptionId(draft),
    status: "open",
    state: { is: "open", since: now },
    retryAsked: null,
    firstSeenAt: now,
    lastSeenAt: now,
    timesSeen: 1,
    timesReopened: 0,
    closedAt: null,
    closedBecause: null,
    history: [{ id: entryId, at: now, by: null, what: "opened", note: draft.whatHappened }],
    olderHistory: null,
  };
}

/** The record after the order was seen in sync. A closed or resolved record stays as it is. */
export function closed(before: OpenException, because: string, now: string, entryId: string = now): OpenException {
  if (before.status === "closed") return before;
  const entry = { id: entryId, at: now, by: null, what: "closed", note: because } as const;
  return moved(awake(before, now), { is: "closed", since: now, because }, entry);
}

/** The record as it stands at a moment: a snooze that is over has ended, even if nobody wrote that down yet. */
export function awake(record: OpenException, now: string): OpenException {
  const { state } = record;
  if (state.is !== "snoozed" || Date.parse(state.until) > Date.parse(now)) return record;
  return woken(record, state.until, `The snooze by ${state.by} is over.`);
}

function woken(record: OpenException, at: string, note: string): OpenException {
  return moved(record, { is: "open", since: at }, { id: `${at}/woke`, at, by: null, what: "woke", note });
}

/** The record in another state, with the entry that says why. */
export function moved(
  before: OpenException,
  state: ExceptionState,
  entry: {
    readonly id: string;
    readonly at: string;
    readonly by: string | null;
    readonly what: AuditWord;
    readonly note: string | null;
  },
): OpenException {
  const status = statusOf(state.is);
  const ended = status === "closed";
  return {
    ...before,
    ...withEntry(before, entry),
    status,
    state,
    retryAsked: ended ? null : before.retryAsked,
    closedAt: ended ? state.since : null,
    closedBecause: endInWords(state),
  };
}

function endInWords(state: ExceptionState): string | null {
  if (state.is === "resolved") return `Resolved by ${state.by}: ${state.note}`;
  return state.is === "closed" ? state.because : null;
}

/**
 * Other open exceptions of the lineage about the same subject: a newer finding describes the order as it is now.
 * None where findings stand side by side.
 */
export function superseded(draft: ExceptionDraft, ofLineage: readonly OpenException[]): OpenException[] {
  const { about } = EXCEPTION_KINDS[draft.kind];
  if (!ONE_FINDING_AT_A_TIME.includes(about)) return [];
  return ofLineage.filter(
    ({ kind, status }) => status === "open" && kind !== draft.kind && EXCEPTION_KINDS[kind].about === about,
  );
}
