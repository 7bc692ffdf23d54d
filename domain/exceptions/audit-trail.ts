import type { ExceptionEvent } from "./exception-state.ts";

/** `refused` stands for a move that came too late and was not carried out; the note says which and why. */
export type AuditWord = ExceptionEvent | "refused";

/** One thing that happened to an exception. */
export interface AuditEntry {
  /** Unique, so that the same entry is never written twice. */
  readonly id: string;
  /** ISO 8601, UTC. */
  readonly at: string;
  /** The person; `null` when LastEdit did it by itself. */
  readonly by: string | null;
  readonly what: AuditWord;
  readonly note: string | null;
}

/** What the oldest entries have been compacted into. */
export interface OlderHistory {
  /** The first and the last of them, ISO 8601, UTC. */
  readonly from: string;
  readonly to: string;
  readonly counts: Partial<Record<AuditWord, number>>;
}

/** Everything that ever happened to an exception: the newest entries in full, older ones as counts. */
export interface AuditTrail {
  /** Oldest first. */
  readonly history: readonly AuditEntry[];
  /** `null` while the history is complete. */
  readonly olderHistory: OlderHistory | null;
}

/** Entries kept in full: with notes of 1,000 characters at most, a record stays below about 60 KB. */
export const AUDIT_ENTRIES_KEPT = 50;

/** The trail with one more entry. A full trail gives up its oldest sighting; what people did is kept longest. */
export function withEntry({ history, olderHistory }: AuditTrail, entry: AuditEntry): AuditTrail {
  if (history.length < AUDIT_ENTRIES_KEPT) return { history: [...history, entry], olderHistory };
  const sighting = history.findIndex(({ what }) => what === "seen");
  const index = Math.max(0, sighting);
  const kept = history.filter((_, each) => each !== index);
  return { history: [...kept, entry], olderHistory: compacted(olderHistory, history[index] as AuditEntry) };
}

function compacted(older: OlderHistory | null, { at, what }: AuditEntry): OlderHistory {
  if (older === null) return { from: at, to: at, counts: { [what]: 1 } };
  return {
    from: at < older.from ? at : older.from,
    to: at > older.to ? at : older.to,
    counts: { ...older.counts, [what]: (older.counts[what] ?? 0) + 1 },
  };
}
