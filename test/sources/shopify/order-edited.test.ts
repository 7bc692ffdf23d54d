import { afterEach, beforeEach, expect, jest, test } from "@jest/globals";
import { createRealClock } from "../../../sandbox/clock.ts";
import { createShopifySandbox } from "../../../sandbox/shopify/index.ts";
import type { ShopifySandbox, ShopifySandboxOptions } from "../../../sandbox/shopify/index.ts";
import orderEdited from "../../../sources/shopify/order-edited/order-edited.ts";
import { sourceServer } from "../../support/source-server.ts";
import type { SourceServer } from "../../support/source-server.ts";

/** A Shopify that sends real webhooks over HTTP to the source, which runs as in our runtime. */
let shopify: ShopifySandbox;
let server: SourceServer;

async function open(props: Record<string, unknown> = {}, sandbox: Partial<ShopifySandboxOptions> = {}) {
  shopify = createShopifySandbox({ seed: 7, clock: createRealClock(), ...sandbox });
  await shopify.listen();
  server = await sourceServer(orderEdited, {
    shopifyShop: shopify.shop,
    shopifyAccessToken: shopify.accessToken,
    shopifyAdminUrl: shopify.url,
    shopifyClientSecret: shopify.clientSecret,
    settleSeconds: 0,
    maxWaitSeconds: 0,
    ...props,
  });
  await server.source.start();
}

beforeEach(() => open());

afterEach(async () => {
  jest.restoreAllMocks();
  await server.close();
  await shopify.close();
});

const passMs = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Moves the source's and the shop's clock on, past the next check. */
function passCheckTime() {
  const later = Date.now() + 6 * 60_000;
  jest.spyOn(Date, "now").mockImplementation(() => later);
}

const sku = () => shopify.catalogue[0]?.variants[0]?.sku ?? "";

const placeOrder = () => shopify.admin.placeOrder({ lines: [{ sku: sku(), quantity: 1 }] });

/** Waits until Shopify has delivered so many webhooks. */
async function delivered(count: number) {
  for (let tries = 0; tries < 200; tries += 1) {
    const done = shopify.webhooks.log.filter((delivery) => delivery.attempts.some(({ status }) => status === 200));
    if (done.length >= count) return;
    await passMs(10);
  }
  throw new Error(`${count} deliveries did not come: ${JSON.stringify(shopify.webhooks.log)}`);
}

/** Names of the orders told of, by events since the last call. */
function namesTold(): (string | null)[] {
  return server.events.splice(0).map(({ event }) => (event as { orderName: string | null }).orderName);
}

test("switching on subscribes for the two topics, and off deletes both", async () => {
  const topics = () => [...shopify.store.subscriptions.values()].map(({ topic }) => topic);
  expect(topics()).toEqual(["ORDERS_EDITED", "ORDERS_UPDATED"]);
  await server.source.deactivate();
  expect(topics()).toEqual([]);
});

test("one edit sends two webhooks and gives one event", async () => {
  const order = placeOrder();
  await server.tick();
  namesTold();
  shopify.admin.editOrder(order.id, [{ set: { sku: sku(), quantity: 3 } }]);
  await delivered(2);
  await server.tick();
  await server.tick();
  expect(server.events).toHaveLength(1);
  expect(server.events[0]).toMatchObject({
    summary: `Order ${order.name} changed (orders/edited, orders/updated)`,
    event: { shop: shopify.shop, orderId: String(order.id), orderName: order.name, reason: "webhook" },
  });
});

test("a changed note gives an event, a tag and a payment that change nothing for a warehouse give none", async () => {
  const order = placeOrder();
  shopify.admin.updateOrder(order.id, { note: "ring twice" });
  await delivered(1);
  await server.tick();
  expect(namesTold()).toEqual([order.name]);
  // Shopify's times have whole seconds: a second change within one looks like the first and sends nothing.
  await passMs(1100);
  shopify.admin.addTags(order.id, ["vip"]);
  await delivered(2);
  await server.tick();
  expect(namesTold()).toEqual([]);
});

test("an order edited there and back again gives an event: a run may have read it in between", async () => {
  const order = placeOrder();
  shopify.admin.editOrder(order.id, [{ set: { sku: sku(), quantity: 2 } }]);
  await delivered(2);
  await server.tick();
  namesTold();
  shopify.admin.editOrder(order.id, [{ set: { sku: sku(), quantity: 5 } }]);
  shopify.admin.editOrder(order.id, [{ set: { sku: sku(), quantity: 2 } }]);
  await delivered(4);
  await server.tick();
  expect(namesTold()).toEqual([order.name]);
});

test("a cancelled order gives an event", async () => {
  const order = placeOrder();
  shopify.admin.cancelOrder(order.id);
  await delivered(1);
  await server.tick();
  expect(namesTold()).toEqual([order.name]);
});

test("the same delivery twice gives one event", async () => {
  shopify.webhooks.setFaults({ duplicate: 1 });
  const order = placeOrder();
  shopify.admin.updateOrder(order.id, { note: "a" });
  await delivered(1);
  await passMs(100);
  await server.tick();
  await server.tick();
  expect(namesTold()).toEqual([order.name]);
});

test("a webhook that could not be stored is not answered with 200, and Shopify's next try is", async () => {
  await server.close();
  await shopify.close();
  await open({}, { webhookRetryTimeScale: 0.0001 });
  server.failToStore(1);
  const order = placeOrder();
  shopify.admin.updateOrder(order.id, { note: "a" });
  await delivered(1);
  const [delivery] = shopify.webhooks.log;
  expect(delivery?.attempts.map(({ status }) => status)).toEqual([500, 200]);
  expect(JSON.stringify(server.db())).toContain(String(order.id));
  await server.tick();
  expect(namesTold()).toEqual([order.name]);
});

test("an edit whose webhooks are all dropped is found by the poll", async () => {
  shopify.webhooks.setFaults({ drop: 1 });
  const order = placeOrder();
  shopify.admin.editOrder(order.id, [{ set: { sku: sku(), quantity: 2 } }]);
  passCheckTime();
  await server.tick();
  await server.tick();
  const reasons = server.events.map(({ event }) => event as { orderName: string; reason: string });
  expect(reasons).toMatchObject([{ orderName: order.name, reason: "poll" }]);
});

test("subscriptions that somebody deleted are there again after the next check", async () => {
  shopify.store.subscriptions.clear();
  passCheckTime();
  await server.tick();
  expect([...shopify.store.subscriptions.values()]).toHaveLength(2);
});

test("webhooks of another app, signed with another secret, are refused and change nothing", async () => {
  await server.close();
  await shopify.close();
  await open({ shopifyClientSecret: "another" });
  const before = server.persists();
  const order = placeOrder();
  shopify.admin.updateOrder(order.id, { note: "a" });
  await passMs(200);
  const statuses = shopify.webhooks.log.flatMap(({ attempts }) => attempts.map(({ status }) => status));
  expect(new Set(statuses)).toEqual(new Set([401]));
  expect(server.persists()).toBe(before);
});
