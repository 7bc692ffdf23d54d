import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { createManualClock, type ManualClock } from "../../../sandbox/clock.ts";
import { gid, openShopify, type OpenShopify } from "./support/open-shopify.ts";
import { readOrder, refusals } from "./support/operations.ts";

let shopify: OpenShopify;
let clock: ManualClock;

beforeAll(async () => {
  clock = createManualClock();
  shopify = await openShopify({ clock });
});
afterAll(() => shopify.close());

const place = (quantity = 2) =>
  shopify.sandbox.admin.placeOrder({ lines: [{ sku: "OXF-SHI-NAV-S", quantity }], email: "ada@example.com" });

describe("orderCreate", () => {
  const CREATE = `mutation Create($order: OrderCreateOrderInput!) {
    orderCreate(order: $order) {
      order {
        id name sourceName sourceIdentifier taxesIncluded displayFinancialStatus customer { displayName }
        shippingAddress { name country countryCodeV2 }
        lineItems(first: 5) { nodes { sku quantity requiresShipping customAttributes { key value } originalUnitPriceSet { shopMoney { amount } } } }
      }
      userErrors { field message code }
    }
  }`;
  const variantId = (sku: string) => gid("ProductVariant", shopify.sandbox.store.variantBySku(sku)!.id);

  test("makes an order of variants and custom lines, in the app's name", async () => {
    const { orderCreate } = await shopify.mutate<{ orderCreate: { order: object } }>(CREATE, {
      order: {
        name: "#1031A",
        email: "ben@example.com",
        sourceIdentifier: "till-7",
        financialStatus: "PENDING",
        customer: { toUpsert: { email: "ben@example.com", firstName: "Ben", lastName: "Brook" } },
        shippingAddress: {
          firstName: "Ben",
          lastName: "Brook",
          address1: "1 Mill Lane",
          city: "Leeds",
          countryCode: "GB",
        },
        lineItems: [
          { variantId: variantId("GIF-BOX"), quantity: 2, properties: [{ name: "Wrap", value: "red" }] },
          {
            title: "Engraving",
            sku: "ENGRAVE",
            quantity: 1,
            priceSet: { shopMoney: { amount: "10.25", currencyCode: "GBP" } },
          },
        ],
      },
    });
    expect(orderCreate.order).toMatchObject({
      name: "#1031A",
      sourceName: "347082227713",
      sourceIdentifier: "till-7",
      displayFinancialStatus: "PENDING",
      customer: { displayName: "Ben Brook" },
      shippingAddress: { name: "Ben Brook", country: "United Kingdom", countryCodeV2: "GB" },
      lineItems: {
        nodes: [
          { sku: "GIF-BOX", quantity: 2, requiresShipping: true, customAttributes: [{ key: "Wrap", value: "red" }] },
          {
            sku: "ENGRAVE",
            quantity: 1,
            requiresShipping: false,
            originalUnitPriceSet: { shopMoney: { amount: "10.25" } },
          },
        ],
      },
    });
  });

  test("refuses an order without lines and a variant that does not exist", async () => {
    expect(await refusals(shopify, CREATE, { order: { lineItems: [] } })).toMatchObject([
      { field: ["order", "lineItems"], code: "INVALID" },
    ]);
    expect(
      await refusals(shopify, CREATE, { order: { lineItems: [{ variantId: gid("ProductVariant", 1), quantity: 1 }] } }),
    ).toMatchObject([{ field: ["order", "lineItems", "0", "variantId"], message: "Variant does not exist" }]);
  });

  test("input that the sandbox would ignore is an error, not ignored", async () => {
    const { errors } = await shopify.query(CREATE, {
      order: {
        lineItems: [{ variantId: variantId("GIF-BOX"), quantity: 1 }],
        discountCode: { itemFixedDiscountCode: { code: "X" } },
      },
    });
    expect(errors).toMatchObject([
      {
        message: "The sandbox does not model OrderCreateOrderInput.discountCode.",
        extensions: { code: "SANDBOX_NOT_MODELLED" },
      },
    ]);
  });

  test("tells whoever runs the sandbox about every order, however it was made", async () => {
    const names: string[] = [];
    const listening = await openShopify({ onOrderCreated: ({ name }) => names.push(name) });
    listening.sandbox.admin.placeOrder({ lines: [{ sku: "GIF-BOX", quantity: 1 }] });
    await listening.mutate(CREATE, { order: { lineItems: [{ title: "Card", quantity: 1 }] } });
    expect(names).toEqual(["#1001", "#1002"]);
    await listening.close();
  });
});

describe("updatedAt", () => {
  test("has whole seconds and moves with each change but a metafield", async () => {
    const order = place();
    const placed = order.updatedAt;
    await clock.advance(1700);
    await shopify.mutate(
      `mutation Set($metafields: [MetafieldsSetInput!]!) { metafieldsSet(metafields: $metafields) { userErrors { message } } }`,
      {
        metafields: [
          {
            ownerId: gid("Order", order.id),
            namespace: "lastedit",
            key: "lock",
            type: "single_line_text_field",
            value: "1",
          },
        ],
      },
    );
    expect(order.updatedAt).toBe(placed);
    shopify.sandbox.admin.updateOrder(order.id, { note: "Ring twice" });
    expect(order.updatedAt).toBeGreaterThan(placed);
    expect(order.updatedAt % 1000).toBe(0);
    expect((await readOrder(shopify, order.id)).updatedAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
  });
});

describe("orderUpdate", () => {
  const UPDATE = `mutation Update($input: OrderInput!) {
    orderUpdate(input: $input) { order { note tags customAttributes { key value } shippingAddress { address1 city } } userErrors { field message } }
  }`;

  test("changes what is named, replaces lists as a whole and keeps the rest of the address", async () => {
    const order = shopify.sandbox.admin.placeOrder({
      lines: [{ sku: "GIF-BOX", quantity: 1 }],
      note: "old",
      tags: ["a", "b"],
      customAttributes: [{ key: "x", value: "1" }],
      shippingAddress: { address1: "1 Mill Lane", city: "Leeds" },
    });
    const { orderUpdate } = await shopify.mutate<{ orderUpdate: { order: object } }>(UPDATE, {
      input: {
        id: gid("Order", order.id),
        tags: ["c"],
        customAttributes: [],
        shippingAddress: { address1: "2 Mill Lane" },
      },
    });
    expect(orderUpdate.order).toEqual({
      note: "old",
      tags: ["c"],
      customAttributes: [],
      shippingAddress: { address1: "2 Mill Lane", city: "Leeds" },
    });
  });

  test("an unknown order is refused", async () => {
    expect(await refusals(shopify, UPDATE, { input: { id: gid("Order", 1), note: "x" } })).toEqual([
      { field: ["id"], message: "Order does not exist" },
    ]);
  });
});

describe("metafieldsSet", () => {
  const SET = `mutation Set($metafields: [MetafieldsSetInput!]!) {
    metafieldsSet(metafields: $metafields) { metafields { value compareDigest } userErrors { code } }
  }`;

  test("compareDigest sets only what has not changed meanwhile", async () => {
    const order = place();
    const field = {
      ownerId: gid("Order", order.id),
      namespace: "lastedit",
      key: "lock",
      type: "single_line_text_field",
    };
    const set = (value: string, compareDigest?: string | null) =>
      shopify.query<{
        metafieldsSet: { metafields: { compareDigest: string }[] | null; userErrors: { code: string }[] };
      }>(SET, {
        metafields: [{ ...field, value, ...(compareDigest === undefined ? {} : { compareDigest }) }],
      });
    const digest = (await set("1", null)).data.metafieldsSet.metafields?.[0]?.compareDigest;
    expect((await set("2", null)).data.metafieldsSet.userErrors).toEqual([{ code: "STALE_OBJECT" }]);
    expect((await set("2", digest)).data.metafieldsSet.userErrors).toEqual([]);
    expect((await set("3", digest)).data.metafieldsSet.userErrors).toEqual([{ code: "STALE_OBJECT" }]);
    expect(order.metafields).toMatchObject([{ value: "2" }]);
  });
});
