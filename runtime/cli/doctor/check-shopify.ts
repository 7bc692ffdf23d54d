import { installComponentResolver } from "../../component-host/component-resolver.ts";
import type { Connection } from "../../connections/connections.ts";
import { check } from "./check.ts";
import type { Check } from "./check.ts";

/** What reading an order as a whole needs. A write scope includes its read scope. */
const SCOPES = [
  "read_orders",
  "read_products",
  "read_customers",
  "read_returns",
  "read_merchant_managed_fulfillment_orders",
];

/** Looks whether the shop answers, and whether the app may see what LastEdit reads. */
export async function checkShopify({ name, fields }: Connection): Promise<Check[]> {
  // The client's `@pipedream/platform` is ours, as in every component; so it is loaded only now.
  installComponentResolver();
  const { createShopifyAdminClient } = await import("../../../components/shopify/admin-client.ts");
  const { AppAccessDocument } = await import("../../../components/shopify/generated/operations.ts");
  const text = (field: string): string => (typeof fields[field] === "string" ? fields[field] : "");
  const missing = ["shopifyShop", "shopifyAccessToken", "shopifyClientSecret"].filter((field) => text(field) === "");
  if (missing.length > 0) return [{ about: name, ok: false, found: `The connection lacks ${missing.join(", ")}.` }];

  const client = createShopifyAdminClient({
    shop: text("shopifyShop"),
    accessToken: text("shopifyAccessToken"),
    apiVersion: text("shopifyApiVersion") || "2026-10",
    ...(text("shopifyAdminUrl") === "" ? {} : { adminUrl: text("shopifyAdminUrl") }),
  });
  let handles: readonly string[] = [];
  const reached = await check(`${name}: shop`, async () => {
    const { shop, currentAppInstallation } = await client.request(AppAccessDocument, {});
    handles = currentAppInstallation.accessScopes.map(({ handle }) => handle);
    return `${shop.name} (${shop.myshopifyDomain}) answers.`;
  });
  if (!reached.ok) return [reached];
  const lacking = SCOPES.filter(
    (scope) => !handles.includes(scope) && !handles.includes(scope.replace("read_", "write_")),
  );
  const found =
    lacking.length === 0
      ? `All ${SCOPES.length} scopes are granted.`
      : `The app lacks ${lacking.join(", ")}. Grant them in Shopify: Settings → Apps → Develop apps → the app → Configuration.`;
  return [reached, { about: `${name}: scopes`, ok: lacking.length === 0, found }];
}
