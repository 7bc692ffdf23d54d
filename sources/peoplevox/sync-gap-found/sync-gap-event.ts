import { titlesOf } from "../../../components/sync-gap/gap-view.ts";
import type { GapView } from "../../../components/sync-gap/gap-view.ts";
import type { GapKind } from "../../../domain/sync-gap/gap-kinds.ts";

/** What the source tells of one order. Times are ISO 8601 in UTC. */
export interface SyncGapEvent {
  readonly shop: string;
  readonly orderId: string;
  readonly orderGid: string;
  readonly orderName: string;
  /** `healed`: both sides say the same again. */
  readonly state: "gap" | "healed";
  /** All gaps of the order, the most urgent first; empty when healed. The run looks again and decides by what it finds. */
  readonly gaps: readonly GapView[];
  /** Kinds that were told of before and are gone. */
  readonly healed: readonly GapKind[];
  /** A parcel would leave wrong, and work on it has started or the courier comes soon. */
  readonly parcelAtRisk: boolean;
  /** The last moment at which a change can still reach the parcel; `null` when not known. */
  readonly cutOffAt: string | null;
  readonly minutesLeft: number | null;
  /** Name of the order that took this one's place; `null` when none did. */
  readonly replacedBy: string | null;
  /** Since when Sales Orders of this order are held or stopped, as far as the source has seen. */
  readonly heldSince: Readonly<Record<string, string>>;
  readonly foundAt: string;
  /** Orders with gaps that the source has no room to remember yet; they are told of when others heal. */
  readonly ordersWithoutRoom: number;
}

/** `Order #1001: lines differ, held for too long; parcel at risk, 35 min left` */
export function gapSummary({ orderName, gaps, healed, parcelAtRisk, minutesLeft }: SyncGapEvent): string {
  if (gaps.length === 0) return `Order ${orderName}: healed (${titlesOf(healed)})`;
  const risk = parcelAtRisk ? "; parcel at risk" : "";
  const left = minutesLeft === null ? "" : `, ${minutesLeft} min left`;
  return `Order ${orderName}: ${titlesOf(gaps.map(({ kind }) => kind))}${risk}${parcelAtRisk ? left : ""}`;
}
