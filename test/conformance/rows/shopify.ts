import type { Row } from "../row.ts";

const FOLDER = "@pipedream/shopify/sources";
const HOST = "demo-shop.myshopify.com";
const HOOK_ID = "gid://shopify/WebhookSubscription/1";

export const shopify: Row = {
  number: 21,
  package: "@pipedream/shopify",
  components: ["shopify-new-event-emitted", "shopify-collection-updated"],
  exercises: "GraphQL webhooks made and deleted through a vendor's SDK, checks of shop and topic",
  remark:
    "The registry's Shopify sources check no HMAC and compute weak ids; LastEdit's own sources do not rely on them.",
  async run(check, world) {
    const asked: string[] = [];
    world.outside.host(HOST, {
      "*": ({ body }) => {
        const { query, variables } = body as { query: string; variables: object };
        asked.push(JSON.stringify(variables));
        if (query.includes("webhookSubscriptionDelete")) {
          return {
            body: { data: { webhookSubscriptionDelete: { deletedWebhookSubscriptionId: HOOK_ID, userErrors: [] } } },
          };
        }
        return {
          body: { data: { webhookSubscriptionCreate: { webhookSubscription: { id: HOOK_ID }, userErrors: [] } } },
        };
      },
    });
    const app = { $auth: { shop_id: "demo-shop", oauth_access_token: "shpat-secret-token" } };
    const updated = await world.load(`${FOLDER}/collection-updated/collection-updated.mjs`);
    const source = await world.source(updated, { app, metafieldNamespaces: ["custom"] });
    await source.instance.start();
    check.ok("the topic is the component's", asked[0]?.includes("COLLECTIONS_UPDATE") === true, asked);
    check.ok(
      "with the source's address and the namespaces",
      asked[0]?.includes(source.url) === true && asked[0].includes("custom"),
      asked,
    );
    check.equal(
      "the account's token is sent",
      world.outside.calls[0]?.headers["x-shopify-access-token"],
      "shpat-secret-token",
    );
    check.equal("the id is kept", Object.values(source.db()), [HOOK_ID]);

    const collection = { id: 5, title: "Winter", updated_at: "2026-07-01T00:00:00Z" };
    const headers = (domain: string, topic: string): Record<string, string> => ({
      "x-shopify-shop-domain": domain,
      "x-shopify-topic": topic,
    });
    const strange = await source.send(collection, { headers: headers("other.myshopify.com", "collections/update") });
    check.equal("another shop is answered with 401", strange.status, 401);
    check.equal(
      "another topic too",
      (await source.send(collection, { headers: headers(HOST, "orders/create") })).status,
      401,
    );
    check.equal("nothing was emitted", source.events.length, 0);
    const good = await source.send(collection, { headers: headers(HOST, "collections/update") });
    check.equal("the right one is answered with 200", good.status, 200);
    check.equal(
      "and emitted",
      source.events.map(({ id, summary }) => [id, summary]),
      [[`5${Date.parse("2026-07-01T00:00:00Z")}`, "Collection Updated: Winter"]],
    );
    check.equal(
      "a request without its headers fails and is answered with 500",
      (await source.send(collection)).status,
      500,
    );
    await source.instance.deactivate();
    check.ok("deactivate deletes the webhook by its id", asked.at(-1)?.includes(HOOK_ID) === true, asked);

    const any = await world.load(`${FOLDER}/new-event-emitted/new-event-emitted.mjs`);
    const chosen = await world.source(any, { app, topic: "COLLECTIONS_CREATE" });
    await chosen.instance.start();
    check.ok(
      "a topic that a person chose is subscribed to",
      asked.at(-1)?.includes("COLLECTIONS_CREATE") === true,
      asked,
    );
    await chosen.send(collection, { headers: headers(HOST, "collections/create") });
    check.equal(
      "its events are emitted as they come",
      chosen.events.map(({ event }) => event),
      [collection],
    );
    await check.rejects("a topic is required", world.source(any, { app }), /topic/);
  },
};
