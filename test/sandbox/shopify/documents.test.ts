import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gid, openShopify, type OpenShopify } from "./support/open-shopify.ts";

/**
 * A whole integration's worth of documents, run in the order of an order's life. Each must be answered without an
 * error, and cost exactly what was estimated for it with another tool calibrated on recorded answers.
 */
const DOCUMENTS = join(import.meta.dirname, "documents");

const REQUESTED_POINTS: Record<string, number> = {
  AppHealth: 6,
  HoldFulfillmentOrder: 11,
  ReleaseFulfillmentOrderHolds: 11,
  OrderFulfillmentOrders: 133,
  SetFulfillmentDeadline: 10,
  ReportProgress: 10,
  OrderHistory: 105,
  OrderLineItemsPage: 39,
  RecreateCandidates: 112,
  OrderState: 230,
  OrderUpdate: 11,
  AddTags: 10,
  RemoveTags: 10,
  SetOrderMetafields: 10,
  OrdersByIds: 34,
  OrdersReconcile: 30,
  RefundById: 38,
  OrderReturns: 555,
  OrderEditBegin: 37,
  OrderEditSetQuantity: 11,
  OrderEditAddVariant: 10,
  OrderEditAddCustomItem: 10,
  OrderEditUpdateShippingLine: 10,
  OrderEditCommit: 21,
  OrderCreate: 19,
  OrderCancel: 10,
  DraftFromOrder: 10,
  DraftComplete: 11,
  FulfillmentCreate: 26,
  RefundCreate: 26,
  ReturnCreate: 43,
  ReturnProcess: 10,
  ReturnClose: 10,
  WebhookCreateLegacy: 11,
  WebhookCreate: 12,
  WebhookUpdate: 10,
  WebhookDelete: 10,
  WebhookList: 20,
};

const documents = readdirSync(DOCUMENTS).map((file) => readFileSync(join(DOCUMENTS, file), "utf8"));

let shopify: OpenShopify;
const points: Record<string, number> = {};
const answers: Record<string, unknown> = {};

/** Runs one operation of the documents; its answer must be of the given shape. */
async function run<Data extends object>(name: string, variables: object = {}): Promise<Data> {
  const document = documents.find((text) => new RegExp(`^(query|mutation) ${name}\\b`, "m").test(text));
  const operation = new RegExp(`^(query|mutation) ${name}\\b[\\s\\S]*?^}`, "m").exec(document ?? "")?.[0] ?? "";
  const fragments = [...(document ?? "").matchAll(/^fragment [\s\S]*?^}/gm)].map(([text]) => text);
  const used = fragments.length > 0 ? [operation, ...fragments].join("\n\n") : operation;
  const { data, errors, cost } = await shopify.query<Data>(used, variables);
  const refusals = Object.values(data).flatMap(
    (payload: { userErrors?: object[] } | null) => payload?.userErrors ?? [],
  );
  if (errors.length + refusals.length > 0) throw new Error(`${name}: ${JSON.stringify([...errors, ...refusals])}`);
  points[name] = cost.requestedQueryCost;
  answers[name] = data;
  return data;
}

interface WithId {
  id: string;
}
interface Nodes {
  nodes: WithId[];
}

beforeAll(async () => {
  shopify = await openShopify();
  const { sandbox } = shopify;
  const variant = (sku: string) => gid("ProductVariant", sandbox.store.variantBySku(sku)!.id);
  const webhookSubscription = { uri: "https://example.com/hooks" };
  await run("AppHealth");
  const created = await run<{ webhookSubscriptionCreate: { webhookSubscription: WithId } }>("WebhookCreate", {
    topic: "ORDERS_EDITED",
    webhookSubscription,
  });
  const { id: webhookId } = created.webhookSubscriptionCreate.webhookSubscription;
  await run("WebhookCreateLegacy", { topic: "ORDERS_PAID", callbackUrl: "https://example.com/hooks" });
  await run("WebhookList");
  await run("WebhookUpdate", { id: webhookId, webhookSubscription: { ...webhookSubscription, filter: "id:*" } });
  await run("WebhookDelete", { id: webhookId });

  const { orderCreate } = await run<{ orderCreate: { order: WithId } }>("OrderCreate", {
    order: {
      email: "ada@example.com",
      shippingAddress: { firstName: "Ada", address1: "1 Mill Lane", city: "Leeds", countryCode: "GB" },
      shippingLines: [{ title: "Express", priceSet: { shopMoney: { amount: "4.95", currencyCode: "GBP" } } }],
      lineItems: [
        { variantId: variant("OXF-SHI-NAV-S"), quantity: 3, properties: [{ name: "Engraving", value: "A.B." }] },
        { variantId: variant("GIF-BOX"), quantity: 1 },
      ],
    },
  });
  const { id } = orderCreate.order;
  const order = sandbox.admin.order(id.split("/").at(-1) ?? "");

  const begun = await run<{ orderEditBegin: { calculatedOrder: WithId & { lineItems: Nodes } } }>("OrderEditBegin", {
    id,
  });
  const edit = begun.orderEditBegin.calculatedOrder;
  await run("OrderEditSetQuantity", {
    id: edit.id,
    lineItemId: edit.lineItems.nodes[0]?.id,
    quantity: 2,
    restock: true,
  });
  await run("OrderEditAddVariant", { id: edit.id, variantId: variant("CAR-KIT"), quantity: 2 });
  const price = { amount: "1.50", currencyCode: "GBP" };
  await run("OrderEditAddCustomItem", { id: edit.id, title: "Card", quantity: 1, price, requiresShipping: true });
  const shippingLineId = gid("ShippingLine", order.shippingLines[0]!.id);
  await run("OrderEditUpdateShippingLine", { id: edit.id, shippingLineId, shippingLine: { price } });
  await run("OrderEditCommit", { id: edit.id, staffNote: "Customer rang" });

  await run("OrderUpdate", {
    input: { id, note: "Ring twice", customAttributes: [{ key: "Gift message", value: "Hi" }] },
  });
  await run("AddTags", { id, tags: ["wms:picking"] });
  await run("RemoveTags", { id, tags: ["wms:picking"] });
  const metafield = { ownerId: id, namespace: "lastedit", key: "lock", type: "single_line_text_field", value: "1" };
  await run("SetOrderMetafields", { metafields: [metafield] });

  const listed = await run<{ order: { fulfillmentOrders: Nodes } }>("OrderFulfillmentOrders", { id });
  const [fulfillmentOrder] = listed.order.fulfillmentOrders.nodes;
  const held = await run<{ fulfillmentOrderHold: { fulfillmentHold: WithId } }>("HoldFulfillmentOrder", {
    id: fulfillmentOrder?.id,
    hold: { reason: "OTHER", handle: "lastedit", reasonNotes: "Edit under way" },
  });
  const holdIds = [held.fulfillmentOrderHold.fulfillmentHold.id];
  await run("ReleaseFulfillmentOrderHolds", { id: fulfillmentOrder?.id, holdIds });
  await run("SetFulfillmentDeadline", { ids: [fulfillmentOrder?.id], deadline: "2026-12-01T00:00:00Z" });
  await run("ReportProgress", { id: fulfillmentOrder?.id });
  const sent = await run<{ fulfillmentCreate: { fulfillment: { fulfillmentLineItems: Nodes } } }>("FulfillmentCreate", {
    fulfillment: {
      lineItemsByFulfillmentOrder: listed.order.fulfillmentOrders.nodes.map((one) => ({ fulfillmentOrderId: one.id })),
      trackingInfo: { company: "DPD", number: "1550" },
    },
  });

  const [fulfillmentLine] = sent.fulfillmentCreate.fulfillment.fulfillmentLineItems.nodes;
  const { returnCreate } = await run<{
    returnCreate: {
      return: WithId & { returnLineItems: Nodes; reverseFulfillmentOrders: { nodes: { lineItems: Nodes }[] } };
    };
  }>("ReturnCreate", {
    returnInput: {
      orderId: id,
      returnLineItems: [{ fulfillmentLineItemId: fulfillmentLine?.id, quantity: 1, returnReason: "UNWANTED" }],
    },
  });
  const made = returnCreate.return;
  const dispositions = [
    {
      reverseFulfillmentOrderLineItemId: made.reverseFulfillmentOrders.nodes[0]?.lineItems.nodes[0]?.id,
      quantity: 1,
      dispositionType: "RESTOCKED",
    },
  ];
  await run("ReturnProcess", {
    input: {
      returnId: made.id,
      returnLineItems: [{ id: made.returnLineItems.nodes[0]?.id, quantity: 1, dispositions }],
    },
  });
  await run("ReturnClose", { id: made.id });
  const { refundCreate } = await run<{ refundCreate: { refund: WithId } }>("RefundCreate", {
    key: "5f0c2c6e-5f39-4b5e-9d5e-0d8f0f9f2a11",
    input: {
      orderId: id,
      note: "Torn seam",
      refundLineItems: [{ lineItemId: gid("LineItem", order.lines[1]!.id), quantity: 1, restockType: "NO_RESTOCK" }],
      transactions: [
        {
          orderId: id,
          amount: "4.50",
          gateway: "bogus",
          kind: "REFUND",
          parentId: gid("OrderTransaction", order.transactions[0]!.id),
        },
      ],
    },
  });

  await run("RefundById", { id: refundCreate.refund.id });
  await run("OrderState", { id });
  await run("OrderHistory", { id });
  await run("OrderLineItemsPage", { id });
  await run("OrderReturns", { id });
  await run("OrdersByIds", { ids: [id, gid("Order", 1)] });
  await run("OrdersReconcile", { query: "updated_at:>='2026-01-01T00:00:00Z' AND status:any" });
  await run("RecreateCandidates", { query: "email:ada@example.com created_at:>='2026-01-01T00:00:00Z'" });
  const { draftOrderCreateFromOrder } = await run<{ draftOrderCreateFromOrder: { draftOrder: WithId } }>(
    "DraftFromOrder",
    { orderId: id },
  );
  const completed = await run<{ draftOrderComplete: { draftOrder: { order: WithId } } }>("DraftComplete", {
    id: draftOrderCreateFromOrder.draftOrder.id,
  });
  await run("OrderCancel", {
    orderId: completed.draftOrderComplete.draftOrder.order.id,
    reason: "CUSTOMER",
    restock: true,
    refundMethod: { originalPaymentMethodsRefund: true },
  });
});
afterAll(() => shopify.close());

describe("the documents of an integration", () => {
  test("all run", () => {
    const names = documents.flatMap((text) =>
      [...text.matchAll(/^(?:query|mutation) (\w+)/gm)].map(([, name]) => name),
    );
    expect(Object.keys(points).sort()).toEqual(names.sort());
  });

  test.each(Object.entries(REQUESTED_POINTS))("%s costs %i points", (name, expected) => {
    expect(points[name]).toBe(expected);
  });

  test("and tell one consistent story", () => {
    expect(answers["OrderState"]).toMatchObject({
      order: {
        name: "#1001",
        edited: true,
        note: "Ring twice",
        displayFulfillmentStatus: "FULFILLED",
        returnStatus: "RETURNED",
        shippingAddress: { name: "Ada", country: "United Kingdom" },
        shippingLines: { nodes: [{ title: "Express", originalPriceSet: { shopMoney: { amount: "1.5" } } }] },
        lineItems: {
          nodes: [
            {
              sku: "OXF-SHI-NAV-S",
              quantity: 3,
              currentQuantity: 1,
              customAttributes: [{ key: "Engraving", value: "A.B." }],
            },
            { sku: "GIF-BOX", quantity: 1, currentQuantity: 0 },
            { sku: "CAR-KIT", quantity: 2, currentQuantity: 2 },
            { sku: null, title: "Card", variant: null, currentQuantity: 1 },
          ],
        },
        // By edit, by return, by refund.
        refunds: [
          { return: null, transactions: { nodes: [] }, refundLineItems: { nodes: [{ restockType: "CANCEL" }] } },
          { return: { status: "CLOSED" }, refundLineItems: { nodes: [{ restockType: "RETURN" }] } },
          {
            note: "Torn seam",
            transactions: { nodes: [{ kind: "REFUND", amountSet: { shopMoney: { amount: "4.5" } } }] },
          },
        ],
      },
    });
    expect(answers["OrderHistory"]).toMatchObject({
      order: {
        agreements: {
          nodes: [{ reason: "ORDER" }, { reason: "ORDER_EDIT" }, { reason: "RETURN" }, { reason: "REFUND" }],
        },
      },
    });
    expect(answers["OrdersByIds"]).toMatchObject({ nodes: [{ name: "#1001" }, null] });
    expect(answers["OrdersReconcile"]).toMatchObject({ orders: { nodes: [{ name: "#1001" }] } });
  });
});
