/** How often and how soon a failed run is tried again. */
export interface RetryRules {
  /** Tries in all, the first one included. */
  readonly tries: number;
  /** Wait after the first failure, in milliseconds; doubled with each further one. */
  readonly firstDelayMs: number;
  /** Longest wait that doubling leads to, in milliseconds. */
  readonly longestDelayMs: number;
}

/** How soon a run that waits for the other side is tried again when the step does not say, in milliseconds. */
const WAITING_DELAY_MS = 30_000;

/**
 * 12 tries over about 25 minutes: long enough for a restart of the other side or for an order that is imported a few
 * minutes late, and short enough for a person to be told before a pick cycle has passed.
 */
export const STANDARD_RETRY: RetryRules = { tries: 12, firstDelayMs: 2_000, longestDelayMs: 300_000 };

export interface Failure {
  readonly retry: "never" | "safe" | "only-after-checking";
  /** What the other side asked for, in milliseconds; always honoured in full. */
  readonly retryAfterMs?: number | undefined;
  /** The other side is not ready yet. Such a failure is not counted, and only the step itself sets the limit. */
  readonly waiting?: boolean;
}

/**
 * Whether and when a failed run is tried again. `only-after-checking` is as good as `safe` for a run: it reads both
 * sides again before it writes.
 *
 * @param failures - How often the run has failed, this time included unless it was only waiting
 * @param chance - Between 0 and 1: spreads the waits of runs that failed together over half of the delay
 * @returns Milliseconds to wait, or `"give-up"`
 */
export function nextTry(rules: RetryRules, failures: number, failure: Failure, chance: number): number | "give-up" {
  if (failure.waiting === true && failure.retry !== "never") return failure.retryAfterMs ?? WAITING_DELAY_MS;
  if (failure.retry === "never" || failures >= rules.tries) return "give-up";
  const doubled = Math.min(rules.longestDelayMs, rules.firstDelayMs * 2 ** (failures - 1));
  return Math.max(Math.round(doubled * (0.5 + chance / 2)), failure.retryAfterMs ?? 0);
}
