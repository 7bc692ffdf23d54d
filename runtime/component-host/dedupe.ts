import type { DedupeStrategy, EmittedEvent } from "./types.ts";

/** Pipedream remembers this many ids for `unique`, and compares this many characters of one. */
const REMEMBERED_IDS = 100;
export const COMPARED_ID_LENGTH = 64;

/** What a source remembers between runs to drop what it has emitted before. JSON. */
export interface DedupeMemory {
  /** `unique`: the last 100 ids, oldest first. */
  readonly ids?: readonly string[];
  /** `greatest`: the largest id so far. */
  readonly greatest?: number;
  /** `last`: the id of the newest event of the last run. */
  readonly last?: string;
}

export interface Deduped {
  readonly kept: EmittedEvent[];
  readonly memory: DedupeMemory;
}

/**
 * Drops events of one batch that were emitted before. The batch is in order of `ts`.
 *
 * Assumption: for `greatest` the events of a batch are compared with what was stored before the batch, so that a
 * source which emits newest first loses nothing; an id that occurs twice in the batch is emitted once.
 */
export function dedupe(
  strategy: DedupeStrategy | undefined,
  memory: DedupeMemory,
  batch: readonly EmittedEvent[],
): Deduped {
  switch (strategy) {
    case undefined:
      return { kept: [...batch], memory };
    case "unique":
      return keepUnseen(memory, batch);
    case "greatest":
      return keepGreater(memory, batch);
    case "last":
      return keepAfterLast(memory, batch);
  }
}

function keepUnseen(memory: DedupeMemory, batch: readonly EmittedEvent[]): Deduped {
  let ids = [...(memory.ids ?? [])];
  const kept: EmittedEvent[] = [];
  for (const event of batch) {
    const id = rememberedId(event);
    if (ids.includes(id)) continue;
    kept.push(event);
    ids = [...ids, id].slice(-REMEMBERED_IDS);
  }
  return { kept, memory: { ids } };
}

/**
 * Assumption: an id counts for its channel. A source that emits to a channel of its own first and to the main one
 * later, under one id, would lose the second event otherwise (`pipedream-new-scheduled-tasks`).
 */
function rememberedId({ id, name }: EmittedEvent): string {
  return name === null ? String(id) : `${name}\n${String(id)}`;
}

function keepGreater(memory: DedupeMemory, batch: readonly EmittedEvent[]): Deduped {
  const before = memory.greatest ?? Number.NEGATIVE_INFINITY;
  const seen = new Set<number>();
  const kept = batch.filter((event) => {
    const id = Number(event.id);
    if (id <= before || seen.has(id)) return false;
    seen.add(id);
    return true;
  });
  return seen.size === 0 ? { kept, memory } : { kept, memory: { greatest: Math.max(...seen) } };
}

function keepAfterLast(memory: DedupeMemory, batch: readonly EmittedEvent[]): Deduped {
  // When the id is not found, nothing is known to be old: everything is emitted.
  const index = memory.last === undefined ? -1 : batch.findLastIndex((event) => event.id === memory.last);
  const newest = batch.at(-1);
  return { kept: batch.slice(index + 1), memory: newest === undefined ? memory : { last: String(newest.id) } };
}
