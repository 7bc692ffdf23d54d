import { IntegrationError } from "../integration-error.ts";

/** Some alerts of a round did not arrive. They are kept, and come with a later summary. */
export class AlertsNotSentError extends IntegrationError {
  readonly code = "alerts-not-sent";

  constructor(failures: readonly IntegrationError[], sentCount: number) {
    const others = sentCount === 1 ? "1 other message" : `${sentCount} other messages`;
    super({
      message: `${failures.map(({ message }) => message).join(" ")} What did not arrive is kept and comes with a later summary. ${others} arrived.`,
      // A channel that is wrong stays wrong; one that was away for a moment need not trouble anybody.
      retry: failures.some(({ retry }) => retry === "never") ? "never" : "safe",
      effect: sentCount > 0 ? "partly-applied" : "not-applied",
    });
  }
}
