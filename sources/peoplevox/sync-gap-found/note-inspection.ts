import { createHash } from "node:crypto";
import { gapView, isParcelAtRisk, ripeGaps } from "../../../components/sync-gap/gap-view.ts";
import { heldNumbers } from "../../../components/sync-gap/inspect-orders.ts";
import type { InspectedOrder } from "../../../components/sync-gap/inspect-orders.ts";
import { byUrgency } from "../../../domain/sync-gap/plan-repairs.ts";
import type { GapRepair } from "../../../domain/sync-gap/plan-repairs.ts";
import { MOST_TOLD } from "./gap-state.ts";
import type { GapState, ToldOrder } from "./gap-state.ts";
import type { SyncGapEvent } from "./sync-gap-event.ts";

export interface NoteOptions {
  readonly replacedBy: ReadonlyMap<string, string>;
  readonly soonMs: number;
  readonly nowMs: number;
}

export interface Noted {
  readonly state: GapState;
  /** The most urgent first, healed ones last. */
  readonly news: readonly { readonly id: string; readonly event: SyncGapEvent }[];
}

/** Works out what is new since the last time, and what to remember. Pure. */
export function noteInspection(before: GapState, inspected: readonly InspectedOrder[], options: NoteOptions): Noted {
  const heldSince = holdsSeen(before.heldSince, inspected, options.nowMs);
  const told = new Map(before.told);
  const group = before.group + 1;
  const news: { readonly id: string; readonly event: SyncGapEvent }[] = [];
  let ordersWithoutRoom = 0;

  for (const { one, ripe } of byUrgencyOfOrder(inspected)) {
    const known = told.get(one.order.id);
    const now = toldOf(one, ripe);
    if (known?.fingerprint === now?.fingerprint) continue;
    if (now === null) told.delete(one.order.id);
    else if (known !== undefined || told.size < MOST_TOLD) told.set(one.order.id, now);
    else {
      ordersWithoutRoom += 1;
      continue;
    }
    const event = eventOf(one, ripe, { known, heldSince, ...options });
    news.push({ id: `${one.order.id}-${group}-${now?.fingerprint ?? "healed"}`, event });
  }
  return {
    state: { ...before, told, heldSince, group: news.length > 0 ? group : before.group },
    news: news.map(({ id, event }) => ({ id, event: { ...event, ordersWithoutRoom } })),
  };
}

function byUrgencyOfOrder(inspected: readonly InspectedOrder[]) {
  return inspected
    .map((one) => ({ one, ripe: ripeGaps(one.gaps) }))
    .toSorted((a, b) => {
      const [first, second] = [a.ripe[0], b.ripe[0]];
      if (first === undefined || second === undefined)
        return Number(first === undefined) - Number(second === undefined);
      return byUrgency(first, second);
    });
}

/**
 * What is remembered of an order's gaps; `null` when it has none. The order's last change is a part of it: a run for
 * that change may have closed exceptions, so a gap that outlives it is told of again.
 */
function toldOf({ order }: InspectedOrder, ripe: readonly GapRepair[]): ToldOrder | null {
  if (ripe.length === 0) return null;
  const facts = ripe.map(({ gap, outcome }) => [
    gap.kind,
    gap.phase,
    gap.salesOrderNumbers,
    outcome,
    // How long an order is held changes by the hour; since when, does not.
    gap.kind === "held-too-long" ? gap.sinceMs : gap.inWords,
  ]);
  const text = JSON.stringify([order.updatedAt, facts]);
  const fingerprint = createHash("sha256").update(text).digest("base64url").slice(0, 8);
  return { kinds: ripe.map(({ gap }) => gap.kind), fingerprint };
}

interface EventContext extends NoteOptions {
  readonly known: ToldOrder | undefined;
  readonly heldSince: ReadonlyMap<string, number>;
}

function eventOf(one: InspectedOrder, ripe: readonly GapRepair[], context: EventContext): SyncGapEvent {
  const { order, salesOrders } = one;
  const { known, heldSince, replacedBy, soonMs, nowMs } = context;
  const kinds = new Set(ripe.map(({ gap }) => gap.kind));
  const cutOff = ripe[0]?.cutOff ?? null;
  return {
    shop: order.shop,
    orderId: order.id,
    orderGid: order.gid,
    orderName: order.name,
    state: ripe.length === 0 ? "healed" : "gap",
    gaps: ripe.map(gapView),
    healed: (known?.kinds ?? []).filter((kind) => !kinds.has(kind)),
    parcelAtRisk: ripe.some((repair) => isParcelAtRisk(repair, soonMs, nowMs)),
    cutOffAt: cutOff === null ? null : new Date(cutOff.atMs).toISOString(),
    minutesLeft: cutOff?.minutesLeft ?? null,
    replacedBy: replacedBy.get(order.id) ?? null,
    heldSince: Object.fromEntries(
      heldNumbers(salesOrders).map((number) => [number, new Date(heldSince.get(number) ?? nowMs).toISOString()]),
    ),
    foundAt: new Date(nowMs).toISOString(),
    ordersWithoutRoom: 0,
  };
}

/** Holds begin to count when they are first seen, and are forgotten when they are seen gone, or after a month. */
function holdsSeen(
  before: ReadonlyMap<string, number>,
  inspected: readonly InspectedOrder[],
  nowMs: number,
): ReadonlyMap<string, number> {
  const after = new Map([...before].filter(([, sinceMs]) => nowMs - sinceMs < MONTH_MS));
  for (const { salesOrders } of inspected) {
    const held = new Set(heldNumbers(salesOrders));
    for (const { salesOrderNumber } of salesOrders) {
      if (!held.has(salesOrderNumber)) after.delete(salesOrderNumber);
      else if (!after.has(salesOrderNumber)) after.set(salesOrderNumber, nowMs);
    }
  }
  return after;
}

const MONTH_MS = 30 * 86_400_000;
