import type { Database } from "../../store/database.ts";
import type { LiveEvent } from "../contract/today.ts";
import { watchDatabase } from "./watch-database.ts";

/** Pages are told of a change within this time; several changes within it come as one. */
const LOOK_EVERY_MS = 500;

export interface LiveFeed {
  /** @returns Stops it */
  listen(listener: (event: LiveEvent) => void, onEnd: () => void): () => void;
  close(): Promise<void>;
}

/** Looks at the database only while somebody listens. */
export function openLiveFeed(database: Database, onTrouble: (message: string, cause: unknown) => void): LiveFeed {
  const listeners = new Map<(event: LiveEvent) => void, () => void>();
  /** Those that no look has told anything yet. */
  const newcomers = new Set<(event: LiveEvent) => void>();
  let watch = watchDatabase(database);
  let timer: NodeJS.Timeout | undefined;
  let looking = Promise.resolve();

  async function lookOnce(): Promise<void> {
    try {
      // Who comes during this look is told with the next one.
      const told = [...listeners.keys()];
      const began = new Set(newcomers);
      const { changed, atFirst } = await watch.look();
      for (const listener of told) {
        if (!listeners.has(listener)) continue;
        for (const event of began.has(listener) ? atFirst : changed) listener(event);
        newcomers.delete(listener);
      }
    } catch (error) {
      onTrouble("Pages could not be told of changes; it is tried again at once.", error);
    }
  }

  function goOn(): void {
    timer = setTimeout(() => {
      looking = lookOnce().then(() => {
        if (listeners.size > 0) goOn();
        else timer = undefined;
      });
    }, LOOK_EVERY_MS);
  }

  return {
    listen(listener, onEnd) {
      listeners.set(listener, onEnd);
      newcomers.add(listener);
      if (timer === undefined) {
        // Nobody listened meanwhile, so that what was seen last says nothing.
        watch = watchDatabase(database);
        goOn();
      }
      return () => {
        listeners.delete(listener);
        newcomers.delete(listener);
      };
    },
    async close() {
      clearTimeout(timer);
      for (const end of listeners.values()) end();
      listeners.clear();
      newcomers.clear();
      await looking;
      clearTimeout(timer);
    },
  };
}
