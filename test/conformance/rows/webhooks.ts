import { createHmac } from "node:crypto";
import type { Row } from "../row.ts";

const hex = (secret: unknown, text: string): string => createHmac("sha256", String(secret)).update(text).digest("hex");

export const launchdarkly: Row = {
  number: 4,
  package: "@pipedream/launchdarkly",
  components: ["launchdarkly-new-flag-event"],
  exercises: "methods taken off `this`, a signature over `bodyRaw`, a secret made while activating",
  async run(check, world) {
    const component = await world.load("@pipedream/launchdarkly/sources/new-flag-event/new-flag-event.mjs");
    world.outside.host("app.launchdarkly.com", {
      "POST /api/v2/webhooks": () => ({ status: 201, body: { _id: "wh1" } }),
      "DELETE /api/v2/webhooks/wh1": () => ({ status: 204 }),
    });
    const source = await world.source(component, { app: { $auth: { access_token: "ld-access-token" } } });
    await source.instance.start();
    const sent = world.outside.calls[0]?.body as { url: string; secret: string; statements: unknown[] };
    check.equal("destructured methods still know their component", sent.url, source.url);
    check.equal("a method of the component overrides the shared one", sent.statements.length, 1);
    check.equal(
      "the key is sent as the API wants it",
      world.outside.calls[0]?.headers["authorization"],
      "ld-access-token",
    );
    check.ok("the secret is kept", Object.values(source.db()).includes(sent.secret), source.db());

    // Spaces and an escape that a parse and print would lose.
    const body = '{ "_id":"f1", "name":"caf\\u00e9", "date":1750000000000 }';
    const good = { "x-ld-signature": hex(sent.secret, body) };
    check.equal("a missing signature is answered with 401", (await source.send(body)).status, 401);
    const other = await source.send(`${body} `, { headers: good });
    check.equal("a body that differs by a blank is refused", other.status, 401);
    check.equal("nothing is emitted for them", source.events.length, 0);
    check.equal("the exact bytes are accepted", (await source.send(body, { headers: good })).status, 200);
    check.equal(
      "and emitted with the payload's id and ts",
      source.events.map(({ id, ts }) => [id, ts]),
      [["f1", 1_750_000_000_000]],
    );
    await source.send(body, { headers: good });
    check.equal("a repeated delivery is dropped", source.events.length, 1);
    await source.instance.deactivate();
    check.equal("deactivate deletes the webhook", world.outside.calls.at(-1)?.path, "/api/v2/webhooks/wh1");
  },
};

export const clio: Row = {
  number: 5,
  package: "@pipedream/clio",
  components: ["clio-new-document-instant"],
  exercises: "handshake header given back, `http.respond` taken off `this`, the axios wrapper's `debug` on `this`",
  async run(check, world) {
    const component = await world.load("@pipedream/clio/sources/new-document-instant/new-document-instant.mjs");
    world.outside.host("app.clio.com", {
      "POST /api/v4/webhooks.json": () => ({ status: 201, body: { data: { id: 31 } } }),
      "DELETE /api/v4/webhooks/31.json": () => ({ status: 204 }),
    });
    const source = await world.source(component, {
      app: { $auth: { oauth_access_token: "clio-oauth-token" } },
      fields: ["id", "name"],
    });
    await source.instance.start();
    check.equal(
      "the fields asked for are those of the component and of the person",
      (world.outside.calls[0]?.body as { data: { fields: string } }).data.fields,
      "created_at,updated_at,id,name",
    );
    check.ok("what `debug` writes on this is not kept", !JSON.stringify(source.db()).includes("debug"), source.db());
    check.ok("and no log shows the token", !source.logs().join("\n").includes("clio-oauth-token"), source.logs());

    const secret = "hook-secret-1";
    const handshake = await source.send({}, { headers: { "x-hook-secret": secret } });
    check.equal(
      "the handshake is answered with its own header",
      [handshake.status, handshake.headers["x-hook-secret"], handshake.text],
      [200, secret, "OK"],
    );
    check.equal("and emits nothing", source.events.length, 0);
    const document = '{"data":{"id":12,"created_at":"2026-02-01T10:00:00Z"}}';
    const bad = await source.send(document, { headers: { "x-hook-signature": hex("other", document) } });
    check.equal("a bad signature is answered with 401", bad.status, 401);
    const good = await source.send(document, { headers: { "x-hook-signature": hex(secret, document) } });
    check.equal("a run that never answers gets an empty 200", [good.status, good.text], [200, ""]);
    check.equal(
      "the document is emitted",
      source.events.map(({ id, ts }) => [id, ts]),
      [["12", Date.parse("2026-02-01T10:00:00Z")]],
    );
    await source.instance.deactivate();
    check.equal("deactivate deletes the webhook", world.outside.calls.at(-1)?.method, "DELETE");
  },
};

export const brex: Row = {
  number: 6,
  package: "@pipedream/brex",
  components: ["brex-new-transfer-event"],
  exercises: "emits before it answers, throws for a bad signature, `ts` given as a `Date`",
  async run(check, world) {
    const component = await world.load("@pipedream/brex/sources/new-transfer-event/new-transfer-event.mjs");
    const key = Buffer.from("brex-key").toString("base64");
    world.outside.host("platform.brexapis.com", {
      "POST /v1/webhooks": () => ({ body: { id: "hook-1" } }),
      "DELETE /v1/webhooks/hook-1": () => ({ body: {} }),
      "GET /v1/webhooks/secrets": () => ({ body: [{ secret: key }] }),
      "GET /v1/transfers/t-1": () => ({ body: { id: "t-1", amount: 5 } }),
    });
    const source = await world.source(component, {
      brexApp: { $auth: { oauth_access_token: "brex-token" } },
      events: ["TRANSFER_PROCESSED"],
    });
    await source.instance.start();
    check.equal("the id of the webhook is kept", source.db(), { hookId: "hook-1" });

    const body = '{"transfer_id":"t-1"}';
    const signed = (text: string): Record<string, string> => ({
      "webhook-id": "w1",
      "webhook-timestamp": "1750000000",
      "webhook-signature": `v1,${createHmac("sha256", "brex-key").update(`w1.1750000000.${text}`).digest("base64")}`,
    });
    const bad = await source.send(body, { headers: signed("other") });
    check.equal("what throws is answered with 500, so that the sender tries again", bad.status, 500);
    check.ok(
      "the error is in the log",
      source.logs().some((line) => line.includes("not trustable")),
      source.logs(),
    );
    check.equal("nothing is emitted", source.events.length, 0);

    const before = Date.now();
    const good = await source.send(body, { headers: signed(body) });
    check.equal(
      "the answer is the component's own",
      [good.status, good.headers["content-type"]?.split(";")[0]],
      [200, "application/json"],
    );
    const [event] = source.events;
    check.equal("the event emitted before the answer is there", event?.event, {
      transfer_id: "t-1",
      details: { id: "t-1", amount: 5 },
    });
    check.ok("a Date becomes milliseconds", typeof event?.ts === "number" && event.ts >= before, event?.ts);

    await source.instance.deactivate();
    check.equal("the id is cleared with null", source.db()["hookId"] ?? null, null);
    world.outside.host("platform.brexapis.com", {});
    await source.instance.deactivate();
    check.equal("deactivating twice asks nobody", world.outside.unexpected, []);
  },
};

export const monday: Row = {
  number: 7,
  package: "@pipedream/monday",
  components: ["monday-new-item"],
  exercises: "challenge echoed as JSON, history emitted by a shared `deploy`",
  async run(check, world) {
    const component = await world.load("@pipedream/monday/sources/new-item/new-item.mjs");
    const items = Array.from({ length: 30 }, (_, index) => ({
      id: `${index + 1}`,
      name: `Item ${index + 1}`,
      updated_at: stamp(index),
    }));
    world.outside.host("api.monday.com", {
      "*": ({ body }) => {
        const { query, variables } = body as { query: string; variables: { id?: number } };
        if (query.includes("create_webhook")) return { body: { data: { create_webhook: { id: "77" } } } };
        if (query.includes("delete_webhook")) return { body: { data: { delete_webhook: { id: "77" } } } };
        if (query.includes("items_page")) return { body: { data: { boards: [{ items_page: { items } }] } } };
        return { body: { data: { items: [{ ...items[(variables.id ?? 1) - 1], name: `Item ${variables.id}` }] } } };
      },
    });
    const source = await world.source(component, { monday: { $auth: { api_key: "monday-key" } }, boardId: "5" });
    await source.instance.start();
    check.equal("deploy emits at most 25, before activate", source.events.length, 25);
    check.equal(
      "oldest first",
      [source.events[0]?.event, source.events.at(-1)?.summary].map((value) =>
        typeof value === "string" ? value : (value as { item: { id: string } }).item.id,
      ),
      ["6", "Item 30"],
    );
    check.equal("the id of the webhook is kept", source.db(), { hookId: "77" });

    const challenge = await source.send({ challenge: "3eZbrw1aBm" });
    check.equal(
      "the challenge comes back as JSON",
      [challenge.status, challenge.text],
      [200, '{"challenge":"3eZbrw1aBm"}'],
    );
    check.ok(
      "with its content type",
      challenge.headers["content-type"]?.startsWith("application/json") === true,
      challenge.headers,
    );
    await source.send({ event: { pulseId: 3 } });
    check.equal("an event names its item", source.events.at(-1)?.id, `3_${stamp(2)}`);
    await source.send({ event: { pulseId: 30 } });
    check.equal("what deploy has emitted is not emitted again", source.events.length, 26);
    check.equal("a delivery without an item emits nothing", (await source.send({ event: {} })).status, 200);
    await source.instance.deactivate();
    check.ok("deactivate deletes by number", JSON.stringify(world.outside.calls.at(-1)?.body).includes("77"));
  },
};

function stamp(index: number): string {
  return new Date(Date.UTC(2026, 0, 1, 0, index)).toISOString();
}
