import { beforeAll, describe, expect, test } from "@jest/globals";
import { Kind, type OperationDefinitionNode, parse } from "graphql";
import { actualCost, type CostInput, requestedCost } from "../../../sandbox/shopify/server/query-cost.ts";
import { type AdminSchema, loadAdminSchema } from "../../../sandbox/shopify/schema/index.ts";

let admin: AdminSchema;
beforeAll(async () => void (admin = await loadAdminSchema("2026-10")));

function input(query: string, variables: Record<string, unknown> = {}): CostInput {
  const document = parse(query);
  const operation = document.definitions.find(
    ({ kind }) => kind === Kind.OPERATION_DEFINITION,
  ) as OperationDefinitionNode;
  const fragments = Object.fromEntries(
    document.definitions.flatMap((definition) =>
      definition.kind === Kind.FRAGMENT_DEFINITION ? [[definition.name.value, definition]] : [],
    ),
  );
  return { schema: admin.schema, operation, fragments, variables };
}

describe("requested cost", () => {
  test.each([
    ["scalars are free, an object is 1", `{ shop { name } }`, 1],
    ["a page of 10 counts 4 times", `{ orders(first: 10) { nodes { id } } }`, 2 + 4],
    ["a page of 50 counts 7 times", `{ orders(first: 50) { nodes { id } } }`, 2 + 7],
    ["a page of 100 counts 9 times", `{ orders(first: 100) { nodes { id } } }`, 2 + 9],
    ["a page of 250 counts 11 times", `{ orders(first: 250) { nodes { id } } }`, 2 + 11],
    ["edges cost as much as nodes", `{ orders(first: 10) { edges { cursor node { id } } } }`, 2 + 4],
    [
      "pageInfo and money are free",
      `{ orders(first: 10) { pageInfo { hasNextPage } nodes { totalPriceSet { shopMoney { amount } } } } }`,
      2 + 4,
    ],
    [
      "what is nested is multiplied",
      `{ orders(first: 10) { nodes { lineItems(first: 10) { nodes { id } } } } }`,
      2 + 4 * (1 + 2 + 4),
    ],
    ["a plain list is not", `{ orders(first: 10) { nodes { customAttributes { key } } } }`, 2 + 4 * (1 + 1)],
    [
      "nodes counts once, with its dearest type",
      `{ nodes(ids: ["1", "2", "3"]) { ... on Order { customer { id } } ... on Product { id } } }`,
      1 + 1,
    ],
    [
      "fragments are opened",
      `{ orders(first: 10) { nodes { ...F } } } fragment F on Order { customer { id } }`,
      2 + 4 * 2,
    ],
    [
      "a mutation is 10, its payload's own objects free",
      `mutation { tagsAdd(id: "1", tags: []) { node { id } userErrors { message } } }`,
      10,
    ],
    [
      "below them it counts",
      `mutation { orderUpdate(input: { id: "1" }) { order { customAttributes { key } } userErrors { message } } }`,
      11,
    ],
    ["a count is 10", `{ ordersCount { count } }`, 10],
  ])("%s", (_rule, query, points) => {
    expect(requestedCost(input(query))).toBe(points);
  });

  test("page size and @include come from variables", () => {
    const query = `query Q($n: Int!, $deep: Boolean!) { orders(first: $n) { nodes { customer @include(if: $deep) { id } } } }`;
    expect(requestedCost(input(query, { n: 50, deep: false }))).toBe(2 + 7);
    expect(requestedCost(input(query, { n: 50, deep: true }))).toBe(2 + 7 * 2);
  });
});

describe("actual cost", () => {
  const query = `{ orders(first: 250) { nodes { customer { id } customAttributes { key } } } }`;

  test("counts the nodes that are there, and nothing for null", () => {
    const order = { customer: null, customAttributes: [] };
    expect(actualCost(input(query), { orders: { nodes: [] } })).toBe(2);
    expect(actualCost(input(query), { orders: { nodes: [order] } })).toBe(2 + 1);
    expect(actualCost(input(query), { orders: { nodes: Array(10).fill({ ...order, customer: { id: "1" } }) } })).toBe(
      2 + 4 * 2,
    );
  });

  test("is nothing when there is no data", () => {
    expect(actualCost(input(query), null)).toBe(0);
    expect(actualCost(input(query), undefined)).toBe(0);
  });
});
