import { createHmac } from "node:crypto";
import type { HttpEvent } from "../../../components/pipedream-component.ts";
import type { OrderChangedEvent } from "../../../sources/shopify/common/order-changed-event.ts";
import type { OrderSource } from "../../../sources/shopify/common/order-source.ts";
import { fakeShopifyClient } from "../../support/fake-shopify-client.ts";

export const SHOP = "demo.myshopify.com";
export const SECRET = "client-secret";
export const NOON = Date.parse("2026-11-23T12:00:00Z");

/** Seconds after noon as Shopify writes a time. */
export const at = (seconds: number): string => new Date(NOON + seconds * 1000).toISOString().replace(".000Z", "Z");

export interface ShopOrder {
  readonly updatedAt: string;
  readonly quantity: number;
  readonly note?: string;
  readonly lines?: "many";
}

/** A source with a clock that the test moves, and a small shop it can look at. */
export function orderSourceHarness(changes: Partial<OrderSource> = {}) {
  let now = NOON;
  const orders = new Map<string, ShopOrder>();
  const subscriptions: { id: string; topic: string; uri: string }[] = [];
  const emitted: { event: OrderChangedEvent; id: string; summary: string; ts: number; emittedAt: number }[] = [];
  const stored = new Map<string, string>();
  let writes = 0;
  let failure: Error | null = null;

  const { client, calls } = fakeShopifyClient({
    OrderSignals: (variables) => {
      if (failure !== null) throw failure;
      return { nodes: (variables["ids"] as string[]).map((gid) => signals(gid, orders.get(numberOf(gid)))) };
    },
    OrdersUpdatedSince: (variables) => {
      if (failure !== null) throw failure;
      const since = /'(.*)'/.exec(variables["query"] as string)?.[1] ?? "";
      const from = Number(variables["after"] ?? 0);
      const all = [...orders]
        .filter(([, order]) => Date.parse(order.updatedAt) >= Date.parse(since))
        .sort(([, a], [, b]) => Date.parse(a.updatedAt) - Date.parse(b.updatedAt));
      const to = from + (variables["first"] as number);
      const nodes = all.slice(from, to).map(([id, { updatedAt }]) => ({ id: `gid://shopify/Order/${id}`, updatedAt }));
      return { orders: { nodes, pageInfo: { hasNextPage: to < all.length, endCursor: String(to) } } };
    },
    WebhookSubscriptions: () => ({
      webhookSubscriptions: { nodes: [...subscriptions], pageInfo: { hasNextPage: false, endCursor: null } },
    }),
    WebhookSubscriptionCreate: (variables) => {
      if (failure !== null) throw failure;
      const topic = variables["topic"] as string;
      subscriptions.push({ id: `gid://shopify/WebhookSubscription/${topic}`, topic, uri: source.uri });
      return {};
    },
    WebhookSubscriptionDelete: (variables) => {
      subscriptions.splice(
        subscriptions.findIndex(({ id }) => id === variables["id"]),
        1,
      );
      return {};
    },
  });

  const source: OrderSource = {
    shop: SHOP,
    client,
    secrets: [SECRET],
    topics: ["orders/edited", "orders/updated"],
    policy: { kind: "window", settleMs: 60_000, maxWaitMs: 300_000 },
    checkEveryMs: 300_000,
    detailChanges: true,
    metafields: [],
    releaseSignals: false,
    uri: "https://hooks.example.com/a",
    db: {
      // As a host does: what is stored is JSON, and never the caller's own object.
      get: (key) => (JSON.parse(stored.get(key) ?? "null") as unknown) ?? undefined,
      set: (key, value) => {
        writes += 1;
        stored.set(key, JSON.stringify(value));
      },
    },
    emit: (event, metadata) => emitted.push({ event: event as OrderChangedEvent, ...metadata, emittedAt: now }),
    now: () => now,
    ...changes,
  };

  return {
    source,
    calls,
    orders,
    subscriptions,
    emitted,
    passSeconds: (seconds: number) => void (now += seconds * 1000),
    failWith: (error: Error | null) => void (failure = error),
    writes: () => writes,
    storedBytes: () => Buffer.byteLength([...stored.values()].join("")),
  };
}

const numberOf = (gid: string): string => gid.replace(/.*\//, "");

function signals(gid: string, order: ShopOrder | undefined) {
  if (order === undefined) return null;
  const line = { id: "gid://shopify/LineItem/1", currentQuantity: order.quantity, customAttributes: [] };
  return {
    id: gid,
    name: `#${numberOf(gid)}`,
    updatedAt: order.updatedAt,
    cancelledAt: null,
    note: order.note ?? null,
    email: null,
    phone: null,
    customAttributes: [],
    shippingAddress: null,
    shippingLines: { nodes: [] },
    currentTotalPriceSet: { shopMoney: { amount: "1.0" } },
    agreements: { nodes: [] },
    lineItems: { pageInfo: { hasNextPage: order.lines === "many" }, nodes: [line] },
  };
}

/** A webhook as Shopify sends it: signed over the body's bytes. */
export function signedWebhook(
  body: unknown,
  {
    secret = SECRET,
    topic = "orders/updated",
    webhookId = "w-1",
    headers = {},
  }: {
    secret?: string;
    topic?: string;
    webhookId?: string;
    headers?: Readonly<Record<string, string | undefined>>;
  } = {},
): HttpEvent & { readonly bodyRaw: string } {
  const bodyRaw = typeof body === "string" ? body : JSON.stringify(body);
  return {
    method: "POST",
    bodyRaw,
    headers: {
      "x-shopify-topic": topic,
      "x-shopify-hmac-sha256": createHmac("sha256", secret).update(bodyRaw).digest("base64"),
      "x-shopify-shop-domain": SHOP,
      "x-shopify-api-version": "2026-10",
      "x-shopify-webhook-id": webhookId,
      ...headers,
    },
  };
}

/** `orders/updated` for an order that changed this many seconds after noon. */
export const updated = (orderId: string | number, seconds: number, webhookId: string) =>
  signedWebhook({ id: Number(orderId), updated_at: at(seconds) }, { webhookId });
