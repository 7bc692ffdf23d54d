import { createHmac } from "node:crypto";
import type { Row } from "../row.ts";

const SECRET = "cs_woo_secret";

export const woocommerce: Row = {
  number: 18,
  package: "@pipedream/woocommerce",
  components: ["woocommerce-new-order-event"],
  exercises:
    "the closest relative of our own sources: one webhook per topic, base64 HMAC over `bodyRaw`, history of 25, a secret of the account in `$auth`",
  async run(check, world) {
    const component = await world.load("@pipedream/woocommerce/sources/new-order-event/new-order-event.mjs");
    const order = (id: number): object => ({
      id,
      date_modified: new Date(Date.UTC(2026, 5, 1, 0, id)).toISOString().slice(0, 19),
    });
    world.outside.host("shop.example", {
      "GET /wp-json/wc/v3/orders": ({ query }) => ({
        body: Array.from({ length: Number(query["per_page"]) }, (_, index) => order(25 - index)),
      }),
      "POST /wp-json/wc/v3/webhooks": ({ body }) => ({
        status: 201,
        body: { id: (body as { topic: string }).topic === "order.created" ? 1 : 2 },
      }),
      "DELETE /wp-json/wc/v3/webhooks/1": () => ({ body: {} }),
      "DELETE /wp-json/wc/v3/webhooks/2": () => ({ body: {} }),
    });
    const account = { $auth: { url: "https://shop.example", key: "ck_woo_key", secret: SECRET } };
    const source = await world.source(component, { woocommerce: account, topics: ["created", "updated"] });
    await source.instance.start();
    check.equal(
      "deploy emits 25 orders, oldest first",
      [source.events.length, (source.events[0]?.event as { id: number }).id],
      [25, 1],
    );
    const hooks = world.outside.calls
      .filter(({ method }) => method === "POST")
      .map(({ body }) => body as { topic: string; delivery_url: string; secret: string });
    check.equal(
      "activate makes a webhook for each topic",
      hooks.map(({ topic }) => topic),
      ["order.created", "order.updated"],
    );
    check.equal(
      "with the source's address and the account's secret",
      [hooks[0]?.delivery_url, hooks[0]?.secret],
      [source.url, SECRET],
    );
    check.equal("the ids are kept as a list", source.db(), { hookIds: [1, 2] });

    check.equal("the shop's ping is skipped", (await source.send("webhook_id=1")).status, 200);
    const send = (text: string, key: string) =>
      source.send(text, {
        headers: {
          "x-wc-webhook-event": "updated",
          "x-wc-webhook-signature": createHmac("sha256", key).update(text).digest("base64"),
        },
      });
    const changed = '{"id": 25,  "date_modified":"2026-06-02T00:00:00","note":"\\u00e9é"}';
    await send(changed, "guess");
    check.equal("a wrong signature emits nothing", source.events.length, 25);
    await send(changed, SECRET);
    check.equal("the right one does, over the exact bytes", source.events.at(-1)?.summary, "Order ID: 25 updated");
    check.equal(
      "id and moment make the event's id",
      source.events.at(-1)?.id,
      `25${Date.parse("2026-06-02T00:00:00")}`,
    );
    await send(changed, SECRET);
    check.equal("the same change again is dropped", source.events.length, 26);
    await send(JSON.stringify(order(25)), SECRET);
    check.equal("what deploy emitted is dropped as well", source.events.length, 26);
    check.ok("no log shows the account's secret", !source.logs().join("\n").includes(SECRET), source.logs());
    await source.instance.deactivate();
    check.equal("deactivate deletes both", world.outside.calls.filter(({ method }) => method === "DELETE").length, 2);
    check.equal("and forgets them", source.db()["hookIds"] ?? null, null);
  },
};
