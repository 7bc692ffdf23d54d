import type { LiveEvent } from "../../../../runtime/api/contract/today.ts";

/** `paused`: by the person. `waiting`: the connection was lost; it is tried again. */
export type LiveState = "connecting" | "live" | "waiting" | "paused";

export interface LiveConnection {
  readonly state: () => LiveState;
  /** Connects with the first listener to the state. @returns Ends it; the last one closes the connection */
  readonly follow: (listener: () => void) => () => void;
  readonly pause: () => void;
  readonly resume: () => void;
}

/** A page that listens is told of what has changed this long before: `runtime/api/live/watch-database.ts`. */
const TOLD_AT_FIRST_MS = 10_000;
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 30_000;

/** How long to wait before the next try: twice as long each time, spread so that many pages do not come at once. */
export function waitBeforeTryMs(failures: number, random: number): number {
  const longest = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.max(0, failures - 1));
  return Math.round(longest * (0.5 + random / 2));
}

/**
 * Server-sent events of the runtime. A page that is not looked at holds no connection, since browsers allow six to one
 * server over all tabs.
 *
 * @param onEvent - Called with each event
 * @param onCaughtUp - Called when events may have been missed: everything shown may be out of date
 */
export function createLiveConnection(onEvent: (event: LiveEvent) => void, onCaughtUp: () => void): LiveConnection {
  let state: LiveState = "connecting";
  let source: EventSource | null = null;
  let timer: number | undefined;
  let failures = 0;
  let missed = false;
  let opened = false;
  const listeners = new Set<() => void>();

  const become = (next: LiveState): void => {
    if (next === state) return;
    state = next;
    for (const listener of listeners) listener();
  };
  const drop = (): void => {
    window.clearTimeout(timer);
    source?.close();
    source = null;
  };
  const connect = (): void => {
    drop();
    if (state !== "waiting") become("connecting");
    source = new EventSource("/api/v1/live");
    source.addEventListener("open", () => {
      failures = 0;
      become("live");
      if (missed || (!opened && performance.now() > TOLD_AT_FIRST_MS)) onCaughtUp();
      missed = false;
      opened = true;
    });
    source.addEventListener("message", ({ data }) => onEvent(JSON.parse(String(data)) as LiveEvent));
    source.addEventListener("error", () => {
      // The browser's own retry has no back-off and gives up on an answer such as 503.
      drop();
      missed = true;
      failures += 1;
      become("waiting");
      timer = window.setTimeout(connect, waitBeforeTryMs(failures, Math.random()));
    });
  };
  const followVisibility = (): void => {
    if (state === "paused") return;
    if (document.hidden) {
      drop();
      missed = true;
    } else if (source === null) connect();
  };

  return {
    state: () => state,
    follow(listener) {
      if (listeners.size === 0) {
        document.addEventListener("visibilitychange", followVisibility);
        if (state !== "paused") connect();
      }
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        document.removeEventListener("visibilitychange", followVisibility);
        drop();
      };
    },
    pause() {
      drop();
      missed = true;
      become("paused");
    },
    resume: connect,
  };
}
