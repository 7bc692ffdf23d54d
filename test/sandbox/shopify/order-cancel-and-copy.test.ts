import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { createManualClock, type ManualClock } from "../../../sandbox/clock.ts";
import { gid, openShopify, type OpenShopify } from "./support/open-shopify.ts";
import { readOrder, refusals } from "./support/operations.ts";

let shopify: OpenShopify;
let clock: ManualClock;

beforeAll(async () => {
  clock = createManualClock();
  shopify = await openShopify({ clock, cancelDelayMs: 500 });
});
afterAll(() => shopify.close());

const place = (quantity = 2) =>
  shopify.sandbox.admin.placeOrder({ lines: [{ sku: "OXF-SHI-NAV-S", quantity }], email: "ada@example.com" });

const CANCEL = `mutation Cancel($orderId: ID!, $refundMethod: OrderCancelRefundMethodInput) {
  orderCancel(orderId: $orderId, reason: CUSTOMER, restock: true, refundMethod: $refundMethod) {
    job { id done }
    orderCancelUserErrors { field message code }
    userErrors { field message }
  }
}`;

describe("orderCancel", () => {
  test("is a job: the order is cancelled, refunded, restocked and closed when it has run", async () => {
    const order = place();
    const { orderCancel } = await shopify.mutate<{ orderCancel: { job: { id: string; done: boolean } } }>(CANCEL, {
      orderId: gid("Order", order.id),
      refundMethod: { originalPaymentMethodsRefund: true },
    });
    expect(orderCancel.job.done).toBe(false);
    expect((await readOrder(shopify, order.id)).cancelledAt).toBeNull();
    expect(await refusals(shopify, CANCEL, { orderId: gid("Order", order.id) })).toEqual([
      { field: ["orderId"], message: "Cancellation is already in progress" },
    ]);
    await clock.advance(500);
    const { data } = await shopify.query<{ job: { done: boolean } }>(`query Job($id: ID!) { job(id: $id) { done } }`, {
      id: orderCancel.job.id,
    });
    expect(data.job.done).toBe(true);
    expect(await readOrder(shopify, order.id)).toMatchObject({
      cancelledAt: expect.any(String),
      closedAt: expect.any(String),
      displayFinancialStatus: "REFUNDED",
      currentTotalPriceSet: { shopMoney: { amount: "0.0" } },
      lineItems: { nodes: [{ quantity: 2, currentQuantity: 0 }] },
      fulfillmentOrders: { nodes: [{ status: "CLOSED" }] },
      refunds: [
        {
          refundLineItems: { nodes: [{ quantity: 2, restockType: "CANCEL" }] },
          transactions: { nodes: [{ kind: "REFUND" }] },
        },
      ],
    });
  });

  test("without a refund no money goes back", async () => {
    const order = place();
    await shopify.mutate(CANCEL, { orderId: gid("Order", order.id) });
    await clock.advance(500);
    expect(await readOrder(shopify, order.id)).toMatchObject({
      displayFinancialStatus: "PAID",
      refunds: [{ transactions: { nodes: [] } }],
    });
  });

  test("refuses a cancelled order and one with fulfilments, with a code in the newer list", async () => {
    const order = place();
    shopify.sandbox.admin.cancelOrder(order.id);
    const sent = place();
    shopify.sandbox.admin.fulfilOrder(sent.id);
    for (const [refused, message] of [
      [order, "Cannot cancel an order that has already been canceled"],
      [sent, "Cannot cancel an order that has outstanding fulfillments"],
    ] as const) {
      const { data } = await shopify.query<{ orderCancel: object }>(CANCEL, { orderId: gid("Order", refused.id) });
      expect(data.orderCancel).toEqual({
        job: null,
        orderCancelUserErrors: [{ field: ["orderId"], message, code: "INVALID" }],
        userErrors: [{ field: ["orderId"], message }],
      });
    }
  });

  test("an order that left before the job ran stays as it is", async () => {
    const order = place();
    await shopify.mutate(CANCEL, { orderId: gid("Order", order.id) });
    shopify.sandbox.admin.fulfilOrder(order.id);
    await clock.advance(500);
    expect(await readOrder(shopify, order.id)).toMatchObject({
      cancelledAt: null,
      displayFulfillmentStatus: "FULFILLED",
    });
  });
});

describe("a recreated order", () => {
  test("is a copy with a letter; both carry tags, the old one is cancelled without giving money back", () => {
    const order = shopify.sandbox.admin.placeOrder({
      lines: [{ sku: "GIF-BOX", quantity: 1 }],
      note: "gift",
      tags: ["vip"],
    });
    const { old, created } = shopify.sandbox.admin.recreateOrder(order.id, {
      lines: [{ sku: "GIF-BOX", quantity: 3 }],
    });
    expect(created).toMatchObject({
      name: `${order.name}A`,
      note: "gift",
      tags: ["Edit Order", "vip"],
      lines: [{ quantity: 3 }],
    });
    expect(old).toMatchObject({ cancelReason: "OTHER", tags: ["Edit Order - Cancelled", "vip"] });
    expect(old.transactions.map(({ kind }) => kind)).toEqual(["SALE"]);
    const again = shopify.sandbox.admin.recreateOrder(created.id);
    expect(again.created.name).toBe(`${order.name}B`);
  });
});

describe("a draft from an order", () => {
  test("becomes an order with the current lines and no link to the old one", async () => {
    const order = place(2);
    shopify.sandbox.admin.editOrder(order.id, [{ set: { sku: "OXF-SHI-NAV-S", quantity: 1 } }]);
    const { draftOrderCreateFromOrder } = await shopify.mutate<{
      draftOrderCreateFromOrder: { draftOrder: { id: string } };
    }>(
      `mutation Draft($orderId: ID!) { draftOrderCreateFromOrder(orderId: $orderId) { draftOrder { id status } userErrors { message } } }`,
      { orderId: gid("Order", order.id) },
    );
    const COMPLETE = `mutation Complete($id: ID!) {
      draftOrderComplete(id: $id) { draftOrder { status order { name sourceName lineItems(first: 5) { nodes { quantity } } } } userErrors { message } }
    }`;
    const { id } = draftOrderCreateFromOrder.draftOrder;
    const { draftOrderComplete } = await shopify.mutate<{ draftOrderComplete: { draftOrder: object } }>(COMPLETE, {
      id,
    });
    expect(draftOrderComplete.draftOrder).toMatchObject({
      status: "COMPLETED",
      order: { sourceName: "shopify_draft_order", lineItems: { nodes: [{ quantity: 1 }] } },
    });
    expect(await refusals(shopify, COMPLETE, { id })).toEqual([{ message: "This order has been paid" }]);
  });
});
