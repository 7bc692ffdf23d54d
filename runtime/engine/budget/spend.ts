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
/** A worker that waits and does not ask again in time, since it was killed, is not waited for any longer. */
const WAITS_ON_MS = 1_000;

export interface EndedRequest {
  readonly place: number;
  readonly agoMs: number;
}

export interface Exchange {
  readonly worker: string;
  /** Requests that wait in this worker. */
  readonly wanted: number;
  /** Places whose requests have ended, well or badly, and how long ago. */
  readonly ended: readonly EndedRequest[];
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
  const waiting = othersWaiting(before, exchange.worker, nowMs);
  const share = Math.ceil(limits.requests / (1 + Object.keys(waiting).length));
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
    const mine = places.filter(
      ({ by, holder, untilMs }) => by === exchange.worker && (holder !== null || untilMs > nowMs),
    );
    awaitsEnd = inMs === Number.POSITIVE_INFINITY;
    if (awaitsEnd || mine.length >= share) askAgainMs = ASK_AGAIN_MS;
    else if (inMs > AHEAD_MS) askAgainMs = inMs - AHEAD_MS;
    else if (granted.length >= most) askAgainMs = inMs;
    if (askAgainMs !== null) break;
    const place = places.findIndex(({ holder, untilMs }) => holder === null && untilMs <= nowMs + inMs);
    places[place] = { holder: exchange.worker, untilMs: nowMs + PLACE_LEASE_MS, by: exchange.worker };
    lastSentAtMs = nowMs + inMs;
    granted.push({ place, inMs });
  }
  if (askAgainMs !== null) waiting[exchange.worker] = nowMs + askAgainMs + WAITS_ON_MS;
  return {
    state: { places, lastSentAtMs, pausedUntilMs, waiting },
    result: { granted, askAgainMs, awaitsEnd },
  };
}

/** While others wait, no worker has more than its share of the places; alone it may have them all. */
function othersWaiting(before: SharedBudgetState | null, worker: string, nowMs: number): Record<string, number> {
  const entries = Object.entries(before?.waiting ?? {});
  return Object.fromEntries(entries.filter(([name, untilMs]) => name !== worker && untilMs > nowMs));
}

function settledPlaces(
  before: SharedBudgetState | null,
  { requests, perMs }: RequestLimits,
  { worker, ended }: Exchange,
  nowMs: number,
): BudgetPlace[] {
  return Array.from({ length: requests }, (_, index): BudgetPlace => {
    const place = before?.places[index] ?? { holder: null, untilMs: 0, by: null };
    if (place.holder === null) return place;
    if (place.holder !== worker) {
      return place.untilMs <= nowMs ? { ...place, holder: null, untilMs: nowMs + perMs } : place;
    }
    const end = ended.find(({ place: at }) => at === index);
    if (end === undefined) return { ...place, untilMs: nowMs + PLACE_LEASE_MS };
    return { ...place, holder: null, untilMs: nowMs - end.agoMs + perMs };
  });
}
