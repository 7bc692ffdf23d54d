import type { Sandbox } from "../../sandbox/server.ts";
import type { RecipeExample } from "./example.ts";

/** What only Shopify's own API can do: metafields and holds. */
export async function touchByApi(sandbox: Sandbox, id: number, example: RecipeExample): Promise<void> {
  const graphql = graphqlOf(sandbox);
  const metafields = Object.entries(example.metafields).map(([name, value]) => {
    const [namespace = "", ...key] = name.split(".");
    const type = "single_line_text_field";
    return { ownerId: `gid://shopify/Order/${id}`, namespace, key: key.join("."), type, value };
  });
  if (metafields.length > 0) {
    await graphql(
      "mutation ($set: [MetafieldsSetInput!]!) { metafieldsSet(metafields: $set) { userErrors { message } } }",
      { set: metafields },
    );
  }
  if (!example.fulfilmentHold) return;
  const query = "query ($id: ID!) { order(id: $id) { fulfillmentOrders(first: 10) { nodes { id } } } }";
  const { order } = (await graphql(query, { id: `gid://shopify/Order/${id}` })) as {
    order: { fulfillmentOrders: { nodes: { id: string }[] } };
  };
  for (const fulfillmentOrder of order.fulfillmentOrders.nodes) {
    await graphql(
      'mutation ($id: ID!) { fulfillmentOrderHold(id: $id, fulfillmentHold: { reason: OTHER, reasonNotes: "Order in edit window" }) { userErrors { message } } }',
      fulfillmentOrder,
    );
  }
}

function graphqlOf({ info: { shopify } }: Sandbox): (query: string, variables: object) => Promise<unknown> {
  return async (query, variables) => {
    const response = await fetch(`${shopify.url}/admin/api/${shopify.apiVersion}/graphql.json`, {
      method: "POST",
      headers: { "content-type": "application/json", "x-shopify-access-token": shopify.accessToken },
      body: JSON.stringify({ query, variables }),
    });
    const answer = (await response.json()) as { data?: Record<string, { userErrors?: unknown[] } | null> };
    const refused = Object.values(answer.data ?? {}).some((result) => (result?.userErrors ?? []).length > 0);
    if (answer.data === undefined || refused) throw new Error(`The sandbox refused: ${JSON.stringify(answer)}`);
    return answer.data;
  };
}
