import { createHash } from "node:crypto";
import type { HttpEvent } from "../../../components/pipedream-component.ts";
import { readOrderHint, readWebhookHeaders } from "../../../components/shopify/webhooks/read-webhook.ts";
import { verifySignature } from "../../../components/shopify/webhooks/verify-signature.ts";
import { WEBHOOK_HEADERS } from "../../../components/shopify/webhooks/webhook-tables.ts";
import { readState, writeState } from "./order-source.ts";
import type { OrderSource } from "./order-source.ts";
import { DELIVERY_KEY_LENGTH } from "./settle-state.ts";
import type { SettleState } from "./settle-state.ts";
import { isKnownChange, isKnownDelivery, noteChange, rememberDelivery } from "./settle-window.ts";
import { trimMemories } from "./state-size.ts";

/** Largest body, in bytes. An order of 500 lines with long properties stays below 2 MB. */
export const MAX_BODY_BYTES = 2 * 1024 * 1024;

/** As if the last check were long ago: the next tick asks Shopify which orders changed. */
const CHECK_AT_ONCE = 0;

/** The status for each reason to refuse. Shopify tries again on any of them. */
const REFUSALS = {
  "method-not-post": 405,
  "body-missing": 400,
  "body-too-large": 413,
  "signature-missing": 401,
  "signature-mismatch": 401,
  "headers-missing": 400,
  "wrong-shop": 404,
  "topic-not-handled": 422,
  "body-not-json": 400,
  "no-order-id": 400,
} as const;

export type WebhookAnswer =
  | { readonly status: 200; readonly outcome: "noted" | "nothing-new" | "duplicate"; readonly orderId: string | null }
  | { readonly status: number; readonly refused: keyof typeof REFUSALS; readonly detail: string };

export interface ReceivedWebhook {
  readonly answer: WebhookAnswer;
  /** The state that was written; `null` when nothing was. */
  readonly written: SettleState | null;
}

/**
 * Checks a delivery and remembers its order, all in one go, before anything is answered. A refused delivery, and one
 * that was seen before, changes nothing.
 */
export function receiveWebhook(source: OrderSource, event: HttpEvent): ReceivedWebhook {
  if (event.method.toUpperCase() !== "POST") return refuse("method-not-post", event.method);
  const body = event.bodyRaw ?? "";
  if (body === "") return refuse("body-missing", "expected the JSON that Shopify sends");
  const bytes = Buffer.byteLength(body);
  if (bytes > MAX_BODY_BYTES) return refuse("body-too-large", `${bytes} bytes, at most ${MAX_BODY_BYTES}`);

  const signature = verifySignature(body, event.headers[WEBHOOK_HEADERS.signature], source.secrets);
  if (!signature.ok)
    return refuse(signature.reason, `expected ${WEBHOOK_HEADERS.signature} made with the client secret`);
  const reading = readWebhookHeaders(event.headers);
  if (!reading.ok) return refuse(reading.reason, reading.missing.join(", "));
  const { shop, topic, webhookId } = reading.headers;
  if (shop !== source.shop) return refuse("wrong-shop", `${shop}, expected ${source.shop}`);
  if (!(source.topics as readonly string[]).includes(topic)) return refuse("topic-not-handled", topic);
  const payload = readOrderHint(topic, body);
  if (!payload.ok) return refuse(payload.reason, payload.detail);

  const { orderId, changedAtMs } = payload.hint;
  const state = readState(source);
  const delivery = deliveryKey(shop, webhookId);
  if (isKnownDelivery(state, delivery)) {
    return { answer: { status: 200, outcome: "duplicate", orderId }, written: null };
  }
  if (orderId === null) {
    const written = trimMemories(rememberDelivery({ ...state, checkedAt: CHECK_AT_ONCE }, delivery));
    writeState(source, written);
    return { answer: { status: 200, outcome: "noted", orderId }, written };
  }
  const known = isKnownChange(state, orderId, changedAtMs);
  const report = {
    orderId,
    seenAt: source.now(),
    changedAt: changedAtMs,
    topic: payload.hint.topic,
    webhookId: webhookId.slice(0, 64),
  };
  const noted = known ? state : noteChange(state, report);
  const written = trimMemories(rememberDelivery(noted, delivery));
  writeState(source, written);
  return { answer: { status: 200, outcome: known ? "nothing-new" : "noted", orderId }, written };
}

const refuse = (refused: keyof typeof REFUSALS, detail: string): ReceivedWebhook => ({
  answer: { status: REFUSALS[refused], refused, detail },
  written: null,
});

/** A short stand-in for shop and Webhook-Id: 72 bits, so that two of a thousand deliveries never share one by chance. */
function deliveryKey(shop: string, webhookId: string): string {
  return createHash("sha256").update(`${shop}\n${webhookId}`).digest("base64url").slice(0, DELIVERY_KEY_LENGTH);
}
