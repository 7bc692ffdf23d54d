import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { createHmac } from "node:crypto";
import { createManualClock } from "../../../sandbox/clock.ts";
import type { Order, ShopifySandboxOptions } from "../../../sandbox/shopify/index.ts";
import { gid, openShopify, type OpenShopify } from "./support/open-shopify.ts";
import { refusals, subscribe } from "./support/operations.ts";
import { openWebhookReceiver, type WebhookReceiver } from "./support/webhook-receiver.ts";

let shopify: OpenShopify;
let receiver: WebhookReceiver;
let healthy: WebhookReceiver;

async function open(options: Partial<ShopifySandboxOptions> = {}): Promise<void> {
  await shopify.close();
  // Eight retries in 0.14 s instead of four hours.
  shopify = await openShopify({ webhookRetryTimeScale: 0.00001, ...options });
}

beforeEach(async () => {
  receiver = await openWebhookReceiver();
  healthy = await openWebhookReceiver();
  shopify = await openShopify({ webhookRetryTimeScale: 0.00001 });
});

afterEach(async () => {
  await shopify.close();
  await receiver.close();
  await healthy.close();
});

const placeOrder = (): Order =>
  shopify.sandbox.admin.placeOrder({ lines: [{ sku: "OXF-SHI-NAV-S", quantity: 2 }], email: "ada@example.com" });

/** Until the log says that nothing waits any more. */
async function settled(): Promise<void> {
  while (shopify.sandbox.webhooks.log.some(({ state }) => state === "waiting"))
    await new Promise((resolve) => setTimeout(resolve, 5));
}

describe("a webhook", () => {
  test("is signed over its raw body and carries all of Shopify's headers", async () => {
    await subscribe(shopify, receiver.uri, ["ORDERS_CREATE"], { name: "orders" });
    placeOrder();
    const [{ headers, raw }] = (await receiver.waitFor(1)) as [WebhookReceiver["received"][number]];
    expect(headers).toMatchObject({
      "content-type": "application/json",
      "x-shopify-topic": "orders/create",
      "x-shopify-shop-domain": shopify.sandbox.shop,
      "x-shopify-api-version": "2026-10",
      "x-shopify-hmac-sha256": createHmac("sha256", shopify.sandbox.clientSecret).update(raw).digest("base64"),
      "x-shopify-name": "orders",
    });
    for (const name of ["x-shopify-webhook-id", "x-shopify-event-id"]) expect(headers[name]).toMatch(/^[0-9a-f-]{36}$/);
    expect(Date.parse(String(headers["x-shopify-triggered-at"]))).toBeGreaterThan(Date.now() - 5000);
  });

  test("an edit fires orders/edited and orders/updated, of one event, in two deliveries", async () => {
    const order = placeOrder();
    await subscribe(shopify, receiver.uri, ["ORDERS_EDITED", "ORDERS_UPDATED"]);
    shopify.sandbox.admin.editOrder(order.id, [{ set: { sku: "OXF-SHI-NAV-S", quantity: 1 } }]);
    const received = await receiver.waitFor(2);
    expect(received.map(({ topic }) => topic).sort()).toEqual(["orders/edited", "orders/updated"]);
    expect(new Set(received.map(({ headers }) => headers["x-shopify-event-id"])).size).toBe(1);
    expect(new Set(received.map(({ headers }) => headers["x-shopify-webhook-id"])).size).toBe(2);
  });

  test("a change of details fires orders/updated only", async () => {
    const order = placeOrder();
    await subscribe(shopify, receiver.uri, ["ORDERS_EDITED", "ORDERS_UPDATED"]);
    shopify.sandbox.admin.updateOrder(order.id, { note: "Ring twice" });
    shopify.sandbox.admin.updateOrder(order.id, { shippingAddress: { address1: "2 Mill Lane" } });
    shopify.sandbox.admin.addTags(order.id, ["vip"]);
    await shopify.sandbox.webhooks.idle();
    expect(receiver.received.map(({ topic }) => topic)).toEqual(Array(3).fill("orders/updated"));
  });

  test("nobody hears of a tag that was there already", async () => {
    const order = placeOrder();
    shopify.sandbox.admin.addTags(order.id, ["vip"]);
    await subscribe(shopify, receiver.uri, ["ORDERS_UPDATED"]);
    shopify.sandbox.admin.addTags(order.id, ["vip"]);
    await shopify.sandbox.webhooks.idle();
    expect(shopify.sandbox.webhooks.log).toEqual([]);
  });
});

describe("a delivery that fails", () => {
  test.each([500, 404, 302, "hang"] as const)(
    "is tried again after %s with the same id and the original body",
    async (answer) => {
      await open({ webhookTimeoutMs: 100 });
      await subscribe(shopify, receiver.uri, ["ORDERS_CREATE", "ORDERS_UPDATED"]);
      receiver.answerWith(answer);
      const order = placeOrder();
      await receiver.waitFor(2);
      shopify.sandbox.store.orders.get(order.id)!.note = "changed meanwhile";
      receiver.answerWith(200);
      await settled();
      const [first, ...retries] = receiver.received;
      expect(retries.length).toBeGreaterThan(0);
      for (const retry of retries) {
        expect(retry.headers["x-shopify-webhook-id"]).toBe(first!.headers["x-shopify-webhook-id"]);
        expect(retry.raw.equals(first!.raw)).toBe(true);
      }
      expect(shopify.sandbox.webhooks.log[0]?.state).toBe("delivered");
    },
  );

  test("eight retries later the subscription is deleted, and only that one", async () => {
    const [failing] = await subscribe(shopify, receiver.uri, ["ORDERS_CREATE"]);
    const [other] = await subscribe(shopify, healthy.uri, ["ORDERS_CREATE"]);
    receiver.answerWith(503);
    placeOrder();
    await settled();
    expect(receiver.received).toHaveLength(9);
    expect([...shopify.sandbox.store.subscriptions.keys()].map((id) => gid("WebhookSubscription", id))).toEqual([
      other,
    ]);
    expect(shopify.sandbox.webhooks.log.find(({ uri }) => uri === receiver.uri)).toMatchObject({ state: "failed" });
    expect(failing).not.toBe(other);
  });

  test("waits twice as long before each retry, four hours in all", async () => {
    const clock = createManualClock();
    await open({ clock, webhookRetryTimeScale: 1 });
    await subscribe(shopify, receiver.uri, ["ORDERS_CREATE"]);
    receiver.answerWith(500);
    placeOrder();
    const stepMs = 30_000;
    for (let elapsed = 0; elapsed < 4.1 * 60 * 60 * 1000; elapsed += stepMs) {
      await shopify.sandbox.webhooks.idle();
      await clock.advance(stepMs);
    }
    const times = shopify.sandbox.webhooks.log[0]!.attempts.map(({ at }) => at);
    expect(times).toHaveLength(9);
    const waits = times.slice(1).map((at, index) => at - times[index]!);
    for (const [index, wait] of waits.slice(1).entries()) expect(wait / waits[index]!).toBeCloseTo(2, 0);
    const total = times.at(-1)! - times[0]!;
    expect(Math.abs(total - 4 * 60 * 60 * 1000)).toBeLessThan(9 * stepMs);
  });
});

describe("faults on purpose", () => {
  test("duplicate: every delivery arrives twice with one Webhook-Id", async () => {
    await subscribe(shopify, receiver.uri, ["ORDERS_CREATE"]);
    shopify.sandbox.webhooks.setFaults({ duplicate: 1 });
    placeOrder();
    const [first, second] = await receiver.waitFor(2);
    expect(second?.headers["x-shopify-webhook-id"]).toBe(first?.headers["x-shopify-webhook-id"]);
    expect(second?.raw.equals(first!.raw)).toBe(true);
  });

  test("drop: nothing arrives, and the log says so", async () => {
    await subscribe(shopify, receiver.uri, ["ORDERS_CREATE"]);
    shopify.sandbox.webhooks.setFaults({ drop: 1 });
    placeOrder();
    await shopify.sandbox.webhooks.idle();
    expect(receiver.received).toEqual([]);
    expect(shopify.sandbox.webhooks.log).toMatchObject([{ topic: "orders/create", state: "dropped", attempts: [] }]);
  });

  test("reorder: later deliveries overtake earlier ones, none is lost", async () => {
    await subscribe(shopify, receiver.uri, ["ORDERS_CREATE"]);
    shopify.sandbox.webhooks.setFaults({ reorder: 0.5, reorderWindowMs: 60 });
    const names = Array.from({ length: 30 }, () => placeOrder().name);
    const arrived = (await receiver.waitFor(30)).map(({ body }) => body["name"]);
    expect(arrived).not.toEqual(names);
    expect([...arrived].sort()).toEqual([...names].sort());
  });

  test("delay: a delivery waits", async () => {
    await subscribe(shopify, receiver.uri, ["ORDERS_CREATE"]);
    shopify.sandbox.webhooks.setFaults({ delayMs: 10_000 });
    placeOrder();
    await shopify.sandbox.webhooks.idle();
    expect(receiver.received).toEqual([]);
    expect(shopify.sandbox.webhooks.log).toMatchObject([{ state: "waiting" }]);
  });

  test("the same seed drops and duplicates the same deliveries", async () => {
    const fates = async (): Promise<string> => {
      await open({ seed: 42, webhookFaults: { drop: 0.3, duplicate: 0.3 } });
      await subscribe(shopify, receiver.uri, ["ORDERS_CREATE"]);
      for (let count = 0; count < 20; count++) placeOrder();
      await shopify.sandbox.webhooks.idle();
      return shopify.sandbox.webhooks.log.map(({ state, duplicate }) => (duplicate ? "twice" : state)).join(" ");
    };
    const first = await fates();
    expect(await fates()).toBe(first);
    expect(first).toMatch(/dropped/);
    expect(first).toMatch(/twice/);
  });
});

describe("what a subscription asks for", () => {
  test("includeFields keeps only those, and a repeated payload is suppressed", async () => {
    await subscribe(shopify, receiver.uri, ["ORDERS_UPDATED"], { includeFields: ["id", "line_items.sku"] });
    const order = placeOrder();
    shopify.sandbox.admin.updateOrder(order.id, { note: "one" });
    shopify.sandbox.admin.updateOrder(order.id, { note: "two" });
    await shopify.sandbox.webhooks.idle();
    expect(receiver.received.map(({ body }) => body)).toEqual([
      { id: order.id, line_items: [{ sku: "OXF-SHI-NAV-S" }] },
    ]);
  });

  test("filter lets only fitting payloads through", async () => {
    await subscribe(shopify, receiver.uri, ["ORDERS_CREATE"], { filter: "total_price:>=100.00 AND email:*" });
    placeOrder();
    const dear = shopify.sandbox.admin.placeOrder({
      lines: [{ sku: "OXF-SHI-NAV-S", quantity: 5 }],
      email: "a@example.com",
    });
    await receiver.waitFor(1);
    await shopify.sandbox.webhooks.idle();
    expect(receiver.received.map(({ body }) => body["id"])).toEqual([dear.id]);
  });

  test("a test notification carries 18-digit ids, above what a number can hold", async () => {
    await subscribe(shopify, receiver.uri, ["ORDERS_UPDATED", "ORDERS_EDITED"]);
    expect(shopify.sandbox.sendTestNotification("orders/updated")).toBe(1);
    expect(shopify.sandbox.sendTestNotification("orders/edited")).toBe(1);
    for (const { raw } of await receiver.waitFor(2)) {
      const text = raw.toString("utf8");
      const id = /"(?:order_id|id)":(\d{18})\b/.exec(text)?.[1] ?? "";
      expect(BigInt(id)).toBeGreaterThan(BigInt(Number.MAX_SAFE_INTEGER));
      expect(String(JSON.parse(id))).not.toBe(id);
    }
  });
});

describe("webhook subscriptions", () => {
  const CREATE = `mutation Create($topic: WebhookSubscriptionTopic!, $webhookSubscription: WebhookSubscriptionInput!) {
    webhookSubscriptionCreate(topic: $topic, webhookSubscription: $webhookSubscription) { userErrors { field message } }
  }`;
  const address = ["webhookSubscription", "callbackUrl"];

  test.each([
    [{ uri: "" }, { field: address, message: "Address can't be blank" }],
    [{ uri: "http://example.com/hook" }, { field: address, message: "Address protocol http:// is not supported" }],
    [
      { uri: "https://example.com/hook", filter: "vip" },
      {
        field: ["webhookSubscription", "filter"],
        message: "The specified filter is invalid, please ensure you specify the field(s) you wish to filter on.",
      },
    ],
  ])("%j is refused in Shopify's words", async (webhookSubscription, refusal) => {
    expect(await refusals(shopify, CREATE, { topic: "ORDERS_CREATE", webhookSubscription })).toEqual([refusal]);
  });

  test("the same topic and address a second time has already been taken; another topic has not", async () => {
    const webhookSubscription = { uri: "https://example.com/hook" };
    expect(await refusals(shopify, CREATE, { topic: "ORDERS_CREATE", webhookSubscription })).toEqual([]);
    expect(await refusals(shopify, CREATE, { topic: "ORDERS_CREATE", webhookSubscription })).toEqual([
      { field: address, message: "Address for this topic has already been taken" },
    ]);
    expect(await refusals(shopify, CREATE, { topic: "ORDERS_UPDATED", webhookSubscription })).toEqual([]);
  });

  test("are listed by uri, changed and deleted; deleting an unknown one is refused", async () => {
    const [id] = await subscribe(shopify, "https://example.com/a", ["ORDERS_CREATE"]);
    await subscribe(shopify, "https://example.com/b", ["ORDERS_CREATE"]);
    await shopify.mutate(
      `mutation Update($id: ID!) {
        webhookSubscriptionUpdate(id: $id, webhookSubscription: { uri: "https://example.com/c" }) { userErrors { message } }
      }`,
      { id },
    );
    const LIST = `query List($uri: String) { webhookSubscriptions(first: 10, uri: $uri) { nodes { id uri topic apiVersion { handle } } } }`;
    const list = async (uri: string) =>
      (await shopify.query<{ webhookSubscriptions: { nodes: object[] } }>(LIST, { uri })).data.webhookSubscriptions
        .nodes;
    expect(await list("https://example.com/a")).toEqual([]);
    expect(await list("https://example.com/c")).toEqual([
      { id, uri: "https://example.com/c", topic: "ORDERS_CREATE", apiVersion: { handle: "2026-10" } },
    ]);
    const DELETE = `mutation Delete($id: ID!) { webhookSubscriptionDelete(id: $id) { deletedWebhookSubscriptionId userErrors { field message } } }`;
    await shopify.mutate(DELETE, { id });
    expect(await refusals(shopify, DELETE, { id })).toEqual([
      { field: ["id"], message: "Webhook subscription does not exist" },
    ]);
  });
});
