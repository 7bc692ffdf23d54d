import type { ShopifyAdminClient } from "./admin-client.ts";
import { AppAccessDocument } from "./generated/operations.ts";

/** What a shop's connection can do: for a first check of it. */
export interface ShopifyAccess {
  readonly shopName: string;
  readonly shopDomain: string;
  readonly currency: string;
  readonly timeZone: string;
  readonly scopes: readonly string[];
  /** Scopes that LastEdit needs and the app does not have. */
  readonly missingScopes: readonly string[];
}

/** For reading orders with their variants. Orders older than 60 days need `read_all_orders` as well. */
export const NEEDED_SCOPES = ["read_orders", "read_products"] as const;

export async function readShopifyAccess(client: ShopifyAdminClient): Promise<ShopifyAccess> {
  const { currentAppInstallation, shop } = await client.request(AppAccessDocument, {});
  const scopes = currentAppInstallation.accessScopes.map((scope) => scope.handle);
  return {
    shopName: shop.name,
    shopDomain: shop.myshopifyDomain,
    currency: shop.currencyCode,
    timeZone: shop.ianaTimezone,
    scopes,
    missingScopes: NEEDED_SCOPES.filter((needed) => !scopes.some((scope) => covers(scope, needed))),
  };
}

/** A write scope includes its read scope. */
const covers = (scope: string, needed: string): boolean =>
  scope === needed || scope === needed.replace(/^read_/, "write_");
