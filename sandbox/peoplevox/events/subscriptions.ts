import { compileSearch, type Value } from "../search/compile.ts";
import { EVENT_FIELDS } from "./event-fields.ts";
import type { EventType } from "./event-types.ts";

/** What a client asked to be told, and how. */
export interface SubscriptionRequest {
  readonly eventType: EventType;
  /** A search clause over the event's tokens; blank for all. */
  readonly filter: string;
  readonly method: "GET" | "POST";
  readonly url: string;
  /** Body template of a POST. */
  readonly postParams: string;
  readonly encodeParameterData: boolean;
}

export interface Subscription extends SubscriptionRequest {
  readonly id: number;
}

/** Values of one event by token. */
export type EventData = Readonly<Record<string, Value>>;

export interface Subscriptions {
  /** @throws {SearchClauseError} when the filter cannot be read */
  add(request: SubscriptionRequest): Subscription;
  /** @returns whether there was one */
  remove(id: number): boolean;
  list(): Subscription[];
  /** Those that want this event. Two equal subscriptions are two, so both are told. */
  matching(eventType: EventType, data: EventData): Subscription[];
}

export function createSubscriptions(): Subscriptions {
  const entries = new Map<
    number,
    { readonly subscription: Subscription; readonly wants: (data: EventData) => boolean }
  >();
  let lastId = 1000;
  return {
    add(request) {
      const fields = EVENT_FIELDS[request.eventType].map(({ name, type }) => ({
        name,
        type,
        value: (data: EventData): Value => data[name] ?? null,
      }));
      const wants = compileSearch(request.filter, fields);
      const subscription = { id: ++lastId, ...request };
      entries.set(subscription.id, { subscription, wants });
      return subscription;
    },
    remove: (id) => entries.delete(id),
    list: () => [...entries.values()].map(({ subscription }) => subscription),
    matching: (eventType, data) =>
      [...entries.values()]
        .filter(({ subscription, wants }) => subscription.eventType === eventType && wants(data))
        .map(({ subscription }) => subscription),
  };
}
