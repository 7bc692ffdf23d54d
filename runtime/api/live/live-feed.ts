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
  let watch = watchDatabase(database);
  let timer: NodeJS.Timeout | undefined;
  let looking = Promise.resolve();
  let latestCounts: LiveEvent | null = null;

  async function lookOnce(): Promise<void> {
    try {
      const events = await watch.look();
      latestCounts = events.find(({ what }) => what === "counts") ?? latestCounts;
      for (const event of events) for (const listener of listeners.keys()) listener(event);
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
      if (latestCounts !== null && timer !== undefined) listener(latestCounts);
      if (timer === undefined) {
        // Nobody listened meanwhile, so that what was seen last says nothing.
        watch = watchDatabase(database);
        latestCounts = null;
        goOn();
      }
      return () => listeners.delete(listener);
    },
    async close() {
      clearTimeout(timer);
      for (const end of listeners.values()) end();
      listeners.clear();
      await looking;
      clearTimeout(timer);
    },
  };
}
