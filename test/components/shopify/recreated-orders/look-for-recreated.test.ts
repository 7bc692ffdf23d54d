import { afterEach, beforeEach, expect, test } from "@jest/globals";
import type { ShopifyAdminClient } from "../../../../components/shopify/admin-client.ts";
import { lookForRecreated } from "../../../../components/shopify/recreated-orders/look-for-recreated.ts";
import { readOrderTraces } from "../../../../components/shopify/recreated-orders/read-order-traces.ts";
import { shopifyClientFromProps } from "../../../../components/shopify/shopify-props.ts";
import { DEFAULT_EVIDENCE_RULES } from "../../../../domain/recreated-order/evidence.rules.ts";
import { createRealClock } from "../../../../sandbox/clock.ts";
import { createShopifySandbox } from "../../../../sandbox/shopify/index.ts";
import type { ShopifySandbox, ShopifySandboxOptions } from "../../../../sandbox/shopify/index.ts";

let shopify: ShopifySandbox;
let client: ShopifyAdminClient;

async function open(options: Partial<ShopifySandboxOptions> = {}) {
  shopify = createShopifySandbox({ seed: 7, clock: createRealClock(), ...options });
  await shopify.listen();
  client = shopifyClientFromProps({
    shopifyShop: shopify.shop,
    shopifyAccessToken: shopify.accessToken,
    shopifyAdminUrl: shopify.url,
  });
}

beforeEach(() => open());
afterEach(() => shopify.close());

const line = () => ({ sku: shopify.catalogue[0]?.variants[0]?.sku ?? "", quantity: 1 });
const placeOrder = (differs: object = {}) =>
  shopify.admin.placeOrder({ email: "ann@example.com", lines: [line()], ...differs });
const look = (...ids: number[]) => lookForRecreated(client, ids.map(String), DEFAULT_EVIDENCE_RULES);
const names = (known: readonly { readonly name: string }[]) => known.map(({ name }) => name).sort();

test("a trace tells what was sent, who cancelled, and what was paid before", async () => {
  const order = placeOrder();
  const { created } = shopify.admin.recreateOrder(order.id);
  shopify.admin.fulfilOrder(created.id);
  const read = await readOrderTraces(client, [String(order.id), String(created.id)], DEFAULT_EVIDENCE_RULES);
  expect(read.get(String(order.id))?.trace).toMatchObject({
    name: order.name,
    cancelReason: "OTHER",
    tags: ["Edit Order - Cancelled"],
    firstSentAt: null,
    lines: [{ quantity: 1, currentQuantity: 0 }],
  });
  const copy = read.get(String(created.id))?.trace;
  expect(copy).toMatchObject({ name: `${order.name}A`, email: "ann@example.com" });
  expect(Date.parse(copy?.firstSentAt ?? "")).toBeGreaterThanOrEqual(Date.parse(copy?.createdAt ?? ""));
  expect(copy?.payments).toHaveLength(1);
  expect(read.get(String(order.id))?.trace.cancelledByApp).toBe(copy?.app?.name);
});

test("an ordinary new order costs one request, and is not searched for", async () => {
  const order = placeOrder();
  placeOrder();
  shopify.resetRequestCounts();
  expect(names((await look(order.id)).known)).toEqual([order.name]);
  expect(shopify.requestCounts).toEqual({ nodes: 1 });
});

test("a cancelled order finds its copy, and a copy its original, by name", async () => {
  const order = placeOrder();
  const { created } = shopify.admin.recreateOrder(order.id);
  expect(names((await look(order.id)).known)).toEqual([order.name, `${order.name}A`]);
  expect(names((await look(created.id)).known)).toEqual([order.name, `${order.name}A`]);
});

test("an order that a tag names is found although it is another customer's", async () => {
  const order = placeOrder({ email: "bob@example.com" });
  const copy = placeOrder({ name: "COPY-77", tags: [order.name] });
  expect(names((await look(copy.id)).known)).toEqual([order.name, copy.name]);
});

test("ids that Shopify does not know are left out", async () => {
  expect((await look(999)).asked.size).toBe(0);
});

test("an app without the extra scopes reads without customer and Returns, and asks for them only once", async () => {
  await shopify.close();
  await open({ grantedScopes: ["read_orders", "write_orders", "read_products"] });
  const order = placeOrder();
  shopify.resetRequestCounts();
  expect((await look(order.id)).asked.get(String(order.id))?.trace).toMatchObject({
    customerId: null,
    hasReturns: false,
  });
  expect(shopify.requestCounts).toEqual({ nodes: 2 });
  await look(order.id);
  expect(shopify.requestCounts).toEqual({ nodes: 3 });
});
