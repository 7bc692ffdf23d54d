import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { createManualClock, type ManualClock } from "../../../sandbox/clock.ts";
import { gid, openShopify, type OpenShopify } from "./support/open-shopify.ts";

let shopify: OpenShopify;
let clock: ManualClock;
const START = Date.UTC(2026, 10, 24, 9);

/** Four orders, one minute apart: paid and tagged, pending, cancelled, fulfilled. */
beforeAll(async () => {
  clock = createManualClock(START);
  shopify = await openShopify({ clock });
  const { admin, store } = shopify.sandbox;
  const line = [{ sku: "OXF-SHI-NAV-S", quantity: 1 }];
  admin.placeOrder({ lines: line, email: "ada@example.com", tags: ["vip", "gift wrap"], sourceIdentifier: "till-7" });
  await clock.advance(60_000);
  admin.placeOrder({ lines: [{ sku: "GIF-BOX", quantity: 3 }], email: "ben@example.com", financialStatus: "PENDING" });
  await clock.advance(60_000);
  admin.cancelOrder(admin.placeOrder({ lines: line, email: "ada@example.com" }).id);
  await clock.advance(60_000);
  admin.fulfilOrder(admin.placeOrder({ lines: line, email: "chidi@example.com" }).id);
  await clock.advance(60_000);
  admin.updateOrder("1001", { note: "later" });
  expect(store.orders.size).toBe(4);
});
afterAll(() => shopify.close());

const SEARCH = `query Search($query: String!, $first: Int = 50, $after: String, $sortKey: OrderSortKeys = ID, $reverse: Boolean = false) {
  orders(first: $first, after: $after, query: $query, sortKey: $sortKey, reverse: $reverse) {
    nodes { name }
    pageInfo { hasNextPage endCursor }
  }
}`;
interface Page {
  orders: { nodes: { name: string }[]; pageInfo: { hasNextPage: boolean; endCursor: string | null } };
}

async function find(query: string, variables: object = {}): Promise<string[]> {
  const { data, errors } = await shopify.query<Page>(SEARCH, { query, ...variables });
  if (errors.length > 0) throw new Error(JSON.stringify(errors));
  return data.orders.nodes.map(({ name }) => name);
}

describe("orders(query:)", () => {
  test.each([
    ["", ["#1001", "#1002", "#1003", "#1004"]],
    ["status:any", ["#1001", "#1002", "#1003", "#1004"]],
    ["status:open", ["#1001", "#1002", "#1004"]],
    ["status:cancelled", ["#1003"]],
    ["name:1002", ["#1002"]],
    ["name:'#1002'", ["#1002"]],
    ["name:100*", ["#1001", "#1002", "#1003", "#1004"]],
    ["email:ADA@example.com", ["#1001", "#1003"]],
    ["tag:vip", ["#1001"]],
    ["tag:'gift wrap'", ["#1001"]],
    ["tag_not:vip", ["#1002", "#1003", "#1004"]],
    ["source_identifier:till-7", ["#1001"]],
    ["financial_status:pending", ["#1002"]],
    ["financial_status:paid", ["#1001", "#1004"]],
    ["fulfillment_status:fulfilled", ["#1004"]],
    ["fulfillment_status:unfulfilled", ["#1001", "#1002", "#1003"]],
    ["sku:GIF-BOX", ["#1002"]],
    ["created_at:>='2026-11-24T09:02:00Z'", ["#1003", "#1004"]],
    ["created_at:<'2026-11-24T09:01:00Z'", ["#1001"]],
    ["created_at:2026-11-24", ["#1001", "#1002", "#1003", "#1004"]],
    ["created_at:>now", []],
    ["updated_at:>='2026-11-24T09:03:00Z' AND status:any", ["#1001", "#1004"]],
    ["updated_at:>='2026-11-24T09:03:00Z' email:ada@example.com", ["#1001"]],
    ["tag:vip OR financial_status:pending", ["#1001", "#1002"]],
    ["(tag:vip OR name:1003) AND email:ada@example.com", ["#1001", "#1003"]],
    ["NOT email:ada@example.com", ["#1002", "#1004"]],
    ["-email:ada@example.com -name:1002", ["#1004"]],
    ["current_total_price:<20", ["#1002", "#1003"]],
    ["1003", ["#1003"]],
  ])("%s finds %j", async (query, names) => {
    expect(await find(query)).toEqual(names);
  });

  test("finds a customer's orders by number", async () => {
    const { sandbox } = shopify;
    const [customer] = [...sandbox.store.customers.values()];
    expect(customer).toBeUndefined();
    expect(await find(`id:>=${[...sandbox.store.orders.keys()][3]!}`)).toEqual(["#1004"]);
    expect(await find("customer_id:1")).toEqual([]);
  });

  test("a term that the sandbox does not model is an error, not an empty or full list", async () => {
    await expect(find("risk_level:high")).rejects.toThrow("does not model the order search term 'risk_level'");
    await expect(find("name:'1001")).rejects.toThrow("never closed");
  });

  test("sorts by updatedAt, newest first with reverse", async () => {
    expect(await find("", { sortKey: "UPDATED_AT" })).toEqual(["#1002", "#1003", "#1004", "#1001"]);
    expect(await find("", { sortKey: "UPDATED_AT", reverse: true })).toEqual(["#1001", "#1004", "#1003", "#1002"]);
  });

  test("pages through all, and an order that moves meanwhile loses none of the others", async () => {
    const names: string[] = [];
    let after: string | null = null;
    do {
      const page: Page = (await shopify.query<Page>(SEARCH, { query: "", first: 1, after, sortKey: "UPDATED_AT" }))
        .data;
      names.push(...page.orders.nodes.map(({ name }) => name));
      after = page.orders.pageInfo.hasNextPage ? page.orders.pageInfo.endCursor : null;
      if (names.length === 1) {
        await clock.advance(1000);
        shopify.sandbox.admin.updateOrder("1002", { note: "moved to the end" });
      }
    } while (after !== null);
    expect(names).toEqual(["#1002", "#1003", "#1004", "#1001", "#1002"]);
  });

  test("with a search lag, a change is found only after it", async () => {
    shopify.sandbox.switches.searchLagMs = 5000;
    await clock.advance(10_000);
    shopify.sandbox.admin.updateOrder("1004", { note: "fresh" });
    expect(await find("updated_at:>='2026-11-24T09:04:05Z'")).toEqual([]);
    await clock.advance(6000);
    expect(await find("updated_at:>='2026-11-24T09:04:05Z'")).toEqual(["#1004"]);
    shopify.sandbox.switches.searchLagMs = 0;
  });
});

describe("nodes(ids:)", () => {
  const NODES = `query Nodes($ids: [ID!]!) { nodes(ids: $ids) { __typename ... on Order { name } } }`;
  const ids = () => [...shopify.sandbox.store.orders.keys()].map((id) => gid("Order", id));

  test("keeps order and duplicates, and gives null for what is not there", async () => {
    const [first, second] = ids();
    const { data } = await shopify.query<{ nodes: object[] }>(NODES, { ids: [second, gid("Order", 1), first, second] });
    expect(data.nodes).toEqual([
      { __typename: "Order", name: "#1002" },
      null,
      { __typename: "Order", name: "#1001" },
      { __typename: "Order", name: "#1002" },
    ]);
  });

  test("an id that is none is RESOURCE_NOT_FOUND; more than 250 are refused", async () => {
    const bad = await shopify.query(NODES, { ids: ["1001"] });
    expect(bad.errors).toMatchObject([{ message: "Invalid id: 1001", extensions: { code: "RESOURCE_NOT_FOUND" } }]);
    const many = await shopify.query(NODES, { ids: Array(251).fill(gid("Order", 1)) });
    expect(many.errors).toMatchObject([{ extensions: { code: "MAX_INPUT_SIZE_EXCEEDED" } }]);
  });
});
