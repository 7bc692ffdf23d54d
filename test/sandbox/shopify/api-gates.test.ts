import { afterEach, describe, expect, test } from "@jest/globals";
import { createManualClock } from "../../../sandbox/clock.ts";
import { DEFAULT_SCOPES } from "../../../sandbox/shopify/access-scopes.ts";
import type { ShopifySandboxOptions } from "../../../sandbox/shopify/index.ts";
import { gid, openShopify, type OpenShopify } from "./support/open-shopify.ts";

let shopify: OpenShopify;
afterEach(() => shopify.close());

async function open(options: Partial<ShopifySandboxOptions> = {}): Promise<string> {
  shopify = await openShopify(options);
  const order = shopify.sandbox.admin.placeOrder({
    lines: [{ sku: "OXF-SHI-NAV-S", quantity: 1 }],
    email: "ada@example.com",
    shippingAddress: { address1: "1 Mill Lane" },
  });
  return gid("Order", order.id);
}

const without = (...scopes: string[]) => DEFAULT_SCOPES.filter((scope) => !scopes.includes(scope));

describe("versions", () => {
  test.each([
    ["2026-10", "2026-10"],
    ["2026-07", "2026-07"],
    ["2025-01", "2026-04"],
    ["unstable", "2026-04"],
  ])("%s is answered by %s, and the header says so", async (asked, answered) => {
    await open();
    const { status, headers } = await shopify.query("{ shop { name } }", {}, { version: asked });
    expect([status, headers.get("x-shopify-api-version")]).toEqual([200, answered]);
  });

  test("each version is checked against its own schema", async () => {
    await open();
    const query = `{ orders(first: 1) { nodes { cartToken } } }`;
    expect((await shopify.query(query, {}, { version: "2026-04" })).errors).toMatchObject([
      { extensions: { code: "undefinedField" } },
    ]);
    expect((await shopify.query(query, {}, { version: "2026-10" })).errors).toMatchObject([
      { extensions: { code: "SANDBOX_NOT_MODELLED" } },
    ]);
  });
});

describe("access scopes", () => {
  test("a missing scope makes the field null and leaves the other data", async () => {
    const id = await open({ grantedScopes: without("read_products") });
    const { status, data, errors } = await shopify.query(
      `query Read($id: ID!) { order(id: $id) { name lineItems(first: 1) { nodes { sku variant { id } } } } }`,
      { id },
    );
    expect(status).toBe(200);
    expect(data).toEqual({ order: { name: "#1001", lineItems: { nodes: [{ sku: "OXF-SHI-NAV-S", variant: null }] } } });
    expect(errors).toEqual([
      {
        message: "Access denied for variant field. Required access: `read_products` access scope.",
        locations: expect.any(Array),
        path: ["order", "lineItems", "nodes", 0, "variant"],
        extensions: {
          code: "ACCESS_DENIED",
          documentation: "https://shopify.dev/api/usage/access-scopes",
          requiredAccess: "`read_products` access scope.",
        },
      },
    ]);
  });

  test("a missing write scope refuses the mutation and changes nothing", async () => {
    const id = await open({ grantedScopes: without("write_order_edits") });
    const { data, errors } = await shopify.query(
      `mutation Begin($id: ID!) { orderEditBegin(id: $id) { userErrors { message } } }`,
      { id },
    );
    expect(data).toEqual({ orderEditBegin: null });
    expect(errors).toMatchObject([{ extensions: { code: "ACCESS_DENIED" } }]);
    expect(shopify.sandbox.store.editSessions.size).toBe(0);
  });

  test("fulfilment orders outside the granted scopes are silently missing", async () => {
    const id = await open({
      grantedScopes: without("read_merchant_managed_fulfillment_orders", "write_merchant_managed_fulfillment_orders"),
    });
    const { data, errors } = await shopify.query(
      `query Read($id: ID!) { order(id: $id) { fulfillmentOrders(first: 5) { nodes { id } } } }`,
      { id },
    );
    expect(errors).toEqual([]);
    expect(data).toEqual({ order: { fulfillmentOrders: { nodes: [] } } });
  });

  test("nodes gives null for what the app may not see", async () => {
    const id = await open({ grantedScopes: ["read_products"] });
    const { data } = await shopify.query(`query Nodes($ids: [ID!]!) { nodes(ids: $ids) { id } }`, { ids: [id] });
    expect(data).toEqual({ nodes: [null] });
  });

  test("the app can read which scopes it has", async () => {
    await open({ grantedScopes: ["read_orders"] });
    const { data } = await shopify.query(`{ currentAppInstallation { accessScopes { handle } } }`);
    expect(data).toEqual({ currentAppInstallation: { accessScopes: [{ handle: "read_orders" }] } });
  });
});

describe("protected customer data", () => {
  const QUERY = `query Read($id: ID!) { order(id: $id) { name email shippingAddress { address1 } } }`;

  test("denied for fields: nulls with partial data, told from a missing scope by the documentation link", async () => {
    const id = await open({ switches: { protectedCustomerData: "fields-denied" } });
    const { data, errors } = await shopify.query(QUERY, { id });
    expect(data).toEqual({ order: { name: "#1001", email: null, shippingAddress: null } });
    expect(errors).toMatchObject(
      ["email", "shippingAddress"].map((field) => ({
        message: expect.stringContaining(`not approved to use the ${field} field`),
        extensions: {
          code: "ACCESS_DENIED",
          documentation: "https://shopify.dev/docs/apps/launch/protected-customer-data",
        },
      })),
    );
  });

  test("denied for the order: no order, and no subscription to order topics", async () => {
    const id = await open({ switches: { protectedCustomerData: "order-denied" } });
    const { data, errors } = await shopify.query(QUERY, { id });
    expect(data).toEqual({ order: null });
    expect(errors).toMatchObject([{ message: expect.stringContaining("not approved to access the Order object") }]);
    const created = await shopify.query<{ webhookSubscriptionCreate: { userErrors: object[] } }>(
      `mutation { webhookSubscriptionCreate(topic: ORDERS_CREATE, webhookSubscription: { uri: "https://example.com" }) { userErrors { message } } }`,
    );
    expect(created.data.webhookSubscriptionCreate.userErrors).toHaveLength(1);
  });
});

describe("the bucket of points", () => {
  const QUERY = `{ orders(first: 50) { nodes { id name } } }`;

  test("takes what is requested, gives back what was not used, and refills with time", async () => {
    const clock = createManualClock();
    await open({ clock, throttle: { maximumAvailable: 100, restoreRate: 10 } });
    const first = await shopify.query(QUERY);
    expect(first.cost).toEqual({
      requestedQueryCost: 9,
      actualQueryCost: 3,
      throttleStatus: { maximumAvailable: 100, currentlyAvailable: 97, restoreRate: 10 },
    });
    await clock.advance(200);
    expect((await shopify.query(QUERY)).cost.throttleStatus["currentlyAvailable"]).toBe(96);
  });

  test("an empty one answers 200 THROTTLED without data; enough points later the same query runs", async () => {
    const clock = createManualClock();
    await open({ clock, throttle: { maximumAvailable: 10, restoreRate: 2 } });
    await shopify.query(QUERY);
    const throttled = await shopify.query(QUERY);
    expect(throttled).toMatchObject({
      status: 200,
      data: undefined,
      errors: [{ message: "Throttled", extensions: { code: "THROTTLED" } }],
      cost: { requestedQueryCost: 9, actualQueryCost: null, throttleStatus: { currentlyAvailable: 7 } },
    });
    await clock.advance(((9 - 7) / 2) * 1000);
    expect((await shopify.query(QUERY)).errors).toEqual([]);
  });

  test("a query above 1,000 points is refused before it runs", async () => {
    await open();
    const { data, errors } = await shopify.query(
      `{ orders(first: 250) { nodes { lineItems(first: 250) { nodes { taxLines(first: 5) { title } customAttributes { key }
          variant { id product { variants(first: 250) { nodes { id } } } } } } } } }`,
    );
    expect(data).toBeUndefined();
    expect(errors).toMatchObject([
      {
        message: expect.stringMatching(/^Query cost is \d+, which exceeds the single query max cost limit \(1000\)/),
        extensions: { code: "MAX_COST_EXCEEDED", maxCost: 1000 },
      },
    ]);
  });
});

describe("what the sandbox does not model", () => {
  test("is an error that says so, never a silent null", async () => {
    const id = await open();
    const { errors } = await shopify.query(
      `query Read($id: ID!) { order(id: $id) { name shopifyProtect { status } } }`,
      { id },
    );
    expect(errors).toMatchObject([
      { message: "The sandbox does not model Order.shopifyProtect.", path: ["order", "shopifyProtect"] },
    ]);
  });

  test("a page needs first or last", async () => {
    await open();
    expect((await shopify.query("{ orders { nodes { id } } }")).errors).toMatchObject([
      { message: "you must provide one of first or last" },
    ]);
  });
});
