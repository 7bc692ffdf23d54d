import type { ExceptionDraft, OpenException } from "./exception.ts";
import { closed, seenAgain } from "./exception-ledger.ts";
import { carryOut, withRefusal } from "./person-move.ts";
import type { MoveOutcome, PersonMove } from "./person-move.ts";

/** Everything that can be done to an exception's record, as data: it can be written down before it is carried out. */
export type ExceptionChange =
  | PersonMove
  | { readonly what: "raise"; readonly draft: ExceptionDraft }
  | { readonly what: "close"; readonly because: string }
  /** Writes down that a person's move came too late to be carried out. */
  | { readonly what: "note-refusal"; readonly move: PersonMove; readonly because: string };

/**
 * The record after a change.
 *
 * @param record - `null` when there is none yet
 * @param now - ISO 8601, UTC
 * @param entryId - Id of the entry in the audit trail
 * @returns The record itself when there was nothing to do
 */
export function changed(
  record: OpenException | null,
  change: ExceptionChange,
  now: string,
  entryId: string,
): MoveOutcome {
  if (change.what === "raise") return { ok: true, exception: seenAgain(record, change.draft, now, entryId) };
  if (record === null) return { ok: false, because: "There is no such exception." };
  if (change.what === "close") return { ok: true, exception: closed(record, change.because, now, entryId) };
  if (change.what === "note-refusal")
    return { ok: true, exception: withRefusal(record, change.move, change.because, now, entryId) };
  return carryOut(record, change, now, entryId);
}

/** Has this change been carried out on the record? */
export function holdsEntry({ history }: OpenException, entryId: string): boolean {
  return history.some(({ id }) => id === entryId);
}
