import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import type { Order } from "../../../sandbox/shopify/index.ts";
import { gid, openShopify, type OpenShopify } from "./support/open-shopify.ts";
import { readOrder, refusals } from "./support/operations.ts";

let shopify: OpenShopify;
let order: Order;
let id: string;

beforeAll(async () => void (shopify = await openShopify()));
afterAll(() => shopify.close());
beforeEach(() => {
  order = shopify.sandbox.admin.placeOrder({
    lines: [
      { sku: "OXF-SHI-NAV-S", quantity: 3 },
      { sku: "GIF-BOX", quantity: 1 },
    ],
  });
  id = gid("FulfillmentOrder", order.fulfillmentOrders[0]!.id);
});

const HOLD = `mutation Hold($id: ID!, $hold: FulfillmentOrderHoldInput!) {
  fulfillmentOrderHold(id: $id, fulfillmentHold: $hold) {
    fulfillmentHold { id handle }
    fulfillmentOrder { id status supportedActions { action } }
    remainingFulfillmentOrder { id status lineItems(first: 5) { nodes { totalQuantity } } }
    userErrors { field message code }
  }
}`;
const RELEASE = `mutation Release($id: ID!, $holdIds: [ID!]) {
  fulfillmentOrderReleaseHold(id: $id, holdIds: $holdIds) { fulfillmentOrder { status } userErrors { field message code } }
}`;
const FULFIL = `mutation Fulfil($fulfillment: FulfillmentInput!) {
  fulfillmentCreate(fulfillment: $fulfillment) {
    fulfillment { status trackingInfo { number company } fulfillmentLineItems(first: 5) { nodes { quantity } } }
    userErrors { field message }
  }
}`;
interface Held {
  fulfillmentOrderHold: {
    fulfillmentHold: { id: string };
    fulfillmentOrder: object;
    remainingFulfillmentOrder: object | null;
  };
}
const hold = (over: object = {}) =>
  shopify.mutate<Held>(HOLD, { id, hold: { reason: "OTHER", handle: "lastedit", ...over } });

describe("holds", () => {
  test("put the fulfilment order ON_HOLD and leave release, hold and move as what can be done", async () => {
    const { fulfillmentOrderHold } = await hold();
    expect(fulfillmentOrderHold.fulfillmentOrder).toEqual({
      id,
      status: "ON_HOLD",
      supportedActions: [{ action: "RELEASE_HOLD" }, { action: "HOLD" }, { action: "MOVE" }],
    });
    expect((await readOrder(shopify, order.id)).displayFulfillmentStatus).toBe("ON_HOLD");
  });

  test("one of two released leaves it on hold; the last one opens it", async () => {
    const first = (await hold()).fulfillmentOrderHold.fulfillmentHold.id;
    const second = (await hold({ handle: "other" })).fulfillmentOrderHold.fulfillmentHold.id;
    const release = async (holdIds: string[]) =>
      (
        await shopify.mutate<{ fulfillmentOrderReleaseHold: { fulfillmentOrder: { status: string } } }>(RELEASE, {
          id,
          holdIds,
        })
      ).fulfillmentOrderReleaseHold.fulfillmentOrder.status;
    expect(await release([first])).toBe("ON_HOLD");
    expect(await release([second])).toBe("OPEN");
  });

  test("released without ids, all holds go", async () => {
    await hold();
    await hold({ handle: "other" });
    await shopify.mutate(RELEASE, { id });
    expect(order.fulfillmentOrders[0]?.holds).toEqual([]);
  });

  test("the handle is an idempotency key", async () => {
    await hold();
    expect(await refusals(shopify, HOLD, { id, hold: { reason: "OTHER", handle: "lastedit" } })).toMatchObject([
      { code: "DUPLICATE_FULFILLMENT_HOLD_HANDLE" },
    ]);
    expect(order.fulfillmentOrders[0]?.holds).toHaveLength(1);
  });

  test("an app has ten at most", async () => {
    for (let number = 0; number < 10; number++) await hold({ handle: `h${number}` });
    expect(await refusals(shopify, HOLD, { id, hold: { reason: "OTHER", handle: "h10" } })).toMatchObject([
      { code: "FULFILLMENT_ORDER_HOLD_LIMIT_REACHED" },
    ]);
  });

  test("of some lines splits the others off; a held one cannot be split", async () => {
    const [line] = order.fulfillmentOrders[0]!.lines;
    const fulfillmentOrderLineItems = [{ id: gid("FulfillmentOrderLineItem", line!.id), quantity: 2 }];
    const { fulfillmentOrderHold } = await hold({ fulfillmentOrderLineItems });
    expect(fulfillmentOrderHold.remainingFulfillmentOrder).toMatchObject({
      status: "OPEN",
      lineItems: { nodes: [{ totalQuantity: 1 }, { totalQuantity: 1 }] },
    });
    expect(
      await refusals(shopify, HOLD, { id, hold: { reason: "OTHER", handle: "x", fulfillmentOrderLineItems } }),
    ).toMatchObject([{ code: "FULFILLMENT_ORDER_NOT_SPLITTABLE" }]);
  });

  test.each([
    ["twice the same line", [1, 1], "DUPLICATED_FULFILLMENT_ORDER_LINE_ITEMS"],
    ["none of a line", [0], "GREATER_THAN_ZERO"],
    ["more than there is", [9], "INVALID_LINE_ITEM_QUANTITY"],
  ])("refuse %s", async (_case, quantities, code) => {
    const lineId = gid("FulfillmentOrderLineItem", order.fulfillmentOrders[0]!.lines[0]!.id);
    const fulfillmentOrderLineItems = quantities.map((quantity) => ({ id: lineId, quantity }));
    expect(await refusals(shopify, HOLD, { id, hold: { reason: "OTHER", fulfillmentOrderLineItems } })).toMatchObject([
      { code },
    ]);
  });

  test("an edit may add a line while another fulfilment order is on hold", async () => {
    await hold();
    shopify.sandbox.admin.editOrder(order.id, [{ add: { sku: "CAR-KIT", quantity: 1 } }]);
    const { fulfillmentOrders } = await readOrder(shopify, order.id);
    expect(fulfillmentOrders.nodes.map(({ status }) => status)).toEqual(["ON_HOLD", "OPEN"]);
  });
});

describe("fulfillmentCreate", () => {
  const part = (lines?: object[]) => ({
    lineItemsByFulfillmentOrder: [{ fulfillmentOrderId: id, fulfillmentOrderLineItems: lines ?? [] }],
  });

  test("sends all that remains, with tracking, and closes the fulfilment order", async () => {
    const { fulfillmentCreate } = await shopify.mutate<{ fulfillmentCreate: object }>(FULFIL, {
      fulfillment: { ...part(), trackingInfo: { company: "DPD", number: "1550" } },
    });
    expect(fulfillmentCreate).toMatchObject({
      fulfillment: {
        status: "SUCCESS",
        trackingInfo: [{ number: "1550", company: "DPD" }],
        fulfillmentLineItems: { nodes: [{ quantity: 3 }, { quantity: 1 }] },
      },
    });
    expect(await readOrder(shopify, order.id)).toMatchObject({
      displayFulfillmentStatus: "FULFILLED",
      lineItems: { nodes: [{ currentQuantity: 3, unfulfilledQuantity: 0 }, { unfulfilledQuantity: 0 }] },
      fulfillmentOrders: { nodes: [{ status: "CLOSED", supportedActions: [] }] },
    });
  });

  test("of some lines leaves the order partly fulfilled", async () => {
    const line = { id: gid("FulfillmentOrderLineItem", order.fulfillmentOrders[0]!.lines[0]!.id), quantity: 1 };
    await shopify.mutate(FULFIL, { fulfillment: part([line]) });
    expect(await readOrder(shopify, order.id)).toMatchObject({
      displayFulfillmentStatus: "PARTIALLY_FULFILLED",
      lineItems: { nodes: [{ currentQuantity: 3, unfulfilledQuantity: 2 }, { unfulfilledQuantity: 1 }] },
    });
  });

  test("is refused on hold and for more than remains", async () => {
    const line = { id: gid("FulfillmentOrderLineItem", order.fulfillmentOrders[0]!.lines[0]!.id), quantity: 4 };
    expect(await refusals(shopify, FULFIL, { fulfillment: part([line]) })).toMatchObject([
      { message: "Invalid fulfillment order line item quantity requested." },
    ]);
    await hold();
    expect(await refusals(shopify, FULFIL, { fulfillment: part() })).toMatchObject([
      { message: expect.stringContaining("unfulfillable status= on_hold") },
    ]);
  });
});

test("reported progress puts the fulfilment order IN_PROGRESS, and an edit is still possible", async () => {
  await shopify.mutate(
    `mutation Report($id: ID!) { fulfillmentOrderReportProgress(id: $id) { fulfillmentOrder { status } userErrors { message } } }`,
    { id },
  );
  shopify.sandbox.admin.editOrder(order.id, [{ set: { sku: "OXF-SHI-NAV-S", quantity: 1 } }]);
  expect(await readOrder(shopify, order.id)).toMatchObject({
    displayFulfillmentStatus: "IN_PROGRESS",
    fulfillmentOrders: {
      nodes: [{ status: "IN_PROGRESS", lineItems: { nodes: [{ remainingQuantity: 1 }, { remainingQuantity: 1 }] } }],
    },
  });
});
