import { IntegrationError } from "../../../components/integration-error.ts";
import type { ExceptionDraft, ExceptionKind } from "../../../domain/exceptions/exception.ts";
import type { CutText } from "../../../domain/sales-order/details.ts";
import type { OrderEditOutcome } from "../../../domain/order-edit/order-edit.rules.ts";

/** What became of one order. */
export interface UpdateReport {
  readonly orderName: string;
  readonly salesOrderNumber: string | null;
  readonly outcome: OrderEditOutcome;
  readonly because: string;
  /** The warehouse now works from what the customer wants. */
  readonly inSync: boolean;
  /** Differences before, in words: `HAT 2 → 1, MUG added (1)`. */
  readonly changes: string;
  /** What was done to Peoplevox, in order, in words. */
  readonly done: readonly string[];
  /** What a person must know; `null` when nothing. */
  readonly exception: ExceptionDraft | null;
  /** Exceptions of these kinds stay open although the order is in sync, that of `exception` among them. */
  readonly stillOpen: readonly ExceptionKind[];
  /** Texts that Peoplevox takes only in part, in full. */
  readonly cutTexts: readonly CutText[];
}

/** The order is not in Peoplevox yet. It is no failure: try again until the action's own limit has passed. */
export class SalesOrderNotImportedYetError extends IntegrationError {
  override readonly name = "SalesOrderNotImportedYetError";
  readonly code = "sales-order-not-imported-yet";
  /** Hosts do not count this as a failed try. */
  readonly waiting = true;

  constructor(orderName: string, retryAfterMs: number) {
    super({
      message: `Order ${orderName} is not in Peoplevox yet. Nothing was changed; it is tried again in ${Math.round(retryAfterMs / 1000)} s.`,
      retry: "safe",
      effect: "not-applied",
      retryAfterMs,
    });
  }
}

/** A call failed part-way. Running the action again finishes the job from what it finds. */
export class ChangeInterruptedError extends IntegrationError {
  override readonly name = "ChangeInterruptedError";
  readonly code = "change-interrupted";

  constructor(orderName: string, done: readonly string[], cause: IntegrationError) {
    const sofar = done.length === 0 ? "Nothing was changed before." : `Done before: ${done.join("; ")}.`;
    super({
      message: `The change of order ${orderName} was interrupted: ${cause.message} ${sofar}`,
      // Each try reads first and works on the difference, so what one call must not repeat, the action may.
      retry: cause.retry === "never" ? "never" : "safe",
      effect: done.length > 0 ? "partly-applied" : cause.effect,
      ...(cause.retryAfterMs === undefined ? {} : { retryAfterMs: cause.retryAfterMs }),
      cause,
    });
  }
}

/** Tells the family by its shape: another component's copy of a class is not `instanceof` ours. */
export function isIntegrationError(error: unknown): error is IntegrationError {
  return error instanceof Error && "retry" in error && "effect" in error && "code" in error;
}
