import type { StoredError } from "../store/runs/run.ts";

/** How often and how soon a failed run is tried again. */
export interface RetryRules {
  /** Tries in all, the first one included. */
  readonly tries: number;
  /** Longest wait after the first failure, in milliseconds; doubled with each further one. */
  readonly firstDelayMs: number;
  /** Longest wait that doubling leads to, in milliseconds. */
  readonly longestDelayMs: number;
}

/** How soon a run that waits for the other side is tried again when the step does not say, in milliseconds. */
const WAITING_DELAY_MS = 30_000;

/**
 * 12 tries over 15 to 30 minutes: long enough for a restart of the other side or for an order that is imported a few
 * minutes late, and short enough for a person to be told before a pick cycle has passed.
 */
export const STANDARD_RETRY: RetryRules = { tries: 12, firstDelayMs: 4_000, longestDelayMs: 300_000 };

export interface RetryPolicy {
  /** The first delay is that of the rules times this. */
  readonly factor: number;
  /** This share of the delay is always waited; the rest is jitter. */
  readonly fixedShare: number;
  readonly because: string;
}

const NOTHING_HAPPENED = {
  factor: 1,
  fixedShare: 0,
  because: "Nothing was changed, so trying again soon does no harm; full jitter keeps runs that failed together apart.",
} as const;
const SOMETHING_MAY_HAVE = {
  factor: 2,
  fixedShare: 0.5,
  because: "The other side may still be at it. It gets time to finish; the next attempt reads before it writes.",
} as const;

/** How long the wait is, by what the failed step may have done. */
export const RETRY_POLICIES = {
  "nothing-sent": NOTHING_HAPPENED,
  "not-applied": NOTHING_HAPPENED,
  unknown: SOMETHING_MAY_HAVE,
  "partly-applied": SOMETHING_MAY_HAVE,
  applied: SOMETHING_MAY_HAVE,
} as const satisfies Record<StoredError["effect"], RetryPolicy>;

export interface Failure {
  readonly retry: "never" | "safe" | "only-after-checking";
  /** What the failed step may have done. @defaultValue "nothing-sent" */
  readonly effect?: StoredError["effect"];
  /** What the other side asked for, in milliseconds; always honoured in full. */
  readonly retryAfterMs?: number | undefined;
  /** The other side is not ready yet. Such a failure is not counted, and only the step itself sets the limit. */
  readonly waiting?: boolean;
}

/**
 * Whether and when a failed run is tried again. `only-after-checking` is as good as `safe` for a run: it reads both
 * sides again before it writes. A step that would not is never repeated by the engine; see `blind` of a step.
 *
 * @param failures - How often the run has failed, this time included unless it was only waiting
 * @param chance - Between 0 and 1: spreads the waits of runs that failed together
 * @returns Milliseconds to wait, or `"give-up"`
 */
export function nextTry(rules: RetryRules, failures: number, failure: Failure, chance: number): number | "give-up" {
  if (failure.waiting === true && failure.retry !== "never") return failure.retryAfterMs ?? WAITING_DELAY_MS;
  if (failure.retry === "never" || failures >= rules.tries) return "give-up";
  const { factor, fixedShare } = RETRY_POLICIES[failure.effect ?? "nothing-sent"];
  const longest = Math.min(rules.longestDelayMs, rules.firstDelayMs * factor * 2 ** (failures - 1));
  const waitMs = Math.round(longest * (fixedShare + (1 - fixedShare) * chance));
  // What the other side asked for is a floor for everybody: those that failed together spread out above it.
  const askedMs = failure.retryAfterMs ?? 0;
  return Math.max(waitMs, askedMs + Math.round(askedMs * 0.1 * chance));
}
