import { afterEach, describe, expect, test } from "@jest/globals";
import { createShopifyAdminClient } from "../../../components/shopify/admin-client.ts";
import { fetchReturnsHistory } from "../../../components/shopify/fetch-returns-history.ts";
import { createRealClock } from "../../../sandbox/clock.ts";
import { createShopifySandbox } from "../../../sandbox/shopify/index.ts";
import type { ShopifySandbox } from "../../../sandbox/shopify/index.ts";
import { fakeShopifyClient } from "../../support/fake-shopify-client.ts";
import { orderNode, page } from "./order-fixtures.ts";

describe("against the sandbox", () => {
  let shopify: ShopifySandbox;

  async function open(scopes?: readonly string[]) {
    shopify = createShopifySandbox({
      seed: 5,
      clock: createRealClock(),
      ...(scopes === undefined ? {} : { grantedScopes: scopes }),
    });
    await shopify.listen();
    const { shop, accessToken, apiVersion, url } = shopify;
    return createShopifyAdminClient({ shop, accessToken, apiVersion, adminUrl: url });
  }

  afterEach(() => shopify.close());

  const skuAt = (index: number): string => shopify.catalogue[index]?.variants[0]?.sku ?? "";

  test("reads each refund with its lines, restock place and money, and each Return with reason and note", async () => {
    const client = await open();
    const order = shopify.admin.placeOrder({ lines: [{ sku: skuAt(0), quantity: 3 }] });
    shopify.admin.fulfilOrder(order.id);
    const line = order.lines[0];
    const shop = shopify.store.locations.find(({ fulfillsOnlineOrders }) => !fulfillsOnlineOrders);
    shopify.admin.refundOrder(order.id, {
      lines: [{ lineItemId: line?.id ?? 0, quantity: 1, restockType: "RETURN", locationId: shop?.id ?? 0 }],
      note: "handed in",
    });
    const payment = order.transactions[0];
    shopify.admin.refundOrder(order.id, {
      transactions: [{ amount: 500, gateway: "bogus", parentId: payment?.id ?? 0 }],
    });
    const sent = order.fulfillments[0]?.lines[0];
    const made = shopify.admin.createReturn(order.id, {
      status: "OPEN",
      lines: [{ fulfillmentLineId: sent?.id ?? 0, quantity: 1, reason: "SIZE_TOO_SMALL", customerNote: "too tight" }],
    });

    const history = await fetchReturnsHistory(client, String(order.id));
    expect(history.order.lines[0]).toMatchObject({ fulfilledQuantity: 3, currentQuantity: 2 });
    expect(history.refunds).toMatchObject([
      {
        note: "handed in",
        returnId: null,
        lines: [{ lineId: String(line?.id), sku: skuAt(0), quantity: 1, restockType: "return", location: "shop" }],
        transactions: [],
      },
      { lines: [], transactions: [{ status: "success", amount: "5.0" }], adjustments: [{ kind: "discrepancy" }] },
    ]);
    expect(history.returns).toMatchObject([
      {
        id: String(made.id),
        name: `${order.name}-R1`,
        status: "open",
        lines: [
          { lineId: String(line?.id), quantity: 1, processedQuantity: 0, reason: "size-too-small", note: "too tight" },
        ],
      },
    ]);

    const named = await fetchReturnsHistory(client, order.name, { warehouseLocations: ["high street SHOP"] });
    expect(named.refunds[0]?.lines[0]?.location).toBe("warehouse");
  });

  test("a refund that belongs to a Return names it", async () => {
    const client = await open();
    const order = shopify.admin.placeOrder({ lines: [{ sku: skuAt(0), quantity: 1 }] });
    shopify.admin.fulfilOrder(order.id);
    const sent = order.fulfillments[0]?.lines[0];
    const made = shopify.admin.createReturn(order.id, {
      status: "OPEN",
      lines: [{ fulfillmentLineId: sent?.id ?? 0, quantity: 1 }],
    });
    const dispositions = [{ type: "RESTOCKED", quantity: 1, locationId: null }];
    shopify.admin.processReturn(made.id, {
      lines: [{ id: made.lines[0]?.id ?? 0, quantity: 1, dispositions }],
      transactions: [],
    });
    const { refunds, returns } = await fetchReturnsHistory(client, String(order.id));
    expect(refunds).toMatchObject([{ returnId: String(made.id), lines: [{ restockType: "return" }] }]);
    expect(returns).toMatchObject([{ lines: [{ processedQuantity: 1 }] }]);
  });

  test("an app without read_returns is told so, and no Return is taken for none", async () => {
    const client = await open(["read_orders", "read_products", "read_locations"]);
    const order = shopify.admin.placeOrder({ lines: [{ sku: skuAt(0), quantity: 1 }] });
    await expect(fetchReturnsHistory(client, String(order.id))).rejects.toMatchObject({
      code: "shopify-access-denied",
    });
  });
});

describe("pages and moments", () => {
  const UPDATED = "2026-11-23T10:00:00Z";
  const order = orderNode("7", {});
  const refundLine = (id: number) => ({
    id: `gid://shopify/RefundLineItem/${id}`,
    quantity: 1,
    restockType: "RETURN",
    location: null,
    lineItem: { id: "gid://shopify/LineItem/1", sku: "TEE" },
  });
  const returnLine = (id: number, verified = true) => ({
    id: `gid://shopify/ReturnLineItem/${id}`,
    quantity: 1,
    processedQuantity: 0,
    returnReasonDefinition: null,
    returnReasonNote: "",
    customerNote: null,
    ...(verified ? { fulfillmentLineItem: { lineItem: { id: "gid://shopify/LineItem/1", sku: "TEE" } } } : {}),
  });
  const aReturn = (id: number, lines: ReturnType<typeof page>) => ({
    id: `gid://shopify/Return/${id}`,
    name: `#7-R${id}`,
    status: "OPEN",
    createdAt: UPDATED,
    returnLineItems: lines,
  });
  const open = (items: unknown[]) => ({ nodes: items, pageInfo: { hasNextPage: true, endCursor: "next" } });

  const refundNode = {
    id: "gid://shopify/Refund/5",
    createdAt: UPDATED,
    note: null,
    return: null,
    refundLineItems: open([refundLine(1)]),
    transactions: { nodes: [] },
    orderAdjustments: { nodes: [] },
    refundShippingLines: { nodes: [{ subtotalAmountSet: { shopMoney: { amount: "4.0" } } }] },
    duties: [{ amountSet: { shopMoney: { amount: "1.0" } } }],
  };

  function shopThatMoves(times: number) {
    let moves = 0;
    return fakeShopifyClient({
      OrderSnapshots: () => ({ nodes: [order] }),
      OrderRefunds: () => ({ order: { updatedAt: UPDATED, refunds: [refundNode] } }),
      RefundLines: () => ({ refund: { order: { updatedAt: UPDATED }, refundLineItems: page([refundLine(2)]) } }),
      OrderReturns: (variables) => ({
        order: {
          updatedAt: variables["after"] !== null && moves++ < times ? "2026-11-23T10:00:09Z" : UPDATED,
          returns:
            variables["after"] === null ? open([aReturn(1, open([returnLine(1)]))]) : page([aReturn(2, page([]))]),
        },
      }),
      ReturnLines: () => ({
        return: { order: { updatedAt: UPDATED }, returnLineItems: page([returnLine(2), returnLine(3, false)]) },
      }),
    });
  }

  test("all pages are read; a Return's line that no despatch stands behind is left out", async () => {
    const { client } = shopThatMoves(0);
    const { refunds, returns } = await fetchReturnsHistory(client, "7");
    expect(refunds[0]?.lines.map(({ id }) => id)).toEqual(["1", "2"]);
    expect(refunds[0]?.adjustments).toEqual([
      { kind: "shipping", amount: "4.0" },
      { kind: "duties-or-fees", amount: "1.0" },
    ]);
    expect(returns.map(({ lines }) => lines.map(({ id }) => id))).toEqual([["1", "2"], []]);
  });

  test("an order that moves between two pages is read again from the start", async () => {
    const { client, calls } = shopThatMoves(1);
    await expect(fetchReturnsHistory(client, "7")).resolves.toMatchObject({ returns: [{ id: "1" }, { id: "2" }] });
    expect(calls.filter(({ name }) => name === "OrderSnapshots")).toHaveLength(2);
  });

  test("an order that moves each time is given up after four tries", async () => {
    const { client } = shopThatMoves(Number.POSITIVE_INFINITY);
    await expect(fetchReturnsHistory(client, "7")).rejects.toMatchObject({ code: "shopify-order-keeps-changing" });
  });
});
