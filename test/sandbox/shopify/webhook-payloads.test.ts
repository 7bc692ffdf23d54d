import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { Ajv2020 } from "ajv/dist/2020.js";
import shopifyWebhookSchemas from "shopify-webhook-schemas";
import { createRandom } from "../../../sandbox/random.ts";
import { newCustomer } from "../../../sandbox/shopify/demo-people.ts";
import type { Order } from "../../../sandbox/shopify/index.ts";
import { openShopify, type OpenShopify } from "./support/open-shopify.ts";
import { openWebhookReceiver, type WebhookReceiver } from "./support/webhook-receiver.ts";

const { schemaForWebhook, metadataForWebhook } = shopifyWebhookSchemas;
const VERSION = "2026-07";
const ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: true, verbose: true });

const TOPICS = [
  ...["ORDERS_CREATE", "ORDERS_PAID", "ORDERS_UPDATED", "ORDERS_EDITED", "ORDERS_CANCELLED", "ORDERS_FULFILLED"],
  ...["ORDERS_PARTIALLY_FULFILLED", "REFUNDS_CREATE", "ORDER_TRANSACTIONS_CREATE", "FULFILLMENTS_CREATE"],
  ...["FULFILLMENT_ORDERS_PLACED_ON_HOLD", "FULFILLMENT_ORDERS_HOLD_RELEASED", "FULFILLMENT_HOLDS_ADDED"],
  ...["FULFILLMENT_HOLDS_RELEASED", "RETURNS_APPROVE", "RETURNS_CLOSE"],
];

let shopify: OpenShopify;
let receiver: WebhookReceiver;

beforeAll(async () => {
  shopify = await openShopify();
  receiver = await openWebhookReceiver();
  for (const topic of TOPICS)
    await shopify.query(
      `mutation Subscribe($topic: WebhookSubscriptionTopic!, $uri: String!) {
         webhookSubscriptionCreate(topic: $topic, webhookSubscription: { uri: $uri }) { userErrors { message } }
       }`,
      { topic, uri: receiver.uri },
    );
  await liveThrough(shopify);
  await shopify.sandbox.webhooks.idle();
});

afterAll(async () => {
  await shopify.close();
  await receiver.close();
});

/** Everything that can happen to orders, so that each topic is sent with full content. */
async function liveThrough({ sandbox, query }: OpenShopify): Promise<void> {
  const customer = newCustomer(createRandom(3), sandbox.store, Date.now());
  const place = (): Order =>
    sandbox.admin.placeOrder({
      customerId: customer.id,
      email: customer.email,
      phone: "+441134960001",
      note: "Leave with the neighbour",
      poNumber: "PO-1",
      tags: ["vip", "gift"],
      customAttributes: [{ key: "Gift message", value: "For you" }],
      shippingAddress: customer.address,
      billingAddress: customer.address,
      sourceIdentifier: "till-7",
      lines: [
        { sku: "OXF-SHI-NAV-S", quantity: 3, customAttributes: [{ key: "Engraving", value: "A.B." }] },
        { sku: "GIF-BOX", quantity: 1 },
      ],
      shippingLines: [{ title: "Express", price: 495 }],
    });
  const edited = place();
  sandbox.admin.editOrder(edited.id, [
    { set: { sku: "OXF-SHI-NAV-S", quantity: 1 } },
    { add: { sku: "CAR-KIT", quantity: 2 } },
  ]);
  const [fulfillmentOrder] = edited.fulfillmentOrders;
  const holding = `mutation Hold($id: ID!) {
    fulfillmentOrderHold(id: $id, fulfillmentHold: { reason: OTHER, handle: "h" }) { userErrors { message } }
  }`;
  const releasing = `mutation Release($id: ID!) { fulfillmentOrderReleaseHold(id: $id) { userErrors { message } } }`;
  const fulfillmentOrderId = `gid://shopify/FulfillmentOrder/${fulfillmentOrder?.id}`;
  await query(holding, { id: fulfillmentOrderId });
  await query(releasing, { id: fulfillmentOrderId });
  const first = edited.lines[0]!;
  sandbox.admin.fulfilOrder(edited.id, {
    lines: [{ lineItemId: first.id, quantity: 1 }],
    tracking: [{ company: "DPD", number: "1550", url: "https://track.example/1550" }],
  });
  const sent = sandbox.admin.fulfilOrder(edited.id, {
    tracking: [{ company: "DPD", number: "1551", url: "https://track.example/1551" }],
  });
  await query(
    `mutation Return($input: ReturnInput!) { returnCreate(returnInput: $input) { userErrors { message } } }`,
    {
      input: {
        orderId: `gid://shopify/Order/${edited.id}`,
        returnLineItems: [
          {
            fulfillmentLineItemId: `gid://shopify/FulfillmentLineItem/${sent.lines[0]!.id}`,
            quantity: 1,
            returnReason: "UNWANTED",
          },
        ],
      },
    },
  );
  await query(`mutation Close($id: ID!) { returnClose(id: $id) { userErrors { message } } }`, {
    id: `gid://shopify/Return/${edited.returns[0]!.id}`,
  });
  sandbox.admin.refundOrder(edited.id, {
    lines: [{ lineItemId: first.id, quantity: 1, restockType: "RETURN" }],
    note: "Torn seam",
    shipping: 100,
    transactions: [{ amount: 2400, gateway: "bogus", parentId: edited.transactions[0]!.id }],
  });
  sandbox.admin.cancelOrder(place().id);
}

/**
 * The published schemas are inferred from samples: an empty list became "no item is allowed", a value that was null
 * once "always null", a whole number "integer". These three are loosened, and null is allowed where the sample
 * happened to have a value; all else is checked as it is.
 */
function loosened(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map((item) => (item === "integer" ? "number" : loosened(item)));
  if (typeof schema !== "object" || schema === null) return schema;
  return Object.fromEntries(
    Object.entries(schema)
      .filter(([key, value]) => !(key === "items" && value === false) && !(key === "type" && value === "null"))
      .map(([key, value]) => [key, key === "type" && value === "integer" ? "number" : loosened(value)]),
  );
}

const toText = ({ instancePath, message }: { instancePath: string; message?: string }): string =>
  `${instancePath} ${message ?? ""}`;

const headerTopic = (topic: string): string =>
  topic.replace(/^(ORDER_TRANSACTIONS|FULFILLMENT_ORDERS|FULFILLMENT_HOLDS|[A-Z]+)_/, "$1/").toLowerCase();

describe("webhook payloads", () => {
  test.each(TOPICS.map(headerTopic))("%s has the shape that Shopify publishes", (topic) => {
    const schema = loosened(schemaForWebhook(VERSION, topic)) as object;
    const payloads = receiver.received.filter((delivery) => delivery.topic === topic);
    expect(payloads.length).toBeGreaterThan(0);
    const validate = ajv.compile(schema);
    for (const { body } of payloads) {
      validate(body);
      expect((validate.errors ?? []).filter(({ data }) => data !== null).map(toText)).toEqual([]);
    }
  });

  test("order payloads have the keys of Shopify's sample, no more and no fewer", () => {
    const sample = (metadataForWebhook(VERSION, "orders/updated") as { response: Record<string, unknown> }).response;
    const payload = receiver.received.find(({ topic }) => topic === "orders/updated")?.body ?? {};
    expect(Object.keys(payload).sort()).toEqual(Object.keys(sample).sort());
    const [line] = payload["line_items"] as object[];
    const [sampleLine] = sample["line_items"] as object[];
    expect(Object.keys(line ?? {}).sort()).toEqual(Object.keys(sampleLine ?? {}).sort());
  });

  test("orders/edited carries deltas above zero, told apart by their list, and no quantities", () => {
    const { order_edit: edit } = receiver.received.find(({ topic }) => topic === "orders/edited")?.body as {
      order_edit: { line_items: { additions: { delta: number }[]; removals: { delta: number }[] } };
    };
    expect(edit.line_items.additions.map(({ delta }) => delta)).toEqual([2]);
    expect(edit.line_items.removals.map(({ delta }) => delta)).toEqual([2]);
    expect(JSON.stringify(edit)).not.toMatch(/quantity|sku|gid:/);
  });

  test("a removal by edit also appears as a refund without money", () => {
    const refund = receiver.received.find(({ topic }) => topic === "refunds/create")?.body ?? {};
    expect(refund["transactions"]).toEqual([]);
    expect(refund["refund_line_items"]).toEqual([expect.objectContaining({ quantity: 2, restock_type: "cancel" })]);
  });
});
