import type { AlertForm } from "../../domain/alerts/after-sending.ts";
import type { AlertContent } from "../../domain/alerts/compose-alert.ts";
import type { AlertItem } from "../../domain/alerts/decide-alerts.ts";

/** One alert on its way. */
export interface OutgoingAlert {
  /** Unique per message; what is sent again has a new one. */
  readonly id: string;
  /** ISO 8601, UTC. */
  readonly sentAt: string;
  readonly form: AlertForm;
  readonly content: AlertContent;
  readonly items: readonly AlertItem[];
}

/** What the other side says about an alert that it has taken. */
export interface AlertReceipt {
  /** Mail addresses that it was not taken for; the others got it. */
  readonly notTakenFor: readonly string[];
}

export const TAKEN_FOR_ALL: AlertReceipt = { notTakenFor: [] };

/** A way to reach people. */
export interface AlertChannel {
  /** As the routing names it. */
  readonly name: string;
  /**
   * Resolves when the other side has taken the alert.
   *
   * @throws {AlertUnreachableError | AlertRefusedError | AlertThrottledError}
   */
  send(alert: OutgoingAlert): Promise<AlertReceipt>;
}
