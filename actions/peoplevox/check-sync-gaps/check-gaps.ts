import { gapView, ripeGaps } from "../../../components/sync-gap/gap-view.ts";
import type { GapView } from "../../../components/sync-gap/gap-view.ts";
import type { InspectedOrder } from "../../../components/sync-gap/inspect-orders.ts";
import { draftException } from "../../../domain/exceptions/draft-exception.ts";
import type { ExceptionDraft, ExceptionKind } from "../../../domain/exceptions/exception.ts";
import type { GapRepair } from "../../../domain/sync-gap/plan-repairs.ts";

/** What is to be done about the gaps of one order. Nothing is done yet. */
export interface GapCheck {
  readonly shop: string;
  readonly orderName: string;
  /** Name of the root order, under which exceptions are kept. */
  readonly lineage: string;
  /** Lines, details and cancellation are the same on both sides. */
  readonly orderInSync: boolean;
  /** The most urgent first; empty when both sides say the same. */
  readonly gaps: readonly GapView[];
  /** Whether the order edit step has something to do: a gap to repair, or a hold of ours to clear on an order in sync. */
  readonly runOrderEdit: boolean;
  /** Whether the returns step has something to do. */
  readonly runReturns: boolean;
  /** Sales Orders whose parcels must not leave. */
  readonly stopParcels: readonly string[];
  readonly stopBecause: string;
  /** What people must be told. */
  readonly exceptions: readonly ExceptionDraft[];
  /** Kinds of exceptions about something that was not looked at: they stay as they are. */
  readonly notLookedAt: readonly ExceptionKind[];
}

/** Pure: from what both sides say to what each step of the run has to do. */
export function checkGaps(one: InspectedOrder, returnsLookedAt: boolean): GapCheck {
  const { desired, plan } = one;
  const gaps = ripeGaps(one.gaps);
  const stops = gaps.filter(({ outcome }) => outcome === "stop-parcel");
  const orderInSync = plan.outcome === "in-sync";
  const repairsOrder = gaps.some(({ outcome, repairedBy }) => outcome === "repair" && repairedBy === "order-edit");
  return {
    shop: desired.shop,
    orderName: desired.orderName,
    lineage: desired.lineage,
    orderInSync,
    gaps: gaps.map(gapView),
    runOrderEdit: repairsOrder || (plan.outcome === "in-sync" && plan.lineage.current !== null),
    runReturns: gaps.some(({ outcome, repairedBy }) => outcome === "repair" && repairedBy === "returns"),
    stopParcels: [...new Set(stops.flatMap(({ gap }) => gap.salesOrderNumbers))],
    stopBecause: stops.map(({ gap, because }) => `${gap.inWords} ${because}`).join(" "),
    exceptions: gaps
      // A repair may bring the values into step as well; the next sweep tells.
      .filter(({ gap }) => !(repairsOrder && gap.kind === "values-differ"))
      .flatMap((repair) => draftOf(repair, one)),
    notLookedAt: returnsLookedAt ? [] : ["rma-missing"],
  };
}

function draftOf({ gap, raises, because, outcome, cutOff }: GapRepair, one: InspectedOrder): ExceptionDraft[] {
  if (raises === null) return [];
  const { lineage } = one.plan;
  const members = [lineage.current, ...lineage.rivals, ...lineage.cancelled].filter((member) => member !== null);
  const numbers = gap.salesOrderNumbers.join(", ");
  const draft = draftException(raises, {
    desired: one.desired,
    observed: members[0]?.salesOrder ?? null,
    whatHappened: `${gap.inWords} ${because}`,
    whatWasChanged:
      outcome === "stop-parcel"
        ? `StopShip was set on Sales Order ${numbers} unless it had left already; nothing else was changed.`
        : "Nothing was changed.",
  });
  const parcelDepends = gap.phase !== "despatched" && gap.kind !== "values-differ" && !gap.kind.startsWith("rma-");
  return [{ ...draft, mattersUntil: parcelDepends && cutOff !== null ? new Date(cutOff.atMs).toISOString() : null }];
}

/** `Order #1001: lines differ (stop-parcel)` */
export function checkInWords({ orderName, gaps }: GapCheck): string {
  if (gaps.length === 0) return `Order ${orderName}: both sides say the same`;
  return `Order ${orderName}: ${gaps.map(({ title, outcome }) => `${title.toLowerCase()} (${outcome})`).join(", ")}`;
}
