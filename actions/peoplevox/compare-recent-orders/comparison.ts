import { isParcelAtRisk, ripeGaps, titlesOf } from "../../../components/sync-gap/gap-view.ts";
import type { InspectedOrder } from "../../../components/sync-gap/inspect-orders.ts";
import type { GapKind } from "../../../domain/sync-gap/gap-kinds.ts";
import { byUrgency } from "../../../domain/sync-gap/plan-repairs.ts";
import { valuesInWords } from "../../../domain/sync-gap/value-reconciliation.ts";
import { summariseValues } from "../../../domain/sync-gap/value-summary.ts";
import type { ValueReport } from "../../../domain/sync-gap/value-summary.ts";

/** What a look at both sides of many orders shows. Plain data, without personal data. */
export interface Comparison {
  /** Orders changed in Shopify within this many hours. */
  readonly lookBackHours: number;
  readonly orders: number;
  readonly inSync: number;
  /** Orders with a gap that a run or an import under way may close. */
  readonly waiting: number;
  readonly withGaps: number;
  /** Orders that have it, by kind; only kinds that there are. */
  readonly gapsByKind: Readonly<Partial<Record<GapKind, number>>>;
  readonly parcelsAtRisk: number;
  /** The most urgent first, at most 10. */
  readonly mostUrgent: readonly {
    readonly orderName: string;
    readonly gaps: string;
    readonly cutOffAt: string | null;
  }[];
  readonly values: ValueReport;
  /** At most 20. */
  readonly valuesDiffering: readonly { readonly orderName: string; readonly inWords: string }[];
  /** `false`: there were more orders than are compared at once; the latest changes are left out. */
  readonly complete: boolean;
}

const MOST_URGENT = 10;
const MOST_DIFFERING = 20;

/** Adds up what was seen. Pure. */
export function comparisonOf(
  inspected: readonly InspectedOrder[],
  { lookBackHours, complete, soonMs, nowMs }: ComparisonOptions,
): Comparison {
  const seen = inspected.map((one) => ({ one, ripe: ripeGaps(one.gaps) }));
  const withGaps = seen.filter(({ ripe }) => ripe.length > 0);
  const gapsByKind: Partial<Record<GapKind, number>> = {};
  for (const kind of withGaps.flatMap(({ ripe }) => [...new Set(ripe.map(({ gap }) => gap.kind))])) {
    gapsByKind[kind] = (gapsByKind[kind] ?? 0) + 1;
  }
  const urgent = withGaps.toSorted((a, b) => {
    const [first, second] = [a.ripe[0], b.ripe[0]];
    return first === undefined || second === undefined ? 0 : byUrgency(first, second);
  });
  return {
    lookBackHours,
    orders: seen.length,
    inSync: seen.filter(({ one }) => one.gaps.every(({ outcome }) => outcome === "ignore")).length,
    waiting: seen.filter(({ one, ripe }) => ripe.length === 0 && one.gaps.some(({ outcome }) => outcome !== "ignore"))
      .length,
    withGaps: withGaps.length,
    gapsByKind,
    parcelsAtRisk: withGaps.filter(({ ripe }) => ripe.some((each) => isParcelAtRisk(each, soonMs, nowMs))).length,
    mostUrgent: urgent.slice(0, MOST_URGENT).map(({ one, ripe }) => ({
      orderName: one.order.name,
      gaps: titlesOf(ripe.map(({ gap }) => gap.kind)),
      cutOffAt: ripe[0]?.cutOff == null ? null : new Date(ripe[0].cutOff.atMs).toISOString(),
    })),
    values: summariseValues(inspected.flatMap(({ values }) => (values === null ? [] : [values]))),
    valuesDiffering: inspected
      .flatMap(({ order, values }) =>
        values?.state === "differs" ? [{ orderName: order.name, inWords: valuesInWords(values) }] : [],
      )
      .slice(0, MOST_DIFFERING),
    complete,
  };
}

export interface ComparisonOptions {
  readonly lookBackHours: number;
  readonly complete: boolean;
  readonly soonMs: number;
  readonly nowMs: number;
}

export function comparisonInWords({ orders, inSync, waiting, withGaps, complete }: Comparison): string {
  const more = complete ? "" : "; there were more orders than were compared";
  return `${orders} orders compared: ${inSync} in sync, ${waiting} under way, ${withGaps} with gaps${more}`;
}
