import type { Clock } from "../clock.ts";
import { createRandom } from "../random.ts";
import { DEFAULT_SCOPES } from "./access-scopes.ts";
import type { Actor, CommandContext } from "./commands/command.ts";
import type { RequestContext, Switches } from "./graphql/request-context.ts";
import type { App, Order, Product } from "./model/records.ts";
import { createStore, type Store } from "./model/store.ts";
import { type AdminApiVersion, loadAdminSchema, NEWEST_ADMIN_API_VERSION } from "./schema/index.ts";
import { createAdminApiServer } from "./server/admin-api-server.ts";
import { type GraphqlRequest, runGraphql } from "./server/run-graphql.ts";
import { createThrottle, noThrottle, type ThrottleSettings } from "./server/throttle.ts";
import { createShop, type Shop } from "./shop.ts";
import { testNotificationBody } from "./webhooks/test-notification.ts";
import type { WebhookFaults } from "./webhooks/webhook-faults.ts";
import { createWebhookSender, type WebhookSender } from "./webhooks/webhook-sender.ts";

export interface ShopifySandboxOptions {
  seed: number;
  clock: Clock;
  /** Default `lastedit-demo.myshopify.com`. */
  shop?: string;
  /** Scopes of the app that holds `accessToken`. Default: all that reading and changing orders needs. */
  grantedScopes?: readonly string[];
  /** `false` switches throttling off. Default: 2,000 points, 100 per second. */
  throttle?: ThrottleSettings | false;
  webhookFaults?: Partial<WebhookFaults>;
  /** See `WebhookSenderOptions`. */
  webhookTimeoutMs?: number;
  /** Default 1: eight retries within four hours. */
  webhookRetryTimeScale?: number;
  /** How long a cancellation job takes. Default 200. */
  cancelDelayMs?: number;
  switches?: Partial<Switches>;
  /** Called for every order, however it was made, right after it exists. */
  onOrderCreated?: (order: Order) => void;
}

export interface ShopifySandbox {
  /** Binds to 127.0.0.1. `0`: any free port. @returns The base URL */
  listen(port?: number): Promise<string>;
  close(): Promise<void>;
  /** Base URL, e.g. `http://127.0.0.1:4100`; empty before `listen`. */
  readonly url: string;
  readonly shop: string;
  readonly accessToken: string;
  readonly clientSecret: string;
  readonly apiVersion: AdminApiVersion;
  readonly store: Store;
  readonly catalogue: readonly Product[];
  /** Acts as a person in the admin. */
  readonly admin: Shop;
  /** Acts as a named app or person, e.g. an order editing app. */
  actAs(title: string): Shop;
  readonly switches: Switches;
  readonly webhooks: WebhookSender;
  /** Requests answered so far, by the operation's first field, e.g. `nodes`. */
  readonly requestCounts: Readonly<Record<string, number>>;
  resetRequestCounts(): void;
  /** Sends a made-up notification with 18-digit ids to every subscription of the topic. @returns How many */
  sendTestNotification(topic: string): number;
}

const DEFAULT_THROTTLE: ThrottleSettings = { maximumAvailable: 2000, restoreRate: 100 };

/** A Shopify that any client can talk to. Deterministic for one seed and one order of requests. */
export function createShopifySandbox(options: ShopifySandboxOptions): ShopifySandbox {
  const { seed, clock, shop = "lastedit-demo.myshopify.com", onOrderCreated } = options;
  const random = createRandom(seed, "shopify");
  const uuidRandom = createRandom(seed, "shopify-uuid");
  const uuid = () => toUuid(uuidRandom.hex(32));
  const app = integrationApp(uuidRandom.hex(32), uuidRandom.hex(32), options.grantedScopes ?? DEFAULT_SCOPES);
  const editor: App = { ...app, id: app.id + 1, title: "Shopify admin", handle: "shopify-admin", accessToken: uuid() };
  const store = createStore({ random, now: clock.now(), shopDomain: shop, apps: [app, editor] });
  const webhooks = createWebhookSender({
    store,
    clock,
    random: createRandom(seed, "shopify-webhooks"),
    apiVersion: NEWEST_ADMIN_API_VERSION,
    uuid,
    timeoutMs: options.webhookTimeoutMs ?? 5000,
    retryTimeScale: options.webhookRetryTimeScale ?? 1,
  });
  webhooks.setFaults(options.webhookFaults ?? {});
  const switches: Switches = { protectedCustomerData: "granted", searchLagMs: 0, ...options.switches };
  const settings = options.throttle === false ? DEFAULT_THROTTLE : (options.throttle ?? DEFAULT_THROTTLE);
  const throttles = new Map(
    store.apps.map(({ id }) => [
      id,
      options.throttle === false ? noThrottle(settings) : createThrottle(settings, () => clock.now()),
    ]),
  );
  const cancelling = new Set<number>();
  const idempotency: RequestContext["idempotency"] = new Map();
  const counts = new Map<string, number>();
  let url = "";

  const commandsOf = (actor: Actor): CommandContext => ({
    store,
    actor,
    now: () => clock.now(),
    after: (delayMs, run) => clock.after(delayMs, run),
    uuid,
    publish: (happenings) => webhooks.publish(happenings),
    announceOrder: (order) => onOrderCreated?.(order),
  });

  async function run(request: GraphqlRequest, caller: App, version: AdminApiVersion, requestId: string) {
    const throttle = throttles.get(caller.id);
    if (throttle === undefined) throw new Error(`App ${caller.title} has no throttle.`);
    const context: RequestContext = {
      app: caller,
      admin: await loadAdminSchema(version),
      scope: { store, app: caller, now: clock.now() },
      commands: commandsOf({ appId: caller.id, title: caller.title }),
      switches,
      count: (field) => counts.set(field, (counts.get(field) ?? 0) + 1),
      cancelDelayMs: options.cancelDelayMs ?? 200,
      cancelling,
      idempotency,
    };
    return runGraphql(request, context, throttle, requestId);
  }

  const server = createAdminApiServer({ apps: store.apps, uuid, run });
  return {
    async listen(port = 0) {
      await loadAdminSchema(NEWEST_ADMIN_API_VERSION);
      url = await server.listen({ host: "127.0.0.1", port });
      return url;
    },
    async close() {
      await server.close();
      await webhooks.close();
    },
    get url() {
      return url;
    },
    shop,
    accessToken: app.accessToken,
    clientSecret: app.clientSecret,
    apiVersion: NEWEST_ADMIN_API_VERSION,
    store,
    catalogue: store.products,
    admin: createShop(commandsOf({ appId: editor.id, title: editor.title })),
    actAs: (title) => createShop(commandsOf({ appId: editor.id, title })),
    switches,
    webhooks,
    get requestCounts() {
      return Object.fromEntries(counts);
    },
    resetRequestCounts: () => counts.clear(),
    sendTestNotification(topic) {
      const wanted = topic.replace("/", "_").toUpperCase();
      const subscriptions = [...store.subscriptions.values()].filter((one) => one.topic === wanted);
      for (const subscription of subscriptions)
        webhooks.send(subscription, topic, testNotificationBody(store, topic, clock.now()));
      return subscriptions.length;
    },
  };
}

const integrationApp = (token: string, secret: string, scopes: readonly string[]): App => ({
  id: 347_082_227_713,
  title: "LastEdit",
  handle: "lastedit",
  accessToken: `shpat_${token}`,
  clientSecret: `shpss_${secret}`,
  grantedScopes: new Set(scopes),
});

const toUuid = (hex: string): string =>
  [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join("-");
