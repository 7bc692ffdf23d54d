import { afterEach, expect, test } from "@jest/globals";
import { createShopifyAdminClient } from "../../../components/shopify/admin-client.ts";
import { readCatalogue } from "../../../components/shopify/read-catalogue.ts";
import type { ShopVariant } from "../../../components/shopify/read-catalogue.ts";
import { createRealClock } from "../../../sandbox/clock.ts";
import { createShopifySandbox } from "../../../sandbox/shopify/index.ts";
import type { ShopifySandbox, ShopifySandboxOptions } from "../../../sandbox/shopify/index.ts";

let shopify: ShopifySandbox;
afterEach(() => shopify.close());

async function open(options: Partial<ShopifySandboxOptions> = {}) {
  shopify = createShopifySandbox({ seed: 3, clock: createRealClock(), ...options });
  await shopify.listen();
  const { shop, accessToken, apiVersion, url } = shopify;
  return createShopifyAdminClient({ shop, accessToken, apiVersion, adminUrl: url });
}

function addProduct(skus: readonly string[], status: "ACTIVE" | "ARCHIVED" = "ACTIVE") {
  const variant = { price: 1, grams: 1, isGiftCard: false, knownToWarehouse: true, requiresShipping: true };
  const variants = skus.map((sku) => ({ ...variant, title: sku, sku, barcode: "" }));
  return shopify.store.addProduct({ title: "More", status, variants });
}

async function read(pages: AsyncIterable<readonly ShopVariant[]>): Promise<ShopVariant[]> {
  const all: ShopVariant[] = [];
  for await (const page of pages) all.push(...page);
  return all;
}

test("all variants are read once each, over several pages", async () => {
  const client = await open();
  addProduct(Array.from({ length: 600 }, (_, index) => `S-${index}`));
  const all = await read(readCatalogue(client, ["ACTIVE", "DRAFT"]));
  const expected = [...shopify.store.variants()];
  expect(all.map(({ variantId }) => variantId)).toEqual(expected.map(({ id }) => String(id)));
  expect(shopify.requestCounts).toEqual({ productVariants: 3 });
});

test("a variant that comes while pages are read moves no other out of sight", async () => {
  const client = await open();
  addProduct(Array.from({ length: 400 }, (_, index) => `S-${index}`));
  const seen: string[] = [];
  for await (const page of readCatalogue(client, ["ACTIVE"])) {
    seen.push(...page.map(({ variantId }) => variantId));
    if (seen.length === 250) addProduct(["LATE"]);
  }
  expect(new Set(seen).size).toBe(seen.length);
  expect(seen).toHaveLength([...shopify.store.variants()].length);
});

test("products of other statuses are left out; what the warehouse does not pick is marked", async () => {
  const client = await open();
  addProduct(["GONE"], "ARCHIVED");
  const all = await read(readCatalogue(client, ["ACTIVE"]));
  expect(all.some(({ sku }) => sku === "GONE")).toBe(false);
  expect(all.filter(({ isPicked }) => !isPicked).map(({ sku }) => sku)).toEqual(["GIFT-50"]);
});

test("half of the points are left to orders that change meanwhile", async () => {
  const client = await open({ throttle: { maximumAvailable: 100, restoreRate: 100 } });
  addProduct(Array.from({ length: 700 }, (_, index) => `S-${index}`));
  const startedAt = Date.now();
  let lowest = 100;
  const { accessToken, url } = shopify;
  for await (const page of readCatalogue(client, ["ACTIVE"])) {
    expect(page.length).toBeGreaterThan(0);
    const answer = await fetch(`${url}/admin/api/2026-10/graphql.json`, {
      method: "POST",
      headers: { "content-type": "application/json", "x-shopify-access-token": accessToken },
      body: JSON.stringify({ query: "{ shop { name } }" }),
    });
    const { extensions } = (await answer.json()) as {
      extensions: { cost: { throttleStatus: { currentlyAvailable: number } } };
    };
    lowest = Math.min(lowest, extensions.cost.throttleStatus.currentlyAvailable);
  }
  // Four pages of 24 points out of 100: without the share they would leave about 4.
  expect(lowest).toBeGreaterThanOrEqual(45);
  expect(Date.now() - startedAt).toBeGreaterThanOrEqual(300);
});
