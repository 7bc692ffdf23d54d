import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { createRealClock } from "../../../sandbox/clock.ts";
import { createShopifySandbox } from "../../../sandbox/shopify/index.ts";
import type { ShopifySandbox } from "../../../sandbox/shopify/index.ts";
import orderCreated from "../../../sources/shopify/order-created/order-created.ts";
import { sourceServer } from "../../support/source-server.ts";
import type { SourceServer } from "../../support/source-server.ts";

let shopify: ShopifySandbox;
let server: SourceServer;

beforeEach(async () => {
  shopify = createShopifySandbox({ seed: 7, clock: createRealClock() });
  await shopify.listen();
  server = await sourceServer(orderCreated, {
    shopifyShop: shopify.shop,
    shopifyAccessToken: shopify.accessToken,
    shopifyAdminUrl: shopify.url,
    shopifyClientSecret: shopify.clientSecret,
    settleSeconds: 0,
    maxWaitSeconds: 0,
    metafields: ["custom.gift"],
  });
  await server.source.start();
});

afterEach(async () => {
  await server.close();
  await shopify.close();
});

const placeOrder = () =>
  shopify.admin.placeOrder({ lines: [{ sku: shopify.catalogue[0]?.variants[0]?.sku ?? "", quantity: 1 }] });

/** Shopify sends one webhook for two changes of one second. */
const nextSecond = () => new Promise((resolve) => setTimeout(resolve, 1_050));

/** Lets so many webhooks arrive, and the source look. @returns The events told since the last time */
async function told(deliveries: number): Promise<unknown[]> {
  for (let tries = 0; tries < 200; tries += 1) {
    const done = shopify.webhooks.log.filter(({ attempts }) => attempts.some(({ status }) => status === 200));
    if (done.length >= deliveries) break;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  await server.tick();
  return server.events.splice(0).map(({ event }) => event);
}

test("subscribes for new, edited, changed and cancelled orders", () => {
  expect([...shopify.store.subscriptions.values()].map(({ topic }) => topic).sort()).toEqual([
    "ORDERS_CANCELLED",
    "ORDERS_CREATE",
    "ORDERS_EDITED",
    "ORDERS_UPDATED",
  ]);
});

test("a new order gives one event", async () => {
  const order = placeOrder();
  expect(await told(1)).toMatchObject([{ orderName: order.name, topics: ["orders/create"], reason: "webhook" }]);
});

test("a tag that releases an order, and one that is taken away, give an event each", async () => {
  const order = placeOrder();
  await told(1);
  shopify.admin.updateOrder(order.id, { tags: ["ready"] });
  expect(await told(2)).toMatchObject([{ orderName: order.name, topics: ["orders/updated"] }]);
  await nextSecond();
  shopify.admin.updateOrder(order.id, { tags: [] });
  expect(await told(3)).toMatchObject([{ orderName: order.name }]);
});

test("a metafield that changed counts when the order is looked at again, one that nobody named does not", async () => {
  const order = placeOrder();
  await told(1);
  const metafield = { id: 1, namespace: "custom", key: "other", type: "x", value: "a", createdAt: 0, updatedAt: 0 };
  order.metafields.push(metafield);
  shopify.admin.updateOrder(order.id, { poNumber: "1" });
  expect(await told(2)).toEqual([]);
  await nextSecond();
  order.metafields.push({ ...metafield, id: 2, key: "gift" });
  shopify.admin.updateOrder(order.id, { poNumber: "2" });
  expect(await told(3)).toMatchObject([{ orderName: order.name }]);
});
