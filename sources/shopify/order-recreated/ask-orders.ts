import { findWithGrace, lookForRecreated } from "../../../components/shopify/recreated-orders/look-for-recreated.ts";
import type { LookedAt } from "../../../components/shopify/recreated-orders/look-for-recreated.ts";
import type { ReadTrace } from "../../../components/shopify/recreated-orders/read-order-traces.ts";
import { mayHaveCounterpart } from "../../../domain/recreated-order/candidate-hints.ts";
import { findingId, findRecreated } from "../../../domain/recreated-order/find-recreated.ts";
import type { RecreateFinding } from "../../../domain/recreated-order/find-recreated.ts";
import { ordersOf } from "../../../domain/recreated-order/swap-sides.ts";
import { enter, leave, letGo } from "../../../domain/recreated-order/waiting-room.ts";
import { dealtWithUpTo } from "../common/look-at-orders.ts";
import { readState, writeState } from "../common/order-source.ts";
import { dueOrders, settle } from "../common/settle-window.ts";
import { readMemory, tell, writeMemory } from "./recreate-memory.ts";
import type { RecreateMemory } from "./recreate-memory.ts";
import { recreatedEvent, recreatedMetadata } from "./recreated-event.ts";
import type { RecreatedSource } from "./recreated-source.ts";

/** Orders asked about at once: bounds how much the waiting room can grow in one go. */
const ORDERS_PER_LOOK = 25;

/** An order to ask about. */
interface Ask {
  readonly orderId: string;
  /** When its latest report came; `null` for one that has waited long enough. */
  readonly reportedAt: number | null;
}

/** Asks about orders that were created or cancelled, and once more about those that have waited long enough. */
export async function askDueOrders(source: RecreatedSource): Promise<void> {
  const asks = dueAsks(source);
  for (let start = 0; start < asks.length; start += ORDERS_PER_LOOK) {
    const group = asks.slice(start, start + ORDERS_PER_LOOK);
    const waiting = readMemory(source.db).room.map(({ orderId }) => orderId);
    const ids = group.map(({ orderId }) => orderId);
    const lookedAt = await lookForRecreated(source.client, ids, source.rules, waiting);
    await Promise.all(conclude(source, group, lookedAt));
  }
}

function dueAsks(source: RecreatedSource): Ask[] {
  const nowMs = source.now();
  const reported = dueOrders(readState(source), source.policy, nowMs);
  const { room } = readMemory(source.db);
  const overdue = letGo(room, nowMs, source.limits).letGo;
  const surplus = room.slice(0, Math.max(0, room.length - source.limits.mostOrders));
  const waited = [...new Set([...overdue, ...surplus].map(({ orderId }) => orderId))];
  return [
    ...reported.map(({ orderId, lastSeenAt }) => ({ orderId, reportedAt: lastSeenAt })),
    ...waited
      .filter((orderId) => !reported.some((order) => order.orderId === orderId))
      .map((orderId) => ({ orderId, reportedAt: null })),
  ];
}

/**
 * Emits what was found and remembers it, in one go: other runs of the source come in between looks. Emitting comes
 * before writing: a crash between the two repeats an event, with the same id, and loses none.
 *
 * @returns What the host does with the events
 */
function conclude(source: RecreatedSource, asks: readonly Ask[], { asked, known }: LookedAt): unknown[] {
  const nowMs = source.now();
  const emitted: unknown[] = [];
  let memory = readMemory(source.db);
  for (const { orderId, reportedAt } of asks) {
    const read = asked.get(orderId);
    if (read === undefined) {
      memory = { ...memory, room: leave(memory.room, [orderId]) };
      continue;
    }
    const { finding, waits } = answer(source, read, known, reportedAt === null);
    if (finding.kind !== "none") {
      const told = tell(memory, findingId(finding));
      if (told !== null) {
        const event = recreatedEvent(finding);
        emitted.push(source.emit(event, recreatedMetadata(event, nowMs)));
        memory = told;
      }
    }
    memory = { ...memory, room: waits ? entered(source, memory, read, nowMs) : left(memory, read, finding) };
  }
  const state = readState(source);
  // What was reported again while we looked is asked about once more.
  const settled = asks
    .filter(({ orderId, reportedAt }) => reportedAt !== null && state.pending.get(orderId)?.lastSeenAt === reportedAt)
    .map(({ orderId }) => orderId);
  const seen = settled.flatMap((orderId) => {
    const read = asked.get(orderId);
    return read === undefined
      ? []
      : [{ orderId, upTo: dealtWithUpTo(Date.parse(read.updatedAt), nowMs), fingerprint: null }];
  });
  writeState(source, settle(state, settled, seen));
  writeMemory(source.db, memory);
  return emitted;
}

function answer(
  { rules, limits, now }: RecreatedSource,
  { trace }: ReadTrace,
  known: LookedAt["known"],
  hasWaited: boolean,
): { readonly finding: RecreateFinding; readonly waits: boolean } {
  if (hasWaited) return { finding: findRecreated(trace, known, rules, "over"), waits: false };
  const { finding, patience } = findWithGrace(trace, known, rules, { nowMs: now(), graceMs: limits.graceMs });
  const isOpen = finding.kind === "none" || finding.kind === "under-way";
  return { finding, waits: patience === "waiting" && isOpen && mayHaveCounterpart(trace, rules) };
}

/** The room may grow beyond its bound by one look; the next tick lets the oldest go. */
function entered(
  { limits }: RecreatedSource,
  { room }: RecreateMemory,
  { trace }: ReadTrace,
  nowMs: number,
): RecreateMemory["room"] {
  const happened = trace.cancelledAt === null ? "created" : "cancelled";
  const unbounded = { ...limits, mostOrders: Number.POSITIVE_INFINITY };
  return enter(room, { orderId: trace.id, happened, sinceMs: nowMs }, unbounded).room;
}

function left({ room }: RecreateMemory, { trace }: ReadTrace, finding: RecreateFinding): RecreateMemory["room"] {
  const isFound = finding.kind === "recreated" || finding.kind === "split" || finding.kind === "review";
  return leave(room, isFound ? ordersOf(finding).map(({ id }) => id) : [trace.id]);
}
