import type { OpenException } from "../../domain/exceptions/exception.ts";
import { changed, holdsEntry } from "../../domain/exceptions/exception-change.ts";
import type { ExceptionChange } from "../../domain/exceptions/exception-change.ts";
import type { MoveOutcome } from "../../domain/exceptions/person-move.ts";
import { upgraded } from "../../domain/exceptions/upgrade.ts";
import type { StoredException } from "../../domain/exceptions/upgrade.ts";
import { ExceptionBusyError } from "./exception-busy-error.ts";
import { recordsUnder } from "./record-store.ts";
import type { RecordStore } from "./record-store.ts";

export const EXCEPTION_PREFIX = "exception/";
const JOURNAL_PREFIX = "exception-change/";

/** A writer whose change was overwritten sees that at once and writes again, this many times. */
const MOST_WRITES = 5;

/**
 * No writer rests longer than this between reading a record and writing it. Then a change that is in the record stays
 * there, and its journal entry can go.
 *
 * Assumption: a call of the data store takes seconds at most.
 */
const SETTLED_AFTER_MS = 2 * 60_000;

/** A journal entry goes when it is settled. Where nobody settles, it goes by itself. */
const JOURNAL_KEPT_SECONDS = 7 * 86_400;

interface JournalEntry {
  readonly exceptionId: string;
  readonly entryId: string;
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly change: ExceptionChange;
}

/** Changes exceptions in a store without transactions. */
export interface ExceptionWriter {
  read(exceptionId: string): Promise<OpenException | null>;
  /** @throws {ExceptionBusyError} When others kept writing at the same moment; `settle` carries the change out later */
  change(exceptionId: string, change: ExceptionChange): Promise<MoveOutcome>;
  /** Carries out what a simultaneous writer had overwritten. Returns how many changes that were. */
  settle(): Promise<number>;
}

/**
 * A data store has no transactions: of two writers that read the same record, the later one overwrites the earlier
 * one's change. So that none is lost, a change is first written down under a key of its own, which nobody else writes.
 * Then the record is written and read back; a change that is not in it is made again on top of what is there now. One
 * that is overwritten later than that is found by `settle`, which compares the journal with the records.
 *
 * @param now - Milliseconds since 1970
 */
export function createExceptionWriter(store: RecordStore, now: () => number): ExceptionWriter {
  const timestamp = (): string => new Date(now()).toISOString();

  async function read(exceptionId: string): Promise<OpenException | null> {
    const stored = ((await store.get(EXCEPTION_PREFIX + exceptionId)) ?? null) as StoredException | null;
    return stored === null ? null : upgraded(stored);
  }

  const journalKey = ({ at, entryId }: JournalEntry): string => `${JOURNAL_PREFIX}${at}/${entryId}`;

  async function apply(entry: JournalEntry, journalled: boolean): Promise<MoveOutcome> {
    const { exceptionId, entryId, at, change: wanted } = entry;
    let writtenDown = journalled;
    for (let writes = 0; ; writes += 1) {
      const before = await read(exceptionId);
      if (before !== null && holdsEntry(before, entryId)) return { ok: true, exception: before };
      const outcome = changed(before, wanted, at, entryId);
      if (!outcome.ok || outcome.exception === before) {
        if (writtenDown) await store.delete(journalKey(entry));
        return outcome;
      }
      if (writes === MOST_WRITES) throw new ExceptionBusyError(exceptionId, wanted.what);
      if (!writtenDown) await store.set(journalKey(entry), entry, { ttl: JOURNAL_KEPT_SECONDS });
      writtenDown = true;
      await store.set(EXCEPTION_PREFIX + exceptionId, outcome.exception);
    }
  }

  const change = (exceptionId: string, wanted: ExceptionChange): Promise<MoveOutcome> =>
    apply({ exceptionId, change: wanted, entryId: crypto.randomUUID(), at: timestamp() }, false);

  /** A person's move that comes too late is not carried out any more, but it stays in the history. */
  async function noteRefusal({ exceptionId, change: move }: JournalEntry, because: string): Promise<void> {
    if (move.what === "raise" || move.what === "close" || move.what === "note-refusal") return;
    await change(exceptionId, { what: "note-refusal", move, because });
  }

  async function settleEntry(entry: JournalEntry): Promise<number> {
    const record = await read(entry.exceptionId);
    if (record !== null && holdsEntry(record, entry.entryId)) {
      await store.delete(journalKey(entry));
      return 0;
    }
    // Written down anew first: what is made again now can be overwritten again.
    const again = { ...entry, at: timestamp() };
    await store.set(journalKey(again), again, { ttl: JOURNAL_KEPT_SECONDS });
    await store.delete(journalKey(entry));
    const outcome = await apply(again, true);
    if (!outcome.ok) await noteRefusal(again, outcome.because);
    return 1;
  }

  return {
    read,
    change,
    async settle() {
      let lost = 0;
      for (const [, value] of await recordsUnder(store, JOURNAL_PREFIX)) {
        const entry = value as JournalEntry;
        if (now() - Date.parse(entry.at) >= SETTLED_AFTER_MS) lost += await settleEntry(entry);
      }
      return lost;
    },
  };
}
