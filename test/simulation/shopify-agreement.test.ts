import { expect, test } from "@jest/globals";
import { createShopifyAdminClient } from "../../components/shopify/admin-client.ts";
import { fetchOrderSnapshot } from "../../components/shopify/fetch-order-snapshot.ts";
import { fetchReturnsHistory } from "../../components/shopify/fetch-returns-history.ts";
import {
  FindOrdersDocument,
  OrderSignalsDocument,
  OrdersUpdatedSinceDocument,
  OrderTracesDocument,
  ReturnSignalsDocument,
  WebhookSubscriptionsDocument,
} from "../../components/shopify/generated/operations.ts";
import { createManualClock } from "../../sandbox/clock.ts";
import { createShopifySandbox } from "../../sandbox/shopify/index.ts";
import { answerTo } from "./shopify.ts";

test("the simulated Shopify answers each of our questions as the sandbox does over HTTP", async () => {
  const clock = createManualClock();
  const sandbox = createShopifySandbox({ seed: 3, clock, throttle: false });
  await sandbox.listen();
  try {
    const { admin, store } = sandbox;
    const skus = store.products.flatMap(({ variants }) => variants.map(({ sku }) => sku)).filter((sku) => sku !== "");
    const [one = "", other = "", third = ""] = skus;
    const edited = admin.placeOrder({
      lines: [
        { sku: one, quantity: 3 },
        { sku: other, quantity: 1 },
      ],
      email: "a@example.com",
    });
    admin.editOrder(edited.id, [{ set: { sku: other, quantity: 0 } }, { add: { sku: third, quantity: 2 } }]);
    admin.updateOrder(edited.id, { note: "Please ring", customAttributes: [{ key: "Gift message", value: "Love" }] });
    const { created } = admin.recreateOrder(edited.id);
    const sent = admin.placeOrder({ lines: [{ sku: one, quantity: 2 }], email: "b@example.com" });
    const fulfilment = admin.fulfilOrder(sent.id);
    const [line] = sent.lines;
    const [fulfilled] = fulfilment.lines;
    admin.createReturn(sent.id, { lines: [{ fulfillmentLineId: fulfilled?.id ?? 0, quantity: 1 }], status: "OPEN" });
    admin.refundOrder(sent.id, { lines: [{ lineItemId: line?.id ?? 0, quantity: 1, restockType: "RETURN" }] });

    const [app] = store.apps;
    if (app === undefined) throw new Error("The sandbox has no app.");
    const scope = { store, app, now: clock.now() };
    const { shop, accessToken, apiVersion, url } = sandbox;
    const overHttp = createShopifyAdminClient({ shop, accessToken, apiVersion, adminUrl: url });
    const inMemory = createShopifyAdminClient({
      shop,
      accessToken,
      apiVersion,
      http: ({ body }) => Promise.resolve(answerTo(body, scope, new Map())),
    });

    const ids = [edited, created, sent].map(({ id }) => `gid://shopify/Order/${id}`);
    const questions = [
      [OrderSignalsDocument, { ids, metafieldKeys: [], withMetafields: false }],
      [
        OrderTracesDocument,
        { ids, metafieldKeys: ["custom.a"], withMetafields: true, withCustomer: true, withReturns: true },
      ],
      [ReturnSignalsDocument, { ids }],
      [FindOrdersDocument, { query: "name:1001*", first: 10, after: null }],
      [FindOrdersDocument, { query: 'email:"a@example.com"', first: 10, after: null }],
      [OrdersUpdatedSinceDocument, { query: "updated_at:>='2026-01-01T00:00:00Z'", first: 2, after: null }],
      [WebhookSubscriptionsDocument, { uri: "https://none.example", first: 10, after: null }],
    ] as const;
    for (const [document, variables] of questions) {
      const asked = { document: document as typeof FindOrdersDocument, variables: variables as never };
      const [real, simulated] = await Promise.all([
        overHttp.request(asked.document, asked.variables),
        inMemory.request(asked.document, asked.variables),
      ]);
      expect({ asked: document.name, answer: simulated }).toEqual({ asked: document.name, answer: real });
    }
    for (const { id } of [edited, created, sent]) {
      expect(await fetchOrderSnapshot(inMemory, id)).toEqual(await fetchOrderSnapshot(overHttp, id));
      expect(await fetchReturnsHistory(inMemory, id)).toEqual(await fetchReturnsHistory(overHttp, id));
    }
  } finally {
    await sandbox.close();
  }
});
