import { useSyncExternalStore } from "react";

const EVERY_MS = 10_000;

let now = Date.now();
let timer: number | undefined;
const listeners = new Set<() => void>();

/** The time in milliseconds; whoever uses it is shown again every ten seconds. One clock for the whole page. */
export function useNow(): number {
  return useSyncExternalStore(follow, () => now);
}

function follow(listener: () => void): () => void {
  listeners.add(listener);
  if (timer === undefined) {
    // While nobody looked, the clock stood still.
    now = Date.now();
    timer = window.setInterval(() => {
      now = Date.now();
      for (const tell of listeners) tell();
    }, EVERY_MS);
  }
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    window.clearInterval(timer);
    timer = undefined;
  };
}
