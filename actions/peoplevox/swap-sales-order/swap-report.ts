import { IntegrationError } from "../../../components/integration-error.ts";
import type { ExceptionDraft } from "../../../domain/exceptions/exception.ts";
import type { SwapEnd } from "../../../domain/recreated-order/swap.rules.ts";

/** A Sales Order as it stood when the swap ended. */
export interface SwapView {
  readonly salesOrderNumber: string;
  readonly orderName: string;
  /** `old`: must not be sent. `new`: takes its place. */
  readonly side: "old" | "new";
  readonly status: string;
  readonly onHold: boolean;
  readonly stopShip: boolean;
}

/** What became of one lineage. */
export interface SwapReport {
  readonly shop: string;
  /** Name of the root order: the exception's lineage. */
  readonly root: string;
  readonly outcome: Exclude<SwapEnd, "ask-again" | "wait-for-import"> | "failed";
  readonly because: string;
  /** Only what the customer wants can be sent, and nothing is left to do. */
  readonly inSync: boolean;
  /** What was done to Peoplevox, in order, in words. */
  readonly done: readonly string[];
  readonly salesOrders: readonly SwapView[];
  /** What a person must know; `null` when nothing. */
  readonly exception: ExceptionDraft | null;
}

/**
 * A counterpart is still on its way: to Shopify, or into Peoplevox. It is no failure: try again. What must not be sent
 * meanwhile is kept back already.
 */
export class RecreatedOrderWaitingError extends IntegrationError {
  override readonly name = "RecreatedOrderWaitingError";
  readonly code = "recreated-order-waiting";
  /** Hosts do not count this as a failed try. */
  readonly waiting = true;

  constructor(root: string, because: string, done: readonly string[], retryAfterMs: number) {
    const sofar = done.length === 0 ? "Nothing was changed." : `Done: ${done.join("; ")}.`;
    super({
      message: `Order ${root}: ${because} ${sofar} It is tried again in ${Math.round(retryAfterMs / 1000)} s.`,
      retry: "safe",
      effect: done.length === 0 ? "not-applied" : "partly-applied",
      retryAfterMs,
    });
  }
}
