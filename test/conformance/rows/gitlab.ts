import type { Row } from "../row.ts";

const PACKAGE = "@pipedream/gitlab";
const ACCOUNT = { $auth: { oauth_access_token: "glpat-secret-token", base_api_url: "gitlab.com" } };
const NEW_BRANCH = "0000000000000000000000000000000000000000";

export const gitlabWebhook: Row = {
  number: 1,
  package: PACKAGE,
  components: ["gitlab-new-branch"],
  exercises: "`customResponse`, a token checked in a header, ids in `$.service.db`, options paged by number",
  async run(check, world) {
    const component = await world.load(`${PACKAGE}/sources/new-branch/new-branch.mjs`);
    let token: unknown;
    world.outside.host("gitlab.com", {
      "GET /api/v4/projects": ({ query }) => ({
        body:
          query["page"] === "1"
            ? [{ id: 7, path_with_namespace: "shop/web" }]
            : [{ id: 8, path_with_namespace: "shop/app" }],
      }),
      "POST /api/v4/projects/7/hooks": ({ body }) => {
        token = (body as { token: string }).token;
        return { status: 201, body: { id: 99 } };
      },
      "DELETE /api/v4/projects/7/hooks/99": () => ({ status: 204 }),
    });
    const first = await world.options(component, "projectId", { gitlab: ACCOUNT });
    const second = await world.options(component, "projectId", { gitlab: ACCOUNT }, { page: 1 });
    check.equal("page 0 of the options is asked for as the API's page 1", first.options, [
      { label: "shop/web", value: 7 },
    ]);
    check.equal("page 1 gives the next ones", second.options, [{ label: "shop/app", value: 8 }]);

    const source = await world.source(component, { gitlab: ACCOUNT, projectId: 7 });
    check.equal("before activation a request is not let in", (await source.send({})).status, 503);
    check.equal("a new source is deployed", await source.instance.start(), "deployed");
    const hook = world.outside.calls.at(-1);
    check.equal("activate posts the source's own address", (hook?.body as { url: string }).url, source.url);
    check.equal("and asks for pushes only", (hook?.body as { push_event: boolean }).push_event, true);
    check.equal("the account's token is sent", hook?.headers["authorization"], "Bearer glpat-secret-token");
    check.equal("id and token are kept", source.db(), { hookId: 99, token });

    const push = { before: NEW_BRANCH, ref: "refs/heads/feature" };
    const wrong = await source.send(push, { headers: { "x-gitlab-token": "guess" } });
    check.equal("a wrong token is answered with 404", wrong.status, 404);
    check.equal("and nothing is emitted", source.events.length, 0);
    const headers = { "x-gitlab-token": String(token) };
    check.equal("the right token is answered with 200", (await source.send(push, { headers })).status, 200);
    check.equal(
      "the event has id and summary",
      source.events.map(({ id, summary }) => [id, summary]),
      [["refs/heads/feature", "New Branch: refs/heads/feature"]],
    );
    await source.send(push, { headers });
    check.equal("the same id is dropped (unique)", source.events.length, 1);
    await source.send({ before: "1234", ref: "refs/heads/feature" }, { headers });
    check.equal("a push to an old branch emits nothing", source.events.length, 1);

    await source.instance.deactivate();
    check.equal("deactivate deletes the hook it made", world.outside.calls.at(-1)?.method, "DELETE");
    check.ok(
      "no log line holds the account's token",
      !source.logs().join().includes("glpat-secret-token"),
      source.logs(),
    );
  },
};

export const gitlabTimer: Row = {
  number: 2,
  package: PACKAGE,
  components: ["gitlab-new-project"],
  exercises: "timer with a default, `dedupe: greatest`, state seeded while activating",
  async run(check, world) {
    const component = await world.load(`${PACKAGE}/sources/new-project/new-project.mjs`);
    const project = (id: number): object => ({ id, name: `p${id}`, created_at: `2026-01-${10 + id}T00:00:00Z` });
    let listed: object[] = [project(5)];
    world.outside.host("gitlab.com", { "GET /api/v4/projects": () => ({ body: listed }) });
    const source = await world.source(component, { gitlab: ACCOUNT });
    check.equal("the timer's default is the platform's constant", source.instance.schedule, { intervalSeconds: 900 });
    await source.instance.start();
    check.equal("activate remembers the newest project", source.db(), { lastProcessedProjectId: 5 });
    check.equal("and emits nothing", source.events.length, 0);

    listed = [project(8), project(6)];
    await source.tick();
    check.equal("the tick asks for what came after it", world.outside.calls.at(-1)?.query["id_after"], "5");
    check.equal(
      "the new ones are emitted, oldest first",
      source.events.map(({ id }) => id),
      ["6", "8"],
    );
    listed = [project(9), project(8), project(7)];
    await source.tick();
    check.equal(
      "only an id greater than all before is emitted again",
      source.events.map(({ id }) => id),
      ["6", "8", "9"],
    );
    check.equal("ts is the project's own", source.events[0]?.ts, Date.parse("2026-01-16T00:00:00Z"));
  },
};

export const gitlabDynamicProps: Row = {
  number: 3,
  package: PACKAGE,
  components: ["gitlab-create-epic", "gitlab-new-mention"],
  exercises:
    "`reloadProps` with `additionalProps`, props read from `this` by lodash, `withLabel` values, options that depend on props",
  async run(check, world) {
    const epic = await world.load(`${PACKAGE}/actions/create-epic/create-epic.mjs`);
    world.outside.host("gitlab.com", {
      "GET /api/v4/groups/3/epics": () => ({ body: [{ title: "Winter", iid: 4 }] }),
      "POST /api/v4/groups/3/epics": ({ body }) => ({ status: 201, body: { iid: 5, ...(body as object) } }),
      "POST /api/v4/projects/7/hooks": () => ({ status: 201, body: { id: 1 } }),
    });
    const values = { gitlab: ACCOUNT, groupId: 3, title: "Spring", labels: ["a", "b"] };
    const names = async (more: object): Promise<string[]> => {
      const { describeProps } = await import("../../../runtime/component-host/index.ts");
      return (await describeProps(epic, { ...values, ...more }, world)).map(({ name }) => name);
    };
    check.ok("without the switch there is no dynamic prop", !(await names({})).includes("start_date_fixed"));
    const on = await names({ start_date_is_fixed: true });
    check.ok("the switch adds its prop", on.includes("start_date_fixed"), on);
    check.ok("and only its own", !on.includes("due_date_fixed"), on);
    const options = await world.options(epic, "parent_id", values);
    check.equal("options get the props configured before", options.options, [{ label: "Winter", value: 4 }]);

    const result = await world.action(epic, { ...values, start_date_is_fixed: true, start_date_fixed: "2026-03-01" });
    check.equal("props and dynamic props are the action's own fields", world.outside.calls.at(-1)?.body, {
      title: "Spring",
      labels: "a,b",
      start_date_is_fixed: true,
      start_date_fixed: "2026-03-01",
    });
    check.equal("the summary is exported", result.summary, "Created epic Spring");
    check.equal("the return value is the API's answer", (result.returnValue as { iid: number }).iid, 5);
    await check.rejects(
      "a dynamic prop without a value is refused",
      world.action(epic, { ...values, due_date_is_fixed: true }),
      /due_date_fixed/,
    );

    const mention = await world.load(`${PACKAGE}/sources/new-mention/new-mention.mjs`);
    const source = await world.source(mention, {
      gitlab: ACCOUNT,
      projectId: 7,
      username: { __lv: { label: "ada", value: 42 } },
    });
    await source.instance.start();
    const headers = { "x-gitlab-token": String(source.db()["token"]) };
    const note = (id: number, text: string): object => ({
      user: { username: "bob" },
      object_attributes: { id, note: text, created_at: "2026-01-01T00:00:00Z" },
    });
    await source.send(note(1, "hello @ada"), { headers });
    await source.send(note(2, "hello @adam"), { headers });
    check.equal(
      "a labelled value arrives as label and value",
      source.events.map(({ summary }) => summary),
      ["New mention of ada by bob"],
    );
  },
};
