import { afterEach, expect, test } from "@jest/globals";
import { createShopifyAdminClient } from "../../../components/shopify/admin-client.ts";
import type { ShopifyAdminClientOptions } from "../../../components/shopify/admin-client.ts";
import { readShopifyAccess } from "../../../components/shopify/app-access.ts";
import { fetchOrderSnapshot } from "../../../components/shopify/fetch-order-snapshot.ts";
import {
  FindOrdersDocument,
  WebhookSubscriptionCreateDocument,
  WebhookSubscriptionDeleteDocument,
} from "../../../components/shopify/generated/operations.ts";
import { ensureSubscriptions, listSubscriptions } from "../../../components/shopify/webhooks/subscriptions.ts";
import { createRealClock } from "../../../sandbox/clock.ts";
import { createShopifySandbox } from "../../../sandbox/shopify/index.ts";
import type { ShopifySandbox, ShopifySandboxOptions } from "../../../sandbox/shopify/index.ts";

let shopify: ShopifySandbox;

async function open(sandbox: Partial<ShopifySandboxOptions> = {}, client: Partial<ShopifyAdminClientOptions> = {}) {
  shopify = createShopifySandbox({ seed: 11, clock: createRealClock(), ...sandbox });
  await shopify.listen();
  const { shop, accessToken, apiVersion, url } = shopify;
  return createShopifyAdminClient({ shop, accessToken, apiVersion, adminUrl: url, ...client });
}

const placeOrder = () =>
  shopify.admin.placeOrder({ lines: [{ sku: shopify.catalogue[0]?.variants[0]?.sku, quantity: 1 }] });

afterEach(() => shopify.close());

test("tells what the app may do, and which of the scopes we need it lacks", async () => {
  const client = await open({ grantedScopes: ["write_orders"] });
  await expect(readShopifyAccess(client)).resolves.toMatchObject({
    shopDomain: shopify.shop,
    scopes: ["write_orders"],
    missingScopes: ["read_products"],
  });
});

test("a wrong token is refused for good", async () => {
  const client = await open({}, { accessToken: "shpat_wrong" });
  await expect(readShopifyAccess(client)).rejects.toMatchObject({ code: "shopify-http", status: 401, retry: "never" });
});

test("an API version that is no longer served is answered by another one, and we say so", async () => {
  const client = await open({}, { apiVersion: "2024-01" });
  await readShopifyAccess(client);
  expect(client.warnings).toEqual([expect.stringContaining("served API version 2026-04 instead of 2024-01")]);
});

test("calls that ask for more points than there are all succeed, as late as the points need and not later", async () => {
  const client = await open({ throttle: { maximumAvailable: 60, restoreRate: 100 } });
  for (let count = 0; count < 25; count += 1) placeOrder();
  const started = Date.now();
  const calls = Array.from({ length: 20 }, () => client.request(FindOrdersDocument, { first: 25 }));
  const answers = await Promise.all(calls);
  const elapsedMs = Date.now() - started;
  expect(answers.every(({ orders }) => orders.nodes.length === 25)).toBe(true);
  // 20 calls of 8 points each, 60 points at the start, 100 more each second.
  expect(elapsedMs).toBeGreaterThanOrEqual(900);
  expect(elapsedMs).toBeLessThan(8000);
});

test.each(["fields-denied", "order-denied"] as const)(
  "withheld customer data (%s) is told from a missing scope",
  async (denied) => {
    const client = await open({ switches: { protectedCustomerData: denied } });
    const order = placeOrder();
    const failure = await fetchOrderSnapshot(client, order.id).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: "shopify-access-denied", gate: "protected-customer-data", retry: "never" });
  },
);

test("a subscription that is there already counts as made, and one that is gone as deleted", async () => {
  const client = await open();
  const uri = "https://hooks.example.com/a";
  const create = { topic: "ORDERS_EDITED", subscription: { uri, format: "JSON" } };
  await client.request(WebhookSubscriptionCreateDocument, create);
  await expect(client.request(WebhookSubscriptionCreateDocument, create)).rejects.toMatchObject({
    code: "shopify-user-errors",
    effect: "not-applied",
  });
  const topics = ["orders/edited", "orders/updated"] as const;
  const both = await Promise.all([1, 2].map(() => ensureSubscriptions(client, { uri, topics })));
  expect(both.flatMap(({ created }) => created)).toContain("ORDERS_UPDATED");
  const listed = await listSubscriptions(client, uri);
  expect(listed.map(({ topic }) => topic).sort()).toEqual(["ORDERS_EDITED", "ORDERS_UPDATED"]);

  await Promise.all([1, 2].map(() => ensureSubscriptions(client, { uri, topics: ["orders/edited"] })));
  await expect(listSubscriptions(client, uri)).resolves.toMatchObject([{ topic: "ORDERS_EDITED" }]);
  const gone = listed.find(({ topic }) => topic === "ORDERS_UPDATED")?.id ?? "";
  await expect(client.request(WebhookSubscriptionDeleteDocument, { id: gone })).rejects.toMatchObject({
    code: "shopify-user-errors",
  });
});

test("metafields that are asked for come with the order, and an order read without them says nothing of them", async () => {
  const client = await open();
  const order = placeOrder();
  order.metafields.push({
    id: 1,
    namespace: "custom",
    key: "gift",
    type: "x",
    value: "With love",
    createdAt: 0,
    updatedAt: 0,
  });
  const [read, other, none] = await Promise.all([
    fetchOrderSnapshot(client, order.id, ["custom.gift", "custom.font"]),
    fetchOrderSnapshot(client, order.id, ["custom.font"]),
    fetchOrderSnapshot(client, order.id),
  ]);
  expect(read.metafields).toEqual({ "custom.gift": "With love", "custom.font": null });
  expect(other.metafields).toEqual({ "custom.font": null });
  expect(none.metafields).toEqual({});
});
