import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { ExceptionDetail, ActResult } from "../../../runtime/api/contract/exceptions.ts";
import type { Comparison, OrderDetail } from "../../../runtime/api/contract/orders.ts";
import type { RecipeItem } from "../../../runtime/api/contract/recipe-parts.ts";
import type { RunDetail, RunItem } from "../../../runtime/api/contract/runs.ts";
import type { LiveEvent } from "../../../runtime/api/contract/today.ts";
import { lastedit, openCliWorld } from "../cli/cli-world.ts";
import type { CliWorld } from "../cli/cli-world.ts";
import { Browser } from "./browser.ts";

/** The real program on real sandboxes; an order whose edit the warehouse cannot follow, since it does not know the SKU. */
let world: CliWorld;
let anna: Browser;
let url: string;
let order: { readonly id: number; readonly name: string };
let exception: ExceptionDetail;
let known: string | undefined;
let heard: LiveEvent[];
let stopListening: AbortController;

interface Variant {
  readonly sku: string;
  readonly knownToWarehouse: boolean;
  readonly requiresShipping: boolean;
}

beforeAll(async () => {
  world = await openCliWorld();
  await world.start();
  const link = JSON.parse((await lastedit(["sign-in-link", "--json"], world.env)).stdout) as { url: string };
  url = link.url.replace(/\/sign-in#.*/, "");
  anna = new Browser(url);
  await anna.takeLink(link.url);
  stopListening = new AbortController();
  heard = [];
  void listen(anna, heard, stopListening.signal);

  const catalogue = (await world.control("GET", "/shopify/catalogue")) as { variants: Variant[] }[];
  const variants = catalogue.flatMap((product) => product.variants).filter(({ requiresShipping }) => requiresShipping);
  known = variants.find(({ knownToWarehouse }) => knownToWarehouse)?.sku;
  const unknown = variants.find(({ knownToWarehouse }) => !knownToWarehouse)?.sku;
  const placed = { lines: [{ sku: known, quantity: 1 }], note: '<img src=x onerror="alert(1)">' };
  order = (await world.control("POST", "/shopify/orders", placed)) as typeof order;
  await until(async () => {
    const { salesOrders } = (await world.control("GET", "/peoplevox/sales-orders")) as { salesOrders: unknown[] };
    return salesOrders.length > 0;
  });
  await world.control("POST", `/shopify/orders/${order.id}/edit`, {
    changes: [{ add: { sku: unknown, quantity: 2 } }],
  });
  await until(async () => {
    const { items } = await answer<{ items: { id: string }[] }>("/exceptions");
    if (items[0] === undefined) return false;
    exception = await answer<ExceptionDetail>(`/exceptions/${encodeURIComponent(items[0].id)}`);
    return true;
  });
}, 90_000);

afterAll(async () => {
  stopListening.abort();
  await world.close();
});

test("a run is found by its order's name, and tells its steps, its decision and why", async () => {
  const { items } = await answer<{ items: RunItem[] }>(`/runs?order=${encodeURIComponent(order.name)}`);
  const [item] = items;
  const run = await answer<RunDetail>(`/runs/${item!.id}`);
  expect(run).toMatchObject({
    order: { name: order.name, id: String(order.id) },
    decision: { outcome: "hold-for-unknown-sku" },
    exceptions: [{ id: exception.id, status: "open" }],
    recipeChanged: false,
    canCancel: false,
  });
  expect(run.decision?.because).not.toBe("");
  expect(run.steps.map(({ namespace }) => namespace)).toContain("update");
  const tooLate = await anna.post(`/runs/${item!.id}/cancel`, { because: "too late" });
  expect([tooLate.status, tooLate.body]).toMatchObject([
    409,
    { error: { message: expect.stringMatching(/has ended already/) } },
  ]);
  const none = await answer<{ items: RunItem[] }>("/runs?status=failed&text=nothing-such");
  expect(none.items).toEqual([]);
});

test("open pages hear of the run and of the exception", async () => {
  await until(() => Promise.resolve(heard.some(({ what }) => what === "exceptions")));
  expect(heard.map(({ what }) => what)).toEqual(expect.arrayContaining(["counts", "runs", "exceptions"]));
  expect(heard).toContainEqual({ what: "exceptions", ids: [exception.id] });
});

test("today counts it, and names it as its owner's next", async () => {
  expect(await answer("/today")).toMatchObject({
    totals: { in: expect.any(Number), blocked: 1 },
    exceptions: expect.arrayContaining([expect.objectContaining({ owner: "merchandising", open: 1 })]),
    health: {
      connections: [
        { name: "shop", state: "ok" },
        { name: "warehouse", state: "ok" },
      ],
    },
  });
});

test("an exception shows both versions line by line, and what may be done", () => {
  expect(exception.lines).toContainEqual(expect.objectContaining({ wanted: 2, inWarehouse: 0, remark: "differs" }));
  expect(exception.may).toEqual(["take", "assign", "snooze", "note", "resolve", "retry", "stop-parcel"]);
});

test("each act does what it says, names who did it, and can be taken back where that is sensible", async () => {
  const until30min = new Date(Date.now() + 1_800_000).toISOString();
  const acts: [object, string, object | null][] = [
    [{ act: "take" }, "taken", { act: "give-back" }],
    [{ act: "assign", to: "Administrator", note: "Yours." }, "taken", { act: "assign", to: "Administrator" }],
    [{ act: "snooze", until: until30min }, "snoozed", { act: "wake" }],
    [{ act: "wake" }, "open", { act: "snooze", until: until30min }],
    [{ act: "note", note: '<script>alert("note")</script>' }, "open", null],
    [{ act: "resolve", note: "Mapped." }, "resolved", { act: "reopen" }],
    [{ act: "reopen" }, "open", null],
  ];
  for (const [body, state, undo] of acts) {
    const result = await act(body);
    expect(result).toMatchObject({ ok: true, undo, exception: { state: { is: state } } });
  }
  const after = await answer<ExceptionDetail>(`/exceptions/${encodeURIComponent(exception.id)}`);
  expect(after.history.at(-3)).toMatchObject({ by: "Administrator", note: '<script>alert("note")</script>' });
  expect(await act({ act: "give-back" })).toMatchObject({
    ok: false,
    because: expect.stringMatching(/Nothing was changed/),
  });
  expect(await act({ act: "assign", to: "nobody here" })).toMatchObject({
    ok: false,
    because: expect.stringMatching(/There is no user/),
  });
});

test("stopping the parcel sets StopShip in Peoplevox and says so", async () => {
  const result = await act({ act: "stop-parcel", note: "Wrong item." });
  expect(result).toMatchObject({ ok: true, because: expect.stringContaining("parcel stopped") });
  const { salesOrders } = (await world.control("GET", "/peoplevox/sales-orders")) as {
    salesOrders: { number: string; stopShip: boolean }[];
  };
  expect(salesOrders.find(({ number }) => number === exception.salesOrderNumber)).toMatchObject({ stopShip: true });
});

test("many are worked at once, one result each", async () => {
  const { body } = await anna.post("/exceptions/bulk", {
    ids: [exception.id, "no/such/one"],
    act: { act: "note", note: "Seen." },
  });
  expect(body).toMatchObject({
    results: [{ ok: true }, { ok: false, because: expect.stringMatching(/no such exception/) }],
  });
});

test("an order tells its life on both sides, and can be compared as it stands now", async () => {
  const { items } = await answer<{ items: { key: string; openExceptions: number }[] }>(
    `/orders?text=${encodeURIComponent(order.name.slice(0, 4))}`,
  );
  expect(items).toMatchObject([{ openExceptions: 1 }]);
  const key = encodeURIComponent(items[0]!.key);
  const detail = await answer<OrderDetail>(`/orders/${key}`);
  expect(detail).toMatchObject({
    name: order.name,
    shopify: [{ what: "The order was placed" }, { what: expect.stringContaining("changed") }],
    comparison: { from: "run", inSync: false },
    holds: [{ ours: true }],
    whyNoCompare: null,
  });
  const { body } = await anna.post(`/orders/${key}/compare`);
  const now = body as Comparison;
  expect(now).toMatchObject({ from: "live", inSync: false, salesOrders: [{ onHold: true, stopShip: true }] });
  expect(now.lines).toContainEqual(expect.objectContaining({ wanted: 2, inWarehouse: 0 }));
  expect((await anna.get("/orders/none%3A1")).status).toBe(404);
});

test("an order of the shop that no run tells of can be compared too; one that is not there is not found", async () => {
  const { items } = await answer<{ items: { shop: string }[] }>("/orders");
  const { shop } = items[0]!;
  const placed = { lines: [{ sku: known, quantity: 1 }] };
  const { id } = (await world.control("POST", "/shopify/orders", placed)) as typeof order;
  const compared = await anna.post(`/orders/${encodeURIComponent(`${shop}:${id}`)}/compare`);
  expect([compared.status, compared.body]).toMatchObject([200, { from: "live", lines: [{ wanted: 1 }] }]);
  const none = await anna.post(`/orders/${encodeURIComponent(`${shop}:99999999`)}/compare`);
  expect([none.status, none.body]).toMatchObject([404, { error: { code: "not-found" } }]);
});

test("a retry starts a run that looks at the order again", async () => {
  const { runId } = await act({ act: "retry" });
  await until(async () => (await answer<RunDetail>(`/runs/${runId!}`)).status === "succeeded");
  expect(await answer<RunDetail>(`/runs/${runId!}`)).toMatchObject({ replayOf: expect.any(Number) });
});

test("a recipe whose code names a variable that it may not read is switched on, does not run, and says why", async () => {
  const folder = path.join(world.home, "recipes", "asks-too-much");
  await mkdir(folder, { recursive: true });
  const code = `export default { run() { return process.env.PATH; } };`;
  await writeFile(
    path.join(folder, "recipe.yaml"),
    `recipe: asks-too-much\ntitle: Asks too much\ntriggers: [{ uses: shopify-order-edited }]
connections: { shopify: shop }\nsteps: [{ namespace: mine, code: "${code}", env: [PATH] }]\n`,
  );
  const { body } = await anna.post("/recipes/asks-too-much/enable");
  expect(body).toMatchObject({
    on: false,
    off: expect.stringMatching(/^It cannot be used: The step "mine" names the environment variable PATH; .*allowEnv/),
  });
  const { items } = await answer<{ items: RecipeItem[] }>("/recipes");
  expect(items.find(({ name }) => name === "asks-too-much")).toMatchObject({
    on: false,
    off: (body as RecipeItem).off,
  });
});

test("the people of the console are managed by the command line too", async () => {
  const added = await lastedit(
    ["users", "add", "ben@example.com", "--name", "Ben", "--role", "editor", "--json"],
    world.env,
  );
  const ben = new Browser(url);
  await ben.takeLink((JSON.parse(added.stdout) as { url: string }).url);
  expect((await ben.get("/session")).body).toMatchObject({ user: { name: "Ben", role: "editor" } });
});

async function act(body: object): Promise<ActResult> {
  return (await anna.post(`/exceptions/${encodeURIComponent(exception.id)}/act`, body)).body as ActResult;
}

async function answer<T = unknown>(path: string): Promise<T> {
  const { status, body, text } = await anna.get(path);
  if (status !== 200) throw new Error(`${path}: ${status} ${text}`);
  return body as T;
}

async function listen({ cookies }: Browser, into: LiveEvent[], signal: AbortSignal): Promise<void> {
  const cookie = [...cookies].map((pair) => pair.join("=")).join("; ");
  const response = await fetch(`${url}/api/v1/live`, { headers: { cookie }, signal });
  try {
    for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
      for (const [, data = ""] of chunk.matchAll(/^data: (.+)$/gm)) into.push(JSON.parse(data) as LiveEvent);
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + 25_000;
  while (!(await isSo())) {
    if (Date.now() > end) throw new Error("It did not come to pass within 25 s.");
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
