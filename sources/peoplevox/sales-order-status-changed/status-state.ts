/** What the source remembers, as a value. */
export interface StatusState {
  /** Secret part of the callback's address. */
  readonly token: string;
  /** Peoplevox has no list of subscriptions, so the id is kept; `null` while there is none. */
  readonly subscriptionId: string | null;
  /** Numbers that a callback named and that were not looked at yet, oldest first. */
  readonly pending: readonly string[];
  /** Status last told, by Sales Order number, oldest first. */
  readonly last: ReadonlyMap<string, string>;
  /** When all orders in work were last asked for, milliseconds since 1970. */
  readonly sweptAt: number;
  /** Number of runs that told something: makes ids of events unique. */
  readonly group: number;
}

/** At about 14 bytes each these stay below 22 KB each: the host keeps 60 KB. What is forgotten, the poll finds again. */
export const MOST_PENDING = 1_500;
const MOST_REMEMBERED = 1_500;

/** The form in which a state is kept: JSON; each status name once. `v` is the form's version. */
export interface StoredStatusState {
  readonly v: 1;
  readonly token: string;
  readonly subscriptionId: string | null;
  readonly pending: readonly string[];
  readonly statuses: readonly string[];
  readonly last: readonly (readonly [salesOrderNumber: string, status: number])[];
  readonly sweptAt: number;
  readonly group: number;
}

export function encodeStatusState({ last, ...state }: StatusState): StoredStatusState {
  const kept = [...last].slice(-MOST_REMEMBERED);
  const statuses = [...new Set(kept.map(([, status]) => status))];
  return { v: 1, ...state, statuses, last: kept.map(([number, status]) => [number, statuses.indexOf(status)]) };
}

export function decodeStatusState({ v: _, statuses, last, ...state }: StoredStatusState): StatusState {
  return { ...state, last: new Map(last.map(([number, index]) => [number, statuses[index] ?? ""])) };
}

/** Notes a number to look at, once. The state itself when there is no room or it waits already. */
export function withPending(state: StatusState, salesOrderNumber: string): StatusState {
  if (state.pending.includes(salesOrderNumber) || state.pending.length >= MOST_PENDING) return state;
  return { ...state, pending: [...state.pending, salesOrderNumber] };
}
