import { describe, expect, test } from "@jest/globals";
import { fetchOrderSnapshot } from "../../../components/shopify/fetch-order-snapshot.ts";
import type { OrderNode } from "../../../components/shopify/order-parts.ts";
import { fakeShopifyClient } from "../../support/fake-shopify-client.ts";
import { fulfillment, lineNode, orderNode, page } from "./order-fixtures.ts";

const idsOf = (variables: Readonly<Record<string, unknown>>) => variables["ids"] as string[];

/** A client that knows these orders, by their global id. */
function shopWith(...orders: OrderNode[]) {
  const known = new Map(orders.map((order) => [order.id, order]));
  return fakeShopifyClient({
    OrderSnapshots: (variables) => ({ nodes: idsOf(variables).map((id) => known.get(id) ?? null) }),
    OrderLines: () => ({ order: null }),
  });
}

describe("an order in our words", () => {
  test("keeps what Shopify says, with ids as text and without global prefixes", async () => {
    const { client } = shopWith(
      orderNode("820982911946154508", {
        name: "#1001",
        note: "ring twice",
        tags: ["vip"],
        customAttributes: [
          { key: "Gift message", value: "Happy birthday" },
          { key: "empty", value: null },
        ],
        shippingAddress: {
          name: "Ada L",
          company: null,
          address1: "1 High St",
          address2: null,
          city: "Leeds",
          province: "England",
          zip: "LS1 1AA",
          countryCodeV2: "GB",
          phone: null,
        },
        shippingLines: {
          nodes: [
            { title: "Old", code: "old", isRemoved: true },
            { title: "Express", code: null, isRemoved: false },
          ],
        },
      }),
    );
    const order = await fetchOrderSnapshot(client, "820982911946154508");
    expect(order).toEqual({
      shop: "demo.myshopify.com",
      gid: "gid://shopify/Order/820982911946154508",
      id: "820982911946154508",
      name: "#1001",
      createdAt: "2026-11-23T09:00:00Z",
      updatedAt: "2026-11-23T10:00:00Z",
      cancelledAt: null,
      test: false,
      note: "ring twice",
      tags: ["vip"],
      attributes: [
        { key: "Gift message", value: "Happy birthday" },
        { key: "empty", value: "" },
      ],
      email: "ada@example.com",
      phone: null,
      shippingAddress: {
        name: "Ada L",
        company: null,
        address1: "1 High St",
        address2: null,
        city: "Leeds",
        province: "England",
        zip: "LS1 1AA",
        countryCode: "GB",
        phone: null,
      },
      shippingMethod: { title: "Express", code: null },
      financialStatus: "PAID",
      fulfillmentStatus: "UNFULFILLED",
      currency: "GBP",
      currentTotal: "24.0",
      currentTax: "4.0",
      currentShipping: "3.5",
      currentDiscounts: "0.0",
      metafields: {},
      lines: [
        {
          id: "1",
          sku: "SKU-1",
          title: "Thing 1",
          variantId: "1",
          barcode: "501",
          quantity: 1,
          currentQuantity: 1,
          unfulfilledQuantity: 1,
          fulfilledQuantity: 0,
          requiresShipping: true,
          isGiftCard: false,
          unitPrice: "10.0",
          attributes: [],
        },
      ],
    });
  });

  test("keeps a removed line at quantity 0, and a line whose product was deleted", async () => {
    const gone = lineNode(2, { variant: null, sku: null, quantity: 3, currentQuantity: 0, unfulfilledQuantity: 0 });
    const { client } = shopWith(orderNode("1", { lineItems: page([lineNode(1), gone]) }));
    const { lines } = await fetchOrderSnapshot(client, 1);
    expect(lines[1]).toMatchObject({ sku: null, variantId: null, barcode: null, quantity: 3, currentQuantity: 0 });
  });

  test("counts the units that fulfilments sent, over all fulfilments, and none of those that failed", async () => {
    const { client } = shopWith(
      orderNode("1", {
        lineItems: page([lineNode(1, { quantity: 5 }), lineNode(2)]),
        fulfillments: [
          fulfillment(1, "SUCCESS", [
            [1, 2],
            [2, 1],
          ]),
          fulfillment(2, "OPEN", [[1, 1]]),
          fulfillment(3, "CANCELLED", [[1, 5]]),
          fulfillment(4, "ERROR", [[1, 5]]),
          fulfillment(5, "FAILURE", [[1, 5]]),
        ],
      }),
    );
    const { lines } = await fetchOrderSnapshot(client, 1);
    expect(lines.map((line) => line.fulfilledQuantity)).toEqual([3, 1]);
  });
});

describe("one query for many", () => {
  test("30 orders asked for at once take two queries, and each caller gets its own order", async () => {
    const ids = Array.from({ length: 30 }, (_, index) => String(9000 + index));
    const { client, calls } = shopWith(...ids.map((id) => orderNode(id)));
    const orders = await Promise.all(ids.map((id) => fetchOrderSnapshot(client, id)));
    expect(orders.map((order) => order.id)).toEqual(ids);
    expect(calls.map(({ variables }) => idsOf(variables).length)).toEqual([25, 5]);
  });

  test("a missing order fails for its own caller only, and says what may be the matter", async () => {
    const { client } = shopWith(orderNode("1"));
    const [found, missing] = await Promise.allSettled([
      fetchOrderSnapshot(client, "1"),
      fetchOrderSnapshot(client, 1001),
    ]);
    expect(found.status).toBe("fulfilled");
    const reason = (missing as PromiseRejectedResult).reason as Error;
    expect(reason).toMatchObject({ code: "shopify-order-not-found", retry: "never", effect: "not-applied" });
    expect(reason.message).toMatch(/demo\.myshopify\.com has no order with id 1001.*write "#1001".*read_all_orders/);
  });

  test("an id of another type is no order", async () => {
    const { client } = fakeShopifyClient({
      OrderSnapshots: () => ({ nodes: [{}] }),
      OrderLines: () => ({ order: null }),
    });
    await expect(fetchOrderSnapshot(client, "5678901234567")).rejects.toMatchObject({
      code: "shopify-order-not-found",
    });
  });
});

describe("all pages of one moment", () => {
  const firstPage = (updatedAt: string) =>
    orderNode("1", {
      updatedAt,
      lineItems: page([lineNode(1)], "line-cursor"),
      fulfillments: [fulfillment(1, "SUCCESS", [[1, 1]], "unit-cursor")],
    });
  const morePages = (updatedAt: string) => ({
    OrderLines: (variables: Readonly<Record<string, unknown>>) => ({
      order: { updatedAt, lineItems: page([lineNode(2)], variables["after"] === "line-cursor" ? "last" : null) },
    }),
    FulfilledLines: () => ({
      fulfillment: {
        order: { updatedAt },
        fulfillmentLineItems: page([{ quantity: 1, lineItem: { id: "gid://shopify/LineItem/2" } }]),
      },
    }),
  });

  test("reads every page of lines and of each fulfilment's lines", async () => {
    const { client, calls } = fakeShopifyClient({
      OrderSnapshots: () => ({ nodes: [firstPage("2026-11-23T10:00:00Z")] }),
      ...morePages("2026-11-23T10:00:00Z"),
    });
    const { lines } = await fetchOrderSnapshot(client, 1);
    expect(lines.map(({ id, fulfilledQuantity }) => [id, fulfilledQuantity])).toEqual([
      ["1", 1],
      ["2", 1],
      ["2", 1],
    ]);
    expect(calls.map(({ name, variables }) => [name, variables["after"]])).toEqual([
      ["OrderSnapshots", undefined],
      ["OrderLines", "line-cursor"],
      ["OrderLines", "last"],
      ["FulfilledLines", "unit-cursor"],
    ]);
  });

  test("starts again when the order moved between two pages", async () => {
    const versions = ["2026-11-23T10:00:00Z", "2026-11-23T10:00:07Z"];
    const { client, calls } = fakeShopifyClient({
      OrderSnapshots: () => ({ nodes: [firstPage(versions.shift() ?? "")] }),
      ...morePages("2026-11-23T10:00:07Z"),
    });
    const order = await fetchOrderSnapshot(client, 1);
    expect(order.updatedAt).toBe("2026-11-23T10:00:07Z");
    expect(calls.filter(({ name }) => name === "OrderSnapshots")).toHaveLength(2);
  });

  test("gives up on an order that never stands still, and that is worth another try later", async () => {
    const { client } = fakeShopifyClient({
      OrderSnapshots: () => ({ nodes: [firstPage("2026-11-23T10:00:00Z")] }),
      ...morePages("2026-11-23T10:00:01Z"),
    });
    await expect(fetchOrderSnapshot(client, 1)).rejects.toMatchObject({
      code: "shopify-order-keeps-changing",
      retry: "safe",
      retryAfterMs: 5000,
    });
  });

  test("an order deleted between two pages is not found", async () => {
    const answers = [[firstPage("2026-11-23T10:00:00Z")], [null]];
    const { client } = fakeShopifyClient({
      OrderSnapshots: () => ({ nodes: answers.shift() }),
      OrderLines: () => ({ order: null }),
    });
    await expect(fetchOrderSnapshot(client, 1)).rejects.toMatchObject({ code: "shopify-order-not-found" });
  });

  test("refuses an order whose fulfilments cannot all be read, rather than count too few units", async () => {
    const fulfillments = Array.from({ length: 250 }, (_, index) => fulfillment(index, "SUCCESS", []));
    const { client } = shopWith(orderNode("1", { fulfillments }));
    await expect(fetchOrderSnapshot(client, 1)).rejects.toMatchObject({ code: "shopify-order-too-large" });
  });
});

describe("by name", () => {
  const found = (...names: string[]) => ({
    FindOrders: () => ({
      orders: page(names.map((name, index) => ({ id: `gid://shopify/Order/${index + 1}`, name }))),
    }),
    OrderSnapshots: (variables: Readonly<Record<string, unknown>>) => ({
      nodes: idsOf(variables).map((id) => orderNode(id.replace(/\D/g, ""))),
    }),
  });

  test("takes the one order whose name is exactly this one", async () => {
    const { client, calls } = fakeShopifyClient(found("#10011", "#1001", "#1001A"));
    await expect(fetchOrderSnapshot(client, "#1001")).resolves.toMatchObject({ id: "2" });
    expect(calls[0]?.variables).toEqual({ query: 'name:"#1001"', first: 25, after: null });
  });

  test("fails when none or several have it", async () => {
    const none = fakeShopifyClient(found("#10011"));
    await expect(fetchOrderSnapshot(none.client, "#1001")).rejects.toMatchObject({ code: "shopify-order-not-found" });
    const two = fakeShopifyClient(found("#1001", "#1001"));
    const failure = await fetchOrderSnapshot(two.client, "#1001").catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: "shopify-order-ambiguous" });
    expect((failure as Error).message).toContain("ids 1, 2");
  });

  test("quotes what would end the search text", async () => {
    const { client, calls } = fakeShopifyClient(found());
    await expect(fetchOrderSnapshot(client, 'a" OR tag:"b\\')).rejects.toMatchObject({
      code: "shopify-order-not-found",
    });
    expect(calls[0]?.variables["query"]).toBe('name:"a\\" OR tag:\\"b\\\\"');
  });
});
