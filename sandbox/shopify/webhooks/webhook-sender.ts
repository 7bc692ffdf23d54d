import { createHmac } from "node:crypto";
import type { Clock, Timer } from "../../clock.ts";
import type { Random } from "../../random.ts";
import type { Happening } from "../commands/command.ts";
import type { WebhookSubscription } from "../model/records.ts";
import type { Store } from "../model/store.ts";
import { createLimitByKey } from "./limit-by-key.ts";
import { fitsFilter, pickFields } from "./shape-payload.ts";
import { NO_WEBHOOK_FAULTS, type WebhookFaults } from "./webhook-faults.ts";

export type DeliveryState = "waiting" | "delivered" | "dropped" | "failed";

export interface DeliveryAttempt {
  /** Milliseconds since 1970 UTC. */
  at: number;
  /** HTTP status, or null when there was no answer. */
  status: number | null;
  error: string | null;
}

/** One line of the delivery log. */
export interface Delivery {
  webhookId: string;
  eventId: string;
  subscriptionId: number;
  topic: string;
  uri: string;
  triggeredAt: number;
  bodyBytes: number;
  state: DeliveryState;
  /** This is the second sending of a delivery with the same id. */
  duplicate: boolean;
  attempts: DeliveryAttempt[];
}

export interface WebhookSenderOptions {
  store: Store;
  clock: Clock;
  random: Random;
  apiVersion: string;
  uuid(): string;
  /** The receiver's whole answer must be there by then. Default 5,000. */
  timeoutMs?: number;
  /** Shortens the waits between retries, e.g. 0.001. Default 1: eight retries within four hours. */
  retryTimeScale?: number;
}

export interface WebhookSender {
  readonly log: readonly Delivery[];
  readonly faults: WebhookFaults;
  setFaults(faults: Partial<WebhookFaults>): void;
  publish(happenings: Happening[]): void;
  /** Sends a body as it is to one subscription. */
  send(subscription: WebhookSubscription, topic: string, body: string): void;
  /** Resolves when nothing is being sent or due without waiting; retries that wait for their time do not count. */
  idle(): Promise<void>;
  close(): Promise<void>;
}

const RETRIES = 8;
/** 56.5 s, doubled each time, makes eight waits that add up to four hours. */
const FIRST_RETRY_MS = (4 * 60 * 60 * 1000) / (2 ** RETRIES - 1);
/** Connections to one subscription's receiver: a thousand at once would overrun any listener's queue. */
const MOST_AT_ONCE = 50;
/** The log keeps this many deliveries, so that a demo can run for days. */
const LONGEST_LOG = 10_000;

/**
 * Delivers webhooks as Shopify does: signed over the raw body, at least once, in no guaranteed order,
 * eight retries with the same id and the original body; a subscription that only fails is deleted.
 */
export function createWebhookSender(options: WebhookSenderOptions): WebhookSender {
  const { store, clock, random, apiVersion, uuid, timeoutMs = 5000, retryTimeScale = 1 } = options;
  const faults = { ...NO_WEBHOOK_FAULTS };
  const log: Delivery[] = [];
  const timers = new Set<Timer>();
  const inFlight = new Set<Promise<void>>();
  const limited = createLimitByKey(MOST_AT_ONCE);
  const lastBodies = new Map<string, string>();
  const closing = new AbortController();

  function publish(happenings: Happening[]): void {
    const eventId = uuid();
    for (const { topic, payload } of happenings) {
      const wanted = topic.replace("/", "_").toUpperCase();
      const subscriptions = [...store.subscriptions.values()].filter((subscription) => subscription.topic === wanted);
      if (subscriptions.length === 0) continue;
      const content = payload();
      for (const subscription of subscriptions) {
        if (subscription.filter !== null && !fitsFilter(content, subscription.filter, clock.now())) continue;
        const body = JSON.stringify(bodyFor(subscription, content));
        if (subscription.includeFields.length > 0 && isRepetition(subscription, content, body)) continue;
        start(subscription, topic, body, eventId);
      }
    }
  }

  const bodyFor = (subscription: WebhookSubscription, content: object): object =>
    subscription.includeFields.length === 0 ? content : pickFields(content, subscription.includeFields);

  /** With includeFields, Shopify may suppress a payload equal to the one before; the sandbox always does. */
  function isRepetition(subscription: WebhookSubscription, content: object, body: string): boolean {
    const key = `${subscription.id}/${"id" in content ? String(content.id) : ""}`;
    const repeated = lastBodies.get(key) === body;
    lastBodies.set(key, body);
    return repeated;
  }

  function start(subscription: WebhookSubscription, topic: string, body: string, eventId: string): void {
    const webhookId = uuid();
    const delivery = (duplicate: boolean): Delivery => ({
      webhookId,
      eventId,
      subscriptionId: subscription.id,
      topic,
      uri: subscription.uri,
      triggeredAt: clock.now(),
      bodyBytes: Buffer.byteLength(body),
      state: "waiting",
      duplicate,
      attempts: [],
    });
    const first = delivery(false);
    record(first);
    if (random.chance(faults.drop)) {
      first.state = "dropped";
      return;
    }
    const heldBack = (): number =>
      random.next() * faults.delayMs + (random.chance(faults.reorder) ? random.next() * faults.reorderWindowMs : 0);
    later(heldBack(), first, body);
    if (random.chance(faults.duplicate)) {
      const second = delivery(true);
      record(second);
      later(heldBack(), second, body);
    }
  }

  function record(delivery: Delivery): void {
    log.push(delivery);
    if (log.length > LONGEST_LOG) log.shift();
  }

  function later(delayMs: number, delivery: Delivery, body: string): void {
    const begin = (): void => {
      const running: Promise<void> = limited(delivery.subscriptionId, () => attempt(delivery, body)).finally(() =>
        inFlight.delete(running),
      );
      inFlight.add(running);
    };
    if (delayMs < 1) {
      begin();
      return;
    }
    const timer = clock.after(delayMs, () => {
      timers.delete(timer);
      begin();
    });
    timers.add(timer);
  }

  async function attempt(delivery: Delivery, body: string): Promise<void> {
    const subscription = store.subscriptions.get(delivery.subscriptionId);
    if (subscription === undefined || closing.signal.aborted) {
      delivery.state = "failed";
      return;
    }
    const outcome = await post(delivery, body, headersFor(subscription, delivery, body));
    delivery.attempts.push(outcome);
    if (outcome.status !== null && outcome.status >= 200 && outcome.status < 300) {
      delivery.state = "delivered";
      // An update of the subscription replaces its record, so it is looked up again.
      const present = store.subscriptions.get(delivery.subscriptionId);
      if (present !== undefined) present.lastSuccessAt = clock.now();
      return;
    }
    const failures = delivery.attempts.length;
    if (failures <= RETRIES) {
      later(FIRST_RETRY_MS * 2 ** (failures - 1) * retryTimeScale, delivery, body);
      return;
    }
    delivery.state = "failed";
    const lastSuccessAt = store.subscriptions.get(delivery.subscriptionId)?.lastSuccessAt ?? null;
    // Assumption: "eight consecutive failures" are the eight retries of one delivery with no success of the
    // same subscription in between, so that a short outage with many deliveries does not delete it at once.
    if (lastSuccessAt === null || lastSuccessAt < (delivery.attempts[0]?.at ?? 0))
      store.subscriptions.delete(delivery.subscriptionId);
  }

  function headersFor(subscription: WebhookSubscription, delivery: Delivery, body: string): Record<string, string> {
    const app = store.apps.find(({ id }) => id === subscription.appId);
    if (app === undefined) throw new Error(`Webhook subscription ${subscription.id} belongs to no app.`);
    return {
      "Content-Type": "application/json",
      "User-Agent": "Shopify-Captain-Hook",
      "X-Shopify-Topic": delivery.topic,
      "X-Shopify-Hmac-Sha256": createHmac("sha256", app.clientSecret).update(body).digest("base64"),
      "X-Shopify-Shop-Domain": store.shop.domain,
      "X-Shopify-API-Version": apiVersion,
      "X-Shopify-Webhook-Id": delivery.webhookId,
      "X-Shopify-Event-Id": delivery.eventId,
      "X-Shopify-Triggered-At": new Date(delivery.triggeredAt).toISOString(),
      ...(subscription.name === null ? {} : { "X-Shopify-Name": subscription.name }),
    };
  }

  async function post(delivery: Delivery, body: string, headers: Record<string, string>): Promise<DeliveryAttempt> {
    const at = clock.now();
    try {
      const response = await fetch(delivery.uri, {
        method: "POST",
        body,
        headers,
        // A redirect counts as a failure.
        redirect: "manual",
        signal: AbortSignal.any([closing.signal, AbortSignal.timeout(timeoutMs)]),
      });
      await response.arrayBuffer();
      return { at, status: response.status, error: null };
    } catch (error) {
      const cause = error instanceof Error && error.cause instanceof Error ? `: ${error.cause.message}` : "";
      return { at, status: null, error: `${error instanceof Error ? error.message : String(error)}${cause}` };
    }
  }

  return {
    log,
    faults,
    setFaults: (changed) => void Object.assign(faults, changed),
    publish,
    send: (subscription, topic, body) => start(subscription, topic, body, uuid()),
    async idle() {
      while (inFlight.size > 0) await Promise.all(inFlight);
    },
    async close() {
      closing.abort();
      for (const timer of timers) timer.cancel();
      await Promise.all(inFlight);
    },
  };
}
