import type { AuditWord } from "./audit-trail.ts";
import type { OpenException } from "./exception.ts";
import { awake, moved } from "./exception-ledger.ts";
import { isAhead } from "./pressing.ts";
import { isAllowed } from "./exception-state.ts";
import type { ExceptionEvent, ExceptionState } from "./exception-state.ts";

/** What a person does with an exception. `by` is their name, at most 100 characters; notes have at most 1,000. */
export type PersonMove =
  /** `takeOver` takes it also from somebody else. */
  | { readonly what: "take"; readonly by: string; readonly note?: string; readonly takeOver?: boolean }
  | { readonly what: "give-back"; readonly by: string; readonly note?: string }
  /** `until` is ISO 8601; not after the moment until which acting matters, and at most 30 days away. */
  | { readonly what: "snooze"; readonly by: string; readonly note?: string; readonly until: string }
  /** Back to work before the snooze is over. */
  | { readonly what: "wake"; readonly by: string; readonly note?: string }
  /** Gives it to somebody, `by` included; also away from whoever has it. */
  | { readonly what: "assign"; readonly by: string; readonly to: string; readonly note?: string }
  | { readonly what: "note"; readonly by: string; readonly note: string }
  | { readonly what: "resolve"; readonly by: string; readonly note: string }
  | { readonly what: "reopen"; readonly by: string; readonly note?: string }
  | { readonly what: "ask-retry"; readonly by: string; readonly note?: string };

/** What came of a move. `because` is a sentence for the person who asked. */
export type MoveOutcome =
  { readonly ok: true; readonly exception: OpenException } | { readonly ok: false; readonly because: string };

const EVENT_OF = {
  take: "taken",
  "give-back": "given-back",
  assign: "assigned",
  snooze: "snoozed",
  wake: "woke",
  note: "noted",
  reopen: "reopened",
  resolve: "resolved",
  "ask-retry": "retry-asked",
} as const satisfies Record<PersonMove["what"], ExceptionEvent>;

const LONGEST_NAME = 100;
const LONGEST_NOTE = 1_000;
const LONGEST_SNOOZE_DAYS = 30;

/**
 * Carries out what a person wants.
 *
 * @param now - ISO 8601, UTC
 * @param entryId - Id of the entry in the audit trail
 * @returns The record itself when there is nothing to do: the same move a second time
 */
export function carryOut(record: OpenException, move: PersonMove, now: string, entryId: string): MoveOutcome {
  const before = awake(record, now);
  if (isDone(before, move)) return { ok: true, exception: record };
  const because = whyNot(before, move, now);
  if (because !== null) return { ok: false, because };
  const { by, what } = move;
  const note = move.note?.trim() || null;
  const exception = moved(before, stateAfter(before, move, now), {
    id: entryId,
    at: now,
    by,
    what: EVENT_OF[what],
    note,
  });
  if (what === "ask-retry") return { ok: true, exception: { ...exception, retryAsked: { by, at: now } } };
  const timesReopened = exception.timesReopened + (what === "reopen" ? 1 : 0);
  return { ok: true, exception: { ...exception, timesReopened } };
}

/** The record with a note that a move came too late to be carried out. */
export function withRefusal(
  record: OpenException,
  move: PersonMove,
  because: string,
  at: string,
  id: string,
): OpenException {
  const what: AuditWord = "refused";
  return moved(record, record.state, { id, at, by: move.by, what, note: `${move.what}: ${because}` });
}

function isDone({ state, retryAsked }: OpenException, move: PersonMove): boolean {
  if (move.what === "take") return state.is === "taken" && state.by === move.by;
  if (move.what === "snooze")
    return state.is === "snoozed" && state.by === move.by && Date.parse(state.until) === Date.parse(move.until);
  if (move.what === "resolve")
    return state.is === "resolved" && state.by === move.by && state.note === move.note.trim();
  if (move.what === "ask-retry") return retryAsked?.by === move.by;
  return false;
}

function whyNot({ state, mattersUntil }: OpenException, move: PersonMove, now: string): string | null {
  if (move.by.trim() === "") return "It is not said who does this.";
  if (move.by.length > LONGEST_NAME)
    return `The name is ${move.by.length} characters long, expected at most ${LONGEST_NAME}.`;
  const noteLength = move.note?.length ?? 0;
  if (noteLength > LONGEST_NOTE) return `The note is ${noteLength} characters long, expected at most ${LONGEST_NOTE}.`;
  if (!isAllowed(state.is, EVENT_OF[move.what])) return `It is ${stateInWords(state)}.`;
  if (move.what === "take" && state.is === "taken" && move.takeOver !== true)
    return `It is ${stateInWords(state)}. It can be taken over.`;
  if (move.what === "assign" && (move.to.trim() === "" || move.to.length > LONGEST_NAME))
    return `It is not said whom it goes to, in at most ${LONGEST_NAME} characters.`;
  if (move.what === "resolve" && move.note.trim() === "") return "A note must say how it was resolved.";
  if (move.what === "note" && move.note.trim() === "") return "The note is empty.";
  return move.what === "snooze" ? whyNoSnooze(move.until, mattersUntil, now) : null;
}

function whyNoSnooze(until: string, mattersUntil: string | null, now: string): string | null {
  const end = Date.parse(until);
  const start = Date.parse(now);
  if (Number.isNaN(end)) return `"${until}" is not a moment, expected ISO 8601 such as ${now}.`;
  if (end <= start) return `${until} is not in the future.`;
  if (end - start > LONGEST_SNOOZE_DAYS * 86_400_000) return `${until} is more than ${LONGEST_SNOOZE_DAYS} days away.`;
  if (isAhead(mattersUntil, now) && end > Date.parse(mattersUntil))
    return `It matters until ${mattersUntil}: it cannot be put aside until ${until}.`;
  return null;
}

function stateAfter(before: OpenException, move: PersonMove, now: string): ExceptionState {
  if (move.what === "take") return { is: "taken", since: now, by: move.by };
  if (move.what === "assign") return { is: "taken", since: now, by: move.to.trim() };
  if (move.what === "give-back" || move.what === "wake" || move.what === "reopen") return { is: "open", since: now };
  if (move.what === "snooze")
    return { is: "snoozed", since: now, by: move.by, until: new Date(move.until).toISOString() };
  if (move.what === "resolve") return { is: "resolved", since: now, by: move.by, note: move.note.trim() };
  return before.state;
}

/** An exception's state in words, to stand after "It is". */
export function stateInWords(state: ExceptionState): string {
  if (state.is === "taken") return `taken by ${state.by} since ${state.since}`;
  if (state.is === "snoozed") return `snoozed by ${state.by} until ${state.until}`;
  if (state.is === "resolved") return `resolved by ${state.by} since ${state.since}`;
  return `${state.is} since ${state.since}`;
}
