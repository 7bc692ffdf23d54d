import { expect, test } from "@jest/globals";
import {
  deleteSubscriptions,
  ensureSubscriptions,
  listSubscriptions,
} from "../../../../components/shopify/webhooks/subscriptions.ts";
import { ShopifyUserErrorsError } from "../../../../components/shopify/shopify-errors.ts";
import { fakeShopifyClient } from "../../../support/fake-shopify-client.ts";
import { page } from "../order-fixtures.ts";

const URI = "https://hooks.example.com/a";

const refuse = (message: string) => () => {
  throw new ShopifyUserErrorsError({ name: "Test", kind: "mutation" }, [{ field: null, message, code: null }]);
};

/** A shop with these subscriptions, that creates and deletes as Shopify does. */
function shopWith(...topics: string[]) {
  let subscriptions = topics.map((topic, index) => ({
    id: `gid://shopify/WebhookSubscription/${index}`,
    topic,
    uri: URI,
  }));
  return fakeShopifyClient({
    WebhookSubscriptions: () => ({ webhookSubscriptions: page(subscriptions) }),
    WebhookSubscriptionCreate: ({ topic }) => {
      subscriptions.push({
        id: `gid://shopify/WebhookSubscription/${topic as string}`,
        topic: topic as string,
        uri: URI,
      });
      return { webhookSubscriptionCreate: {} };
    },
    WebhookSubscriptionDelete: ({ id }) => {
      subscriptions = subscriptions.filter((each) => each.id !== id);
      return { webhookSubscriptionDelete: {} };
    },
  });
}

test("creates what is missing, asking only for the fields a hint needs, and deletes what is not wanted any more", async () => {
  const { client, calls } = shopWith("ORDERS_EDITED", "REFUNDS_CREATE");
  const wanted = { uri: URI, topics: ["orders/edited", "orders/updated"] as const };
  await expect(ensureSubscriptions(client, wanted)).resolves.toEqual({
    created: ["ORDERS_UPDATED"],
    deleted: ["REFUNDS_CREATE"],
  });
  expect(calls.find(({ name }) => name === "WebhookSubscriptionCreate")?.variables).toEqual({
    topic: "ORDERS_UPDATED",
    subscription: { uri: URI, format: "JSON", includeFields: ["id", "admin_graphql_api_id", "name", "updated_at"] },
  });
  await expect(ensureSubscriptions(client, wanted)).resolves.toEqual({ created: [], deleted: [] });
});

test("takes 'already been taken' for success: the app's configuration file has the subscription", async () => {
  const { client } = fakeShopifyClient({
    WebhookSubscriptions: () => ({ webhookSubscriptions: page([]) }),
    WebhookSubscriptionCreate: refuse("Address for this topic has already been taken"),
  });
  await expect(ensureSubscriptions(client, { uri: URI, topics: ["orders/edited"] })).resolves.toMatchObject({
    created: [],
  });
});

test("passes on any other refusal", async () => {
  const { client } = fakeShopifyClient({
    WebhookSubscriptions: () => ({ webhookSubscriptions: page([]) }),
    WebhookSubscriptionCreate: refuse("Address protocol http:// is not supported"),
  });
  await expect(ensureSubscriptions(client, { uri: URI, topics: ["orders/edited"] })).rejects.toThrow(/protocol http/);
});

test("reads every page and keeps only subscriptions to this very address", async () => {
  const answers = [page([{ id: "1", topic: "A", uri: URI }], "next"), page([{ id: "2", topic: "B", uri: `${URI}b` }])];
  const { client, calls } = fakeShopifyClient({
    WebhookSubscriptions: () => ({ webhookSubscriptions: answers.shift() }),
  });
  await expect(listSubscriptions(client, URI)).resolves.toEqual([{ id: "1", topic: "A" }]);
  expect(calls.map(({ variables }) => variables["after"])).toEqual([null, "next"]);
});

test("deletes all subscriptions of an address; one that is gone already does not matter", async () => {
  const { client } = shopWith("ORDERS_EDITED", "ORDERS_UPDATED");
  await expect(deleteSubscriptions(client, URI)).resolves.toBe(2);
  await expect(listSubscriptions(client, URI)).resolves.toEqual([]);

  const gone = fakeShopifyClient({
    WebhookSubscriptions: () => ({ webhookSubscriptions: page([{ id: "1", topic: "A", uri: URI }]) }),
    WebhookSubscriptionDelete: refuse("Webhook subscription does not exist"),
  });
  await expect(deleteSubscriptions(gone.client, URI)).resolves.toBe(1);
});
