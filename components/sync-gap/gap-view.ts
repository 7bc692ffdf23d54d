import type { WarehouseState } from "../../domain/order-edit/order-edit.rules.ts";
import { GAP_KINDS } from "../../domain/sync-gap/gap-kinds.ts";
import type { GapKind } from "../../domain/sync-gap/gap-kinds.ts";
import type { GapRepair } from "../../domain/sync-gap/plan-repairs.ts";
import type { RepairOutcome } from "../../domain/sync-gap/repair.rules.ts";

/** One gap as events and results tell of it. */
export interface GapView {
  readonly kind: GapKind;
  readonly title: string;
  readonly salesOrderNumbers: readonly string[];
  readonly phase: WarehouseState;
  readonly inWords: string;
  readonly outcome: RepairOutcome;
  readonly because: string;
}

export function gapView({ gap, outcome, because }: GapRepair): GapView {
  const { kind, salesOrderNumbers, phase, inWords } = gap;
  return { kind, title: GAP_KINDS[kind].title, salesOrderNumbers, phase, inWords, outcome, because };
}

/** Gaps to deal with: neither ignored nor left to a run or an import that is under way. */
export function ripeGaps(gaps: readonly GapRepair[]): GapRepair[] {
  return gaps.filter(
    ({ gap, outcome }) => outcome !== "ignore" && outcome !== "ignore-for-now" && gap.phase !== "missing",
  );
}

/** Would a parcel leave wrong, with work begun or with the courier at the door? */
export function isParcelAtRisk({ gap, outcome, cutOff }: GapRepair, soonMs: number, nowMs: number): boolean {
  if (outcome === "stop-parcel") return true;
  const soon = cutOff !== null && cutOff.atMs - nowMs <= soonMs;
  return soon && GAP_KINDS[gap.kind].severity === "high" && gap.phase !== "despatched";
}

/** `lines differ, held for too long` */
export function titlesOf(kinds: readonly GapKind[]): string {
  return kinds.map((kind) => GAP_KINDS[kind].title.toLowerCase()).join(", ");
}
