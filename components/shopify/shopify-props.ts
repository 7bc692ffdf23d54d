import { ConfigurationError } from "@pipedream/platform";
import type { UserProp } from "../pipedream-component.ts";
import type { ShopifyAdminClient } from "./admin-client.ts";
import { shopifyClientFor } from "./shared-clients.ts";

/** What `shopifyProps` puts on a component's `this`. */
export interface ShopifyProps {
  readonly shopifyShop: string;
  readonly shopifyAccessToken: string;
  readonly shopifyApiVersion?: string;
  readonly shopifyAdminUrl?: string;
}

export const DEFAULT_API_VERSION = "2026-10";

/** The props of a shop's connection: the merchant's own custom app. */
export const shopifyProps = () =>
  ({
    shopifyShop: {
      type: "string",
      label: "Shop",
      description: "The shop's myshopify.com domain, such as `my-shop.myshopify.com`.",
    },
    shopifyAccessToken: {
      type: "string",
      label: "Admin API access token",
      description: "Access token of the merchant's own app; it needs the scopes `read_orders` and `read_products`.",
      secret: true,
    },
    shopifyApiVersion: {
      type: "string",
      label: "Admin API version",
      description: "Shopify supports each version for at least 12 months.",
      default: DEFAULT_API_VERSION,
      optional: true,
    },
    shopifyAdminUrl: {
      type: "string",
      label: "Admin API address",
      description: "Only for a sandbox or a proxy. Without it: `https://` and the shop.",
      optional: true,
    },
  }) as const satisfies Record<string, UserProp>;

/** The prop a source needs beside `shopifyProps`, to check that a webhook is Shopify's. */
export const shopifyClientSecretProps = () =>
  ({
    shopifyClientSecret: {
      type: "string",
      label: "App client secret",
      description: "The app's client secret (API secret key): Shopify signs each webhook with it.",
      secret: true,
    },
    shopifyPreviousClientSecret: {
      type: "string",
      label: "Previous client secret",
      description: "Only while the secret is being rotated: webhooks signed with the old one stay accepted.",
      secret: true,
      optional: true,
    },
  }) as const satisfies Record<string, UserProp>;

/**
 * The shared client of the shop that a component's props name.
 *
 * @throws {ConfigurationError} When a prop cannot be right; nothing is sent
 */
export function shopifyClientFromProps(props: ShopifyProps): ShopifyAdminClient {
  const accessToken = props.shopifyAccessToken.trim();
  if (accessToken === "") throw new ConfigurationError("Admin API access token is empty.");
  const adminUrl = readAdminUrl(props.shopifyAdminUrl);
  return shopifyClientFor({
    shop: readShopDomain(props.shopifyShop),
    accessToken,
    apiVersion: readApiVersion(props.shopifyApiVersion),
    ...(adminUrl === null ? {} : { adminUrl }),
  });
}

/**
 * A shop's domain in lower case, from a domain, an address, or the name before `.myshopify.com`.
 *
 * @throws {ConfigurationError} For anything else
 */
export function readShopDomain(text: string): string {
  const domain = text
    .trim()
    .toLowerCase()
    .replace(/^https?:\/\//, "")
    .replace(/\/.*$/, "");
  if (/^[a-z0-9][a-z0-9-]*$/.test(domain)) return `${domain}.myshopify.com`;
  if (/^[a-z0-9][a-z0-9-]*(\.[a-z0-9-]+)+$/.test(domain)) return domain;
  throw new ConfigurationError(`Shop "${text}" is not a shop's domain, expected such as my-shop.myshopify.com.`);
}

function readApiVersion(text: string | undefined): string {
  const version = (text ?? "").trim() || DEFAULT_API_VERSION;
  if (/^(\d{4}-\d{2}|unstable)$/.test(version)) return version;
  throw new ConfigurationError(`Admin API version "${version}" is none, expected such as ${DEFAULT_API_VERSION}.`);
}

const LOOPBACK_HOSTS = new Set(["127.0.0.1", "localhost", "[::1]"]);

/** The access token goes to this address, so it must be encrypted on the way unless it stays on this machine. */
function readAdminUrl(text: string | undefined): string | null {
  const address = (text ?? "").trim();
  if (address === "") return null;
  const url = URL.canParse(address) ? new URL(address) : null;
  if (url?.protocol === "https:" || (url?.protocol === "http:" && LOOPBACK_HOSTS.has(url.hostname))) {
    return url.origin + url.pathname;
  }
  throw new ConfigurationError(
    `Admin API address "${address}" is not allowed, expected https://… or http://127.0.0.1:<port>.`,
  );
}
