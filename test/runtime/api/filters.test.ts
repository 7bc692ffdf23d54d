import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { openApiWorld } from "./api-world.ts";
import type { ApiWorld } from "./api-world.ts";
import type { Browser } from "./browser.ts";

const HOUR_MS = 3_600_000;
const FAILURE = { message: "It was refused.", code: "refused", retry: "never", effect: "not-applied" };
const OUTCOMES = ["apply-in-place", "nothing-to-do", "stop-parcel"];

let world: ApiWorld;
let anna: Browser;

beforeAll(async () => {
  world = await openApiWorld();
  anna = await world.signedIn("Anna", "operator");
  for (const outcome of OUTCOMES) await seedRun("succeeded", outcome);
  await seedRun("failed", null);
  await seedRun("waiting", null);
  for (const [order, hours] of Object.entries({ "#1": -1, "#2": 1, "#3": 5, "#4": null })) await raise(order, hours);
}, 60_000);
afterAll(() => world.close());

test.each([
  ["applied", 1],
  ["already-right", 1],
  ["blocked", 2],
  ["waiting", 1],
])("a list of runs that became %s has as many as the day’s figure says", async (became, count) => {
  const { items } = (await anna.get(`/runs?became=${became}`)).body as { readonly items: readonly unknown[] };
  const { totals } = (await anna.get("/today")).body as { readonly totals: Readonly<Record<string, number>> };
  expect([items.length, totals[became === "already-right" ? "alreadyRight" : became]]).toEqual([count, count]);
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

async function seedRun(status: string, outcome: string | null): Promise<void> {
  await world.store.database.query(
    `INSERT INTO lastedit.runs (recipe, status, order_key, outcome, error, started_at, finished_at)
     VALUES ('a-recipe', $1, 'demo.myshopify.com:' || gen_random_uuid(), $2, $3, now(), CASE WHEN $1 = 'waiting' THEN NULL ELSE now() END)`,
    [status, outcome, status === "failed" ? JSON.stringify(FAILURE) : null],
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
