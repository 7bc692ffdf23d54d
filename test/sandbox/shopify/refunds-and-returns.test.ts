import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import type { Order } from "../../../sandbox/shopify/index.ts";
import { gid, openShopify, type OpenShopify } from "./support/open-shopify.ts";
import { readOrder, refusals } from "./support/operations.ts";

let shopify: OpenShopify;
let order: Order;
let keys = 0;

beforeAll(async () => void (shopify = await openShopify()));
afterAll(() => shopify.close());
beforeEach(() => {
  order = shopify.sandbox.admin.placeOrder({ lines: [{ sku: "OXF-SHI-NAV-S", quantity: 3 }] });
});

const REFUND = `mutation Refund($input: RefundInput!, $key: String!) {
  refundCreate(input: $input) @idempotent(key: $key) {
    refund { id totalRefundedSet { shopMoney { amount } } orderAdjustments(first: 5) { nodes { reason amountSet { shopMoney { amount } } } } }
    order { displayFinancialStatus }
    userErrors { field message }
  }
}`;
const nextKey = (): string => `key-${++keys}`;
const lines = (quantity: number, restockType = "NO_RESTOCK") => [
  { lineItemId: gid("LineItem", order.lines[0]!.id), quantity, restockType },
];
const money = (amount: string) => [
  {
    orderId: gid("Order", order.id),
    amount,
    gateway: "bogus",
    kind: "REFUND",
    parentId: gid("OrderTransaction", order.transactions[0]!.id),
  },
];
const refund = (input: object, key = nextKey()) =>
  shopify.query<{ refundCreate: { refund: { id: string } | null; userErrors: object[] } }>(REFUND, {
    input: { orderId: gid("Order", order.id), ...input },
    key,
  });

describe("refundCreate", () => {
  test("before despatch takes units off what is still to be sent", async () => {
    await refund({ refundLineItems: lines(2, "CANCEL"), transactions: money("50.00") });
    const state = await readOrder(shopify, order.id);
    expect(state).toMatchObject({
      displayFinancialStatus: "PARTIALLY_REFUNDED",
      lineItems: { nodes: [{ quantity: 3, currentQuantity: 1, unfulfilledQuantity: 1 }] },
      fulfillmentOrders: { nodes: [{ lineItems: { nodes: [{ remainingQuantity: 1 }] } }] },
    });
  });

  test("of despatched goods lowers currentQuantity and leaves what is still to be sent", async () => {
    shopify.sandbox.admin.fulfilOrder(order.id, { lines: [{ lineItemId: order.lines[0]!.id, quantity: 2 }] });
    await refund({ refundLineItems: lines(1, "RETURN"), transactions: money("25.00") });
    expect((await readOrder(shopify, order.id)).lineItems.nodes).toMatchObject([
      { quantity: 3, currentQuantity: 2, unfulfilledQuantity: 1 },
    ]);
  });

  test("accepts RETURN for goods that never left: Shopify does not check it against fulfilment", async () => {
    const { data } = await refund({ refundLineItems: lines(1, "RETURN"), transactions: money("25.00") });
    expect(data.refundCreate.userErrors).toEqual([]);
    expect((await readOrder(shopify, order.id)).lineItems.nodes).toMatchObject([
      { currentQuantity: 2, unfulfilledQuantity: 2 },
    ]);
  });

  test("money without goods is an adjustment", async () => {
    const { data } = await refund({ transactions: money("5.00") });
    expect(data.refundCreate.refund).toMatchObject({
      totalRefundedSet: { shopMoney: { amount: "5.0" } },
      orderAdjustments: { nodes: [{ reason: "REFUND_DISCREPANCY", amountSet: { shopMoney: { amount: "-5.0" } } }] },
    });
    expect((await readOrder(shopify, order.id)).totalOutstandingSet.shopMoney.amount).toBe("0.0");
  });

  test("the same key and input give the first refund again; other input under that key is an error", async () => {
    const key = nextKey();
    const input = { refundLineItems: lines(1), transactions: money("25.00") };
    const [first, second] = [await refund(input, key), await refund(input, key)];
    expect(second.data.refundCreate.refund?.id).toBe(first.data.refundCreate.refund?.id);
    expect(order.refunds).toHaveLength(1);
    expect((await refund({ ...input, note: "other" }, key)).errors).toMatchObject([
      { extensions: { code: "IDEMPOTENCY_KEY_PARAMETER_MISMATCH" } },
    ]);
  });

  test("a key whose first attempt was refused needs a new one", async () => {
    const key = nextKey();
    const input = { refundLineItems: lines(9) };
    expect((await refund(input, key)).data.refundCreate.userErrors).toHaveLength(1);
    expect((await refund(input, key)).errors).toMatchObject([
      { extensions: { code: "IDEMPOTENCY_PREVIOUS_ATTEMPT_FAILED" } },
    ]);
  });

  test("without a key it is an error from 2026-04, though the schema allows it", async () => {
    const { errors, data } = await shopify.query(
      `mutation Refund($input: RefundInput!) { refundCreate(input: $input) { userErrors { message } } }`,
      { input: { orderId: gid("Order", order.id), refundLineItems: lines(1) } },
    );
    expect(errors).toHaveLength(1);
    expect(data).toEqual({ refundCreate: null });
    expect(order.refunds).toEqual([]);
  });

  test.each([
    ["an unknown order", () => ({ orderId: gid("Order", 1) }), "Order does not exist", ["orderId"]],
    [
      "more than was bought",
      () => ({ refundLineItems: lines(4) }),
      "Quantity cannot refund more items than were purchased",
      ["refundLineItems", "0", "quantity"],
    ],
    [
      "money without its payment",
      () => ({ transactions: [{ ...money("1.00")[0]!, parentId: null }] }),
      "Transactions require a parent_id associated with the order",
      ["transactions"],
    ],
    [
      "more money than came in",
      () => ({ transactions: money("75.01") }),
      "Refund amount £75.01 is greater than net payment received £75.00",
      null,
    ],
  ])("refuses %s and changes nothing", async (_case, input, message, field) => {
    expect((await refund(input())).data.refundCreate).toMatchObject({ refund: null, userErrors: [{ field, message }] });
    expect(order.refunds).toEqual([]);
  });
});

describe("returns", () => {
  const CREATE = `mutation Create($input: ReturnInput!) {
    returnCreate(returnInput: $input) {
      return { id status totalQuantity returnLineItems(first: 5) { nodes { id quantity } }
        reverseFulfillmentOrders(first: 5) { nodes { status lineItems(first: 5) { nodes { id totalQuantity } } } } }
      userErrors { field message code }
    }
  }`;
  interface Created {
    returnCreate: {
      return: {
        id: string;
        returnLineItems: { nodes: { id: string }[] };
        reverseFulfillmentOrders: { nodes: { lineItems: { nodes: { id: string }[] } }[] };
      };
    };
  }
  const move = (name: string) =>
    `mutation Move($id: ID!) { ${name}(id: $id) { return { status } userErrors { field message code } } }`;
  let fulfillmentLineItemId: string;

  beforeEach(() => {
    const sent = shopify.sandbox.admin.fulfilOrder(order.id, {
      lines: [{ lineItemId: order.lines[0]!.id, quantity: 2 }],
    });
    fulfillmentLineItemId = gid("FulfillmentLineItem", sent.lines[0]!.id);
  });

  const input = (quantity: number, id = fulfillmentLineItemId) => ({
    orderId: gid("Order", order.id),
    returnLineItems: [{ fulfillmentLineItemId: id, quantity, returnReason: "UNWANTED" }],
  });
  const create = () => shopify.mutate<Created>(CREATE, { input: input(1) });

  test("returnCreate is open at once; processing records what became of the goods and leaves it open", async () => {
    const { return: made } = (await create()).returnCreate;
    expect((await readOrder(shopify, order.id)).returnStatus).toBe("IN_PROGRESS");
    const reverseLine = made.reverseFulfillmentOrders.nodes[0]!.lineItems.nodes[0]!;
    const processed = await shopify.mutate<{ returnProcess: object }>(
      `mutation Process($input: ReturnProcessInput!) {
        returnProcess(input: $input) {
          return { status returnLineItems(first: 5) { nodes { processedQuantity unprocessedQuantity } }
            reverseFulfillmentOrders(first: 5) { nodes { status lineItems(first: 5) { nodes { dispositions { type quantity } } } } }
            refunds(first: 5) { nodes { id } } }
          userErrors { field message code }
        }
      }`,
      {
        input: {
          returnId: made.id,
          returnLineItems: [
            {
              id: made.returnLineItems.nodes[0]!.id,
              quantity: 1,
              dispositions: [
                { reverseFulfillmentOrderLineItemId: reverseLine.id, quantity: 1, dispositionType: "RESTOCKED" },
              ],
            },
          ],
        },
      },
    );
    expect(processed.returnProcess).toMatchObject({
      return: {
        status: "OPEN",
        returnLineItems: { nodes: [{ processedQuantity: 1, unprocessedQuantity: 0 }] },
        reverseFulfillmentOrders: {
          nodes: [{ status: "CLOSED", lineItems: { nodes: [{ dispositions: [{ type: "RESTOCKED", quantity: 1 }] }] } }],
        },
        refunds: { nodes: [{}] },
      },
    });
    expect((await readOrder(shopify, order.id)).lineItems.nodes[0]).toMatchObject({
      currentQuantity: 2,
      unfulfilledQuantity: 1,
    });
  });

  test("closing and cancelling follow the state machine; the order's return status follows them", async () => {
    const { id } = (await create()).returnCreate.return;
    await shopify.mutate(move("returnClose"), { id });
    expect((await readOrder(shopify, order.id)).returnStatus).toBe("RETURNED");
    expect(await refusals(shopify, move("returnCancel"), { id })).toEqual([
      { field: ["id"], message: "Return status is invalid.", code: "INVALID_STATE" },
    ]);
    await shopify.mutate(move("returnReopen"), { id });
    await shopify.mutate(move("returnCancel"), { id });
    expect((await readOrder(shopify, order.id)).returnStatus).toBe("NO_RETURN");
  });

  test("a requested return waits for approval; a declined one counts as none", async () => {
    const requested = await shopify.mutate<{ returnRequest: { return: { id: string; status: string } } }>(
      `mutation Request($input: ReturnRequestInput!) { returnRequest(input: $input) { return { id status } userErrors { message } } }`,
      { input: input(1) },
    );
    expect(requested.returnRequest.return.status).toBe("REQUESTED");
    expect((await readOrder(shopify, order.id)).returnStatus).toBe("RETURN_REQUESTED");
    const declined = await shopify.mutate<{ returnDeclineRequest: object }>(
      `mutation Decline($input: ReturnDeclineRequestInput!) {
        returnDeclineRequest(input: $input) { return { status decline { reason note } } userErrors { message } }
      }`,
      { input: { id: requested.returnRequest.return.id, declineReason: "FINAL_SALE", declineNote: "Sale item" } },
    );
    expect(declined.returnDeclineRequest).toMatchObject({
      return: { status: "DECLINED", decline: { reason: "FINAL_SALE", note: "Sale item" } },
    });
    expect((await readOrder(shopify, order.id)).returnStatus).toBe("NO_RETURN");
  });

  test("only units that were sent and are not in another return can come back", async () => {
    await create();
    const asked = (quantity: number, id?: string) => refusals(shopify, CREATE, { input: input(quantity, id) });
    expect(await asked(2)).toMatchObject([
      { field: ["returnInput", "returnLineItems", "0", "quantity"], code: "INVALID" },
    ]);
    expect(await asked(1, gid("FulfillmentLineItem", 1))).toMatchObject([{ code: "NOT_FOUND" }]);
    expect(await asked(1)).toEqual([]);
  });
});
