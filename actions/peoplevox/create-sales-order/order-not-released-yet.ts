import { IntegrationError } from "../../../components/integration-error.ts";

/** A gate opens by itself after some time. It is no failure: hosts try again then. */
export class OrderNotReleasedYetError extends IntegrationError {
  override readonly name = "OrderNotReleasedYetError";
  readonly code = "order-not-released-yet";
  /** Hosts do not count this as a failed try. */
  readonly waiting = true;

  constructor(orderName: string, because: string, retryAfterMs: number) {
    super({
      message: `Order ${orderName} is not released yet: ${because} Nothing was changed; it is looked at again in ${Math.round(retryAfterMs / 1000)} s.`,
      retry: "safe",
      effect: "not-applied",
      retryAfterMs,
    });
  }
}
