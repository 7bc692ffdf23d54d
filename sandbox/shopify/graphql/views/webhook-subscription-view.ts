import { globalId } from "../../model/global-id.ts";
import type { WebhookSubscription } from "../../model/records.ts";
import { isoSeconds } from "../../model/shop-time.ts";
import { NEWEST_ADMIN_API_VERSION } from "../../schema/index.ts";
import { apiVersionView } from "./api-version-view.ts";

export const webhookSubscriptionView = (subscription: WebhookSubscription): object => ({
  __typename: "WebhookSubscription",
  id: globalId("WebhookSubscription", subscription.id),
  legacyResourceId: String(subscription.id),
  topic: subscription.topic,
  uri: subscription.uri,
  callbackUrl: subscription.uri,
  endpoint: { __typename: "WebhookHttpEndpoint", callbackUrl: subscription.uri },
  format: subscription.format,
  filter: subscription.filter,
  includeFields: subscription.includeFields,
  metafieldNamespaces: [],
  metafields: [],
  name: subscription.name,
  createdAt: isoSeconds(subscription.createdAt),
  updatedAt: isoSeconds(subscription.updatedAt),
  // The payload version belongs to the app, not to the subscription or the request.
  apiVersion: apiVersionView(NEWEST_ADMIN_API_VERSION),
});
