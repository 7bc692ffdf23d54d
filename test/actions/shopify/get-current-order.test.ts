import { afterAll, beforeAll, expect, test } from "@jest/globals";
import getCurrentOrder from "../../../actions/shopify/get-current-order/get-current-order.ts";
import { describeComponent, listOptions, runAction } from "../../../runtime/component-host/index.ts";
import { createRealClock } from "../../../sandbox/clock.ts";
import { createShopifySandbox } from "../../../sandbox/shopify/index.ts";
import type { ShopifySandbox } from "../../../sandbox/shopify/index.ts";
import type { OrderSnapshot } from "../../../domain/sales-order/order-snapshot.ts";

let shopify: ShopifySandbox;
let connection: Record<string, unknown>;

beforeAll(async () => {
  shopify = createShopifySandbox({ seed: 3, clock: createRealClock() });
  await shopify.listen();
  connection = {
    shopifyShop: shopify.shop,
    shopifyAccessToken: shopify.accessToken,
    shopifyAdminUrl: shopify.url,
  };
});

afterAll(() => shopify.close());

const skus = () => shopify.catalogue.flatMap(({ variants }) => variants.map(({ sku }) => sku));

const services = {
  dataStore: () => {
    throw new Error("the action asked for a data store");
  },
};

const run = (props: Record<string, unknown>) =>
  runAction({
    component: getCurrentOrder,
    props: { ...connection, ...props },
    steps: {},
    context: {},
    ...services,
  });

test("gives the order as it stands now: after an edit, a despatch, and a later detail", async () => {
  const [first = "", second = ""] = skus();
  const order = shopify.admin.placeOrder({
    lines: [
      { sku: first, quantity: 3, customAttributes: [{ key: "Engraving", value: "Ada" }] },
      { sku: second, quantity: 2 },
    ],
    shippingAddress: { address1: "1 High St", city: "Leeds", zip: "LS1 1AA", countryCode: "GB" },
  });
  const [line] = order.lines;
  shopify.admin.fulfilOrder(order.id, { lines: [{ lineItemId: line?.id ?? 0, quantity: 1 }] });
  shopify.admin.editOrder(order.id, [
    { set: { sku: second, quantity: 0 } },
    { add: { sku: skus()[2] ?? "", quantity: 4 } },
  ]);
  shopify.admin.updateOrder(order.id, { note: "ring twice" });

  const { returnValue, summary } = await run({ orderId: order.name });
  const snapshot = returnValue as OrderSnapshot;
  expect(snapshot).toMatchObject({
    shop: shopify.shop,
    id: String(order.id),
    name: order.name,
    note: "ring twice",
    cancelledAt: null,
    shippingAddress: { address1: "1 High St", city: "Leeds", zip: "LS1 1AA", countryCode: "GB" },
  });
  expect(
    snapshot.lines.map(({ sku, quantity, currentQuantity, unfulfilledQuantity, fulfilledQuantity }) => ({
      sku,
      quantities: [quantity, currentQuantity, unfulfilledQuantity, fulfilledQuantity],
    })),
  ).toEqual([
    { sku: first, quantities: [3, 3, 2, 1] },
    { sku: second, quantities: [2, 0, 0, 0] },
    { sku: skus()[2], quantities: [4, 4, 4, 0] },
  ]);
  expect(snapshot.lines[0]?.attributes).toEqual([{ key: "Engraving", value: "Ada" }]);
  expect(snapshot.lines[0]?.unitPrice).toMatch(/^\d+\.\d+$/);
  expect(summary).toBe(`Order ${order.name}: 2 lines, 7 units; last changed ${snapshot.updatedAt}`);
});

test("reads an order of 260 lines completely, over several pages", async () => {
  const [first = ""] = skus();
  const lines = Array.from({ length: 260 }, (_, index) => ({ sku: first, quantity: (index % 3) + 1 }));
  const order = shopify.admin.placeOrder({ lines });
  shopify.admin.fulfilOrder(order.id);
  shopify.resetRequestCounts();
  const { returnValue } = await run({ orderId: String(order.id) });
  const snapshot = returnValue as OrderSnapshot;
  expect(snapshot.lines).toHaveLength(260);
  expect(snapshot.lines.every((line) => line.fulfilledQuantity === line.quantity)).toBe(true);
  expect(shopify.requestCounts).toEqual({ nodes: 1, order: 2, fulfillment: 5 });
});

test("100 orders read at once take four queries", async () => {
  const orders = Array.from({ length: 100 }, () =>
    shopify.admin.placeOrder({ lines: [{ sku: skus()[0], quantity: 1 }] }),
  );
  shopify.resetRequestCounts();
  const results = await Promise.all(orders.map((order) => run({ orderId: order.id })));
  expect(results.map(({ returnValue }) => (returnValue as OrderSnapshot).name)).toEqual(orders.map(({ name }) => name));
  expect(shopify.requestCounts).toEqual({ nodes: 4 });
});

test("says that an order is cancelled", async () => {
  const order = shopify.admin.placeOrder({ lines: [{ sku: skus()[0], quantity: 1 }] });
  shopify.admin.cancelOrder(order.id);
  const { summary } = await run({ orderId: order.id });
  expect(summary).toContain(`Order ${order.name}: 0 lines, 0 units, cancelled at`);
});

test("fails in words when there is no such order", async () => {
  await expect(run({ orderId: "#nope" })).rejects.toMatchObject({ code: "shopify-order-not-found", retry: "never" });
});

test("fails and names the scope that is missing, rather than give half an order", async () => {
  const poor = createShopifySandbox({ seed: 3, clock: createRealClock(), grantedScopes: ["read_orders"] });
  await poor.listen();
  try {
    const order = poor.admin.placeOrder({ lines: [{ sku: skus()[0], quantity: 1 }] });
    const props = { shopifyAdminUrl: poor.url, shopifyAccessToken: poor.accessToken, orderId: order.id };
    const failure = await run(props).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: "shopify-access-denied", gate: "scope" });
    expect((failure as Error).message).toContain("read_products");
  } finally {
    await poor.close();
  }
});

test("lists orders to choose from, newest first, page by page, and finds one by its name", async () => {
  const order = shopify.admin.placeOrder({ lines: [{ sku: skus()[0], quantity: 1 }] });
  const ask = (request: { page: number; prevContext?: Record<string, unknown>; query?: string }) =>
    listOptions(getCurrentOrder, "orderId", connection, request, services);
  const first = await ask({ page: 0 });
  expect(first.options).toHaveLength(25);
  expect(first.options[0]?.value).toBe(String(order.id));
  expect(first.options[0]?.label).toMatch(
    new RegExp(`^${order.name} · \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d · unfulfilled$`),
  );
  const second = await ask({ page: 1, prevContext: first.context as Record<string, unknown> });
  const values = [...first.options, ...second.options].map(({ value }) => value);
  expect(new Set(values).size).toBe(values.length);
  const found = await ask({ page: 0, query: order.name });
  expect(found.options.map(({ value }) => value)).toEqual([String(order.id)]);
  const ended = await ask({ page: 9, prevContext: { after: null } });
  expect(ended.options).toEqual([]);
});

test("only reads, and every prop explains itself", () => {
  const summary = describeComponent(getCurrentOrder);
  expect(summary.annotations).toEqual({
    readOnlyHint: true,
    destructiveHint: false,
    openWorldHint: true,
    idempotentHint: true,
  });
  for (const prop of summary.props) expect([prop.label, prop.description]).not.toContain(null);
});
