import type { Random } from "../../sandbox/random.ts";
import type { Scenario } from "./scenario.ts";

/** What can go wrong at one call to a system. */
export const TROUBLES = [
  "never-left",
  "lost-before",
  "lost-after",
  "html-before",
  "html-after",
  "throttled",
  "session-expired",
  "row-refused",
  "row-not-kept",
  "slow",
  "crash-before",
  "crash-after",
] as const;
export type Trouble = (typeof TROUBLES)[number];

export type System = "peoplevox" | "shopify" | "store" | "engine";
/** What a call is for: a write of rows can end in more ways than others. */
export type CallKind = System | "peoplevox-write";

/** Troubles that each system can have. Our own database either answers or our process dies at it. */
const OF_KIND: Readonly<Record<CallKind, readonly Trouble[]>> = {
  peoplevox: TROUBLES.filter((trouble) => !trouble.startsWith("row-")),
  "peoplevox-write": [...TROUBLES, "lost-after", "row-refused", "row-not-kept"],
  shopify: ["never-left", "lost-before", "lost-after", "html-before", "throttled", "slow", "crash-before"],
  store: ["crash-before", "crash-after"],
  engine: ["crash-before", "crash-after"],
};

/** Our own stores are called more often than the other side, so each call of theirs meets less. */
const SHARE: Readonly<Record<CallKind, number>> = {
  peoplevox: 1,
  "peoplevox-write": 2,
  shopify: 0.5,
  store: 0.15,
  engine: 0.3,
};

export interface CallTrouble {
  /** `x` and the number of the call: what a shrunken scenario names. */
  readonly id: string;
  readonly trouble: Trouble | null;
  /** Whether a picker makes a step between the call's arrival and its answer: before it is carried out, or after. */
  readonly pickerStep: "before" | "after" | null;
  /** Between 0 and 1, for choices that the trouble leaves open. */
  readonly chance: number;
}

/** Decides for each call what goes wrong with it. Draws the same number of times for each, whatever comes out. */
export interface TroubleMaker {
  forCall(kind: CallKind): CallTrouble;
  readonly seen: ReadonlyMap<string, number>;
  /** Ids of the calls that met something, in order. */
  readonly struck: readonly string[];
}

export function createTroubleMaker(scenario: Scenario, random: Random, isOver: () => boolean): TroubleMaker {
  const seen = new Map<string, number>();
  const struck: string[] = [];
  const { troubles, mostCrashes, without } = scenario;
  let calls = 0;
  let crashes = 0;

  return {
    seen,
    struck,
    forCall(callKind) {
      const id = `x${(calls += 1)}`;
      const [strikes, kind, step, when, chance] = [random, random, random, random, random].map((one) => one.next());
      const none = { id, trouble: null, pickerStep: null, chance: chance ?? 0 };
      if (isOver() || without.has(id)) return none;

      const possible = OF_KIND[callKind];
      const drawn = possible[Math.floor((kind ?? 0) * possible.length)] ?? null;
      let trouble = (strikes ?? 1) < troubles.calls * SHARE[callKind] ? drawn : null;
      if (trouble?.startsWith("crash") === true && (crashes += 1) > mostCrashes) trouble = null;
      const steps = callKind.startsWith("peoplevox") && (step ?? 1) < troubles.pickerSteps;
      const pickerStep = steps ? ((when ?? 0) < 0.5 ? "before" : "after") : null;
      if (trouble === null && pickerStep === null) return none;

      struck.push(id);
      if (trouble !== null) seen.set(`${callKind}: ${trouble}`, (seen.get(`${callKind}: ${trouble}`) ?? 0) + 1);
      if (pickerStep !== null) seen.set("picker step", (seen.get("picker step") ?? 0) + 1);
      return { ...none, trouble, pickerStep };
    },
  };
}
