import type { HttpEvent, HttpInterface, TimerEvent } from "../../../components/pipedream-component.ts";
import { deleteSubscriptions } from "../../../components/shopify/webhooks/subscriptions.ts";
import { beginCheck, healSubscriptions, isCheckDue, pollChangedOrders } from "./check-shopify.ts";
import type { Poll } from "./check-shopify.ts";
import { emitDueOrders, emitOverflow, emitOverflowAtOnce } from "./emit-orders.ts";
import { readState, writeState } from "./order-source.ts";
import type { OrderSource } from "./order-source.ts";
import { receiveWebhook } from "./receive-webhook.ts";
import type { WebhookAnswer } from "./receive-webhook.ts";
import { stateBytes } from "./settle-state.ts";
import { STATE_BYTES } from "./state-size.ts";

/** One run: a webhook, or a tick of the timer. */
export async function runOrderSource(
  source: OrderSource,
  http: HttpInterface,
  event: HttpEvent | TimerEvent,
): Promise<void> {
  if ("method" in event) await answerWebhook(source, http, event);
  else await onTick(source);
}

async function answerWebhook(source: OrderSource, http: HttpInterface, event: HttpEvent): Promise<void> {
  const { answer, written } = receiveWebhook(source, event);
  const bytes = written === null ? 0 : stateBytes(written);
  const emitted = bytes > STATE_BYTES.most ? emitOverflowAtOnce(source) : undefined;
  await respond(http, answer);
  await emitted;
  if (bytes > STATE_BYTES.comfortable) await emitOverflow(source);
}

export async function respond(http: HttpInterface, { status, ...body }: WebhookAnswer): Promise<void> {
  await http.respond({ status, headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
}

async function onTick(source: OrderSource): Promise<void> {
  await runAll([() => emitDueOrders(source), ...checkParts(source)]);
}

/**
 * Asking Shopify for what no webhook told, and for our subscriptions, when it is time.
 *
 * @returns Empty when it is not
 */
export function checkParts(source: OrderSource, poll?: Poll): (() => Promise<void>)[] {
  if (!isCheckDue(source)) return [];
  beginCheck(source);
  return [() => pollChangedOrders(source, poll), () => healSubscriptions(source)];
}

/** Each part runs even when one before it failed; failures are thrown at the end, none is lost. */
export async function runAll(parts: readonly (() => Promise<void>)[]): Promise<void> {
  const problems: unknown[] = [];
  for (const part of parts) await part().catch((problem: unknown) => void problems.push(problem));
  if (problems.length === 1) throw problems[0];
  if (problems.length > 1) {
    const messages = problems.map((problem) => (problem instanceof Error ? problem.message : String(problem)));
    throw new AggregateError(problems, messages.join(" "));
  }
}

/**
 * Subscribes to Shopify's webhooks. What was remembered before stays: after a time switched off, the poll finds what
 * changed meanwhile. Nothing is emitted, since an event may lead to writes in the warehouse.
 */
export async function activateOrderSource(source: OrderSource): Promise<void> {
  writeState(source, readState(source));
  await healSubscriptions(source);
}

export async function deactivateOrderSource(source: OrderSource): Promise<void> {
  await deleteSubscriptions(source.client, source.uri);
}
