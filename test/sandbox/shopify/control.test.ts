import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import fastify, { type FastifyInstance } from "fastify";
import { createManualClock, type ManualClock } from "../../../sandbox/clock.ts";
import { registerShopifyControl } from "../../../sandbox/shopify/index.ts";
import { openShopify, type OpenShopify } from "./support/open-shopify.ts";
import { subscribe } from "./support/operations.ts";
import { openWebhookReceiver, type WebhookReceiver } from "./support/webhook-receiver.ts";

let shopify: OpenShopify;
let app: FastifyInstance;
let clock: ManualClock;
let receiver: WebhookReceiver;

beforeAll(async () => {
  clock = createManualClock();
  shopify = await openShopify({ clock });
  app = fastify();
  registerShopifyControl(app, shopify.sandbox, { clock, seed: 5 });
  receiver = await openWebhookReceiver();
});
afterAll(async () => {
  await app.close();
  await shopify.close();
  await receiver.close();
});

async function call(method: "GET" | "POST" | "PUT" | "DELETE", url: string, body?: object) {
  const response = await app.inject({ method, url, ...(body === undefined ? {} : { payload: body }) });
  return { status: response.statusCode, body: response.json<Record<string, unknown>>() };
}

describe("the control API", () => {
  test("places, edits, changes, sends and refunds an order", async () => {
    const placed = await call("POST", "/shopify/orders", {
      lines: [
        { sku: "OXF-SHI-NAV-S", quantity: 2 },
        { sku: "GIF-BOX", quantity: 1 },
      ],
    });
    expect(placed).toMatchObject({
      status: 200,
      body: { name: "#1001", lines: [{ sku: "OXF-SHI-NAV-S", currentQuantity: 2 }, {}] },
    });
    const edited = await call("POST", "/shopify/orders/1001/edit", {
      changes: [
        { set: { sku: "OXF-SHI-NAV-S", quantity: 1 } },
        { add: { sku: "CAR-KIT", quantity: 2 } },
        { addCustom: { title: "Card", quantity: 1, unitPrice: "1.50" } },
      ],
    });
    expect(edited.body).toMatchObject({
      edited: true,
      lines: [{ currentQuantity: 1 }, {}, { sku: "CAR-KIT", currentQuantity: 2 }, { title: "Card" }],
    });
    const detailed = await call("POST", "/shopify/orders/%231001/details", {
      note: "Ring twice",
      customAttributes: [{ key: "Gift message", value: "Hi" }],
    });
    expect(detailed.body).toMatchObject({
      note: "Ring twice",
      customAttributes: [{ key: "Gift message", value: "Hi" }],
    });
    expect((await call("POST", "/shopify/orders/1001/tags", { add: ["vip", "x"], remove: ["x"] })).body).toMatchObject({
      tags: ["vip"],
    });
    expect((await call("POST", "/shopify/orders/1001/fulfil", { trackingNumber: "1550" })).body).toMatchObject({
      fulfillmentStatus: "FULFILLED",
    });
    const refunded = await call("POST", "/shopify/orders/1001/refund", {
      lines: [{ sku: "CAR-KIT", quantity: 1, restockType: "RETURN" }],
    });
    expect(refunded.body).toMatchObject({ lines: [{ quantity: 1, restockType: "RETURN", subtotal: "12.00" }] });
    expect((await call("GET", "/shopify/orders/1001")).body).toMatchObject({
      financialStatus: "PARTIALLY_REFUNDED",
      lines: [{}, {}, { currentQuantity: 1, fulfilledQuantity: 2 }, {}],
    });
  });

  test("recreates and cancels", async () => {
    await call("POST", "/shopify/orders", { lines: [{ sku: "GIF-BOX", quantity: 1 }] });
    const recreated = await call("POST", "/shopify/orders/1002/recreate", {
      lines: [{ sku: "GIF-BOX", quantity: 2 }],
      first: "cancel",
    });
    expect(recreated.body).toMatchObject({
      old: { tags: ["Edit Order - Cancelled"] },
      created: { name: "#1002A", lines: [{ currentQuantity: 2 }] },
    });
    expect((await call("POST", "/shopify/orders/1002A/cancel", {})).body).toMatchObject({
      cancelledAt: expect.any(String),
      financialStatus: "REFUNDED",
    });
  });

  test("what the shop refuses is 422 with its words; a wrong body is 400 with the place", async () => {
    expect(await call("POST", "/shopify/orders/1002/cancel", {})).toMatchObject({
      status: 422,
      body: {
        error: "The shop refused: orderId: Cannot cancel an order that has already been canceled. Nothing was changed.",
      },
    });
    expect(await call("GET", "/shopify/orders/9999")).toMatchObject({
      status: 422,
      body: { error: "The shop has no order '9999'. Nothing was changed." },
    });
    const wrong = await call("POST", "/shopify/orders", { lines: [{ sku: "GIF-BOX", quantity: 0, colour: "red" }] });
    expect(wrong.status).toBe(400);
    expect(wrong.body["error"]).toMatch(/colour[\s\S]*quantity|quantity[\s\S]*colour/);
  });

  test("shows subscriptions and deliveries, and sets faults", async () => {
    await subscribe(shopify, receiver.uri, ["ORDERS_CREATE", "ORDERS_UPDATED"]);
    expect((await call("PUT", "/shopify/webhook-faults", { duplicate: 1 })).body).toMatchObject({
      duplicate: 1,
      drop: 0,
    });
    await call("POST", "/shopify/orders", { lines: [{ sku: "GIF-BOX", quantity: 1 }] });
    await receiver.waitFor(2);
    await shopify.sandbox.webhooks.idle();
    await call("PUT", "/shopify/webhook-faults", { duplicate: 0 });
    expect((await call("GET", "/shopify/subscriptions")).body).toHaveLength(2);
    expect((await call("GET", "/shopify/deliveries?topic=orders/create")).body).toMatchObject([
      { topic: "orders/create", state: "delivered", duplicate: false, attempts: [{ status: 200 }] },
      { topic: "orders/create", state: "delivered", duplicate: true },
    ]);
    expect((await call("POST", "/shopify/test-notification", { topic: "orders/updated" })).body).toEqual({ sentTo: 1 });
  });

  test("flips switches and counts requests", async () => {
    expect((await call("PUT", "/shopify/switches", { protectedCustomerData: "fields-denied" })).body).toEqual({
      protectedCustomerData: "fields-denied",
      searchLagMs: 0,
    });
    await call("PUT", "/shopify/switches", { protectedCustomerData: "granted" });
    await call("DELETE", "/shopify/requests");
    await shopify.query("query A { shop { name } }");
    await shopify.query("query B { shop { name } }");
    expect((await call("GET", "/shopify/requests")).body).toEqual({ shop: 2 });
  });

  test("starts customers, shows their counts and stops them", async () => {
    await call("PUT", "/shopify/customers", { ordersPerMinute: 60, mostOrders: 10 });
    await clock.advance(30_000);
    expect((await call("GET", "/shopify/customers")).body).toMatchObject({ ordersPlaced: 10 });
    const stopped = await call("DELETE", "/shopify/customers");
    await clock.advance(600_000);
    expect((await call("GET", "/shopify/customers")).body).toEqual(stopped.body);
  });
});
