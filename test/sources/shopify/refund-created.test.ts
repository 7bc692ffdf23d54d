import { afterEach, beforeEach, describe, expect, jest, test } from "@jest/globals";
import { createRealClock } from "../../../sandbox/clock.ts";
import { createShopifySandbox } from "../../../sandbox/shopify/index.ts";
import type { ShopifySandbox, ShopifySandboxOptions } from "../../../sandbox/shopify/index.ts";
import type { Order } from "../../../sandbox/shopify/model/records.ts";
import refundCreated from "../../../sources/shopify/refund-created/refund-created.ts";
import { sourceServer } from "../../support/source-server.ts";
import type { SourceServer } from "../../support/source-server.ts";
import { signedWebhook } from "./order-source-harness.ts";

/** A Shopify that sends real webhooks over HTTP to the source, which runs as in our runtime. */
let shopify: ShopifySandbox;
let server: SourceServer;

async function open(props: Record<string, unknown> = {}, sandbox: Partial<ShopifySandboxOptions> = {}) {
  shopify = createShopifySandbox({ seed: 7, clock: createRealClock(), ...sandbox });
  await shopify.listen();
  server = await sourceServer(refundCreated, {
    shopifyShop: shopify.shop,
    shopifyAccessToken: shopify.accessToken,
    shopifyAdminUrl: shopify.url,
    shopifyClientSecret: shopify.clientSecret,
    settleSeconds: 0,
    maxWaitSeconds: 0,
    ...props,
  });
  await server.source.start();
}

async function close() {
  jest.restoreAllMocks();
  await server.close();
  await shopify.close();
}

beforeEach(() => open());
afterEach(close);

const passMs = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Moves the source's and the shop's clock on, past the next check. */
function passCheckTime() {
  const later = Date.now() + 6 * 60_000;
  jest.spyOn(Date, "now").mockImplementation(() => later);
}

const sku = () => shopify.catalogue[0]?.variants[0]?.sku ?? "";

function sentOrder(quantity = 2): Order {
  const order = shopify.admin.placeOrder({ lines: [{ sku: sku(), quantity }] });
  shopify.admin.fulfilOrder(order.id);
  return order;
}

/** A paid refund of units of the first line. */
function refund(order: Order, quantity: number, restockType: "RETURN" | "CANCEL" | "NO_RESTOCK" = "RETURN") {
  const [line] = order.lines;
  return shopify.admin.refundOrder(order.id, {
    lines: [{ lineItemId: line?.id ?? 0, quantity, restockType }],
    transactions: [money(order, (line?.unitPrice ?? 0) * quantity)],
  });
}

const money = (order: Order, amount: number) => ({
  amount,
  gateway: "bogus",
  parentId: order.transactions[0]?.id ?? 0,
});

const openReturn = (order: Order, quantity: number, status: "OPEN" | "REQUESTED" = "OPEN") =>
  shopify.admin.createReturn(order.id, {
    status,
    lines: [{ fulfillmentLineId: order.fulfillments[0]?.lines[0]?.id ?? 0, quantity, reason: "SIZE_TOO_SMALL" }],
  });

/** Waits until Shopify has delivered so many webhooks, then lets the source look. */
async function delivered(count: number) {
  for (let tries = 0; tries < 200; tries += 1) {
    const done = shopify.webhooks.log.filter((delivery) => delivery.attempts.some(({ status }) => status === 200));
    if (done.length >= count) return server.tick();
    await passMs(10);
  }
  throw new Error(`${count} deliveries did not come: ${JSON.stringify(shopify.webhooks.log)}`);
}

interface Told {
  readonly about: string;
  readonly id: string | null;
  readonly state: string;
  readonly reason: string;
  readonly expectedUnits: number;
}

const told = (): Told[] => server.events.splice(0).map(({ event }) => event as Told);

test("switching on subscribes for refunds and for all that happens to Returns, and off deletes them", async () => {
  const topics = () => [...shopify.store.subscriptions.values()].map(({ topic }) => topic).sort();
  expect(topics()).toEqual([
    "REFUNDS_CREATE",
    ...["APPROVE", "CANCEL", "CLOSE", "DECLINE", "PROCESS", "REOPEN", "REQUEST", "UPDATE"].map(
      (move) => `RETURNS_${move}`,
    ),
  ]);
  await server.source.deactivate();
  expect(topics()).toEqual([]);
});

test("a refund of despatched goods is told with kind, reason, units and what was picked for stock", async () => {
  const order = sentOrder();
  const made = refund(order, 1);
  await delivered(1);
  expect(server.events).toMatchObject([
    {
      summary: `Order ${order.name}: refund ${made.id} (coming, 1 to come back)`,
      event: {
        about: "refund",
        id: String(made.id),
        orderId: String(order.id),
        state: "coming",
        expectedUnits: 1,
        lines: [{ sku: sku(), despatchedUnits: 2, expectedUnits: 1, outstandingUnits: 1 }],
        parts: [{ kind: "returned-without-return", goods: "coming", units: 1 }],
        restock: [{ restockType: "return", location: "warehouse", quantity: 1 }],
        topics: ["refunds/create"],
        makesPickSmaller: false,
      },
    },
  ]);
});

describe("what a refund is", () => {
  test.each([
    ["before despatch", (order: Order) => refund(order, 1, "CANCEL"), false, "unsent-only", "refunded-before-despatch"],
    ["that the customer keeps", (order: Order) => refund(order, 1, "NO_RESTOCK"), true, "nothing", "keep-it"],
    [
      "of money alone",
      (order: Order) => shopify.admin.refundOrder(order.id, { transactions: [money(order, 500)] }),
      true,
      "nothing",
      "appeasement",
    ],
  ])("%s is told as such", async (_what, happen, sent, state, kind) => {
    const order = sent ? sentOrder() : shopify.admin.placeOrder({ lines: [{ sku: sku(), quantity: 2 }] });
    happen(order);
    await delivered(1);
    expect(server.events).toMatchObject([{ event: { state, expectedUnits: 0, parts: [{ kind }] } }]);
  });
});

describe("a Return", () => {
  test("is told once for each state, with a stable id", async () => {
    const order = sentOrder();
    const made = openReturn(order, 1, "REQUESTED");
    await delivered(1);
    shopify.admin.moveReturn(made.id, "approve");
    await delivered(2);
    shopify.admin.moveReturn(made.id, "close");
    await delivered(3);
    const ids = server.events.map(({ id }) => id);
    expect(new Set(ids).size).toBe(3);
    expect(told()).toMatchObject([
      { about: "return", id: String(made.id), state: "requested" },
      { about: "return", id: String(made.id), state: "coming", expectedUnits: 1 },
      { about: "return", id: String(made.id), state: "coming" },
    ]);
  });

  test("that is declined is told as withdrawn", async () => {
    const order = sentOrder();
    const made = openReturn(order, 1, "REQUESTED");
    await delivered(1);
    told();
    shopify.admin.moveReturn(made.id, "decline");
    await delivered(2);
    expect(told()).toMatchObject([{ id: String(made.id), state: "withdrawn", expectedUnits: 0 }]);
  });

  test("and its refund are told together: the refund brings no goods of its own", async () => {
    const order = sentOrder(1);
    const made = openReturn(order, 1);
    const dispositions = [{ type: "RESTOCKED", quantity: 1, locationId: null }];
    const lines = [{ id: made.lines[0]?.id ?? 0, quantity: 1, dispositions }];
    shopify.admin.processReturn(made.id, { lines, transactions: [] });
    await delivered(3);
    expect(told()).toMatchObject([
      { about: "return", state: "received" },
      {
        about: "refund",
        state: "nothing",
        parts: [{ kind: "return-refunded", goods: "told-by-return" }],
        returnStatus: "open",
      },
    ]);
  });
});

test("a second refund is told alone: the first is not told again", async () => {
  const order = sentOrder();
  const first = refund(order, 1);
  await delivered(1);
  expect(told()).toMatchObject([{ id: String(first.id) }]);
  const second = refund(order, 1);
  await delivered(2);
  expect(told()).toMatchObject([{ id: String(second.id), expectedUnits: 1 }]);
});

test("every delivery twice gives one event, and an edit or a despatch none", async () => {
  shopify.webhooks.setFaults({ duplicate: 1 });
  const order = sentOrder();
  refund(order, 1);
  await delivered(1);
  await passMs(100);
  await server.tick();
  expect(told()).toHaveLength(1);
  passCheckTime();
  shopify.admin.updateOrder(order.id, { note: "ring twice" });
  await server.tick();
  await server.tick();
  expect(told()).toEqual([]);
});

test("a refund whose webhooks are all dropped is found by the poll", async () => {
  shopify.webhooks.setFaults({ drop: 1 });
  const order = sentOrder();
  refund(order, 1);
  passCheckTime();
  await server.tick();
  await server.tick();
  expect(told()).toMatchObject([{ about: "refund", reason: "poll", expectedUnits: 1 }]);
});

test("a webhook that names no order makes the next tick ask Shopify, and is answered with 200", async () => {
  shopify.webhooks.setFaults({ drop: 1 });
  openReturn(sentOrder(), 1);
  await server.tick();
  expect(told()).toEqual([]);
  const { headers, bodyRaw } = signedWebhook(
    { admin_graphql_api_id: "gid://shopify/Return/1", return_line_items: { removals: [] } },
    { secret: shopify.clientSecret, topic: "returns/update", headers: { "x-shopify-shop-domain": shopify.shop } },
  );
  const answer = await fetch(server.url, { method: "POST", headers: headers as Record<string, string>, body: bodyRaw });
  expect({ status: answer.status, body: await answer.json() }).toEqual({
    status: 200,
    body: { outcome: "noted", orderId: null },
  });
  await server.tick();
  await server.tick();
  expect(told()).toMatchObject([{ about: "return", reason: "poll" }]);
});

test("a webhook of a wrong signature changes nothing", async () => {
  const before = server.persists();
  const { headers, bodyRaw } = signedWebhook({ order_id: 1 }, { topic: "returns/close", secret: "another" });
  const answer = await fetch(server.url, { method: "POST", headers: headers as Record<string, string>, body: bodyRaw });
  expect(answer.status).toBe(401);
  expect(server.persists()).toBe(before);
});

test("an app without read_returns still tells that an order may have a refund, and says what is missing", async () => {
  await close();
  await open({}, { grantedScopes: ["read_orders", "read_products", "read_locations"] });
  const order = sentOrder();
  const { headers, bodyRaw } = signedWebhook(
    { order_id: order.id, created_at: "2026-11-24T10:00:00Z" },
    { secret: shopify.clientSecret, topic: "refunds/create", headers: { "x-shopify-shop-domain": shopify.shop } },
  );
  await fetch(server.url, { method: "POST", headers: headers as Record<string, string>, body: bodyRaw });
  await expect(server.tick()).rejects.toMatchObject({ code: "shopify-access-denied" });
  expect(told()).toMatchObject([{ about: "unknown", id: null, orderId: String(order.id) }]);
});

test("200 refunded orders in one settle window fit into 60 KB and are all told", async () => {
  await close();
  await open({}, { throttle: false });
  const orders = Array.from({ length: 200 }, () => sentOrder());
  for (const order of orders) refund(order, 1);
  await delivered(200);
  const ids = told().map(({ id }) => id);
  expect(new Set(ids).size).toBe(200);
  expect(Buffer.byteLength(JSON.stringify(server.db()))).toBeLessThan(60_000);
}, 60_000);
