import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import type { Order } from "../../../sandbox/shopify/index.ts";
import { gid, openShopify, type OpenShopify } from "./support/open-shopify.ts";
import {
  beginEdit,
  ORDER_EDIT_ADD_VARIANT,
  ORDER_EDIT_BEGIN,
  ORDER_EDIT_COMMIT,
  ORDER_EDIT_SET_QUANTITY,
  readOrder,
  refusals,
} from "./support/operations.ts";

let shopify: OpenShopify;
let order: Order;

beforeAll(async () => void (shopify = await openShopify()));
afterAll(() => shopify.close());
beforeEach(() => {
  order = shopify.sandbox.admin.placeOrder({
    lines: [
      { sku: "OXF-SHI-NAV-S", quantity: 3 },
      { sku: "GIF-BOX", quantity: 1 },
    ],
  });
});

const variantId = (sku: string): string => gid("ProductVariant", shopify.sandbox.store.variantBySku(sku)!.id);

describe("a native order edit", () => {
  test("nothing changes before the commit", async () => {
    const session = await beginEdit(shopify, order.id);
    await shopify.mutate(ORDER_EDIT_SET_QUANTITY, {
      id: session.id,
      lineItemId: session.lineItems.nodes[0]!.id,
      quantity: 1,
    });
    expect(await readOrder(shopify, order.id)).toMatchObject({
      edited: false,
      lineItems: { nodes: [{ currentQuantity: 3 }, {}] },
    });
  });

  test("calculated line numbers equal line item numbers; an added line has a UUID until the commit", async () => {
    const session = await beginEdit(shopify, order.id);
    expect(session.lineItems.nodes.map(({ id }) => id)).toEqual(
      order.lines.map(({ id }) => gid("CalculatedLineItem", id)),
    );
    const added = await shopify.mutate<{ orderEditAddVariant: { calculatedLineItem: { id: string } } }>(
      ORDER_EDIT_ADD_VARIANT,
      { id: session.id, variantId: variantId("CAR-KIT"), quantity: 1 },
    );
    expect(added.orderEditAddVariant.calculatedLineItem.id).toMatch(/CalculatedLineItem\/[0-9a-f-]{36}$/);
    await shopify.mutate(ORDER_EDIT_COMMIT, { id: session.id });
    const { lineItems } = await readOrder(shopify, order.id);
    expect(lineItems.nodes.at(-1)).toMatchObject({ sku: "CAR-KIT", id: expect.stringMatching(/LineItem\/\d+$/) });
  });

  test("a lowered line keeps its quantity; currentQuantity, unfulfilledQuantity and the fulfilment order follow", async () => {
    shopify.sandbox.admin.editOrder(order.id, [{ set: { sku: "OXF-SHI-NAV-S", quantity: 1 } }]);
    const state = await readOrder(shopify, order.id);
    expect(state.lineItems.nodes[0]).toMatchObject({
      quantity: 3,
      currentQuantity: 1,
      unfulfilledQuantity: 1,
      nonFulfillableQuantity: 2,
      refundableQuantity: 1,
    });
    expect(state.fulfillmentOrders.nodes[0]?.lineItems.nodes[0]).toMatchObject({
      totalQuantity: 1,
      remainingQuantity: 1,
    });
  });

  test("a removed line stays in the list at zero and leaves a refund row without money", async () => {
    shopify.sandbox.admin.editOrder(order.id, [{ set: { sku: "GIF-BOX", quantity: 0, restock: false } }]);
    const state = await readOrder(shopify, order.id);
    expect(state.lineItems.nodes[1]).toMatchObject({ sku: "GIF-BOX", quantity: 1, currentQuantity: 0 });
    expect(state.refunds).toMatchObject([
      {
        refundLineItems: { nodes: [{ quantity: 1, restockType: "NO_RESTOCK", restocked: false }] },
        transactions: { nodes: [] },
      },
    ]);
  });

  test("an added variant lands in a fulfilment order of its own", async () => {
    shopify.sandbox.admin.editOrder(order.id, [{ add: { sku: "CAR-KIT", quantity: 2 } }]);
    const { fulfillmentOrders } = await readOrder(shopify, order.id);
    expect(
      fulfillmentOrders.nodes.map(({ lineItems }) => lineItems.nodes.map(({ totalQuantity }) => totalQuantity)),
    ).toEqual([[3, 1], [2]]);
  });

  test("an addition raises both totals and leaves the order partially paid; a removal lowers the current total only", async () => {
    const before = await readOrder(shopify, order.id);
    shopify.sandbox.admin.editOrder(order.id, [{ add: { sku: "CAR-KIT", quantity: 1 } }]);
    const raised = await readOrder(shopify, order.id);
    expect(raised.displayFinancialStatus).toBe("PARTIALLY_PAID");
    expect(
      [raised.totalPriceSet, raised.currentTotalPriceSet].map(({ shopMoney }) => Number(shopMoney.amount)),
    ).toEqual(Array(2).fill(Number(before.totalPriceSet.shopMoney.amount) + 12));
    shopify.sandbox.admin.editOrder(order.id, [{ set: { sku: "OXF-SHI-NAV-S", quantity: 1 } }]);
    const lowered = await readOrder(shopify, order.id);
    expect(lowered.totalPriceSet).toEqual(raised.totalPriceSet);
    expect(lowered.originalTotalPriceSet).toEqual(before.totalPriceSet);
    expect(Number(lowered.totalOutstandingSet.shopMoney.amount)).toBe(12 - 50);
  });

  test("the ledger and the timeline say what the edit changed", async () => {
    shopify.sandbox
      .actAs("Order Editor")
      .editOrder(order.id, [{ set: { sku: "OXF-SHI-NAV-S", quantity: 1 } }, { add: { sku: "CAR-KIT", quantity: 2 } }]);
    const state = await readOrder(shopify, order.id);
    expect(state.edited).toBe(true);
    expect(state.agreements.nodes.at(-1)).toMatchObject({
      reason: "ORDER_EDIT",
      sales: {
        nodes: [
          { actionType: "ORDER", quantity: 2 },
          { actionType: "RETURN", quantity: -2 },
        ],
      },
    });
    expect(state.events.nodes[0]).toEqual({ action: "edited", message: "Order Editor edited this order." });
  });

  test("despatched units cannot be taken off, the others can", async () => {
    shopify.sandbox.admin.fulfilOrder(order.id, { lines: [{ lineItemId: order.lines[0]!.id, quantity: 2 }] });
    const session = await beginEdit(shopify, order.id);
    const [shirt] = session.lineItems.nodes;
    expect(shirt).toMatchObject({ quantity: 3, editableQuantity: 1 });
    const change = { id: session.id, lineItemId: shirt!.id };
    expect(await refusals(shopify, ORDER_EDIT_SET_QUANTITY, { ...change, quantity: 1 })).toEqual([
      { field: ["quantity"], message: "must be greater than or equal to 2" },
    ]);
    expect(await refusals(shopify, ORDER_EDIT_SET_QUANTITY, { ...change, quantity: 2 })).toEqual([]);
  });

  test("a committed session is used up", async () => {
    const session = await beginEdit(shopify, order.id);
    await shopify.mutate(ORDER_EDIT_SET_QUANTITY, {
      id: session.id,
      lineItemId: session.lineItems.nodes[0]!.id,
      quantity: 1,
    });
    await shopify.mutate(ORDER_EDIT_COMMIT, { id: session.id });
    expect(await refusals(shopify, ORDER_EDIT_COMMIT, { id: session.id })).toEqual([
      { field: ["id"], message: "The calculated order does not exist." },
    ]);
  });

  test("the session id commits as well as the calculated order id", async () => {
    const session = await beginEdit(shopify, order.id);
    await shopify.mutate(ORDER_EDIT_SET_QUANTITY, {
      id: session.id,
      lineItemId: session.lineItems.nodes[0]!.id,
      quantity: 1,
    });
    const sessionId = session.id.replace("CalculatedOrder", "OrderEditSession");
    expect(await refusals(shopify, ORDER_EDIT_COMMIT, { id: sessionId })).toEqual([]);
  });
});

describe("refusals recorded from Shopify", () => {
  test("beginning an edit", async () => {
    expect(await refusals(shopify, ORDER_EDIT_BEGIN, { id: gid("Order", 1) })).toEqual([
      { field: ["id"], message: "The order does not exist." },
    ]);
    shopify.sandbox.admin.cancelOrder(order.id);
    expect(await refusals(shopify, ORDER_EDIT_BEGIN, { id: gid("Order", order.id) })).toEqual([
      { field: null, message: "The order cannot be edited." },
    ]);
  });

  test("setting a quantity", async () => {
    const { id } = await beginEdit(shopify, order.id);
    const lineItemId = gid("CalculatedLineItem", order.lines[0]!.id);
    const asked = (over: object) =>
      refusals(shopify, ORDER_EDIT_SET_QUANTITY, { id, lineItemId, quantity: 1, ...over });
    expect(await asked({ id: gid("CalculatedOrder", 1) })).toEqual([
      { field: ["id"], message: "The calculated order does not exist." },
    ]);
    expect(await asked({ lineItemId: gid("CalculatedLineItem", 1) })).toEqual([
      { field: ["lineItemId"], message: "The line item does not exist on the order." },
    ]);
    expect(await asked({ quantity: -1 })).toEqual([
      { field: ["quantity"], message: "must be greater than or equal to 0" },
    ]);
  });

  test("adding a variant", async () => {
    const { id } = await beginEdit(shopify, order.id);
    const asked = (over: object) =>
      refusals(shopify, ORDER_EDIT_ADD_VARIANT, { id, variantId: variantId("CAR-KIT"), quantity: 1, ...over });
    expect(await asked({ variantId: gid("ProductVariant", 1) })).toEqual([
      { field: ["variantId"], message: "The variant does not exist in the shop." },
    ]);
    expect(await asked({ quantity: 0 })).toEqual([{ field: ["quantity"], message: "must be greater than 0" }]);
    expect(await asked({ variantId: variantId("GIF-BOX") })).toEqual([
      { field: ["variantId"], message: "Gift Box was not added because it's already on the order." },
    ]);
    expect(await asked({ variantId: variantId("GIF-BOX"), allowDuplicates: true })).toEqual([]);
  });

  test("committing without a change", async () => {
    const { id } = await beginEdit(shopify, order.id);
    await shopify.mutate(ORDER_EDIT_SET_QUANTITY, {
      id,
      lineItemId: gid("CalculatedLineItem", order.lines[0]!.id),
      quantity: 3,
    });
    expect(await refusals(shopify, ORDER_EDIT_COMMIT, { id })).toEqual([
      { field: null, message: "There must be at least one change to be made." },
    ]);
  });
});
