/** What goes wrong with deliveries on purpose. Probabilities are 0 to 1 and drawn from the sandbox's seed. */
export interface WebhookFaults {
  /** Probability that a delivery is sent a second time, with the same X-Shopify-Webhook-Id. */
  duplicate: number;
  /** Probability that a delivery is never sent. */
  drop: number;
  /** Probability that a delivery is held back for up to `reorderWindowMs`, so that later ones overtake it. */
  reorder: number;
  reorderWindowMs: number;
  /** Every delivery waits a random time up to this. */
  delayMs: number;
}

export const NO_WEBHOOK_FAULTS: WebhookFaults = {
  duplicate: 0,
  drop: 0,
  reorder: 0,
  reorderWindowMs: 2000,
  delayMs: 0,
};
