import { IntegrationError } from "../integration-error.ts";

/** Where an alert was to go, as far as it may be shown: an address may hold a secret, its host does not. */
export interface AlertPlace {
  readonly channel: string;
  readonly host: string;
}

const inWords = ({ channel, host }: AlertPlace): string => `The alert channel "${channel}" (${host})`;

/** No connection, or no answer in time. An alert that comes twice does no harm, so it may be sent again. */
export class AlertUnreachableError extends IntegrationError {
  readonly code = "alert-channel-unreachable";

  constructor(place: AlertPlace, failure: { readonly reason: string; readonly sent: boolean }) {
    super({
      message: `${inWords(place)} could not be reached: ${failure.reason}. ${failure.sent ? "The alert may have arrived." : "Nothing was sent."}`,
      retry: "safe",
      effect: failure.sent ? "unknown" : "nothing-sent",
    });
  }
}

/** The other side does not take the alert: a wrong address, a removed channel, a message it cannot read, its own failure. */
export class AlertRefusedError extends IntegrationError {
  readonly code = "alert-refused";

  constructor(place: AlertPlace, refusal: { readonly answer: string; readonly forNow: boolean }) {
    super({
      message: `${inWords(place)} did not take the alert: ${refusal.answer}. ${refusal.forNow ? "It may take it later." : "Check the channel's address and rights."}`,
      retry: refusal.forNow ? "safe" : "never",
      effect: "not-applied",
    });
  }
}

/** The other side asks us to wait. Nothing was taken. */
export class AlertThrottledError extends IntegrationError {
  readonly code = "alert-throttled";

  constructor(place: AlertPlace, retryAfterMs: number) {
    super({
      message: `${inWords(place)} asked us to wait ${retryAfterMs} ms. The alert was not taken.`,
      retry: "safe",
      effect: "not-applied",
      retryAfterMs,
    });
  }
}
