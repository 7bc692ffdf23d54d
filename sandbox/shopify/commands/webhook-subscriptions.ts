import { parseSearch } from "../search/search-query.ts";
import type { WebhookSubscription } from "../model/records.ts";
import { type CommandContext, done, type Outcome, refused } from "./command.ts";

export interface SubscriptionDraft {
  uri?: string | null | undefined;
  format?: "JSON" | "XML" | null | undefined;
  filter?: string | null | undefined;
  includeFields?: string[] | null | undefined;
  name?: string | null | undefined;
}

/** Recorded live: errors name `callbackUrl`, even when `uri` was given. */
const ADDRESS_FIELD = ["webhookSubscription", "callbackUrl"];
const FILTER_FIELD = ["webhookSubscription", "filter"];

/** @param topic - As in GraphQL, e.g. `ORDERS_EDITED` */
export function createSubscription(
  context: CommandContext,
  topic: string,
  draft: SubscriptionDraft,
): Outcome<WebhookSubscription> {
  const now = context.now();
  const subscription: WebhookSubscription = {
    id: context.store.nextId("WebhookSubscription"),
    appId: context.actor.appId,
    topic,
    uri: "",
    format: "JSON",
    filter: null,
    includeFields: [],
    name: null,
    createdAt: now,
    updatedAt: now,
    lastSuccessAt: null,
    ...given(draft),
  };
  const refusal = whyRefused(context, subscription);
  if (refusal !== null) return refusal;
  context.store.subscriptions.set(subscription.id, subscription);
  return done(subscription);
}

export function updateSubscription(
  context: CommandContext,
  id: number,
  draft: SubscriptionDraft,
): Outcome<WebhookSubscription> {
  const present = ownSubscription(context, id);
  if (present === undefined) return refused(["id"], "Webhook subscription does not exist");
  const updated: WebhookSubscription = { ...present, ...given(draft), updatedAt: context.now() };
  const refusal = whyRefused(context, updated);
  if (refusal !== null) return refusal;
  context.store.subscriptions.set(id, updated);
  return done(updated);
}

export function deleteSubscription(context: CommandContext, id: number): Outcome<number> {
  if (ownSubscription(context, id) === undefined) return refused(["id"], "Webhook subscription does not exist");
  context.store.subscriptions.delete(id);
  return done(id);
}

/** An app sees its own subscriptions only. */
export function ownSubscription(context: CommandContext, id: number): WebhookSubscription | undefined {
  const found = context.store.subscriptions.get(id);
  return found?.appId === context.actor.appId ? found : undefined;
}

const given = (draft: SubscriptionDraft): Partial<WebhookSubscription> =>
  Object.fromEntries(Object.entries(draft).filter(([, value]) => value !== undefined && value !== null));

function whyRefused(context: CommandContext, wanted: WebhookSubscription): Outcome<never> | null {
  if (wanted.uri.trim() === "") return refused(ADDRESS_FIELD, "Address can't be blank");
  const protocol = /^([a-z]+:\/\/|arn:)/.exec(wanted.uri)?.[0];
  if (protocol === undefined || !URL.canParse(wanted.uri)) return refused(ADDRESS_FIELD, "Address is invalid");
  if (protocol !== "https://" && !isLoopback(wanted.uri))
    return refused(ADDRESS_FIELD, `Address protocol ${protocol} is not supported`);
  if (wanted.filter !== null && !isUsableFilter(wanted.filter))
    return refused(
      FILTER_FIELD,
      "The specified filter is invalid, please ensure you specify the field(s) you wish to filter on.",
    );
  const taken = [...context.store.subscriptions.values()].some(
    (other) =>
      other.id !== wanted.id &&
      other.appId === wanted.appId &&
      other.topic === wanted.topic &&
      other.uri === wanted.uri &&
      other.format === wanted.format &&
      other.filter === wanted.filter,
  );
  return taken ? refused(ADDRESS_FIELD, "Address for this topic has already been taken") : null;
}

/** Sandbox only: Shopify itself refuses `http://`; here it is allowed to the own machine, so that no certificate is needed. */
const isLoopback = (uri: string): boolean => /^http:\/\/(127\.0\.0\.1|localhost|\[::1\])(:\d+)?(\/|$)/.test(uri);

function isUsableFilter(filter: string): boolean {
  const parsed = parseSearch(filter);
  return parsed.ok && parsed.terms.every(({ field }) => field !== null);
}
