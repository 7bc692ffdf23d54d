import type { HttpEvent, HttpInterface, TimerEvent } from "../../../components/pipedream-component.ts";
import type { Poll } from "../common/check-shopify.ts";
import { readState, writeState } from "../common/order-source.ts";
import { receiveWebhook } from "../common/receive-webhook.ts";
import { checkParts, respond, runAll } from "../common/run-order-source.ts";
import { stateBytes } from "../common/settle-state.ts";
import { settle } from "../common/settle-window.ts";
import { overflowing, STATE_BYTES } from "../common/state-size.ts";
import { askDueOrders } from "./ask-orders.ts";
import type { RecreatedSource } from "./recreated-source.ts";

/** One run: a webhook, or a tick of the timer. */
export async function runRecreatedSource(
  source: RecreatedSource,
  http: HttpInterface,
  event: HttpEvent | TimerEvent,
): Promise<void> {
  if ("method" in event) {
    const { answer, written } = receiveWebhook(source, event);
    if (written !== null && stateBytes(written) > STATE_BYTES.comfortable) leaveOldestToPoll(source);
    await respond(http, answer);
    return;
  }
  const poll: Poll = {
    // Only what was created or cancelled can be half of a pair; every other change is left out.
    query: (since) => `updated_at:>='${since}' AND (status:cancelled OR created_at:>='${since}')`,
    afterPage: () => askDueOrders(source),
  };
  await runAll([() => askDueOrders(source), ...checkParts(source, poll)]);
}

/**
 * Shopify could not be asked for so long that the store is full: forgets the oldest reports and sets the poll back to
 * before them, so that it finds those orders again.
 */
export function leaveOldestToPoll(source: RecreatedSource): void {
  const state = readState(source);
  const dropped = overflowing(state, STATE_BYTES.comfortable);
  const earliest = Math.min(
    ...dropped.map(({ firstSeenAt, changedAt }) => Math.min(firstSeenAt, changedAt ?? firstSeenAt)),
  );
  const left = settle(
    state,
    dropped.map(({ orderId }) => orderId),
  );
  writeState(source, { ...left, polledUpTo: Math.min(state.polledUpTo, earliest) });
}
