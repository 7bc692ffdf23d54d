/**
 * The npm package that ships Shopify's Admin schema as introspection JSON (licence ISC, Shopify Inc.).
 * It is packed, never installed: installing pulls 415 MB, the tarball is 14 MB and three files of it are kept.
 */
export const ADMIN_SCHEMA_PACKAGE = {
  spec: "@shopify/dev-mcp@1.16.0",
  /** `npm view @shopify/dev-mcp@1.16.0 dist.integrity` */
  integrity: "sha512-tqgRnK7sQhjew+htxtleTH23nXB5fZcsrhWgEkomsorGXvLOB2mh2upwZm8uzuTDNTZnqtLMe64yIwh6s2awtw==",
} as const;

/** Admin API versions whose schema the sandbox has, oldest first. */
export const ADMIN_API_VERSIONS = ["2026-04", "2026-07", "2026-10"] as const;

export type AdminApiVersion = (typeof ADMIN_API_VERSIONS)[number];

export const NEWEST_ADMIN_API_VERSION = "2026-10" satisfies AdminApiVersion;
export const OLDEST_ADMIN_API_VERSION = "2026-04" satisfies AdminApiVersion;

/** File name of one version's schema, the same inside the package and in the cache folder. */
export const schemaFileName = (version: AdminApiVersion): string => `admin_${version}.json.gz`;
