import { afterEach, expect, test } from "@jest/globals";
import nock from "nock";
import { createShopifyAdminClient } from "../../../components/shopify/admin-client.ts";
import type { ShopifyAdminClientOptions } from "../../../components/shopify/admin-client.ts";
import type { ShopifyDocument } from "../../../components/shopify/shopify-document.ts";
import { scriptedShopify } from "../../support/scripted-shopify.ts";
import type { ScriptedShopify } from "../../support/scripted-shopify.ts";

const SECRET = "shpat_very-secret-token";

const READ: ShopifyDocument<{ shop: { name: string } }, { id?: string }> = {
  name: "Read",
  kind: "query",
  text: "query Read { shop { name } }",
};
const WRITE: ShopifyDocument<unknown, { id?: string }> = {
  name: "Write",
  kind: "mutation",
  text: "mutation Write { x }",
};

const data = { data: { shop: { name: "Demo" } } };
const status = { maximumAvailable: 2000, currentlyAvailable: 40, restoreRate: 50 };
const throttled = {
  errors: [{ message: "Throttled", extensions: { code: "THROTTLED" } }],
  extensions: { cost: { requestedQueryCost: 140, throttleStatus: status } },
};

let open: ScriptedShopify | undefined;

/** A client with a clock that only its own waits move, and the list of these waits. */
async function clientFor(script: Parameters<typeof scriptedShopify>, options: Partial<ShopifyAdminClientOptions> = {}) {
  open = await scriptedShopify(...script);
  const waits: number[] = [];
  let now = 0;
  const client = createShopifyAdminClient({
    shop: "demo.myshopify.com",
    accessToken: SECRET,
    apiVersion: "2026-10",
    adminUrl: open.url,
    now: () => now,
    sleep(ms) {
      waits.push(ms);
      now += ms;
      return Promise.resolve();
    },
    ...options,
  });
  return { client, waits, server: open };
}

afterEach(async () => {
  await open?.close();
  open = undefined;
});

test("posts the document, its name and its variables to the versioned address, with the token in its header", async () => {
  const { client, server } = await clientFor([{ body: data }]);
  await expect(client.request(READ, { id: "18446744073709551615" })).resolves.toEqual(data.data);
  expect(server.requests).toEqual([
    {
      path: "/admin/api/2026-10/graphql.json",
      token: SECRET,
      operation: "Read",
      query: READ.text,
      variables: { id: "18446744073709551615" },
    },
  ]);
});

test("without an address of its own goes to the shop, encrypted", async () => {
  const shop = nock("https://demo.myshopify.com", { reqheaders: { "x-shopify-access-token": SECRET } })
    .post("/admin/api/2026-10/graphql.json", { query: READ.text, variables: {}, operationName: "Read" })
    .reply(200, data);
  const client = createShopifyAdminClient({
    shop: "demo.myshopify.com",
    accessToken: SECRET,
    apiVersion: "2026-10",
  });
  await expect(client.request(READ, {})).resolves.toEqual(data.data);
  expect(shop.isDone()).toBe(true);
  nock.restore();
});

test("waits as long as the missing points need, and then sends the same call again", async () => {
  const { client, waits, server } = await clientFor([{ body: throttled }, { body: data }]);
  await expect(client.request(WRITE, {})).resolves.toEqual(data.data);
  expect(waits).toEqual([2000]);
  expect(server.requests).toHaveLength(2);
});

test("honours Retry-After of a plain 429, in milliseconds", async () => {
  const { client, waits } = await clientFor([{ status: 429, headers: { "retry-after": "2" } }, { body: data }]);
  await client.request(READ, {});
  expect(waits).toEqual([2000]);
});

test("gives up waiting for points at its bound, and says when to come back", async () => {
  const { client, waits } = await clientFor([{ body: throttled }, { body: throttled }], { maxThrottleWaitMs: 3000 });
  await expect(client.request(READ, {})).rejects.toMatchObject({
    code: "shopify-throttled",
    retry: "safe",
    effect: "nothing-sent",
    retryAfterMs: 2000,
  });
  expect(waits).toEqual([2000]);
});

test("waits before it sends when the last response told that the points will not do", async () => {
  const first = {
    ...data,
    extensions: { cost: { requestedQueryCost: 100, throttleStatus: { ...status, currentlyAvailable: 0 } } },
  };
  const { client, waits } = await clientFor([{ body: first }, { body: data }]);
  await client.request(READ, {});
  await client.request(READ, {});
  expect(waits).toEqual([2000]);
});

test("sends a query again when Shopify fails, at most twice", async () => {
  const { client, waits, server } = await clientFor([{ status: 502 }, { body: "<html>" }, { body: data }]);
  await expect(client.request(READ, {})).resolves.toEqual(data.data);
  expect(waits).toEqual([500, 1500]);
  expect(server.requests).toHaveLength(3);
});

test("fails when Shopify fails three times", async () => {
  const { client } = await clientFor([{ status: 502 }, { status: 502 }, { status: 503 }]);
  await expect(client.request(READ, {})).rejects.toMatchObject({ code: "shopify-http", status: 503, retry: "safe" });
});

test("never sends a mutation again whose outcome it has not seen", async () => {
  for (const answer of [{ status: 503 }, { body: "reset" }]) {
    const { client, server } = await clientFor([answer]);
    await expect(client.request(WRITE, {})).rejects.toMatchObject({ retry: "only-after-checking", effect: "unknown" });
    expect(server.requests).toHaveLength(1);
    await server.close();
  }
});

test("a time-out leaves a mutation's effect unknown and a query's not", async () => {
  const { client } = await clientFor([{ body: "hang" }], { timeoutMs: 500 });
  await expect(client.request(WRITE, {})).rejects.toMatchObject({ code: "shopify-unreachable", effect: "unknown" });
});

test("a refused connection means that nothing was sent, so that even a mutation is tried again", async () => {
  const { client, waits, server } = await clientFor([]);
  await server.close();
  await expect(client.request(WRITE, {})).rejects.toMatchObject({
    code: "shopify-unreachable",
    retry: "safe",
    effect: "nothing-sent",
  });
  expect(waits).toEqual([500, 1500]);
});

test("follows no redirect, since it would carry the token to another host", async () => {
  const { client, server } = await clientFor([{ status: 301, headers: { location: "http://127.0.0.1:1/elsewhere" } }]);
  await expect(client.request(READ, {})).rejects.toMatchObject({ code: "shopify-http", status: 301 });
  expect(server.requests).toHaveLength(1);
});

test("tells once when Shopify serves another API version or calls something deprecated", async () => {
  const headers = { "x-shopify-api-version": "2027-01", "x-shopify-api-deprecated-reason": "https://shopify.dev/x" };
  const { client } = await clientFor([
    { body: data, headers },
    { body: data, headers },
  ]);
  await client.request(READ, {});
  await client.request(READ, {});
  expect(client.warnings).toEqual([
    "Shopify served API version 2027-01 instead of 2026-10: set a version that Shopify supports.",
    "Shopify calls something in this request deprecated: https://shopify.dev/x",
  ]);
});

test("no error, at any depth, holds the access token", async () => {
  const script = [{ status: 401, body: { errors: "[API] Invalid API key" } }, { body: "reset" }, { body: "hang" }];
  const { client, server } = await clientFor(script, { timeoutMs: 500 });
  const errors: unknown[] = [];
  for (let call = 0; call < 3; call += 1) errors.push(await client.request(WRITE, {}).catch((error: unknown) => error));
  await server.close();
  errors.push(await client.request(WRITE, {}).catch((error: unknown) => error));
  expect(errors).toHaveLength(4);
  for (const error of errors) expect(everythingIn(error)).not.toContain(SECRET);
});

/** All text reachable from a value, causes and hidden properties included. */
function everythingIn(value: unknown, seen = new Set<unknown>()): string {
  if (typeof value !== "object" || value === null) return String(value);
  if (seen.has(value)) return "";
  seen.add(value);
  const names = Object.getOwnPropertyNames(value) as (keyof typeof value)[];
  return names.map((name) => `${String(name)}=${everythingIn(value[name], seen)}`).join("\n");
}
