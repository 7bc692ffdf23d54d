import { installComponentResolver } from "../component-host/component-resolver.ts";
import type { Connection } from "./connections.ts";
import type { GuidedCheck } from "./guided-check.ts";

/** Asks for one order's customer data: scopes alone do not open it. */
const LOOK = {
  name: "LastEditProtectedDataCheck",
  kind: "query",
  text: `query LastEditProtectedDataCheck { orders(first: 1) { nodes { id email shippingAddress { name } customer { id } } } }`,
} as const;

/**
 * Whether the app may see customers' names and addresses, which Shopify approves beside the scopes.
 *
 * @see https://shopify.dev/docs/apps/launch/protected-customer-data
 */
export async function checkProtectedData({ fields }: Connection): Promise<GuidedCheck> {
  const check = { id: "protected-data", title: "Protected customer data" } as const;
  installComponentResolver();
  const { createShopifyAdminClient } = await import("../../components/shopify/admin-client.ts");
  const text = (field: string): string => (typeof fields[field] === "string" ? fields[field] : "");
  const client = createShopifyAdminClient({
    shop: text("shopifyShop"),
    accessToken: text("shopifyAccessToken"),
    apiVersion: text("shopifyApiVersion") || "2026-10",
    ...(text("shopifyAdminUrl") === "" ? {} : { adminUrl: text("shopifyAdminUrl") }),
  });
  try {
    await client.request(LOOK, {});
    return { ...check, state: "ok", found: "Names and addresses of customers can be read.", whatToDo: "" };
  } catch (error) {
    const { code, message } = error as { code?: string; message: string };
    const denied = code === "shopify-access-denied";
    const whatToDo = denied
      ? "Ask for access to protected customer data (name, address, e-mail) in the app's settings: API access."
      : "Try again in a moment.";
    return { ...check, state: denied ? "problem" : "not-checked", found: message, whatToDo };
  }
}
