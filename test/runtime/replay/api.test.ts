import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { openApiWorld } from "./api-world.ts";
import type { ApiWorld } from "./api-world.ts";

const NAME = "send-order-edit-to-warehouse";
const RECIPE = `/recipes/${NAME}`;
let world: ApiWorld;

beforeAll(async () => {
  world = await openApiWorld();
}, 120_000);
afterAll(() => world.close(), 60_000);

async function ok<T = Record<string, unknown>>(method: string, where: string, body?: unknown): Promise<T> {
  const answer = await world.call(method, where, body);
  if (answer.status !== 200) throw new Error(`${method} ${where}: ${answer.status} ${answer.text}`);
  return answer.body as T;
}

async function eventually<T>(look: () => Promise<T>, holds: (found: T) => boolean): Promise<T> {
  for (let tries = 0; ; tries += 1) {
    const found = await look();
    if (holds(found)) return found;
    if (tries > 200) throw new Error(`It did not happen: ${JSON.stringify(found).slice(0, 2_000)}`);
    await sleep(100);
  }
}

interface RunItem {
  readonly id: number;
  readonly status: string;
  readonly outcome: string | null;
}
const runsOf = async (query = ""): Promise<RunItem[]> =>
  (await ok<{ items: RunItem[] }>("GET", `/runs?recipe=${NAME}${query}`)).items;

/** An order is placed and edited, and LastEdit has brought the edit to the warehouse. */
async function editedOrder(quantity: number): Promise<RunItem> {
  const before = (await runsOf())[0]?.id ?? 0;
  const order = { lines: [{ sku: "OXF-SHI-NAV-M", quantity: 1 }] };
  const { id } = (await world.control("POST", "/shopify/orders", order)) as { id: number };
  await eventually(
    () => runsOf(),
    (runs) => runs.every(({ status }) => status !== "waiting" && status !== "running"),
  );
  await world.control("POST", `/shopify/orders/${id}/edit`, { changes: [{ add: { sku: "GIF-BOX", quantity } }] });
  const runs = await eventually(
    () => runsOf(),
    ([newest]) => newest !== undefined && newest.id > before && newest.outcome === "apply-in-place",
  );
  return runs[0] as RunItem;
}

const savesSoFar = (): number =>
  world.sandbox.peoplevox.requests.records().filter(({ operation }) => operation === "SaveData").length;

interface Document {
  readonly hash: string;
  readonly yaml: string;
  readonly draft: object | null;
  readonly found: readonly { readonly step: string | null; readonly line: number }[];
  readonly versions: readonly { readonly version: number; readonly inForce: boolean; readonly outside: boolean }[];
}

test("a merchant edits a prop, sees the diff, publishes it into force at once, and rolls back", async () => {
  const shown = await ok<Document>("GET", RECIPE);
  const operations = [{ op: "set-prop", namespace: "plan", prop: "importWaitMinutes", value: 30 }];
  const draft = await ok<Document>("PUT", `${RECIPE}/draft`, { operations, base: shown.hash });
  expect(draft.draft).not.toBeNull();

  // Somebody else still has the page from before.
  const late = await world.call("PUT", `${RECIPE}/draft`, { operations, base: shown.hash });
  expect(late).toMatchObject({ status: 409, body: { error: { code: "changed-since" } } });

  const diff = await ok<{ lines: string[]; changes: string[] }>("GET", `${RECIPE}/diff?from=published&to=draft`);
  expect(diff.changes).toEqual(["Step plan: importWaitMinutes 60 → 30"]);
  expect(diff.lines.filter((line) => /^[-+] /.test(line))).toHaveLength(2);

  const published = await ok<Document>("POST", `${RECIPE}/publish`, { note: "Shorter" });
  expect(published.versions.map(({ version, inForce, outside }) => [version, inForce, outside])).toEqual([
    [2, true, false],
    [1, false, true],
  ]);
  const file = path.join(world.home, "recipes", NAME, "recipe.yaml");
  expect(await readFile(file, "utf8")).toBe(draft.yaml);

  const back = await ok<Document>("POST", `${RECIPE}/roll-back`, { version: 1 });
  expect(back).toMatchObject({ yaml: shown.yaml, draft: null });
  expect(back.versions[0]).toMatchObject({ version: 3, inForce: true });
});

test("a draft that cannot run is kept with its problems, and not published", async () => {
  const made = await ok<Document>("POST", "/recipes", { name: "mine", title: "Mine" });
  expect(made.found.length).toBeGreaterThan(0);
  const operations = [
    { op: "add-trigger", uses: "shopify-order-edited" },
    { op: "set-connection", name: "shopify", value: "shop" },
    { op: "add-step", step: { namespace: "order", uses: "shopify-get-current-order", props: { wrong: 1 } } },
  ];
  const wrong = await ok<Document>("PUT", "/recipes/mine/draft", { operations });
  expect(wrong.found).toEqual([expect.objectContaining({ step: "order" }), expect.objectContaining({ step: "order" })]);
  expect(await world.call("POST", "/recipes/mine/publish", {})).toMatchObject({
    status: 409,
    body: { error: { code: "recipe-invalid", details: expect.any(Array) as unknown } },
  });
  expect(existsSync(path.join(world.home, "recipes", "mine"))).toBe(false);
  expect(await ok("POST", "/recipes/mine/delete")).toEqual({ nowRuns: "nothing" });
  expect((await world.call("GET", "/recipes/mine")).status).toBe(404);
});

test("a past run is tested dry, previewed, replayed, and travelled over with a draft; only the replay writes", async () => {
  const run = await editedOrder(2);
  const saves = savesSoFar();

  const preview = await ok<{ value: unknown }>("POST", "/expressions/preview", {
    recipe: NAME,
    text: "{{steps.order.$return_value.lines.length + 1}}",
    against: { what: "run", runId: run.id },
  });
  expect(preview.value).toBe(3);
  const completed = await ok<{ choices: { label: string }[] }>("POST", "/expressions/complete", {
    recipe: NAME,
    text: "{{steps.or",
    cursor: 10,
    against: { what: "run", runId: run.id },
  });
  expect(completed.choices.map(({ label }) => label)).toEqual(["order"]);

  const dry = await ok<{ status: string; outcome: string; readFrom: string }>("POST", `${RECIPE}/test`, {
    against: { what: "run", runId: run.id },
  });
  expect(dry).toMatchObject({ status: "succeeded", outcome: "in-sync", readFrom: "connections" });

  const looked = await ok<{ items: { now: { words: string }; outcomeNow: string }[] }>("POST", "/replays/preview", {
    choose: { ids: [run.id] },
  });
  expect(looked.items[0]).toMatchObject({ refused: null, outcomeNow: "in-sync" });

  const yaml = (await ok<Document>("GET", RECIPE)).yaml.replace("settleSeconds: 60", "settleSeconds: 5");
  const travel = await ok<{ id: number }>("POST", "/time-travel", { recipe: NAME, yaml, choose: { ids: [run.id] } });
  const travelled = await eventually(
    () => ok<{ status: string; outcomes: object; total: number; done: number }>("GET", `/replays/${travel.id}`),
    ({ status }) => status === "finished",
  );
  expect(travelled).toMatchObject({ total: 1, done: 1, outcomes: { "in-sync": 1 } });
  expect(savesSoFar()).toBe(saves);

  const bulk = await ok<{ id: number }>("POST", "/replays", { choose: { ids: [run.id] }, because: "To be sure" });
  await eventually(
    () => ok<{ status: string }>("GET", `/replays/${bulk.id}`),
    ({ status }) => status === "finished",
  );
  const items = await ok<{ items: { newRunId: number; state: string }[] }>("GET", `/replays/${bulk.id}/items`);
  expect(items.items[0]).toMatchObject({ state: "done" });
  expect((await runsOf())[0]?.id).toBe(items.items[0]?.newRunId);
});

test("a failed run is run again from the step that failed, with the results before it reused", async () => {
  const broken = [
    { op: "set-prop", namespace: "plan", prop: "salesOrders", value: "{{steps.status.$return_value.no.such}}" },
  ];
  await ok("PUT", `${RECIPE}/draft`, { operations: broken });
  await ok("POST", `${RECIPE}/publish`, { note: "Broken on purpose" });
  const order = { lines: [{ sku: "OXF-SHI-NAV-M", quantity: 1 }] };
  const { id } = (await world.control("POST", "/shopify/orders", order)) as { id: number };
  await world.control("POST", `/shopify/orders/${id}/edit`, { changes: [{ add: { sku: "GIF-BOX", quantity: 1 } }] });
  const failed = await eventually(
    () => runsOf("&status=failed"),
    (runs) => runs.length > 0,
  );
  const runId = failed[0]?.id ?? 0;

  const input = await ok<{ fromSteps: string[]; failedStep: string; event: Record<string, unknown> }>(
    "GET",
    `/runs/${runId}/input`,
  );
  expect(input).toMatchObject({ fromSteps: ["order", "status", "skus", "plan"], failedStep: "plan" });
  const { versions } = await ok<Document>("GET", RECIPE);
  await ok("POST", `${RECIPE}/roll-back`, { version: (versions[0]?.version ?? 0) - 1 });

  const retried = await ok<{ runId: number; reused: string[]; inputDiff: string[] }>("POST", `/runs/${runId}/retry`, {
    fromStep: "plan",
    input: { ...input.event, note: "edited" },
  });
  expect(retried.reused).toEqual(["order", "status", "skus"]);
  expect(retried.inputDiff).toContain('+   "note": "edited"');
  const detail = await eventually(
    () => ok<{ status: string; steps: { namespace: string; summary: string }[] }>("GET", `/runs/${retried.runId}`),
    ({ status }) => status === "succeeded" || status === "failed",
  );
  expect(detail.status).toBe("succeeded");
  const reads = detail.steps.filter(({ namespace }) => namespace === "order");
  expect(reads).toEqual([
    expect.objectContaining({ summary: expect.stringContaining(`As in run ${runId}`) as unknown }),
  ]);

  // The customer edits once more, and that is applied: the same retry now must not bring back what it read then.
  const newest = (await runsOf())[0]?.id ?? 0;
  await world.control("POST", `/shopify/orders/${id}/edit`, {
    changes: [{ add: { sku: "OXF-SHI-NAV-L", quantity: 1 } }],
  });
  await eventually(
    () => runsOf(),
    ([latest]) => latest !== undefined && latest.id > newest && latest.outcome === "apply-in-place",
  );
  const saves = savesSoFar();
  const late = await ok<{ runId: number }>("POST", `/runs/${runId}/retry`, { fromStep: "plan" });
  const settled = await eventually(
    () => ok<{ status: string; outcome: string }>("GET", `/runs/${late.runId}`),
    ({ status }) => status === "succeeded" || status === "failed",
  );
  expect(settled).toMatchObject({ status: "succeeded", outcome: "in-sync" });
  expect(savesSoFar()).toBe(saves);

  const original = await ok<{ runId: number }>("POST", `/runs/${runId}/retry`, { version: "original" });
  const again = await eventually(
    () => ok<{ status: string }>("GET", `/runs/${original.runId}`),
    ({ status }) => status === "succeeded" || status === "failed",
  );
  expect(again.status).toBe("failed");
});

test("a connection with a wrong password says so, and no answer holds a secret", async () => {
  const { peoplevox, shopify } = world.sandbox.info;
  const fields = {
    url: peoplevox.url,
    clientId: peoplevox.clientId,
    username: peoplevox.username,
    password: "wr0ng-pass",
  };
  const check = await ok<{ ok: boolean; checks: { id: string; whatToDo: string }[] }>("POST", "/connections/check", {
    type: "peoplevox",
    fields,
  });
  expect(check).toMatchObject({ ok: false, checks: [{ id: "reach", state: "problem" }] });
  expect(check.checks[0]?.whatToDo).toContain("password");

  await ok("POST", "/connections", { name: "spare", type: "peoplevox", fields });
  expect(await world.call("PATCH", "/connections/shop", { fields: { shop: "x" } })).toMatchObject({ status: 409 });
  const profile = { lineRemoval: "sometimes" };
  expect(await ok("PUT", "/connections/spare/profile", { profile })).toMatchObject({
    saved: false,
    problems: [{ path: "lineRemoval" }],
  });
  const paths = [
    "/connections",
    "/recipes",
    RECIPE,
    "/routing",
    "/controls",
    "/connections/warehouse/profile",
    "/audit",
  ];
  for (const where of paths) {
    const { text } = await world.call("GET", where);
    for (const secret of ["wr0ng-pass", peoplevox.password, shopify.accessToken, shopify.clientSecret])
      expect(text).not.toContain(secret);
  }
  await ok("DELETE", "/connections/spare");
});

test("who is told is previewed before it is saved, and is refused while a recipe says it itself", async () => {
  const whole = await ok<{ nobodyTells: string | null }>("GET", "/routing");
  expect(whole.nobodyTells).not.toBeNull();
  const fields = { channels: ["floor slack http://127.0.0.1:9/never-called"] };
  await ok("POST", "/connections", { name: "alerts", type: "alert", fields });
  await ok("POST", "/recipes/alert-owners/enable");
  await eventually(
    () => ok<typeof whole>("GET", "/routing"),
    ({ nobodyTells }) => nobodyTells === null,
  );

  const routing = {
    owners: [{ when: { kind: "foreign-hold" }, owner: "customer-service" }],
    routes: [
      { when: { owner: "customer-service" }, channels: ["floor"], takeWithinMinutes: 10, escalateTo: ["all"] },
      { when: {}, channels: ["all"] },
    ],
    channels: { floor: { quietHours: { from: "00:00", to: "23:59", wholeDays: [], exceptFor: ["high"] } } },
  };
  const ask = { routing, kind: "foreign-hold", shop: "demo.myshopify.com" };
  expect(await ok("POST", "/routing/preview", ask)).toMatchObject({
    problems: [],
    missingChannels: [],
    answer: { owner: "customer-service", severity: "low", channels: ["floor"], takeWithinMinutes: 10 },
  });
  const wrong = { ...routing, zone: "Mars" };
  expect(await ok("POST", "/routing/preview", { ...ask, routing: wrong })).toMatchObject({
    problems: [{ path: "zone" }],
    answer: null,
  });
  expect(await world.call("PUT", "/routing", { routing: wrong })).toMatchObject({
    status: 400,
    body: { error: { details: [{ path: "zone" }] } },
  });
  expect(await ok("PUT", "/routing", { routing })).toMatchObject({ routing });

  const operations = [{ op: "set-prop", namespace: "alerts", prop: "routing", value: { zone: "UTC" } }];
  await ok("PUT", "/recipes/alert-owners/draft", { operations });
  await ok("POST", "/recipes/alert-owners/publish", { note: "" });
  const refusal = await eventually(
    () => world.call("PUT", "/routing", { routing }),
    ({ status }) => status === 409,
  );
  expect(refusal.text).toContain("Take the prop out of the recipe");
});
