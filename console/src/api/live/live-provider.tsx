import { useQueryClient } from "@tanstack/react-query";
import { createContext, use, useEffect, useState, useSyncExternalStore } from "react";
import type { ReactNode } from "react";
import type { LiveEvent } from "../../../../runtime/api/contract/today.ts";
import { openLiveConnection } from "./live-connection.ts";
import type { LiveConnection, LiveState } from "./live-connection.ts";
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
  const [connection, setConnection] = useState<LiveConnection | null>(null);

  useEffect(() => {
    let waiting: LiveEvent[] = [];
    let timer: number | undefined;
    const readAgain = (): void => {
      const events = waiting;
      waiting = [];
      timer = undefined;
      void client.invalidateQueries({
        predicate: ({ queryKey: [path, given] }) => events.some((event) => isOutOfDate(event, String(path), given)),
      });
    };
    const opened = openLiveConnection(
      (event) => {
        if (event.what === "counts") return setCounts(event);
        waiting.push(event);
        timer ??= window.setTimeout(readAgain, AT_MOST_EVERY_MS);
      },
      () => void client.invalidateQueries(),
    );
    setConnection(opened);
    return () => {
      window.clearTimeout(timer);
      opened.close();
    };
  }, [client]);

  const state = useSyncExternalStore(
    (listener) => connection?.onState(listener) ?? (() => undefined),
    () => connection?.state() ?? "connecting",
  );
  return (
    <LiveContext value={{ state, counts, pause: () => connection?.pause(), resume: () => connection?.resume() }}>
      {children}
    </LiveContext>
  );
}

export function useLive(): Live {
  const live = use(LiveContext);
  if (live === null) throw new Error("useLive() was used outside the shell.");
  return live;
}
