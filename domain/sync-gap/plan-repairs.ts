import type { ExceptionKind } from "../exceptions/exception.ts";
import type { Gap } from "./compare-sides.ts";
import type { CutOff, CutOffClock } from "./cut-off.ts";
import { GAP_KINDS } from "./gap-kinds.ts";
import type { RepairedBy } from "./gap-kinds.ts";
import { decideRepair } from "./repair.rules.ts";
import type { GapPolicy, RepairOutcome } from "./repair.rules.ts";

/** What to do about one gap, why, and until when it matters. */
export interface GapRepair {
  readonly gap: Gap;
  readonly outcome: RepairOutcome;
  readonly because: string;
  readonly raises: ExceptionKind | null;
  /** Which run repairs it, with outcome `repair`. */
  readonly repairedBy: RepairedBy;
  /** The courier's next cut-off for the order; `null` when not known. */
  readonly cutOff: CutOff | null;
}

export interface RepairSettings {
  readonly policy: GapPolicy;
  /** A gap younger than this may be closed by a run that is under way, in milliseconds. */
  readonly freshForMs: number;
  /** A courier who comes within this time comes soon, in milliseconds. */
  readonly soonMs: number;
  /** `null` when the merchant has given no courier schedule. */
  readonly clock: CutOffClock | null;
}

/** Decides each gap, the most urgent first. */
export function planRepairs(gaps: readonly Gap[], settings: RepairSettings, nowMs: number): GapRepair[] {
  const { policy, freshForMs, soonMs, clock } = settings;
  return gaps
    .map((gap): GapRepair => {
      const cutOff = clock?.next(gap.serviceType, nowMs) ?? null;
      const {
        then: outcome,
        because,
        raises,
      } = decideRepair({
        ...policy,
        gap: gap.kind,
        phase: gap.phase,
        age: nowMs - gap.sinceMs < freshForMs ? "fresh" : "ripe",
        courier: cutOff !== null && cutOff.atMs - nowMs <= soonMs ? "soon" : "not-soon",
      });
      return { gap, outcome, because, raises, repairedBy: GAP_KINDS[gap.kind].repairedBy, cutOff };
    })
    .sort(byUrgency);
}

const SEVERITY_ORDER = { high: 0, medium: 1, low: 2 } as const;

/** Earliest cut-off first; then the severest; then the oldest. Gaps without a cut-off come last. */
export function byUrgency(a: Pick<GapRepair, "gap" | "cutOff">, b: Pick<GapRepair, "gap" | "cutOff">): number {
  const untilMs = ({ cutOff }: Pick<GapRepair, "cutOff">): number => cutOff?.atMs ?? Number.MAX_SAFE_INTEGER;
  const severity = ({ gap }: Pick<GapRepair, "gap">): number => SEVERITY_ORDER[GAP_KINDS[gap.kind].severity];
  return untilMs(a) - untilMs(b) || severity(a) - severity(b) || a.gap.sinceMs - b.gap.sinceMs;
}
