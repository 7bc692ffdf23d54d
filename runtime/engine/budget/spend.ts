import { waitForNextRequestMs } from "../../../components/peoplevox/request-budget.ts";
import type { RequestLimits } from "../../../components/peoplevox/request-budget.ts";
import type { BudgetPlace, SharedBudgetState } from "../../store/budgets.ts";

/** A worker that is silent for this long has lost its places. It renews them three times as often. */
export const PLACE_LEASE_MS = 30_000;
/** A worker is given places for so far ahead, so that it need not ask for each request. */
const AHEAD_MS = 2_000;
/** A fifth of the budget at a time: several workers take turns in small steps. */
const PART_AT_ONCE = 5;
/** When only the end of a request can free a place, and it may be another worker's. */
const ASK_AGAIN_MS = 250;

export interface Exchange {
  readonly worker: string;
  /** Requests that wait in this worker. */
  readonly wanted: number;
  /** Places whose requests have ended, well or badly. */
  readonly ended: readonly number[];
  /** Peoplevox throttled us: nobody sends for so long. `0` when it did not. */
  readonly pauseMs: number;
}

export interface Granted {
  readonly place: number;
  /** When the request may leave, in milliseconds from now. */
  readonly inMs: number;
}

export interface Spent {
  readonly granted: readonly Granted[];
  /** When to ask again for what was not granted; `null` when all was. */
  readonly askAgainMs: number | null;
  /** Only the end of a request can free a place. */
  readonly awaitsEnd: boolean;
}

/**
 * One worker's exchange with the budget that all share: it gives back, renews, and is given places.
 *
 * A place is free again `perMs` after its request has ended, as in one process; so no stretch of `perMs` at the other
 * side can see more than `requests`, however many workers there are.
 */
export function spend(
  before: SharedBudgetState | null,
  limits: RequestLimits,
  exchange: Exchange,
  nowMs: number,
): { readonly state: SharedBudgetState; readonly result: Spent } {
  const places = settledPlaces(before, limits, exchange, nowMs);
  let lastSentAtMs = before?.lastSentAtMs ?? 0;
  const pausedUntilMs = Math.max(before?.pausedUntilMs ?? 0, exchange.pauseMs === 0 ? 0 : nowMs + exchange.pauseMs);
  const granted: Granted[] = [];
  const most = Math.min(exchange.wanted, Math.max(1, Math.ceil(limits.requests / PART_AT_ONCE)));
  let askAgainMs: number | null = null;
  let awaitsEnd = false;
  while (granted.length < exchange.wanted) {
    const inMs = waitForNextRequestMs(
      {
        places: places.map(({ holder, untilMs }) => (holder === null ? untilMs : Number.POSITIVE_INFINITY)),
        lastSentAt: lastSentAtMs,
        pausedUntil: pausedUntilMs,
        now: nowMs,
      },
      limits,
    );
    awaitsEnd = inMs === Number.POSITIVE_INFINITY;
    if (awaitsEnd) askAgainMs = ASK_AGAIN_MS;
    else if (inMs > AHEAD_MS) askAgainMs = inMs - AHEAD_MS;
    else if (granted.length >= most) askAgainMs = inMs;
    if (askAgainMs !== null) break;
    const place = places.findIndex(({ holder, untilMs }) => holder === null && untilMs <= nowMs + inMs);
    places[place] = { holder: exchange.worker, untilMs: nowMs + PLACE_LEASE_MS };
    lastSentAtMs = nowMs + inMs;
    granted.push({ place, inMs });
  }
  return { state: { places, lastSentAtMs, pausedUntilMs }, result: { granted, askAgainMs, awaitsEnd } };
}

function settledPlaces(
  before: SharedBudgetState | null,
  { requests, perMs }: RequestLimits,
  { worker, ended }: Exchange,
  nowMs: number,
): BudgetPlace[] {
  return Array.from({ length: requests }, (_, index): BudgetPlace => {
    const place = before?.places[index] ?? { holder: null, untilMs: 0 };
    if (place.holder === null) return place;
    const isOver = place.holder === worker ? ended.includes(index) : place.untilMs <= nowMs;
    if (isOver) return { holder: null, untilMs: nowMs + perMs };
    return place.holder === worker ? { holder: worker, untilMs: nowMs + PLACE_LEASE_MS } : place;
  });
}
