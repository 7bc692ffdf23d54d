import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { openShopify, type OpenShopify } from "./support/open-shopify.ts";

let shopify: OpenShopify;
beforeAll(async () => void (shopify = await openShopify()));
afterAll(() => shopify.close());

describe("a document that the schema refuses", () => {
  test.each([
    [
      `query Q { shop { colour } }`,
      "Field 'colour' doesn't exist on type 'Shop'",
      { code: "undefinedField", typeName: "Shop", fieldName: "colour" },
      ["query Q", "shop", "colour"],
    ],
    [
      `{ shop(id: 1) { name } }`,
      "Field 'shop' doesn't accept argument 'id'",
      { code: "argumentNotAccepted", name: "shop", typeName: "Field", argumentName: "id" },
      ["query", "shop", "id"],
    ],
    [
      `{ order { id } }`,
      "Field 'order' is missing required arguments: id",
      { code: "missingRequiredArguments", className: "Field", name: "order", arguments: "id" },
      ["query", "order"],
    ],
    [
      `mutation { orderUpdate(input: { note: "x" }) { userErrors { message } } }`,
      "Argument 'id' on InputObject 'OrderInput' is required. Expected type ID!",
      {
        code: "missingRequiredInputObjectAttribute",
        argumentName: "id",
        argumentType: "ID!",
        inputObjectType: "OrderInput",
      },
      ["mutation", "orderUpdate", "input"],
    ],
    [
      `mutation { orderUpdate(input: { id: "1", colour: "x" }) { userErrors { message } } }`,
      "InputObject 'OrderInput' doesn't accept argument 'colour'",
      { code: "argumentNotAccepted", name: "OrderInput", typeName: "InputObject", argumentName: "colour" },
      ["mutation", "orderUpdate", "input"],
    ],
    [
      `{ shop }`,
      "Field must have selections (field 'shop' returns Shop! but has no selections. Did you mean 'shop { ... }'?)",
      { code: "selectionMismatch", nodeName: "field 'shop'", typeName: "Shop!" },
      ["query", "shop"],
    ],
    [
      `{ order(id: $id) { id } }`,
      "Variable $id is used by anonymous query but not declared",
      { code: "variableNotDefined", variableName: "id" },
      ["query", "order", "id"],
    ],
    [
      `query Q($id: ID!) { shop { name } }`,
      "Variable $id is declared by Q but not used",
      { code: "variableNotUsed", variableName: "id" },
      ["query Q"],
    ],
    [
      `query Q($id: String) { order(id: $id) { id } }`,
      "Type mismatch on variable $id (String / ID!)",
      { code: "variableMismatch", variableName: "id", typeName: "String", errorMessage: "Type mismatch" },
      ["query Q"],
    ],
    [
      `{ shop { ...Missing } }`,
      "Fragment Missing was used, but not defined",
      { code: "useAndDefineFragment", fragmentName: "Missing" },
      ["query", "shop"],
    ],
  ])("%s", async (query, message, extensions, path) => {
    const { status, data, errors } = await shopify.query(query);
    expect(status).toBe(200);
    expect(data).toBeUndefined();
    expect(errors).toEqual([{ message, extensions, path, locations: expect.any(Array) }]);
  });

  test("an enum value that does not exist is refused", async () => {
    const { errors } = await shopify.query(`{ orders(first: 1, sortKey: COLOUR) { nodes { id } } }`);
    expect(errors).toMatchObject([{ extensions: { code: "argumentLiteralsIncompatible" } }]);
  });

  test("text that is no GraphQL is refused with its place", async () => {
    const { errors } = await shopify.query("{ shop { name }");
    expect(errors).toMatchObject([{ locations: [{ line: 1 }], extensions: { code: "parseError" } }]);
  });
});

describe("variables", () => {
  test("a missing one is INVALID_VARIABLE and nothing runs", async () => {
    const { errors } = await shopify.query(`query Q($id: ID!) { order(id: $id) { id } }`);
    expect(errors).toMatchObject([
      {
        message: "Variable $id of type ID! was provided invalid value",
        extensions: {
          code: "INVALID_VARIABLE",
          value: null,
          problems: [{ path: [], explanation: "Expected value to not be null" }],
        },
      },
    ]);
  });

  test("a wrong one names the way to the problem", async () => {
    const { errors } = await shopify.query(
      `mutation U($input: OrderInput!) { orderUpdate(input: $input) { userErrors { message } } }`,
      { input: { id: "gid://shopify/Order/1", tags: [{ no: "text" }] } },
    );
    expect(errors).toMatchObject([{ extensions: { code: "INVALID_VARIABLE", problems: [{ path: ["tags[0]"] }] } }]);
  });
});

describe("requests", () => {
  test("without a query are 400, elsewhere 404", async () => {
    const post = (path: string, body: unknown) =>
      fetch(`${shopify.sandbox.url}${path}`, {
        method: "POST",
        headers: { "content-type": "application/json", "x-shopify-access-token": shopify.sandbox.accessToken },
        body: JSON.stringify(body),
      });
    expect((await post("/admin/api/2026-10/graphql.json", {})).status).toBe(400);
    expect((await post("/admin/api/2026-10/orders.json", {})).status).toBe(404);
  });

  test("as application/graphql are answered too", async () => {
    const response = await fetch(`${shopify.sandbox.url}/admin/api/2026-10/graphql.json`, {
      method: "POST",
      headers: { "content-type": "application/graphql", "x-shopify-access-token": shopify.sandbox.accessToken },
      body: "{ shop { myshopifyDomain } }",
    });
    expect(await response.json()).toMatchObject({ data: { shop: { myshopifyDomain: shopify.sandbox.shop } } });
  });

  test("with several operations run the named one only", async () => {
    const query = `query A { shop { name } } query B { shop { currencyCode } }`;
    const send = async (operationName?: string) => {
      const response = await fetch(`${shopify.sandbox.url}/admin/api/2026-10/graphql.json`, {
        method: "POST",
        headers: { "content-type": "application/json", "x-shopify-access-token": shopify.sandbox.accessToken },
        body: JSON.stringify({ query, operationName }),
      });
      return response.json();
    };
    expect(await send("B")).toMatchObject({ data: { shop: { currencyCode: "GBP" } } });
    expect(await send()).toMatchObject({
      errors: [{ message: expect.stringContaining("operation name is required") }],
    });
    expect(await send("C")).toMatchObject({ errors: [{ message: 'No operation named "C"' }] });
  });

  test("each app has its own token and sees its own subscriptions", async () => {
    const [, other] = shopify.sandbox.store.apps;
    const create = `mutation { webhookSubscriptionCreate(topic: ORDERS_CREATE, webhookSubscription: { uri: "https://example.com/x" }) { userErrors { message } } }`;
    await shopify.query(create);
    const list = `{ webhookSubscriptions(first: 5) { nodes { uri } } currentAppInstallation { app { title } } }`;
    expect((await shopify.query(list, {}, { token: other!.accessToken })).data).toEqual({
      webhookSubscriptions: { nodes: [] },
      currentAppInstallation: { app: { title: "Shopify admin" } },
    });
    expect((await shopify.query(list)).data).toMatchObject({
      webhookSubscriptions: { nodes: [{ uri: "https://example.com/x" }] },
    });
  });
});
