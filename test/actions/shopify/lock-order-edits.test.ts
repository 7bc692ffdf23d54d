import { afterEach, beforeEach, expect, test } from "@jest/globals";
import lockOrderEdits from "../../../actions/shopify/lock-order-edits/lock-order-edits.ts";
import unlockOrderEdits from "../../../actions/shopify/unlock-order-edits/unlock-order-edits.ts";
import { createRealClock } from "../../../sandbox/clock.ts";
import { createShopifySandbox } from "../../../sandbox/shopify/index.ts";
import type { ShopifySandbox } from "../../../sandbox/shopify/index.ts";
import orderEdited from "../../../sources/shopify/order-edited/order-edited.ts";
import { runAction } from "../../support/run-component.ts";
import { sourceServer } from "../../support/source-server.ts";

let shopify: ShopifySandbox;

beforeEach(async () => {
  shopify = createShopifySandbox({ seed: 7, clock: createRealClock() });
  await shopify.listen();
});

afterEach(() => shopify.close());

const props = (more: Readonly<Record<string, unknown>>) => ({
  shopifyShop: shopify.shop,
  shopifyAccessToken: shopify.accessToken,
  shopifyAdminUrl: shopify.url,
  ...more,
});

const lock = (orderId: string | number, more: Readonly<Record<string, unknown>> = {}) =>
  runAction(lockOrderEdits, props({ orderId, ...more }));
const unlock = (orderId: string | number, more: Readonly<Record<string, unknown>> = {}) =>
  runAction(unlockOrderEdits, props({ orderId, ...more }));

const placeOrder = (tags: readonly string[] = []) => {
  const sku = shopify.catalogue[0]?.variants[0]?.sku ?? "";
  return shopify.admin.placeOrder({ lines: [{ sku, quantity: 2 }], tags: [...tags] });
};

const fulfilmentOrders = (orderId: number) => shopify.store.orders.get(orderId)?.fulfillmentOrders ?? [];

const holdsOf = (orderId: number) =>
  fulfilmentOrders(orderId).flatMap(({ holds }) => holds.map(({ appId, handle }) => `${appId}:${handle}`));

/** A hold by an app of the caller's choice, over the API. */
async function holdBy(accessToken: string, orderId: number, handle: string): Promise<void> {
  const [first] = fulfilmentOrders(orderId);
  const response = await fetch(`${shopify.url}/admin/api/${shopify.apiVersion}/graphql.json`, {
    method: "POST",
    headers: { "content-type": "application/json", "x-shopify-access-token": accessToken },
    body: JSON.stringify({
      query: `mutation { fulfillmentOrderHold(id: "gid://shopify/FulfillmentOrder/${first?.id ?? 0}",
        fulfillmentHold: { reason: OTHER, handle: "${handle}" }) { userErrors { message } } }`,
    }),
  });
  expect(await response.json()).toMatchObject({ data: { fulfillmentOrderHold: { userErrors: [] } } });
}

const [ours, others] = [0, 1];
const appOf = (index: number) => shopify.store.apps[index]!;

test("tags an order once, by its id or its name, and takes only this tag away again", async () => {
  const order = placeOrder(["vip"]);
  expect((await lock(order.id)).result).toMatchObject({ tagChanged: true, holdsChanged: 0 });
  expect((await lock(order.name)).result).toMatchObject({ tagChanged: false });
  expect(order.tags.toSorted()).toEqual(["lastedit:picking", "vip"]);
  expect((await unlock(order.name)).result).toMatchObject({ orderName: order.name, tagChanged: true });
  expect((await unlock(order.id)).result).toMatchObject({ tagChanged: false });
  expect(order.tags).toEqual(["vip"]);
});

test("places one hold of its own however often it runs", async () => {
  const order = placeOrder();
  expect((await lock(order.id, { holdFulfilment: true })).result).toMatchObject({ holdsChanged: 1 });
  expect((await lock(order.id, { holdFulfilment: true })).result).toMatchObject({ holdsChanged: 0 });
  expect(holdsOf(order.id)).toEqual([`${appOf(ours).id}:lastedit-picking`]);
});

test("releases its own hold by id, and neither another app's of the same handle nor another hold of its own", async () => {
  const order = placeOrder();
  await holdBy(appOf(others).accessToken, order.id, "lastedit-picking");
  await holdBy(appOf(ours).accessToken, order.id, "edit-window");
  expect((await lock(order.id, { holdFulfilment: true })).result).toMatchObject({ holdsChanged: 1 });
  expect(holdsOf(order.id)).toHaveLength(3);
  expect((await unlock(order.id, { holdFulfilment: true })).result).toMatchObject({ holdsChanged: 1 });
  expect(holdsOf(order.id)).toEqual([`${appOf(others).id}:lastedit-picking`, `${appOf(ours).id}:edit-window`]);
});

test("releases nothing where it holds nothing: without ids Shopify would release all holds", async () => {
  const order = placeOrder();
  await holdBy(appOf(others).accessToken, order.id, "fraud-check");
  expect((await unlock(order.id, { holdFulfilment: true })).result).toMatchObject({ holdsChanged: 0 });
  expect(holdsOf(order.id)).toEqual([`${appOf(others).id}:fraud-check`]);
  expect(shopify.requestCounts["fulfillmentOrderReleaseHold"]).toBeUndefined();
});

test("neither tag nor hold starts the run for edited orders", async () => {
  const server = await sourceServer(orderEdited, {
    ...props({}),
    shopifyClientSecret: shopify.clientSecret,
    settleSeconds: 0,
    maxWaitSeconds: 0,
  });
  try {
    await server.source.start();
    const order = placeOrder();
    shopify.admin.updateOrder(order.id, { note: "ring twice" });
    await arrived(1);
    await server.tick();
    expect(server.events.splice(0)).toHaveLength(1);
    // Shopify's times have whole seconds: a second change within one would look like the first.
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    await lock(order.id, { holdFulfilment: true });
    await unlock(order.id, { holdFulfilment: true });
    await arrived(2);
    await server.tick();
    expect(server.events).toEqual([]);
  } finally {
    await server.close();
  }
});

/** Waits until so many deliveries were taken. */
async function arrived(count: number): Promise<void> {
  const taken = () =>
    shopify.webhooks.log.filter(({ attempts }) => attempts.some(({ status }) => status === 200)).length;
  for (let tries = 0; taken() < count; tries += 1) {
    if (tries > 300) throw new Error(`${taken()} of ${count} deliveries arrived.`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

test("an order that the shop does not have fails, or is skipped where that is wanted", async () => {
  await expect(lock("#7777")).rejects.toThrow("has no order #7777");
  const skipped = await lock("#7777", { skipUnknown: true });
  expect(skipped).toEqual({ result: null, summary: "Order #7777 is not of this shop" });
});

test.each([
  [{ tag: "" }, "neither a tag nor a fulfilment hold"],
  [{ tag: "a,b" }, "no comma"],
  [{ tag: "x".repeat(41) }, "at most 40 characters"],
  [{ holdFulfilment: true, holdHandle: "" }, "expected 1 to 64 characters"],
])("refuses %j before anything is sent", async (more, problem) => {
  await expect(lock("#1001", more)).rejects.toThrow(problem);
  expect(shopify.requestCounts).toEqual({});
});
