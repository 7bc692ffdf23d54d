/** An order that was reported changed and is not emitted yet. Times are milliseconds since 1970. */
export interface PendingOrder {
  readonly orderId: string;
  /** Counts the groups of changes of this source: makes the event's id unique, and the same again after a crash. */
  readonly group: number;
  readonly firstSeenAt: number;
  readonly lastSeenAt: number;
  /** The latest change that Shopify told, by its own clock; `null` when it told none. */
  readonly changedAt: number | null;
  /** The topics that told of it, one letter each: see `topic-letters.ts`. */
  readonly topicLetters: string;
  /** The latest delivery: see `pack-webhook-id.ts`. `null` when only the poll saw the change. */
  readonly packedWebhookId: string | null;
}

/** What was last looked at, and emitted or found unchanged. */
export interface SeenOrder {
  readonly orderId: string;
  /** Changes up to and including this moment, by Shopify's clock, are dealt with. */
  readonly upTo: number;
  /** Of what a warehouse may care about; `null` when it could not be computed. */
  readonly fingerprint: string | null;
}

/**
 * What a source remembers, as a value: every change gives a new one. It must fit into the host's 60 KB, so the
 * memories that only save work (`seen`, `deliveries`) give way to the orders that must not be lost (`pending`).
 */
export interface SettleState {
  /** Oldest first. */
  readonly pending: ReadonlyMap<string, PendingOrder>;
  /** Oldest first. */
  readonly seen: ReadonlyMap<string, SeenOrder>;
  /** Keys of the latest deliveries, oldest first, one after the other: see `DELIVERY_KEY_LENGTH`. */
  readonly deliveries: string;
  /** Number of the last group. */
  readonly lastGroup: number;
  /** The poll has handled every change up to this moment, by Shopify's clock. */
  readonly polledUpTo: number;
  /** When the last check (poll and subscriptions) began. */
  readonly checkedAt: number;
}

/** Length of a delivery's key in characters. */
export const DELIVERY_KEY_LENGTH = 12;

export function newState(nowMs: number): SettleState {
  return { pending: new Map(), seen: new Map(), deliveries: "", lastGroup: 0, polledUpTo: nowMs, checkedAt: nowMs };
}

/** 2026-01-01: times are kept as distances from here, to save room. */
const EPOCH_MS = 1_767_225_600_000;

type PendingRow = readonly [
  orderId: string,
  group: number,
  firstSeen: number,
  lastSeenAfterFirst: number,
  changedAfterFirst: number | null,
  topicLetters: string,
  packedWebhookId: string | null,
];

type SeenRow = readonly [orderId: string, upTo: number, fingerprint: string | null];

/** The form in which a state is kept: JSON, short rows. `v` is the form's version. */
export interface StoredState {
  readonly v: 1;
  readonly pending: readonly PendingRow[];
  readonly seen: readonly SeenRow[];
  readonly deliveries: string;
  readonly lastGroup: number;
  readonly polledUpTo: number;
  readonly checkedAt: number;
}

export function encodeState(state: SettleState): StoredState {
  return {
    v: 1,
    pending: [...state.pending.values()].map((order) => [
      order.orderId,
      order.group,
      order.firstSeenAt - EPOCH_MS,
      order.lastSeenAt - order.firstSeenAt,
      order.changedAt === null ? null : order.changedAt - order.firstSeenAt,
      order.topicLetters,
      order.packedWebhookId,
    ]),
    seen: [...state.seen.values()].map((order) => [order.orderId, order.upTo - EPOCH_MS, order.fingerprint]),
    deliveries: state.deliveries,
    lastGroup: state.lastGroup,
    polledUpTo: state.polledUpTo,
    checkedAt: state.checkedAt,
  };
}

export function decodeState(stored: StoredState): SettleState {
  return {
    pending: new Map(stored.pending.map((row) => [row[0], toPending(row)])),
    seen: new Map(
      stored.seen.map(([orderId, upTo, fingerprint]) => [orderId, { orderId, upTo: upTo + EPOCH_MS, fingerprint }]),
    ),
    deliveries: stored.deliveries,
    lastGroup: stored.lastGroup,
    polledUpTo: stored.polledUpTo,
    checkedAt: stored.checkedAt,
  };
}

function toPending([
  orderId,
  group,
  firstSeen,
  last,
  changed,
  topicLetters,
  packedWebhookId,
]: PendingRow): PendingOrder {
  const firstSeenAt = firstSeen + EPOCH_MS;
  const changedAt = changed === null ? null : firstSeenAt + changed;
  return { orderId, group, firstSeenAt, lastSeenAt: firstSeenAt + last, changedAt, topicLetters, packedWebhookId };
}

/** A state never changes, so its size is worked out once. */
const sizes = new WeakMap<SettleState, number>();

/** What a state takes in the host's store, in bytes. */
export function stateBytes(state: SettleState): number {
  const bytes = sizes.get(state) ?? Buffer.byteLength(JSON.stringify(encodeState(state)));
  sizes.set(state, bytes);
  return bytes;
}
