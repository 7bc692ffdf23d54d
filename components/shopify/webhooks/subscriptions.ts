import type { ShopifyAdminClient } from "../admin-client.ts";
import {
  WebhookSubscriptionCreateDocument,
  WebhookSubscriptionDeleteDocument,
  WebhookSubscriptionsDocument,
} from "../generated/operations.ts";
import { ORDER_TOPICS } from "./webhook-tables.ts";
import type { OrderTopic } from "./webhook-tables.ts";

export interface WebhookSubscription {
  readonly id: string;
  /** Shopify's enum value, such as `ORDERS_EDITED`. */
  readonly topic: string;
}

/**
 * This app's subscriptions to one address. Shopify lists only those made through the API, not those of the app's
 * configuration file.
 */
export async function listSubscriptions(client: ShopifyAdminClient, uri: string): Promise<WebhookSubscription[]> {
  const found: WebhookSubscription[] = [];
  for (let after: string | null = null; ;) {
    const { webhookSubscriptions }: { webhookSubscriptions: SubscriptionsPage } = await client.request(
      WebhookSubscriptionsDocument,
      { uri, first: 100, after },
    );
    found.push(...webhookSubscriptions.nodes.filter((subscription) => subscription.uri === uri));
    if (!webhookSubscriptions.pageInfo.hasNextPage) return found.map(({ id, topic }) => ({ id, topic }));
    after = webhookSubscriptions.pageInfo.endCursor;
  }
}

interface SubscriptionsPage {
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  readonly nodes: readonly (WebhookSubscription & { readonly uri: string })[];
}

/**
 * Makes the subscriptions to `uri` be exactly those of `topics`: creates what is missing, deletes what is not wanted
 * any more. Running it again changes nothing. Shopify deletes a subscription after 8 failed deliveries in a row.
 *
 * @returns Topics that were created and deleted
 */
export async function ensureSubscriptions(
  client: ShopifyAdminClient,
  wanted: { readonly uri: string; readonly topics: readonly OrderTopic[] },
): Promise<{ readonly created: readonly string[]; readonly deleted: readonly string[] }> {
  const present = await listSubscriptions(client, wanted.uri);
  const wantedTopics = new Set<string>(wanted.topics.map((topic) => ORDER_TOPICS[topic].subscription));
  const created: string[] = [];
  for (const topic of wanted.topics) {
    const { subscription, fields } = ORDER_TOPICS[topic];
    if (present.some((each) => each.topic === subscription)) continue;
    if (await createSubscription(client, subscription, wanted.uri, fields)) created.push(subscription);
  }
  const unwanted = present.filter((each) => !wantedTopics.has(each.topic));
  for (const { id } of unwanted) await deleteSubscription(client, id);
  return { created, deleted: unwanted.map((each) => each.topic) };
}

/** Deletes every subscription to this address. Those that are gone already do not matter. */
export async function deleteSubscriptions(client: ShopifyAdminClient, uri: string): Promise<number> {
  const present = await listSubscriptions(client, uri);
  for (const { id } of present) await deleteSubscription(client, id);
  return present.length;
}

/** `false` when Shopify has it already: somebody was faster, or it is in the app's configuration file. */
async function createSubscription(
  client: ShopifyAdminClient,
  topic: string,
  uri: string,
  fields: readonly string[] | null,
): Promise<boolean> {
  try {
    await client.request(WebhookSubscriptionCreateDocument, {
      topic,
      subscription: { uri, format: "JSON", ...(fields === null ? {} : { includeFields: fields }) },
    });
    return true;
  } catch (error) {
    if (hasUserError(error, /already been taken/i)) return false;
    throw error;
  }
}

async function deleteSubscription(client: ShopifyAdminClient, id: string): Promise<void> {
  try {
    await client.request(WebhookSubscriptionDeleteDocument, { id });
  } catch (error) {
    // Assumption: Shopify's words for an unknown id, such as "Webhook subscription not found", name what is missing.
    if (!hasUserError(error, /not found|does not exist|invalid id/i)) throw error;
  }
}

/** Plain user errors of webhook mutations have no code, so only their words tell them apart. */
function hasUserError(error: unknown, words: RegExp): boolean {
  const { code, userErrors } = error as { code?: string; userErrors?: readonly { message: string }[] };
  return code === "shopify-user-errors" && (userErrors ?? []).some(({ message }) => words.test(message));
}
