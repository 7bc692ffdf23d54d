import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { createHmac } from "node:crypto";
import { gid, openShopify, type OpenShopify } from "./support/open-shopify.ts";
import {
  type CalculatedOrder,
  ORDER_EDIT_ADD_VARIANT,
  ORDER_EDIT_BEGIN,
  ORDER_EDIT_COMMIT,
  ORDER_EDIT_SET_QUANTITY,
  ORDER_STATE,
  type OrderState,
} from "./support/operations.ts";
import { openWebhookReceiver, type WebhookReceiver } from "./support/webhook-receiver.ts";

let shopify: OpenShopify;
let receiver: WebhookReceiver;

beforeAll(async () => {
  shopify = await openShopify();
  receiver = await openWebhookReceiver();
});

afterAll(async () => {
  await shopify.close();
  await receiver.close();
});

describe("Shopify's own Admin API client", () => {
  test("subscribes, reads an order, edits it, reads it again and gets the signed webhook", async () => {
    const { client, sandbox } = shopify;
    const created = await client.request(
      `mutation Subscribe($uri: String!) {
         webhookSubscriptionCreate(topic: ORDERS_EDITED, webhookSubscription: { uri: $uri }) {
           webhookSubscription { id topic }
           userErrors { field message }
         }
       }`,
      { variables: { uri: receiver.uri } },
    );
    expect(created.errors).toBeUndefined();
    const order = sandbox.admin.placeOrder({
      lines: [
        { sku: "OXF-SHI-NAV-S", quantity: 2 },
        { sku: "GIF-BOX", quantity: 1 },
      ],
    });
    const id = gid("Order", order.id);

    const begun = await client.request<{ orderEditBegin: { calculatedOrder: CalculatedOrder } }>(ORDER_EDIT_BEGIN, {
      variables: { id },
    });
    const session = begun.data?.orderEditBegin.calculatedOrder;
    const shirt = session?.lineItems.nodes.find(({ sku }) => sku === "OXF-SHI-NAV-S");
    await client.request(ORDER_EDIT_SET_QUANTITY, {
      variables: { id: session?.id, lineItemId: shirt?.id, quantity: 0, restock: true },
    });
    const variant = sandbox.store.variantBySku("OXF-SHI-NAV-M");
    await client.request(ORDER_EDIT_ADD_VARIANT, {
      variables: { id: session?.id, variantId: gid("ProductVariant", variant?.id ?? 0), quantity: 2 },
    });
    const committed = await client.request<{ orderEditCommit: { successMessages: string[] } }>(ORDER_EDIT_COMMIT, {
      variables: { id: session?.id, notifyCustomer: true },
    });
    expect(committed.data?.orderEditCommit.successMessages).toEqual(["Order updated", "Notification sent"]);

    const { data } = await client.request<{ order: OrderState }>(ORDER_STATE, { variables: { id } });
    expect(data?.order.lineItems.nodes).toMatchObject([
      { sku: "OXF-SHI-NAV-S", quantity: 2, currentQuantity: 0 },
      { sku: "GIF-BOX", quantity: 1, currentQuantity: 1 },
      { sku: "OXF-SHI-NAV-M", quantity: 2, currentQuantity: 2 },
    ]);

    const [webhook] = await receiver.waitFor(1);
    const signature = createHmac("sha256", sandbox.clientSecret).update(webhook!.raw).digest("base64");
    expect(webhook?.headers["x-shopify-hmac-sha256"]).toBe(signature);
    expect(webhook?.body).toMatchObject({ order_edit: { order_id: order.id } });
  });

  test("a wrong token is 401, told by the client", async () => {
    const { status } = await shopify.query("{ shop { name } }", {}, { token: "shpat_wrong" });
    expect(status).toBe(401);
  });
});
