import { dedupe } from "./dedupe.ts";
import type { SourceState } from "./source-state.ts";
import type { DedupeStrategy, EmittedEvent, SourceBinding } from "./types.ts";

/** The events of one run. */
export interface Turn {
  add(event: EmittedEvent): void;
  end(): void;
}

/**
 * Makes what runs emit and remember durable. All runs of a source share it, and a flush stores everything that any of
 * them has gathered: a duplicate that is answered "seen before" is then never answered ahead of the run that saw it
 * first. What could not be stored stays here and goes with the next flush.
 */
export interface Journal {
  begin(): Turn;
  /** Resolves when all that was gathered before this call is stored; calls that wait together share one write. */
  flush(): Promise<void>;
}

export function createJournal(
  binding: Pick<SourceBinding, "persist">,
  state: SourceState,
  strategy: DedupeStrategy | undefined,
): Journal {
  const turns = new Set<{ gathered: EmittedEvent[]; ended: boolean }>();
  const outbox: EmittedEvent[] = [];
  let savedRevision = state.revision;
  let running: Promise<void> | null = null;
  let next: Promise<void> | null = null;

  function collect(): void {
    for (const turn of turns) {
      // `last` compares the whole run with the one before: nothing can be said before the run's end.
      if (strategy === "last" && !turn.ended) continue;
      const batch = turn.gathered.splice(0).sort((a, b) => a.ts - b.ts);
      if (turn.ended) turns.delete(turn);
      if (batch.length === 0) continue;
      const { kept, memory } = dedupe(strategy, state.host.dedupe, batch);
      if (strategy !== undefined) state.changeHost({ dedupe: memory });
      outbox.push(...kept);
    }
  }

  async function store(): Promise<void> {
    collect();
    const { revision } = state;
    const events = [...outbox];
    if (revision === savedRevision && events.length === 0) return;
    await binding.persist({ db: revision === savedRevision ? null : state.snapshot(), events });
    outbox.splice(0, events.length);
    savedRevision = revision;
  }

  function start(): Promise<void> {
    const work = store().finally(() => {
      if (running === work) running = null;
    });
    running = work;
    return work;
  }

  return {
    begin() {
      const turn = { gathered: [] as EmittedEvent[], ended: false };
      turns.add(turn);
      return {
        add(event) {
          turn.gathered.push(event);
          turns.add(turn);
        },
        end() {
          turn.ended = true;
        },
      };
    },
    flush() {
      if (next !== null) return next;
      if (running === null) return start();
      next = running
        .catch(() => undefined)
        .then(() => {
          next = null;
          return start();
        });
      return next;
    },
  };
}
