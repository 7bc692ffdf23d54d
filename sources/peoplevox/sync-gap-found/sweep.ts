import type { HoldLedger } from "../../../components/lastedit/hold-ledger.ts";
import type { SharedPeoplevox } from "../../../components/peoplevox/shared-warehouse.ts";
import type { Emit, SourceDb } from "../../../components/pipedream-component.ts";
import type { ShopifyAdminClient } from "../../../components/shopify/admin-client.ts";
import type { GapSettings } from "../../../components/sync-gap/gap-props.ts";
import { inspectOrders } from "../../../components/sync-gap/inspect-orders.ts";
import { changedOrders, readOrders } from "../../../components/sync-gap/read-recent-orders.ts";
import type { ChangedOrder } from "../../../components/sync-gap/read-recent-orders.ts";
import { replacementsAmong } from "../../../components/sync-gap/replacements.ts";
import type { WarehouseLocations } from "../../../components/shopify/returns-history.ts";
import { returnsOf } from "../../../components/sync-gap/returns-to-compare.ts";
import { DEFAULT_RETURNS_POLICY } from "../../../domain/returns/refund-kind.rules.ts";
import type { ReturnsPolicy } from "../../../domain/returns/refund-kind.rules.ts";
import { decodeGapState, encodeGapState } from "./gap-state.ts";
import type { GapState, StoredGapState } from "./gap-state.ts";
import { noteInspection } from "./note-inspection.ts";
import { gapSummary } from "./sync-gap-event.ts";

/** Everything a sweep works with, read from the component's props once. */
export interface GapSweep {
  readonly client: ShopifyAdminClient;
  readonly peoplevox: SharedPeoplevox;
  readonly holds: HoldLedger | null;
  readonly settings: GapSettings;
  /** `null`: refunds and Returns are not looked at. */
  readonly returns: { readonly policy: ReturnsPolicy; readonly locations: WarehouseLocations } | null;
  /** How far back a change of an order is looked for. */
  readonly lookBackMs: number;
  /** Orders compared in one sweep, beside those with gaps. */
  readonly mostOrders: number;
  readonly db: SourceDb;
  readonly emit: Emit;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

const KEY = "gaps";

/**
 * Compares recently changed orders, and all orders with gaps, on both sides, and tells what is new.
 *
 * State is read again after the systems were asked, then changed and written in one go: sweeps may overlap. Emitting
 * comes before writing: a crash between the two repeats an event, with the same id, and loses none.
 *
 * @throws {IntegrationError} When a system does not answer; the next sweep begins at the same place
 */
export async function sweep(source: GapSweep): Promise<void> {
  const { client, peoplevox, settings, lookBackMs, mostOrders, now } = source;
  const asked = readState(source.db);
  const fromMs = Math.max(asked.walkFrom ?? 0, now() - lookBackMs);
  const changed = await changedOrders(client, fromMs, mostOrders);
  const ids = [...new Set([...asked.told.keys(), ...changed.map(({ id }) => id)])];
  const orders = await readOrders(client, ids, peoplevox.profile.metafields);
  const replacedBy = replacementsAmong(orders);

  const { inspected } = await inspectOrders({
    orders,
    peoplevox,
    holds: source.holds,
    settings,
    heldSinceMs: asked.heldSince,
    replacedBy,
    returns: source.returns === null ? new Map() : await returnsOf(client, orders, source.returns.locations),
    returnsPolicy: source.returns?.policy ?? DEFAULT_RETURNS_POLICY,
    nowMs: now(),
  });

  const { state, news } = noteInspection(readState(source.db), inspected, {
    replacedBy,
    soonMs: settings.soonMs,
    nowMs: now(),
  });
  const emitted = news.map(({ id, event }) => source.emit(event, { id, summary: gapSummary(event), ts: now() }));
  const walkFrom = changed.length < mostOrders ? null : nextStart(changed, fromMs);
  source.db.set(KEY, encodeGapState({ ...state, walkFrom }));
  await Promise.all(emitted);
}

function readState(db: SourceDb): GapState {
  return decodeGapState(db.get(KEY) as StoredGapState | undefined);
}

/** Shopify's times have whole seconds: the last one is looked at again, unless nothing else fits into a sweep. */
function nextStart(changed: readonly ChangedOrder[], fromMs: number): number {
  const last = changed.at(-1)?.changedAt ?? fromMs;
  return last > fromMs ? last : last + 1000;
}
