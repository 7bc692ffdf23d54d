import { expect, test } from "@jest/globals";
import { readShopDomain, shopifyClientFromProps, shopifyProps } from "../../../components/shopify/shopify-props.ts";

const props = { shopifyShop: "demo", shopifyAccessToken: "shpat_1" };

test.each([
  ["demo.myshopify.com", "demo.myshopify.com"],
  ["demo", "demo.myshopify.com"],
  ["https://Demo.MyShopify.com/admin", "demo.myshopify.com"],
  [" shop.example.com ", "shop.example.com"],
])("reads the shop %j as %s", (text, domain) => {
  expect(readShopDomain(text)).toBe(domain);
});

test.each(["", "a b", "demo.", "https://", "-x"])("refuses the shop %j and says what was expected", (text) => {
  expect(() => readShopDomain(text)).toThrow(/is not a shop's domain, expected such as my-shop\.myshopify\.com/);
});

test("components with the same connection share one client; another token, version or address has its own", () => {
  const client = shopifyClientFromProps(props);
  expect(shopifyClientFromProps({ ...props, shopifyShop: "demo.myshopify.com", shopifyApiVersion: "" })).toBe(client);
  expect(shopifyClientFromProps({ ...props, shopifyAccessToken: "shpat_2" })).not.toBe(client);
  expect(shopifyClientFromProps({ ...props, shopifyApiVersion: "2026-07" })).not.toBe(client);
  expect(shopifyClientFromProps({ ...props, shopifyAdminUrl: "http://127.0.0.1:1" })).not.toBe(client);
});

test("the shared clients live on a name that every bundled copy finds, and no key there holds a token", () => {
  shopifyClientFromProps(props);
  const holder = globalThis as unknown as Record<symbol, Map<string, unknown>>;
  const keys = [...(holder[Symbol.for("lastedit.shopify.clients")]?.keys() ?? [])];
  expect(keys.length).toBeGreaterThan(0);
  expect(keys.join()).not.toContain("shpat_");
});

test.each([
  [{ shopifyAccessToken: " " }, /token is empty/],
  [{ shopifyApiVersion: "2026" }, /version "2026" is none, expected such as 2026-10/],
  [{ shopifyAdminUrl: "http://proxy.example.com" }, /expected https:\/\/… or http:\/\/127\.0\.0\.1/],
  [{ shopifyAdminUrl: "ftp://127.0.0.1" }, /is not allowed/],
  [{ shopifyAdminUrl: "nonsense" }, /is not allowed/],
])("refuses %j as a configuration error before anything is sent", (change, words) => {
  expect(() => shopifyClientFromProps({ ...props, ...change })).toThrow(words);
  try {
    shopifyClientFromProps({ ...props, ...change });
  } catch (error) {
    expect((error as Error).name).toBe("ConfigurationError");
  }
});

test("the token is a secret prop and every prop says what it is", () => {
  const definitions = shopifyProps();
  expect(definitions.shopifyAccessToken.secret).toBe(true);
  for (const { label, description } of Object.values(definitions)) {
    expect(label).not.toBe("");
    expect(description).not.toBe("");
  }
});
