import type { HttpEvent } from "../../../runtime/component-host/index.ts";
import { describeProps } from "../../../runtime/component-host/index.ts";
import type { Row } from "../row.ts";

const LINEAR_ADDRESS = "35.231.147.226";

export const linear: Row = {
  number: 8,
  package: "@pipedream/linear_app",
  components: ["linear_app-issue-created-instant"],
  exercises:
    "`additionalProps` that gives HTTP, timer and alert props, `client_ip`, deploy and activate, async generators",
  async run(check, world) {
    const component = await world.load("@pipedream/linear_app/sources/issue-created-instant/issue-created-instant.mjs");
    const props = { linearApp: { $auth: { api_key: "lin_api_key" } }, teamIds: ["team-1", "team-2"], limit: 3 };
    let admin = true;
    const issue = (id: string): object => ({ id, title: `Issue ${id}`, createdAt: "2026-03-01T00:00:00Z" });
    let pages: string[][] = [["i2", "i1"], ["i0"]];
    world.outside.host("api.linear.app", {
      "POST /graphql": ({ body }) => {
        const text = JSON.stringify(body);
        if (text.includes("admin")) return { body: { data: { user: { admin } } } };
        if (text.includes("webhookCreate")) {
          return {
            body: {
              data: {
                webhookCreate: {
                  success: true,
                  lastSyncId: 1,
                  webhook: { id: `hook-${text.includes("team-1") ? 1 : 2}` },
                },
              },
            },
          };
        }
        if (text.includes("webhookDelete"))
          return { body: { data: { webhookDelete: { success: true, lastSyncId: 2, entityId: "x" } } } };
        if (text.includes("issueId")) return { body: { data: { issue: issue("i9") } } };
        const page = text.includes("cursor-1") ? 1 : 0;
        const nodes = (pages[page] ?? []).map(issue);
        return {
          body: {
            data: { issues: { nodes, pageInfo: { hasNextPage: page + 1 < pages.length, endCursor: "cursor-1" } } },
          },
        };
      },
    });
    const names = async (): Promise<string[]> =>
      (await describeProps(component, props, world))
        .map(({ type }) => type)
        .filter((type) => /\$\.interface|alert/.test(type));
    check.equal("an admin gets an HTTP prop and a note", await names(), ["$.interface.http", "alert"]);
    const instant = await world.source(component, props);
    check.equal("the source takes requests", instant.instance.hasHttp, true);
    await instant.instance.start();
    check.equal(
      "deploy emits history page by page, oldest first",
      instant.events.map(({ id }) => id),
      ["i0", "i1", "i2"],
    );
    check.equal("activate makes a webhook for each team", instant.db(), {
      "webhook-team-1": "hook-1",
      "webhook-team-2": "hook-2",
    });

    const delivery = { action: "create", data: { id: "i9", title: "Issue i9" }, createdAt: "2026-03-02T00:00:00Z" };
    check.equal("a request from elsewhere is answered", (await instant.send(delivery)).status, 200);
    check.equal("and emits nothing", instant.events.length, 3);
    await instant.instance.onRequest(from(LINEAR_ADDRESS, delivery));
    check.equal(
      "a request from Linear's address is emitted with the delivery's id",
      instant.events.at(-1)?.id,
      "delivery-1",
    );
    await instant.instance.deactivate();
    check.equal(
      "deactivate deletes both webhooks",
      world.outside.calls.filter(({ body }) => JSON.stringify(body).includes("webhookDelete")).length,
      2,
    );

    admin = false;
    check.equal("anybody else gets a timer and a note", await names(), ["$.interface.timer", "alert"]);
    const polling = await world.source(component, props);
    check.equal("the timer has the default interval", polling.instance.schedule, { intervalSeconds: 900 });
    check.equal("and the source takes no requests", (await polling.send(delivery)).status, 404);
    await polling.instance.start();
    pages = [["i3", "i2"]];
    await polling.tick();
    check.equal(
      "a tick emits what is new",
      polling.events.map(({ id }) => id),
      ["i0", "i1", "i2", "i3"],
    );
  },
};

function from(address: string, body: object): HttpEvent {
  const bodyRaw = JSON.stringify(body);
  const headers = { "content-type": "application/json", "linear-delivery": "delivery-1" };
  return { method: "POST", path: "/", url: "http://here/", query: {}, headers, bodyRaw, body, client_ip: address };
}

export const ramp: Row = {
  number: 9,
  package: "@pipedream/ramp",
  components: ["ramp-new-transaction-created", "ramp-issue-virtual-card"],
  exercises:
    "deploy limited to 25, paging by a URL with an async generator, `sampleEmit`, hidden props shown by `additionalProps`",
  async run(check, world) {
    const source = await world.load("@pipedream/ramp/sources/new-transaction-created/new-transaction-created.mjs");
    const account = { $auth: { oauth_access_token: "ramp-token" } };
    const transaction = (id: number): object => ({
      id: `t${id}`,
      user_transaction_time: new Date(Date.UTC(2026, 0, id)).toISOString(),
    });
    const history = Array.from({ length: 30 }, (_, index) => transaction(index + 1));
    let fresh: object[] = [];
    world.outside.host("api.ramp.com", {
      "GET /developer/v1/transactions": ({ query }) => {
        if (query["start"] !== undefined) return { body: { data: fresh, page: { next: null } } };
        const second = query["page"] === "2";
        const next = second ? null : "https://api.ramp.com/developer/v1/transactions?page=2";
        return { body: { data: second ? history.slice(20) : history.slice(0, 20), page: { next } } };
      },
      "POST /developer/v1/limits/deferred": () => ({ body: { id: "limit-1" } }),
    });
    check.equal("the sample event is part of the component", (source.sampleEmit as { state: string }).state, "CLEARED");
    const held = await world.source(source, { ramp: account });
    await held.instance.start();
    check.equal(
      "deploy reads both pages",
      world.outside.calls.map(({ query }) => query["page"] ?? "1"),
      ["1", "2"],
    );
    check.equal("and emits the last 25", held.events.length, 25);
    check.equal(
      "in order of time, whatever order they were emitted in",
      [held.events[0]?.id, held.events.at(-1)?.id],
      ["t6", "t30"],
    );
    fresh = [transaction(31), transaction(30)];
    await held.tick();
    check.equal("a tick begins after the last one", world.outside.calls.at(-1)?.query["start"], "t30");
    check.equal("and drops what is known", held.events.at(-1)?.id, "t31");

    const card = await world.load("@pipedream/ramp/actions/issue-virtual-card/issue-virtual-card.mjs");
    const values = { ramp: account, displayName: "Travel", userId: "u1", limit: "$50", interval: "MONTHLY" };
    const shown = async (more: object): Promise<string[]> =>
      (await describeProps(card, { ...values, ...more }, world))
        .filter(({ hidden }) => !hidden)
        .map(({ name }) => name);
    const linked = await shown({ linkToSpendProgram: true });
    check.ok(
      "one choice shows the hidden prop it needs",
      linked.includes("spendProgramId") && !linked.includes("primaryCardEnabled"),
      linked,
    );
    const own = await shown({ linkToSpendProgram: false });
    check.ok(
      "the other shows others and adds its own",
      own.includes("allowedCategories") && own.includes("primaryCardEnabled") && !own.includes("spendProgramId"),
      own,
    );
    const result = await world.action(card, {
      ...values,
      linkToSpendProgram: false,
      primaryCardEnabled: true,
      reimbursementsEnabled: false,
    });
    check.equal("undefined fields are not sent", world.outside.calls.at(-1)?.body, {
      idempotency_key: (world.outside.calls.at(-1)?.body as { idempotency_key: string }).idempotency_key,
      display_name: "Travel",
      user_id: "u1",
      permitted_spend_types: { primary_card_enabled: true, reimbursements_enabled: false },
      spending_restrictions: { limit: { amount: 5000 }, interval: "MONTHLY" },
    });
    check.equal("the summary names what was made", result.summary, "Successfully created new limit with ID limit-1");
    world.outside.host("api.ramp.com", {
      "POST /developer/v1/limits/deferred": () => ({ status: 422, body: { error_v2: { message: "no such user" } } }),
    });
    await check.rejects(
      "an error's message is the answer's body, which the component reads",
      world.action(card, { ...values, linkToSpendProgram: true, spendProgramId: "p1" }),
      /^no such user$/,
    );
  },
};

export const docusign: Row = {
  number: 10,
  package: "@pipedream/docusign",
  components: ["docusign-new-change-in-envelope-status"],
  exercises: "the tick's `timestamp` in seconds, a list as default, `nextUri` paging",
  async run(check, world) {
    const component = await world.load(
      "@pipedream/docusign/sources/new-change-in-envelope-status/new-change-in-envelope-status.mjs",
    );
    const envelope = (id: string, hour: number): object => ({
      envelopeId: id,
      emailSubject: `Sign ${id}`,
      statusChangedDateTime: `2026-04-01T0${hour}:00:00Z`,
    });
    let envelopes = [envelope("e2", 2), envelope("e1", 1)];
    world.outside.host("account.docusign.com", {
      "GET /oauth/userinfo": () => ({
        body: { accounts: [{ account_id: "a1", account_name: "Shop", base_uri: "https://eu.docusign.net" }] },
      }),
    });
    world.outside.host("eu.docusign.net", { "*": () => ({ body: { envelopes } }) });
    const account = { $auth: { oauth_access_token: "ds-token" } };
    const options = await world.options(component, "account", { docusign: account });
    check.equal("options come from the account", options.options, [{ label: "Shop", value: "a1" }]);
    const source = await world.source(component, { docusign: account, account: "a1" });
    await source.instance.start();
    await source.tick({ timestamp: 1_775_040_000, interval_seconds: 900 });
    const first = world.outside.calls.at(-1);
    check.equal("a list is its own default", first?.query["status"], "any");
    check.ok(
      "the first window begins a month ago",
      Math.abs(Date.parse(first?.query["from_date"] ?? "") - (Date.now() - 30 * 86_400_000)) < 3 * 86_400_000,
      first?.query,
    );
    check.equal("seconds become the next window's start", source.db(), { lastEvent: "2026-04-01T10:40:00.000Z" });
    check.equal(
      "events are in order of ts",
      source.events.map(({ summary }) => summary),
      ["Sign e1", "Sign e2"],
    );
    envelopes = [envelope("e2", 2), envelope("e2", 3)];
    await source.tick({ timestamp: 1_775_041_000, interval_seconds: 900 });
    check.equal(
      "the next tick asks from there",
      world.outside.calls.at(-1)?.query["from_date"],
      "2026-04-01T10:40:00.000Z",
    );
    check.equal("an id made of envelope and moment tells changes apart", source.events.length, 3);
  },
};
