import { createHmac } from "node:crypto";
import type { Row } from "../row.ts";

export const outlook: Row = {
  number: 11,
  package: "@pipedream/microsoft_outlook",
  components: ["microsoft_outlook-new-email"],
  exercises:
    "HTTP and timer in one source, a hook and a method both called `activate`, `run` calling a method `run`, a text answer",
  async run(check, world) {
    const component = await world.load("@pipedream/microsoft_outlook/sources/new-email/new-email.mjs");
    const long = "A".repeat(120);
    const mail = (id: string): object => ({
      id,
      subject: id,
      parentFolderId: "inbox",
      createdDateTime: "2026-05-01T08:00:00Z",
    });
    world.outside.host("graph.microsoft.com", {
      "POST /v1.0/subscriptions": ({ body }) => ({
        status: 201,
        body: { id: "sub-1", clientState: (body as { clientState: string }).clientState },
      }),
      "PATCH /v1.0/subscriptions/sub-1": () => ({ body: {} }),
      "DELETE /v1.0/subscriptions/sub-1": () => ({ status: 204 }),
      "*": ({ path }) => {
        if (path.endsWith("/mailFolders"))
          return {
            body: {
              value: [
                { id: "sent", displayName: "Sent Items" },
                { id: "drafts", displayName: "Drafts" },
              ],
            },
          };
        if (path.endsWith("/messages"))
          return { body: { value: [mail("old"), { ...mail("mine"), parentFolderId: "sent" }] } };
        return { body: mail(path.split("/").at(-1) ?? "") };
      },
    });
    const source = await world.source(component, {
      microsoftOutlook: { $auth: { oauth_access_token: "graph-token" } },
    });
    check.equal("the timer has the component's own interval", source.instance.schedule, { intervalSeconds: 172_800 });
    await source.instance.start();
    check.equal(
      "deploy leaves out sent mail",
      source.events.map(({ summary }) => summary),
      ["New email (ID:old)"],
    );
    const made = world.outside.calls.find(({ method }) => method === "POST");
    check.equal(
      "the hook reaches the method of the same name",
      (made?.body as { resource: string }).resource,
      "/me/messages",
    );
    check.equal("its id is kept", source.db()["hookId"], "sub-1");

    const validation = await source.send("", { path: "?validationToken=echo%20me%3F" });
    check.equal("the validation token comes back as text", [validation.status, validation.text], [200, "echo me?"]);
    check.ok(
      "with the component's content type",
      validation.headers["content-type"]?.startsWith("text/plain") === true,
      validation.headers,
    );
    const { clientState } = source.db();
    const notice = (state: unknown): object => ({ value: [{ clientState: state, resourceData: { id: long } }] });
    check.equal("a notice is taken with 202", (await source.send(notice(clientState))).status, 202);
    check.equal("its mail is fetched and emitted", source.events.at(-1)?.summary, `New email (ID:${long})`);
    check.equal("under an id that fits into 64 characters", source.events.at(-1)?.id?.length, 32);
    await source.send(notice("guess"));
    check.equal("a notice with another state emits nothing", source.events.length, 2);
    await source.tick();
    check.equal("the timer renews the subscription", world.outside.calls.at(-1)?.method, "PATCH");
    await source.instance.deactivate();
    check.equal("the hook deactivate reaches its method", world.outside.calls.at(-1)?.method, "DELETE");
  },
};

export const notion: Row = {
  number: 12,
  package: "@pipedream/notion",
  components: ["notion-new-webhook-event-instant", "notion-retrieve-page"],
  exercises:
    "HTTP prop as a bare text, alert prop, a secret learnt from the first request, `useQuery` with `prevContext`",
  async run(check, world) {
    const component = await world.load(
      "@pipedream/notion/sources/new-webhook-event-instant/new-webhook-event-instant.mjs",
    );
    const account = { $auth: { oauth_access_token: "notion-token" } };
    const source = await world.source(component, { notion: account });
    await source.instance.start();
    check.equal(
      "without customResponse the answer is an automatic 200",
      (await source.send({ verification_token: "secret_1" })).status,
      200,
    );
    check.equal("the first request gives the secret", source.db(), { token: "secret_1" });
    const event = { id: "evt-1", type: "page.created" };
    const signature = `sha256=${createHmac("sha256", "secret_1").update(JSON.stringify(event)).digest("hex")}`;
    await source.send(event, { headers: { "x-notion-signature": signature } });
    check.equal(
      "a signed event is emitted",
      source.events.map(({ id, summary }) => [id, summary]),
      [["evt-1", "Webhook event: page.created"]],
    );
    const bad = await source.send({ id: "evt-2" }, { headers: { "x-notion-signature": signature } });
    check.equal("a failing run is answered with 500, not with the automatic 200", bad.status, 500);
    check.equal("and emits nothing", source.events.length, 1);

    const action = await world.load("@pipedream/notion/actions/retrieve-page/retrieve-page.mjs");
    const page = (id: string, title: string): object => ({
      object: "page",
      id,
      properties: { Name: { type: "title", title: [{ plain_text: title }] } },
    });
    world.outside.host("api.notion.com", {
      "POST /v1/search": ({ body }) => {
        const second = (body as { start_cursor?: string }).start_cursor === "next-1";
        return {
          body: {
            object: "list",
            results: [second ? page("p2", "Plan B") : page("p1", "Plan A")],
            next_cursor: second ? null : "next-1",
            has_more: !second,
          },
        };
      },
      "GET /v1/pages/p1": () => ({ body: page("p1", "Plan A") }),
    });
    const first = await world.options(action, "pageId", { notion: account }, { query: "plan" });
    check.equal(
      "what the person types reaches the API",
      (world.outside.calls.at(-1)?.body as { query: string }).query,
      "plan",
    );
    check.equal("the first page has options and a context", first, {
      options: [{ label: "Plan A", value: "p1" }],
      context: { nextPageParameters: "next-1" },
    });
    const second = await world.options(
      action,
      "pageId",
      { notion: account },
      { page: 1, query: "plan", prevContext: first.context ?? {} },
    );
    check.equal("the second page begins where the context says", second.options, [{ label: "Plan B", value: "p2" }]);
    const result = await world.action(action, { notion: account, pageId: "p1" });
    check.equal("the action returns what its SDK read", (result.returnValue as { id: string }).id, "p1");
    check.ok("and exports a summary", result.summary !== null, result.exports);
  },
};
