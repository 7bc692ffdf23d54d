/** Shopify's webhook headers, as hosts hand them over: in lower case. */
export const WEBHOOK_HEADERS = {
  signature: "x-shopify-hmac-sha256",
  topic: "x-shopify-topic",
  shop: "x-shopify-shop-domain",
  apiVersion: "x-shopify-api-version",
  /** One delivery, the same over its retries: the key against duplicates. */
  webhookId: "x-shopify-webhook-id",
  /** One action of a person or an app; the webhooks of several topics can share it. */
  eventId: "x-shopify-event-id",
  triggeredAt: "x-shopify-triggered-at",
} as const;

/** Headers that every delivery has, beside the signature. */
export const REQUIRED_HEADERS = [
  "topic",
  "shop",
  "apiVersion",
  "webhookId",
] as const satisfies readonly WebhookHeader[];

export type WebhookHeader = keyof typeof WEBHOOK_HEADERS;

/**
 * Topics that tell of a change to an order. `fields` is the part of the payload a hint needs; `null` takes all.
 * `letter` stands for the topic in a source's stored state, so it never changes.
 */
export const ORDER_TOPICS = {
  "orders/edited": {
    letter: "e",
    subscription: "ORDERS_EDITED",
    fields: null,
    about: "lines, quantities, discounts and shipping",
  },
  "orders/updated": {
    letter: "u",
    subscription: "ORDERS_UPDATED",
    // `updated_at` changes each time; without it Shopify may drop a delivery that looks like the one before.
    fields: ["id", "admin_graphql_api_id", "name", "updated_at"],
    about: "any change, such as address, note or gift message, cancel and refund",
  },
  "orders/cancelled": {
    letter: "x",
    subscription: "ORDERS_CANCELLED",
    fields: ["id", "admin_graphql_api_id", "name", "updated_at"],
    about: "a cancelled order",
  },
  "orders/create": {
    letter: "n",
    subscription: "ORDERS_CREATE",
    fields: ["id", "admin_graphql_api_id", "name", "updated_at"],
    about: "a new order",
  },
  "refunds/create": {
    letter: "r",
    subscription: "REFUNDS_CREATE",
    fields: null,
    about: "a refund, also one without money",
  },
  "returns/request": {
    letter: "q",
    subscription: "RETURNS_REQUEST",
    fields: null,
    about: "a Return that a customer asked for",
  },
  "returns/approve": {
    letter: "a",
    subscription: "RETURNS_APPROVE",
    fields: null,
    about: "an approved Return",
  },
  "returns/decline": {
    letter: "d",
    subscription: "RETURNS_DECLINE",
    fields: null,
    about: "a declined Return",
  },
  "returns/cancel": {
    letter: "c",
    subscription: "RETURNS_CANCEL",
    fields: null,
    about: "a cancelled Return",
  },
  "returns/close": {
    letter: "l",
    subscription: "RETURNS_CLOSE",
    fields: null,
    about: "a closed Return",
  },
  "returns/reopen": {
    letter: "o",
    subscription: "RETURNS_REOPEN",
    fields: null,
    about: "a Return that was opened again",
  },
  "returns/update": {
    letter: "m",
    subscription: "RETURNS_UPDATE",
    fields: null,
    about: "a Return whose lines changed",
  },
  "returns/process": {
    letter: "p",
    subscription: "RETURNS_PROCESS",
    fields: null,
    about: "goods of a Return that were dealt with",
  },
} as const satisfies Record<
  string,
  {
    readonly letter: string;
    readonly subscription: string;
    readonly fields: readonly string[] | null;
    readonly about: string;
  }
>;

export type OrderTopic = keyof typeof ORDER_TOPICS;

export const ORDER_TOPIC_NAMES = Object.keys(ORDER_TOPICS) as readonly OrderTopic[];

/** Topics about refunds and Returns; all of them need the scope `read_returns`, but for `refunds/create`. */
export const REFUND_TOPICS = ORDER_TOPIC_NAMES.filter((topic) => /^(refunds|returns)\//.test(topic));

/** Topics about the order itself, and refunds, which change what is to be sent. */
export const EDIT_TOPICS = ORDER_TOPIC_NAMES.filter((topic) => !topic.startsWith("returns/"));

export const isOrderTopic = (topic: string): topic is OrderTopic => Object.hasOwn(ORDER_TOPICS, topic);
