import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { readConnections } from "../../../runtime/store/connections-store.ts";
import { openApiWorld } from "./api-world.ts";
import type { ApiWorld } from "./api-world.ts";
import type { Browser } from "./browser.ts";

const yaml = (title: string, props = ""): string => `recipe: ours
title: ${title}
triggers: [{ uses: lastedit-schedule, props: { cron: "0 5 1 1 *" } }]
connections: { peoplevox: warehouse }
steps:
  - namespace: status
    uses: peoplevox-check-sales-order-status
    props: { salesOrderNumber: "1"${props} }
`;

let world: ApiWorld;
let ada: Browser;

beforeAll(async () => {
  world = await openApiWorld();
  ada = await world.signedIn("Ada", "admin");
}, 30_000);

afterAll(() => world.close());

async function publish(title: string): Promise<void> {
  await ada.post("/recipes/import", { yaml: yaml(title), replaceDraft: true });
  const { status, text } = await ada.post("/recipes/ours/publish", { note: title });
  expect([status, text]).toEqual([200, expect.anything()]);
}

test("a recipe of one's own that was deleted is listed with what ran last, and any version of it can be had back", async () => {
  await publish("First");
  await publish("Second");
  expect(await ada.get("/deleted-recipes")).toMatchObject({ body: { items: [] } });
  expect((await ada.post("/recipes/ours/delete", {})).body).toEqual({ nowRuns: "nothing" });
  expect((await ada.get("/recipes/ours")).status).toBe(404);

  expect((await ada.get("/deleted-recipes")).body).toEqual({
    items: [{ name: "ours", newest: expect.objectContaining({ version: 2, note: "Second", publishedBy: "Ada" }) }],
    next: null,
  });
  const { body } = await ada.get("/recipes/ours/versions");
  expect(body).toMatchObject({
    items: [
      { version: 2, inForce: false },
      { version: 1, inForce: false },
    ],
  });
  expect((await ada.get("/recipes/ours/diff?from=1&to=2")).body).toMatchObject({
    lines: expect.arrayContaining(["- title: First", "+ title: Second"]),
  });
  expect(await ada.post("/recipes/ours/roll-back", { version: 1 })).toMatchObject({
    status: 200,
    body: { title: "First", published: { yaml: yaml("First") } },
  });
  expect((await ada.get("/deleted-recipes")).body).toMatchObject({ items: [] });
  expect((await ada.post("/recipes/never-there/roll-back", { version: 1 })).status).toBe(404);

  const { body: log } = await ada.get("/audit?what=recipes.delete");
  expect(log).toMatchObject({ items: [{ subject: "ours", before: { state: "own", version: 2, draft: false } }] });
}, 30_000);

test("a draft with a secret typed into it is not saved, and neither answer nor audit log repeats it", async () => {
  const secret = ", peoplevoxPassword: SEKRET9";
  const refusal = {
    status: 409,
    body: {
      error: {
        code: "secret-in-recipe",
        message: expect.stringMatching(
          /^steps\[0\]\.props\.peoplevoxPassword is a secret typed .* Nothing was saved\.$/,
        ),
      },
    },
  };
  const operations = [{ op: "set-prop", namespace: "status", prop: "peoplevoxPassword", value: "SEKRET9" }];
  const answers = [
    await ada.call("PUT", "/recipes/ours/draft", { body: { yaml: yaml("Third", secret) } }),
    await ada.call("PUT", "/recipes/ours/draft", { body: { yaml: `${yaml("Third", secret)}\n  broken: [` } }),
    await ada.call("PUT", "/recipes/ours/draft", { body: { operations } }),
    await ada.post("/recipes/import", { yaml: yaml("Third", secret), replaceDraft: true }),
  ];
  for (const answer of answers) expect(answer).toMatchObject(refusal);
  const shown = [...answers, await ada.get("/recipes/ours"), await ada.get("/audit?limit=100")];
  expect(shown.map(({ text }) => text).join()).not.toContain("SEKRET9");
});

test("an account of an app is added and replaced as a whole, its values are never shown, and a part of one is refused", async () => {
  const auth = { oauth_access_token: "planted-token", team: "planted-team" };
  const added = await ada.post("/connections", { name: "team", type: "app", fields: { app: "slack", ...auth } });
  expect(added).toMatchObject({
    status: 200,
    body: { fields: [{ name: "app:slack", label: "Account of slack", secret: true, isSet: true, value: null }] },
  });
  const fields = { app: "slack", api_key: "planted-second" };
  const changed = await ada.call("PATCH", "/connections/team", { body: { fields } });
  expect(changed.status).toBe(200);
  expect((await readConnections(world.store.database, world.store.vault)).find(({ name }) => name === "team")).toEqual({
    name: "team",
    type: "app",
    fields: { "app:slack": { api_key: "planted-second" } },
  });
  for (const wrong of [
    { app: "Slack!", api_key: "x" },
    { app: "slack" },
    { app: "slack", api_key: "" },
    { "app:slack": "x" },
  ]) {
    const answer = await ada.call("PATCH", "/connections/team", { body: { fields: wrong } });
    expect([answer.status, answer.text]).toEqual([400, expect.stringContaining("Nothing was changed.")]);
  }
  expect((await ada.call("DELETE", "/connections/team")).status).toBe(200);
  const log = await ada.get("/audit?subject=team");
  expect(log).toMatchObject({
    body: { items: [{ what: "connections.remove", before: { type: "app", fields: ["app:slack"] } }, {}, {}] },
  });
  expect([added, changed, log].map(({ text }) => text).join()).not.toContain("planted-");
});
