import { afterEach, beforeEach, describe, expect, jest, test } from "@jest/globals";
import { createRealClock } from "../../../../sandbox/clock.ts";
import { createShopifySandbox } from "../../../../sandbox/shopify/index.ts";
import type { ShopifySandbox, ShopifySandboxOptions } from "../../../../sandbox/shopify/index.ts";
import orderRecreated from "../../../../sources/shopify/order-recreated/order-recreated.ts";
import type { OrderRecreatedEvent } from "../../../../sources/shopify/order-recreated/recreated-event.ts";
import { sourceServer } from "../../../support/source-server.ts";
import type { SourceServer } from "../../../support/source-server.ts";

/** A Shopify that sends real webhooks over HTTP to the source, which runs as in our runtime. */
let shopify: ShopifySandbox;
let server: SourceServer;

async function open(props: Record<string, unknown> = {}, sandbox: Partial<ShopifySandboxOptions> = {}) {
  shopify = createShopifySandbox({ seed: 7, clock: createRealClock(), ...sandbox });
  await shopify.listen();
  server = await sourceServer(orderRecreated, {
    shopifyShop: shopify.shop,
    shopifyAccessToken: shopify.accessToken,
    shopifyAdminUrl: shopify.url,
    shopifyClientSecret: shopify.clientSecret,
    ...props,
  });
  await server.source.start();
}

async function close() {
  await server.close();
  await shopify.close();
}

beforeEach(() => open());

afterEach(async () => {
  jest.restoreAllMocks();
  await close();
});

const passMs = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

function passMinutes(minutes: number) {
  const later = Date.now() + minutes * 60_000;
  jest.spyOn(Date, "now").mockImplementation(() => later);
}

const sku = () => shopify.catalogue[0]?.variants[0]?.sku ?? "";

const placeOrder = () => shopify.admin.placeOrder({ email: "ann@example.com", lines: [{ sku: sku(), quantity: 1 }] });

async function delivered(count: number) {
  for (let tries = 0; tries < 200; tries += 1) {
    const done = shopify.webhooks.log.filter((delivery) => delivery.attempts.some(({ status }) => status === 200));
    if (done.length >= count) return;
    await passMs(10);
  }
  throw new Error(`${count} deliveries did not come: ${JSON.stringify(shopify.webhooks.log)}`);
}

/** Findings told since the last call. */
const told = (): OrderRecreatedEvent[] => server.events.splice(0).map(({ event }) => event as OrderRecreatedEvent);

const waiting = (): number => (server.db()["recreated"] as { room: unknown[] } | undefined)?.room.length ?? 0;

test("switching on subscribes for new and cancelled orders", () => {
  const topics = [...shopify.store.subscriptions.values()].map(({ topic }) => topic);
  expect(topics).toEqual(["ORDERS_CREATE", "ORDERS_CANCELLED"]);
});

test("an ordinary new order tells nothing, and nobody waits for its counterpart", async () => {
  placeOrder();
  await delivered(1);
  await server.tick();
  expect(told()).toEqual([]);
  expect(waiting()).toBe(0);
});

describe.each(["create", "cancel"] as const)("a recreated order of which the %s is told first", (first) => {
  test("gives one event that names original, copy and root", async () => {
    const order = placeOrder();
    await delivered(1);
    await server.tick();
    const { created } = shopify.admin.recreateOrder(order.id, { first });
    await delivered(3);
    await server.tick();
    await server.tick();
    const events = told();
    expect(events).toHaveLength(1);
    expect(events[0]).toMatchObject({
      kind: "recreated",
      shop: shopify.shop,
      root: order.name,
      orderName: order.name,
      orderId: String(order.id),
      orderIds: [String(order.id), String(created.id)],
      original: { name: order.name },
      replacement: { name: `${order.name}A`, cancelledAt: null },
    });
    expect(waiting()).toBe(0);
  });
});

test("create and cancel minutes apart: first it is under way, then recreated", async () => {
  const order = placeOrder();
  const copy = shopify.admin.placeOrder({
    name: `${order.name}A`,
    tags: ["Edit Order"],
    email: "ann@example.com",
    lines: [{ sku: sku(), quantity: 1 }],
  });
  await delivered(2);
  await server.tick();
  expect(told()).toMatchObject([{ kind: "under-way", root: order.name, live: [{ name: copy.name }] }]);
  expect(waiting()).toBeGreaterThan(0);
  passMinutes(4);
  shopify.admin.cancelOrder(order.id, { reason: "OTHER" });
  await delivered(3);
  await server.tick();
  expect(told()).toMatchObject([{ kind: "recreated", replacement: { name: copy.name } }]);
});

test("an original that is never cancelled goes to a person when the grace period is over", async () => {
  const order = placeOrder();
  shopify.admin.placeOrder({
    name: `${order.name}A`,
    tags: ["Edit Order"],
    email: "ann@example.com",
    lines: [{ sku: sku(), quantity: 1 }],
  });
  await delivered(2);
  await server.tick();
  expect(told()).toMatchObject([{ kind: "under-way" }]);
  passMinutes(11);
  await server.tick();
  expect(told()).toMatchObject([{ kind: "review", reason: "both-open" }]);
  expect(waiting()).toBe(0);
});

test("a plain cancel waits for a counterpart, and is let go after the grace period", async () => {
  const order = placeOrder();
  shopify.admin.cancelOrder(order.id);
  await delivered(2);
  await server.tick();
  expect(waiting()).toBe(1);
  passMinutes(11);
  await server.tick();
  expect(waiting()).toBe(0);
  expect(told()).toEqual([]);
});

test("a plain cancel and an unrelated order of the same customer tell nothing", async () => {
  const order = placeOrder();
  shopify.admin.cancelOrder(order.id);
  placeOrder();
  await delivered(3);
  await server.tick();
  passMinutes(11);
  await server.tick();
  expect(told().filter(({ kind }) => kind === "recreated")).toEqual([]);
});

test("a chain of versions keeps its root", async () => {
  const order = placeOrder();
  const { created } = shopify.admin.recreateOrder(order.id);
  const { created: last } = shopify.admin.recreateOrder(created.id);
  await delivered(5);
  await server.tick();
  expect(told()).toMatchObject([
    { kind: "recreated", root: order.name, original: { name: created.name }, replacement: { name: last.name } },
  ]);
});

test("the same deliveries twice give one event", async () => {
  shopify.webhooks.setFaults({ duplicate: 1 });
  const order = placeOrder();
  shopify.admin.recreateOrder(order.id);
  await delivered(3);
  await passMs(100);
  await server.tick();
  await server.tick();
  expect(told()).toHaveLength(1);
});

test("a pair whose webhooks are all dropped is found by the poll, and told once", async () => {
  const order = placeOrder();
  await delivered(1);
  await server.tick();
  shopify.webhooks.setFaults({ drop: 1 });
  shopify.admin.recreateOrder(order.id);
  passMinutes(6);
  await server.tick();
  expect(told()).toMatchObject([{ kind: "recreated", root: order.name }]);
  passMinutes(6);
  await server.tick();
  expect(told()).toEqual([]);
});

test("a search that lags does not hide a pair whose webhooks came", async () => {
  shopify.switches.searchLagMs = 60_000;
  const order = placeOrder();
  shopify.admin.recreateOrder(order.id, { first: "cancel" });
  await delivered(3);
  await server.tick();
  expect(told()).toMatchObject([{ kind: "recreated", root: order.name }]);
});

test("an app without the scopes for customers and Returns still finds the pair", async () => {
  await close();
  await open({}, { grantedScopes: ["read_orders", "write_orders", "read_products"] });
  const order = placeOrder();
  shopify.admin.recreateOrder(order.id);
  await delivered(3);
  await server.tick();
  expect(told()).toMatchObject([{ kind: "recreated" }]);
});

test("a merchant's own link is enough", async () => {
  await close();
  const link = {
    id: "edited-from",
    where: { in: "attribute", key: "Edited from" },
    template: "{order.name}",
    points: 100,
    because: "{new} says it was edited from {old}.",
  };
  await open({ evidenceRules: { links: [link] } });
  const order = placeOrder();
  const copy = shopify.admin.placeOrder({
    email: "ann@example.com",
    customAttributes: [{ key: "Edited from", value: order.name }],
    lines: [{ sku: sku(), quantity: 2 }],
  });
  shopify.admin.cancelOrder(order.id, { reason: "OTHER" });
  await delivered(3);
  await server.tick();
  expect(told()).toMatchObject([{ kind: "recreated", replacement: { name: copy.name } }]);
});

test("webhooks signed with another secret are refused and change nothing", async () => {
  await close();
  await open({ shopifyClientSecret: "another" });
  const before = server.persists();
  placeOrder();
  await passMs(200);
  const statuses = shopify.webhooks.log.flatMap(({ attempts }) => attempts.map(({ status }) => status));
  expect(new Set(statuses)).toEqual(new Set([401]));
  expect(server.persists()).toBe(before);
});
