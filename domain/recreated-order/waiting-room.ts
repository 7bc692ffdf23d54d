/** An order that was created or cancelled and waits for its counterpart. Times are milliseconds since 1970. */
export interface WaitingOrder {
  readonly orderId: string;
  readonly happened: "created" | "cancelled";
  readonly sinceMs: number;
}

/** Orders that wait, the one that has waited longest first. A value: each change gives a new one. */
export type WaitingRoom = readonly WaitingOrder[];

/** What a change leaves: the room, and the orders that leave it unmatched, to be looked at once more and let go. */
export interface Leaving {
  readonly room: WaitingRoom;
  readonly letGo: readonly WaitingOrder[];
}

/** How the room is kept in a source's store: JSON. */
export type StoredRoom = readonly (readonly [orderId: string, happened: "c" | "x", sinceMs: number])[];

/** How long an order waits, and how many can wait. */
export interface WaitingLimits {
  /** @defaultValue 10 minutes: a recreating app needs seconds, a late webhook up to some minutes. */
  readonly graceMs: number;
  /**
   * When the room is full, the order that has waited longest is let go early, since a store has an end.
   *
   * @defaultValue 300 orders, at most 12 KB
   */
  readonly mostOrders: number;
}

export const DEFAULT_WAITING_LIMITS: WaitingLimits = { graceMs: 600_000, mostOrders: 300 };

/**
 * Lets an order in. A second delivery of the same changes nothing, and never makes it wait longer. An order that is
 * created and then cancelled waits again, as cancelled; a create that arrives after the cancel is ignored.
 */
export function enter(room: WaitingRoom, order: WaitingOrder, { mostOrders }: WaitingLimits): Leaving {
  const before = room.find(({ orderId }) => orderId === order.orderId);
  if (before !== undefined && (before.happened === "cancelled" || order.happened === "created")) {
    return { room, letGo: [] };
  }
  const all = [...room.filter((waiting) => waiting !== before), order].sort(
    (one, other) => one.sinceMs - other.sinceMs,
  );
  const surplus = Math.max(0, all.length - mostOrders);
  return { room: all.slice(surplus), letGo: all.slice(0, surplus) };
}

/** Lets out orders whose counterpart was found, whichever of them waited. */
export function leave(room: WaitingRoom, orderIds: readonly string[]): WaitingRoom {
  return room.filter(({ orderId }) => !orderIds.includes(orderId));
}

/** Lets go of orders that have waited long enough. A clock that was set back by more than that counts too. */
export function letGo(room: WaitingRoom, nowMs: number, { graceMs }: WaitingLimits): Leaving {
  const isDue = ({ sinceMs }: WaitingOrder): boolean => Math.abs(nowMs - sinceMs) >= graceMs;
  return { room: room.filter((order) => !isDue(order)), letGo: room.filter(isDue) };
}

/** When the next order is due, or `null` when none waits. */
export function nextDueMs(room: WaitingRoom, { graceMs }: WaitingLimits): number | null {
  const [first] = room;
  return first === undefined ? null : first.sinceMs + graceMs;
}

export function encodeRoom(room: WaitingRoom): StoredRoom {
  return room.map(({ orderId, happened, sinceMs }) => [orderId, happened === "created" ? "c" : "x", sinceMs]);
}

export function decodeRoom(stored: StoredRoom): WaitingRoom {
  return stored.map(([orderId, happened, sinceMs]) => ({
    orderId,
    happened: happened === "c" ? "created" : "cancelled",
    sinceMs,
  }));
}
