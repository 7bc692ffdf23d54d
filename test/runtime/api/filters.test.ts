import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { openApiWorld } from "./api-world.ts";
import type { ApiWorld } from "./api-world.ts";
import type { Browser } from "./browser.ts";

const HOUR_MS = 3_600_000;
const FAILURE = { message: "It was refused.", code: "refused", retry: "never", effect: "not-applied" };
const FIGURES: Readonly<Record<string, string>> = { any: "in", "already-right": "alreadyRight" };
const EDITS = "send-order-edit-to-warehouse";
/** Runs that are no edits: a round of alerts, a sweep that found picking under way and one that ended with no outcome. */
const OTHERS = [
  ["alert-owners", "changed"],
  ["watch-sync-gaps", "picking-started"],
  ["watch-sync-gaps", "changed"],
] as const;

let world: ApiWorld;
let anna: Browser;
let olga: Browser;

beforeAll(async () => {
  world = await openApiWorld();
  anna = await world.signedIn("Anna", "operator");
  olga = await world.signedIn("Olga", "admin");
  for (const outcome of ["apply-in-place", "nothing-to-do", "stop-parcel"]) await seedRun(EDITS, "succeeded", outcome);
  await seedRun(EDITS, "failed", null);
  await seedRun(EDITS, "waiting", null);
  for (const [recipe, outcome] of OTHERS) await seedRun(recipe, "succeeded", outcome, 60);
  await seedRun("alert-owners", "failed", null);
  for (const [order, hours] of Object.entries({ "#1": -1, "#2": 1, "#3": 5, "#4": null })) await raise(order, hours);
}, 60_000);
afterAll(() => world.close());

test.each([
  ["any", 5],
  ["applied", 1],
  ["already-right", 1],
  ["blocked", 2],
  ["waiting", 1],
])("a list of edits that became %s has as many as the day’s figure says", async (became, count) => {
  const { items } = (await anna.get(`/runs?became=${became}`)).body as { readonly items: readonly unknown[] };
  const { totals } = (await anna.get("/today")).body as { readonly totals: Readonly<Record<string, number>> };
  expect([items.length, totals[FIGURES[became] ?? became]]).toEqual([count, count]);
});

test("the time from edit to warehouse is that of edits alone", async () => {
  const { editToWarehouse } = (await anna.get("/today")).body as { readonly editToWarehouse: unknown };
  expect(editToWarehouse).toEqual({ runs: 1, medianMs: 1_000, p95Ms: 1_000 });
});

test("an order that only another order's run tells of is found by its name and its id, and its page tells of both", async () => {
  const shop = "demo.myshopify.com";
  await tellOfRecreated(shop);
  expect(await keysOf("/orders?text=%231006a")).toEqual([`${shop}:9016`]);
  expect(await keysOf("/orders?text=1006")).toEqual([`${shop}:9006`, `${shop}:9016`]);
  const page = await anna.get(`/orders/${encodeURIComponent(`${shop}:9016`)}`);
  expect([page.status, page.body]).toMatchObject([
    200,
    {
      name: "#1006A",
      id: "9016",
      lineage: [{ name: "#1006" }, { name: "#1006A", part: "live" }],
      runs: [{ outcome: "settled" }],
    },
  ]);
  for (const key of [`${shop}:9099`, "other.myshopify.com:9016"])
    expect((await anna.get(`/orders/${encodeURIComponent(key)}`)).status).toBe(404);
});

test.each([
  ["/runs?before=x", /^before is "x": expected the next of the page before, a number\. Nothing was changed\.$/],
  ["/runs?before=99999999999", /^before is "99999999999": expected the next/],
  ["/replays?before=x", /^before is "x": expected the next/],
  ["/replays/99999999999", /^id is "99999999999": expected at most 2147483647/],
  [`/recipes/${EDITS}/versions?before=x`, /^before is "x": expected the next/],
  [`/recipes/${EDITS}/test-events?before=x`, /^before is "x": expected the next/],
  ["/runs?text=a%00", /^text is "a\\u0000": expected a text without U\+0000/],
  ["/runs?limit=many", /^limit is "many": expected a number/],
  ["/orders?text=%00", /^text is/],
  ["/orders/%00", /^key is/],
  ["/exceptions?text=%00", /^text is/],
  ["/audit?subject=%00", /^subject is/],
])("%s is refused with the place, the value and what was expected", async (path, message) => {
  const { status, body } = await olga.get(path);
  expect([status, body]).toMatchObject([
    400,
    { error: { code: "bad-request", message: expect.stringMatching(message) } },
  ]);
});

test("what a body holds is not said again", async () => {
  const { status, body } = await anna.post("/sign-in", { email: "anna@example.com", password: "secret\u0000" });
  expect([status, body]).toMatchObject([
    400,
    { error: { message: "password: expected a text without U+0000. Nothing was changed." } },
  ]);
});

test("a preview says of each run that cannot be replayed why", async () => {
  const preview = async (status: string): Promise<unknown> =>
    (await anna.post("/replays/preview", { choose: { filter: { status, recipe: EDITS } }, dryRuns: 0 })).body;
  expect(await preview("waiting")).toMatchObject({
    total: 1,
    items: [{ refused: expect.stringMatching(/not ended yet/) }],
  });
  expect(await preview("failed")).toMatchObject({
    total: 1,
    items: [{ refused: expect.stringMatching(/does not run here/) }],
  });
});

test("exceptions before a cut-off are those that can still be kept until then", async () => {
  const until = new Date(Date.now() + 2 * HOUR_MS).toISOString();
  expect(await ordersOf(`/exceptions?dueBefore=${until}`)).toEqual(["#2"]);
});

test("what is to do leaves out what was put aside, and only that", async () => {
  const [{ id }] = ((await anna.get("/exceptions?order=3")).body as { items: [{ id: string }] }).items;
  const until = new Date(Date.now() + HOUR_MS).toISOString();
  await anna.post(`/exceptions/${encodeURIComponent(id)}/act`, { act: "snooze", until });
  expect(await ordersOf("/exceptions?state=to-do")).toEqual(["#1", "#2", "#4"]);
  expect(await ordersOf("/exceptions?state=snoozed")).toEqual(["#3"]);
});

async function ordersOf(path: string): Promise<string[]> {
  const { items } = (await anna.get(path)).body as { readonly items: readonly { readonly orderName: string }[] };
  return items.map(({ orderName }) => orderName).sort();
}

async function keysOf(path: string): Promise<string[]> {
  return ((await anna.get(path)).body as { items: { key: string }[] }).items.map(({ key }) => key);
}

async function tellOfRecreated(shop: string): Promise<void> {
  const payload = {
    root: "#1006",
    because: "The older order is cancelled.",
    live: [{ id: "9016", name: "#1006A" }],
    cancelled: [{ id: "9006", name: "#1006" }],
  };
  await world.store.database.query(
    `WITH run AS (
       INSERT INTO lastedit.runs (recipe, status, order_key, order_name, order_id, outcome, started_at, finished_at)
       VALUES ('swap-recreated-order', 'succeeded', $1 || ':9006', '#1006', '9006', 'settled', now(), now()) RETURNING id
     )
     INSERT INTO lastedit.events (run_id, payload, emitted_at) SELECT id, $2, now() FROM run`,
    [shop, JSON.stringify(payload)],
  );
}

async function seedRun(recipe: string, status: string, outcome: string | null, seconds = 1): Promise<void> {
  await world.store.database.query(
    `INSERT INTO lastedit.runs (recipe, status, order_key, outcome, error, started_at, finished_at)
     VALUES ($4, $1, 'demo.myshopify.com:' || gen_random_uuid(), $2, $3, now(),
       CASE WHEN $1 = 'waiting' THEN NULL ELSE now() + $5 * interval '1 second' END)`,
    [status, outcome, status === "failed" ? JSON.stringify(FAILURE) : null, recipe, seconds],
  );
}

async function raise(orderName: string, dueInHours: number | null): Promise<void> {
  await world.store.exceptions.raise({
    kind: "picking-started",
    owner: "warehouse",
    severity: "high",
    shop: "demo.myshopify.com",
    lineage: orderName,
    orderName,
    orderId: orderName.slice(1),
    salesOrderNumber: null,
    whatHappened: "It was being picked.",
    whatWasChanged: "Nothing.",
    whatToDo: "Look.",
    mattersUntil: dueInHours === null ? null : new Date(Date.now() + dueInHours * HOUR_MS).toISOString(),
    wanted: [],
    inWarehouse: [],
  });
}
