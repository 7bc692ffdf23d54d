import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { createControlApp } from "../../../sandbox/control/control-app.ts";
import { registerShopifyControl } from "../../../sandbox/shopify/index.ts";
import { openShopify, type OpenShopify } from "./support/open-shopify.ts";

let shopify: OpenShopify;
beforeAll(async () => {
  shopify = await openShopify();
  const control = createControlApp();
  registerShopifyControl(control, shopify.sandbox);
  const products = [
    { title: "Raincoat", variants: [{ title: "S", sku: "RAIN-S" }, { title: "M" }] },
    { title: "Old Hat", status: "ARCHIVED", variants: [{ sku: "HAT-OLD", requiresShipping: false }] },
  ];
  const answer = await control.inject({ method: "POST", url: "/shopify/products", payload: { products } });
  expect(answer.json()).toEqual({ products: 2 });
  await control.close();
});
afterAll(() => shopify.close());

interface Found {
  productVariants: { nodes: { id: string; sku: string | null; inventoryItem: { requiresShipping: boolean } }[] };
}

async function search(query: string, first = 250) {
  const text = `query($query: String, $first: Int) {
    productVariants(first: $first, sortKey: ID, query: $query) { nodes { id sku inventoryItem { requiresShipping } } }
  }`;
  const { data, errors } = await shopify.query<Found | undefined>(text, { query, first });
  return { nodes: data?.productVariants.nodes ?? [], errors };
}

test("variants are paged by id, with no cursor", async () => {
  const all = (await search("")).nodes.map(({ id }) => id);
  const paged: string[] = [];
  for (let last = "0"; ; last = paged.at(-1)?.split("/").at(-1) ?? "0") {
    const { nodes } = await search(`id:>${last}`, 7);
    if (nodes.length === 0) break;
    paged.push(...nodes.map(({ id }) => id));
  }
  expect(paged).toEqual(all);
});

test("a status may be one of several", async () => {
  const skus = async (query: string) => (await search(query)).nodes.map(({ sku }) => sku);
  expect(await skus("product_status:ARCHIVED")).toEqual(["HAT-OLD"]);
  expect(await skus("product_status:ACTIVE,DRAFT,UNLISTED sku:HAT-OLD")).toEqual([]);
  expect(await skus("product_status:ACTIVE,DRAFT,UNLISTED sku:RAIN-S")).toEqual(["RAIN-S"]);
});

test("a variant without a SKU has none, and goods that are not shipped say so", async () => {
  const { nodes } = await search("");
  expect(nodes.filter(({ sku }) => sku === null)).toHaveLength(1);
  expect(nodes.find(({ sku }) => sku === "HAT-OLD")?.inventoryItem).toEqual({ requiresShipping: false });
});

test("a search term that is not modelled is refused, not ignored", async () => {
  const { errors } = await search("vendor:Snowdevil");
  expect(errors[0]?.message).toContain("does not model the variant search term 'vendor'");
});
