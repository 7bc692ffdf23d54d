import { createHash } from "node:crypto";
import { createShopifyAdminClient } from "./admin-client.ts";
import type { ShopifyAdminClient } from "./admin-client.ts";
import { processWide } from "./process-wide.ts";

export interface ShopifyConnection {
  readonly shop: string;
  readonly accessToken: string;
  readonly apiVersion: string;
  readonly adminUrl?: string;
}

/** One client per connection and process, so that all components share what is known of the shop's points. */
export function shopifyClientFor(connection: ShopifyConnection): ShopifyAdminClient {
  const clients = processWide("clients", () => new Map<string, ShopifyAdminClient>());
  const { shop, accessToken, apiVersion, adminUrl = "" } = connection;
  const token = createHash("sha256").update(accessToken).digest("base64url");
  const key = [shop, adminUrl, apiVersion, token].join(" ");
  const client = clients.get(key) ?? createShopifyAdminClient(connection);
  clients.set(key, client);
  return client;
}
