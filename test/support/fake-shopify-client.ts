import type { ShopifyAdminClient } from "../../components/shopify/admin-client.ts";

type Variables = Readonly<Record<string, unknown>>;

/**
 * A Shopify client without a network: each operation by name has a function that answers it. An operation without one
 * fails. `calls` has the names and variables of all calls.
 */
export function fakeShopifyClient(answers: Readonly<Record<string, (variables: Variables) => unknown>>) {
  const calls: { readonly name: string; readonly variables: Variables }[] = [];
  const client: ShopifyAdminClient = {
    shop: "demo.myshopify.com",
    apiVersion: "2026-10",
    warnings: [],
    async request(document, variables) {
      await Promise.resolve();
      calls.push({ name: document.name, variables: variables as Variables });
      const answer = answers[document.name];
      if (answer === undefined) throw new Error(`no answer prepared for ${document.name}`);
      return (await answer(variables as Variables)) as never;
    },
  };
  return { client, calls };
}
