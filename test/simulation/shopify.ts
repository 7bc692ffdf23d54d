import { createHmac } from "node:crypto";
import { createShopifyAdminClient } from "../../components/shopify/admin-client.ts";
import type { ShopifyAdminClient } from "../../components/shopify/admin-client.ts";
import { HttpFailure } from "../../components/shopify/send-http.ts";
import type { HttpAnswer } from "../../components/shopify/send-http.ts";
import { ORDER_TOPICS, ORDER_TOPIC_NAMES } from "../../components/shopify/webhooks/webhook-tables.ts";
import type { CommandContext, Happening } from "../../sandbox/shopify/commands/command.ts";
import { connection } from "../../sandbox/shopify/graphql/connection.ts";
import { queryRoot } from "../../sandbox/shopify/graphql/query-root.ts";
import type { RequestContext } from "../../sandbox/shopify/graphql/request-context.ts";
import { orderView } from "../../sandbox/shopify/graphql/views/order-view.ts";
import { parseGlobalId } from "../../sandbox/shopify/model/global-id.ts";
import type { App, Order } from "../../sandbox/shopify/model/records.ts";
import { createStore } from "../../sandbox/shopify/model/store.ts";
import type { Store } from "../../sandbox/shopify/model/store.ts";
import { pickFields } from "../../sandbox/shopify/webhooks/shape-payload.ts";
import { searchOrders } from "../../sandbox/shopify/search/order-search.ts";
import { createShop } from "../../sandbox/shopify/shop.ts";
import type { Shop } from "../../sandbox/shopify/shop.ts";
import { answerQuery } from "./graphql-views.ts";
import type { Process } from "./scheduler.ts";
import type { World } from "./world.ts";

export const SHOP = "simulated.myshopify.com";
export const CLIENT_SECRET = "shpss_simulated";
const API_VERSION = "2026-10";

/** A webhook on its way. */
export interface Webhook {
  /** The order it is about. */
  readonly orderId: string;
  readonly topic: string;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** The sandbox's shop without HTTP and without executing GraphQL against the schema. */
export interface SimulatedShopify {
  readonly store: Store;
  /** What customers and staff do. */
  readonly shop: Shop;
  client(process: Process): ShopifyAdminClient;
  /** Where webhooks go; called once for each that Shopify has to tell. */
  onWebhook: (webhook: Webhook) => void;
  /** To be called after each change: answers are kept until then. */
  changed(): void;
}

const app = (id: number, title: string, scopes: readonly string[]): App => ({
  id,
  title,
  handle: title.toLowerCase(),
  accessToken: `shpat_${title}`,
  clientSecret: CLIENT_SECRET,
  grantedScopes: new Set(scopes),
});

export function createSimulatedShopify(world: World, skus: readonly string[]): SimulatedShopify {
  const { scheduler } = world;
  const ours = app(1, "LastEdit", ["read_orders", "read_products", "read_customers", "read_returns", "read_locations"]);
  const editor = app(2, "Shopify admin", []);
  const store = createStore({
    random: world.random("shopify"),
    now: scheduler.now(),
    shopDomain: SHOP,
    apps: [ours, editor],
  });
  store.addProduct({
    title: "Simulated goods",
    status: "ACTIVE",
    variants: skus.map((sku) => ({ ...variantLike(store), sku, title: sku, barcode: sku })),
  });
  const answers = new Map<string, HttpAnswer>();
  const views = new Map<number, object>();
  const uuids = world.random("shopify-uuid");
  const uuid = (): string => `${uuids.hex(8)}-${uuids.hex(4)}-4${uuids.hex(3)}-8${uuids.hex(3)}-${uuids.hex(12)}`;

  const commands: CommandContext = {
    store,
    actor: { appId: editor.id, title: editor.title },
    now: () => scheduler.now(),
    after: (delayMs, run) => scheduler.after(delayMs, run),
    uuid,
    publish: (happenings) => happenings.forEach(tell),
    announceOrder: () => undefined,
  };

  function tell({ topic, payload }: Happening): void {
    if (!(ORDER_TOPIC_NAMES as readonly string[]).includes(topic)) return;
    const { fields } = ORDER_TOPICS[topic as keyof typeof ORDER_TOPICS];
    const content = payload();
    const body = JSON.stringify(fields === null ? content : pickFields(content, [...fields]));
    simulated.onWebhook({
      orderId: orderIdIn(content),
      topic,
      body,
      headers: {
        "x-shopify-topic": topic,
        "x-shopify-hmac-sha256": createHmac("sha256", CLIENT_SECRET).update(body).digest("base64"),
        "x-shopify-shop-domain": SHOP,
        "x-shopify-api-version": API_VERSION,
        "x-shopify-webhook-id": uuid(),
        "x-shopify-event-id": uuid(),
        "x-shopify-triggered-at": new Date(scheduler.now()).toISOString(),
      },
    });
  }

  const simulated: SimulatedShopify = {
    store,
    shop: createShop(commands),
    onWebhook: () => undefined,
    changed() {
      answers.clear();
      views.clear();
    },
    client: (process) =>
      createShopifyAdminClient({
        shop: SHOP,
        accessToken: ours.accessToken,
        apiVersion: API_VERSION,
        now: () => scheduler.now(),
        sleep: (ms) => scheduler.sleep(process, ms),
        http: ({ body }) => {
          const operationName = /"operationName":"(\w+)"/.exec(body)?.[1] ?? "?";
          return world.call<HttpAnswer>(process, {
            system: "shopify",
            words: `asks Shopify: ${operationName}`,
            serve: () => {
              const known = answers.get(body) ?? answerTo(body, { store, app: ours, now: scheduler.now() }, views);
              answers.set(body, known);
              return known;
            },
            failures: {
              neverLeft: () => new HttpFailure("ECONNREFUSED", false),
              lost: () => new HttpFailure("ECONNABORTED", true),
              html: () => new HttpFailure("socket hang up", true),
              throttled: () => new HttpFailure("ECONNRESET", true),
            },
          });
        },
      }),
  };
  return simulated;
}

/** Each topic has it at another place. */
function orderIdIn(content: object): string {
  const { id, order_id, order, order_edit } = content as {
    id?: number;
    order_id?: number;
    order?: { id: number };
    order_edit?: { order_id: number };
  };
  return String(order_edit?.order_id ?? order?.id ?? order_id ?? id);
}

interface Question {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** @param views - Of orders, kept until something changes */
export function answerTo(body: string, scope: RequestContext["scope"], views: Map<number, object>): HttpAnswer {
  const { query, variables } = JSON.parse(body) as Question;
  const context = { scope, app: scope.app, switches: { protectedCustomerData: "granted", searchLagMs: 0 } };
  const root = queryRoot(context as RequestContext);
  const viewOf = (order: Order): object => {
    const known = views.get(order.id) ?? orderView(scope, order);
    views.set(order.id, known);
    return known;
  };
  const byGid = (gid: string): object | null => {
    const order = scope.store.orders.get(Number(parseGlobalId(gid, "Order")?.id));
    return order === undefined ? null : viewOf(order);
  };
  const data = answerQuery(query, variables, {
    ...root,
    nodes: ({ ids }: { ids: string[] }) => ids.map(byGid),
    order: ({ id }: { id: string }) => byGid(id),
    orders: (args: Parameters<typeof root.orders>[0]) =>
      connection(searchOrders(scope.store, args.query ?? "", scope.now), args, viewOf, ({ createdAt, updatedAt }) =>
        args.sortKey === "UPDATED_AT" ? updatedAt : createdAt,
      ),
  });
  return { status: 200, headers: { "x-shopify-api-version": API_VERSION }, text: JSON.stringify({ data }) };
}

/** A variant of the seeded catalogue to copy what is not ours to choose. */
function variantLike(store: Store) {
  const [first] = store.variants();
  if (first === undefined) throw new Error("The sandbox's catalogue is empty.");
  const { id: _id, productId: _productId, ...rest } = first;
  return rest;
}

/** Subscriptions of ours that exist from the beginning, so that sources find them when they look. */
export function subscribe({ store }: SimulatedShopify, uri: string, topics: readonly string[], nowMs: number): void {
  for (const topic of topics) {
    const { subscription } = ORDER_TOPICS[topic as keyof typeof ORDER_TOPICS];
    const id = store.nextId("WebhookSubscription");
    store.subscriptions.set(id, {
      id,
      appId: 1,
      topic: subscription,
      uri,
      format: "JSON",
      filter: null,
      includeFields: [],
      name: null,
      createdAt: nowMs,
      updatedAt: nowMs,
      lastSuccessAt: null,
    });
  }
}
