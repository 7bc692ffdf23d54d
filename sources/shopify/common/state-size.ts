import { DELIVERY_KEY_LENGTH, stateBytes } from "./settle-state.ts";
import type { PendingOrder, SettleState } from "./settle-state.ts";

/**
 * Bounds of a source's state in bytes. Pipedream's limit is 60 KB for all of a source's keys.
 * Above `comfortable`, orders are emitted early in the usual way; above `most`, at once.
 */
export const STATE_BYTES = { limit: 60_000, most: 56_000, comfortable: 50_000 } as const;

/** How many memories are kept while there is room, and how many at least when there is little. */
const DELIVERIES = { most: 1000, least: 300 };
const SEEN = { most: 400, least: 100 };

/** Forgets the oldest memories: down to the usual number, or to the least when the state would be too large. */
export function trimMemories(state: SettleState): SettleState {
  const usual = keepNewest(state, DELIVERIES.most, SEEN.most);
  return stateBytes(usual) <= STATE_BYTES.comfortable ? usual : keepNewest(usual, DELIVERIES.least, SEEN.least);
}

/**
 * The oldest waiting orders that have to be emitted early so that the state fits.
 *
 * @returns Empty when it fits
 */
export function overflowing(state: SettleState, maxBytes: number): PendingOrder[] {
  const excess = stateBytes(state) - maxBytes;
  if (excess <= 0) return [];
  // A tenth more than needed, so that the next change does not overflow again.
  return [...state.pending.values()].slice(0, Math.ceil((excess + maxBytes / 10) / SMALLEST_ROW_BYTES));
}

/** A waiting order takes at least this much, so taking this many out frees at least the bytes counted for. */
const SMALLEST_ROW_BYTES = 30;

function keepNewest(state: SettleState, deliveries: number, seen: number): SettleState {
  return {
    ...state,
    deliveries: state.deliveries.slice(-deliveries * DELIVERY_KEY_LENGTH),
    seen: state.seen.size <= seen ? state.seen : new Map([...state.seen].slice(-seen)),
  };
}
