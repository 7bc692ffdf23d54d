import { readFile, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { afterAll, afterEach, beforeAll, expect, test } from "@jest/globals";
import type { RunView } from "../../../runtime/cli/local-api/backend.ts";
import { end, lastedit, openCliWorld } from "./cli-world.ts";
import type { CliWorld } from "./cli-world.ts";

interface Variant {
  readonly sku: string;
  readonly knownToWarehouse: boolean;
  readonly requiresShipping: boolean;
}
interface Order {
  readonly id: number;
  readonly name: string;
}
interface RunOfOrder {
  readonly run: { readonly outcome: string };
}

let world: CliWorld;
let skus: string[];
let unknownSku: string;

beforeAll(async () => {
  world = await openCliWorld();
  const catalogue = (await world.control("GET", "/shopify/catalogue")) as { variants: Variant[] }[];
  const variants = catalogue.flatMap((product) => product.variants).filter(({ requiresShipping }) => requiresShipping);
  skus = variants.filter(({ knownToWarehouse }) => knownToWarehouse).map(({ sku }) => sku);
  unknownSku = variants.find(({ knownToWarehouse }) => !knownToWarehouse)?.sku ?? "";
}, 60_000);

afterEach(() => world.endStarted());
afterAll(() => world.close());

async function placeOrder(): Promise<Order> {
  const order = (await world.control("POST", "/shopify/orders", { lines: [{ sku: skus[0], quantity: 1 }] })) as Order;
  await until(async () => (await salesOrder(order)) !== undefined);
  return order;
}

interface SalesOrder {
  readonly number: string;
  readonly items: readonly { readonly itemCode: string; readonly quantityOrdered: number }[];
}

async function salesOrder({ name }: Order): Promise<SalesOrder | undefined> {
  const { salesOrders } = (await world.control("GET", "/peoplevox/sales-orders")) as { salesOrders: SalesOrder[] };
  return salesOrders.find(({ number }) => number === name.replace("#", ""));
}

const edit = (order: Order, sku: string) =>
  world.control("POST", `/shopify/orders/${order.id}/edit`, { changes: [{ add: { sku, quantity: 2 } }] });

/** While LastEdit runs. */
async function endedRuns(order: Order): Promise<RunView[]> {
  const runs = await (await world.running()).runs({ order: order.name });
  return runs.filter(({ status }) => ["succeeded", "failed"].includes(status));
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 60_000;
  while (!(await isSo())) {
    if (Date.now() > deadline) throw new Error("It did not come to be within a minute.");
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

test("brings an edit made in the shop to the warehouse, and tells the order's story in words", async () => {
  const started = await world.start();
  const order = await placeOrder();
  await edit(order, skus[1]!);
  await until(async () => (await endedRuns(order)).length > 0);

  const items = (await salesOrder(order))?.items.map(({ itemCode, quantityOrdered }) => [itemCode, quantityOrdered]);
  expect(items).toEqual([
    [skus[0], 1],
    [skus[1], 2],
  ]);
  const { stdout } = await lastedit(["runs", "--order", order.name], world.env);
  expect(stdout).toContain(`${order.name} · send-order-edit-to-warehouse · apply-in-place`);
  expect(stdout).toContain(`Order ${order.name} changed (orders/edited`);
  expect(stdout).toMatch(/plan +#\d+: .*The warehouse has not started\./);
  expect(stdout).toContain("put on hold");
  expect(stdout).toMatch(/Ended .* after it began: /);

  // A stop lets everything finish and leaves nothing behind.
  expect(await end(started, "SIGTERM")).toBe(0);
  const ended = await lastedit(["runs", "--order", order.name, "--json"], world.env);
  expect((JSON.parse(ended.stdout) as RunOfOrder[])[0]?.run.outcome).toBe("apply-in-place");
}, 90_000);

async function answeredDeliveries(): Promise<number> {
  const all = (await world.control("GET", "/shopify/deliveries")) as {
    topic: string;
    attempts: { status: number }[];
  }[];
  return all.filter(({ topic, attempts }) => topic === "orders/edited" && attempts.some(({ status }) => status === 200))
    .length;
}

test("loses no edit it had acknowledged before it was killed, raises an exception for an unknown SKU, and replays", async () => {
  const victim = await world.start();
  const order = await placeOrder();
  const before = await answeredDeliveries();
  await edit(order, unknownSku);
  await until(async () => (await answeredDeliveries()) > before);
  await end(victim, "SIGKILL");

  const started = await world.start();
  await until(async () => (await (await world.running()).exceptions({ order: order.name })).length > 0);
  const raised = await lastedit(["exceptions", "list", "--owner", "merchandising", "--json"], world.env);
  expect(JSON.parse(raised.stdout)).toMatchObject([
    { kind: "unknown-sku", owner: "merchandising", orderName: order.name, status: "open" },
  ]);
  const shown = await lastedit(["exceptions", "show", order.name], world.env);
  expect(shown.stdout).toContain(unknownSku);
  expect(shown.stdout).toContain("What to do:");

  // Once the warehouse knows the SKU, a replay applies the edit and the exception closes by itself.
  await world.control("POST", "/peoplevox/items", { items: [{ ItemCode: unknownSku, Name: "New", OnHand: 5 }] });
  const [first] = await endedRuns(order);
  const replayed = await lastedit(["replay", String(first?.id)], world.env);
  expect(replayed.code).toBe(0);
  expect(replayed.stdout).toContain(`Replay of run ${first?.id}.`);
  expect((await salesOrder(order))?.items.map(({ itemCode }) => itemCode)).toContain(unknownSku);
  expect(JSON.parse((await lastedit(["exceptions", "--order", order.name, "--json"], world.env)).stdout)).toEqual([]);
  await end(started, "SIGTERM");
}, 150_000);

test("runs a recipe on an event from a file, with no other process running", async () => {
  const order = await placeOrder();
  await edit(order, skus[2]!);
  const file = path.join(world.home, "event.json");
  await writeFile(
    file,
    JSON.stringify({ shop: world.sandbox.shopify.shop, orderId: String(order.id), orderName: order.name }),
  );
  const { code, stdout } = await lastedit(
    ["run", "send-order-edit-to-warehouse", "--event", file, "--json"],
    world.env,
  );
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({
    run: { status: "succeeded", outcome: "apply-in-place", orderName: order.name },
  });
  expect((await salesOrder(order))?.items).toHaveLength(2);
}, 60_000);

test("refuses an unknown recipe by naming those there are", async () => {
  const file = path.join(world.home, "event.json");
  const { code, stderr } = await lastedit(["run", "no-such-recipe", "--event", file], world.env);
  expect([code, stderr]).toEqual([
    1,
    expect.stringContaining('There is no recipe "no-such-recipe". There is send-order-edit-to-warehouse'),
  ]);
}, 60_000);

test("keeps the secrets of its connections out of history and log, and answers only those who hold the token", async () => {
  const started = await world.start();
  const { url, token } = JSON.parse(await readFile(path.join(world.home, "local-api.json"), "utf8")) as {
    url: string;
    token: string;
  };
  expect((await stat(path.join(world.home, "local-api.json"))).mode & 0o777).toBe(0o600);
  expect((await fetch(`${url}/api/runs`)).status).toBe(401);
  expect((await fetch(`${url}/api/runs`, { headers: { authorization: `Bearer ${token}x` } })).status).toBe(401);
  expect((await fetch(`${url}/api/runs?nonsense=1`, { headers: { authorization: `Bearer ${token}` } })).status).toBe(
    400,
  );

  const runs = JSON.parse((await lastedit(["runs", "--json"], world.env)).stdout) as { id: number }[];
  const stories = await Promise.all(
    runs.map(({ id }) =>
      fetch(`${url}/api/runs/${id}`, { headers: { authorization: `Bearer ${token}` } }).then((answer) => answer.text()),
    ),
  );
  const log = await readFile(path.join(world.home, "lastedit.log"), "utf8");
  expect(stories.join("")).toContain("peoplevoxPassword");
  for (const secret of [
    world.sandbox.shopify.accessToken,
    world.sandbox.shopify.clientSecret,
    world.sandbox.peoplevox.password,
  ]) {
    expect(stories.join("") + log).not.toContain(secret);
    expect(stories.join("") + log).not.toContain(Buffer.from(secret).toString("base64"));
  }
  const second = await lastedit(["start"], world.env);
  expect([second.code, second.stderr]).toEqual([1, expect.stringContaining("is already open in the process")]);
  await end(started, "SIGTERM");
}, 60_000);

test("the doctor finds both systems well, and names what is wrong", async () => {
  const well = await lastedit(["doctor"], world.env);
  expect(well).toMatchObject({ code: 0, stderr: "" });
  expect(well.stdout).not.toContain("WRONG");
  const config = path.join(world.home, "broken.yaml");
  const text = await readFile(world.env["LASTEDIT_CONFIG"] ?? "", "utf8");
  await writeFile(config, text.replace(/password: .*/, "password: wrong"));
  const ill = await lastedit(["doctor"], { ...world.env, LASTEDIT_CONFIG: config });
  expect(ill.code).toBe(1);
  expect(ill.stdout).toMatch(/WRONG +warehouse: .*Invalid Username or Password/);
}, 60_000);
