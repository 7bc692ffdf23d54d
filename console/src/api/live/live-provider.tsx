import { useQueryClient } from "@tanstack/react-query";
import { createContext, use, useState, useSyncExternalStore } from "react";
import type { ReactNode } from "react";
import type { LiveEvent } from "../../../../runtime/api/contract/today.ts";
import { createLiveConnection } from "./live-connection.ts";
import type { LiveState } from "./live-connection.ts";
import { isOutOfDate } from "./live-events.ts";

type Counts = Extract<LiveEvent, { readonly what: "counts" }>;

interface Live {
  readonly state: LiveState;
  /** As last told; null before the first time. */
  readonly counts: Counts | null;
  readonly pause: () => void;
  readonly resume: () => void;
}

const LiveContext = createContext<Live | null>(null);

/** Lists are read again at most this often, however much happens. */
const AT_MOST_EVERY_MS = 1_000;

/** Keeps everything below it current: an event makes the answers it concerns out of date, and they are read again. */
export function LiveProvider({ children }: { readonly children: ReactNode }) {
  const client = useQueryClient();
  const [counts, setCounts] = useState<Counts | null>(null);
  const [{ follow, state, pause, resume }] = useState(() => {
    const readAgain = batched((events) => {
      void client.invalidateQueries({
        predicate: ({ queryKey: [path, given] }) => events.some((event) => isOutOfDate(event, String(path), given)),
      });
    });
    return createLiveConnection(
      (event) => {
        if (event.what === "counts") setCounts(event);
        else readAgain(event);
      },
      () => void client.invalidateQueries(),
    );
  });
  return (
    <LiveContext value={{ state: useSyncExternalStore(follow, state), counts, pause, resume }}>{children}</LiveContext>
  );
}

/** Gathers events for a moment, so that a burst of them is one reading. */
function batched(read: (events: readonly LiveEvent[]) => void): (event: LiveEvent) => void {
  let waiting: LiveEvent[] = [];
  return (event) => {
    waiting.push(event);
    if (waiting.length > 1) return;
    window.setTimeout(() => {
      const events = waiting;
      waiting = [];
      read(events);
    }, AT_MOST_EVERY_MS);
  };
}

export function useLive(): Live {
  const live = use(LiveContext);
  if (live === null) throw new Error("useLive() was used outside the shell.");
  return live;
}
