/** May the same call be made again? */
export type RetryAdvice = "never" | "safe" | "only-after-checking";

/** Did the call change anything on the other side? */
export type CallEffect = "nothing-sent" | "not-applied" | "applied" | "partly-applied" | "unknown";

export interface IntegrationErrorDetails {
  readonly message: string;
  readonly retry: RetryAdvice;
  readonly effect: CallEffect;
  /** Earliest useful moment for the next try, in milliseconds from now. */
  readonly retryAfterMs?: number;
  readonly cause?: unknown;
}

/**
 * The family of all errors that a system we talk to can cause. Each member answers two questions: may the call be
 * made again (`retry`), and was anything changed (`effect`). Programming mistakes are outside this family.
 *
 * Members are told apart by `code`, never by `instanceof`: a component may be loaded more than once.
 */
export abstract class IntegrationError extends Error {
  abstract readonly code: string;
  readonly retry: RetryAdvice;
  readonly effect: CallEffect;
  readonly retryAfterMs: number | undefined;

  constructor(details: IntegrationErrorDetails) {
    super(details.message, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = new.target.name;
    this.retry = details.retry;
    this.effect = details.effect;
    this.retryAfterMs = details.retryAfterMs;
  }
}
