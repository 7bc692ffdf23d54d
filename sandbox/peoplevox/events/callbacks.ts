import type { Clock } from "../../clock.ts";
import type { Random } from "../../random.ts";
import { fillTokens } from "./fill-tokens.ts";
import type { OutgoingEvent } from "./event-data.ts";
import type { EventType } from "./event-types.ts";
import type { Subscription, Subscriptions } from "./subscriptions.ts";

/** How callbacks go wrong: probabilities from 0 to 1, and a wait in milliseconds. */
export interface CallbackFaults {
  readonly drop: number;
  readonly duplicate: number;
  readonly delayMs: number;
}

/** One try to reach a subscriber. */
export interface CallbackDelivery {
  readonly subscriptionId: number;
  readonly eventType: EventType;
  readonly method: "GET" | "POST";
  readonly url: string;
  readonly body: string;
  readonly at: number;
  /** `200`, `failed: …`, `dropped` or `sending`. */
  outcome: string;
}

export interface Callbacks {
  publish(event: OutgoingEvent): void;
  setFaults(faults: CallbackFaults): void;
  deliveries(): readonly CallbackDelivery[];
  /** Breaks off what is under way. */
  close(): void;
}

/** Assumption: how long Peoplevox waits for a subscriber is not public. */
const CALLBACK_TIMEOUT_MS = 10_000;

/** Assumption: each callback is sent at most once, whatever the subscriber answers, and in no promised order. */
export function createCallbacks(clock: Clock, random: Random, subscriptions: Subscriptions): Callbacks {
  const log: CallbackDelivery[] = [];
  const closing = new AbortController();
  let faults: CallbackFaults = { drop: 0, duplicate: 0, delayMs: 0 };

  const send = async (delivery: CallbackDelivery): Promise<void> => {
    const { method, url, body } = delivery;
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    try {
      const signal = AbortSignal.any([closing.signal, AbortSignal.timeout(CALLBACK_TIMEOUT_MS)]);
      const response = await fetch(url, { method, signal, ...(method === "POST" ? { body, headers } : {}) });
      await response.body?.cancel();
      delivery.outcome = String(response.status);
    } catch (error) {
      delivery.outcome = `failed: ${error instanceof Error ? error.message : String(error)}`;
    }
  };

  const deliver = (event: OutgoingEvent, { id, method, url, postParams, encodeParameterData }: Subscription): void => {
    const fill = (template: string): string => fillTokens(template, event.type, event.data, encodeParameterData);
    const delivery: CallbackDelivery = {
      subscriptionId: id,
      eventType: event.type,
      method,
      url: method === "GET" ? fill(url) : url,
      body: method === "POST" ? fill(postParams) : "",
      at: clock.now(),
      outcome: "sending",
    };
    log.push(delivery);
    if (random.chance(faults.drop)) delivery.outcome = "dropped";
    else if (faults.delayMs > 0) clock.after(faults.delayMs, () => void send(delivery));
    else void send(delivery);
  };

  return {
    publish(event) {
      for (const subscription of subscriptions.matching(event.type, event.data)) {
        deliver(event, subscription);
        if (random.chance(faults.duplicate)) deliver(event, subscription);
      }
    },
    setFaults(next) {
      faults = next;
    },
    deliveries: () => log,
    close: () => closing.abort(),
  };
}
